//! From one run of an answer to the cells of a set.

use std::borrow::Cow;

use super::field_table::{FieldId, KeyKind};
use super::intake::{Draft, DraftInfo};
use super::json_reader::{Reader, Unusual};
use super::lists::{ListText, RunDataset, RunModel};
use super::run_set::RunSet;
use crate::mlflow::runs::{read_integer, read_metric_value, read_one};
use crate::mlflow::{ApiError, Lifecycle, Run};

/// Reads one run, a whole JSON object, into its row.
pub(super) fn read_into(set: &mut RunSet, json: &[u8]) -> Result<u32, ApiError> {
    let usual = std::str::from_utf8(json)
        .map_err(|_| Unusual)
        .and_then(|json| read_usual(set, json));
    match usual {
        Ok(row) => Ok(row),
        // The decoder of single runs takes what is seldom, and says what is wrong.
        Err(Unusual) => read_one(json).map(|run| set.insert(&run)),
    }
}

impl RunSet {
    /// Takes in a run that was loaded by itself; see the type for what becomes of one that is here already.
    pub fn insert(&mut self, run: &Run) -> u32 {
        let mut draft = self.take_draft();
        let mut before = FieldId::start_of(KeyKind::Metric);
        for metric in &run.metrics {
            before = self.table.key(KeyKind::Metric, &metric.key, before);
            self.table.see_step(before, metric.step);
            draft.numbers.push((before, metric.value));
        }
        before = FieldId::start_of(KeyKind::Param);
        for param in &run.params {
            before = draft.text(self, KeyKind::Param, (&param.key, &param.value), before);
        }
        before = FieldId::start_of(KeyKind::Tag);
        for tag in &run.tags {
            before = draft.text(self, KeyKind::Tag, (&tag.key, &tag.value), before);
        }
        let mut list = ListText::default();
        for dataset in &run.dataset_inputs {
            list.dataset(RunDataset {
                name: &dataset.name,
                digest: &dataset.digest,
                context: dataset.context.as_deref().unwrap_or_default(),
            });
        }
        draft.datasets = list.cell();
        list.clear();
        for id in &run.model_inputs {
            list.model(RunModel::Input(id.as_str()));
        }
        for output in &run.model_outputs {
            list.model(RunModel::Output {
                id: output.model_id.as_str(),
                step: output.step,
            });
        }
        draft.models = list.cell();
        let info = DraftInfo {
            id: run.info.id.as_str(),
            experiment: run.info.experiment_id.as_str(),
            name: &run.info.name,
            user: &run.info.user,
            status: run.info.status.as_str(),
            artifact_uri: &run.info.artifact_uri,
            start_millis: run.info.start_millis,
            end_millis: run.info.end_millis,
            is_deleted: run.info.lifecycle == Lifecycle::Deleted,
        };
        let row = self.commit(&info, &draft);
        self.give_draft(draft);
        row
    }
}

impl Draft {
    fn text(
        &mut self,
        set: &mut RunSet,
        kind: KeyKind,
        (key, value): (&str, &str),
        before: FieldId,
    ) -> FieldId {
        let id = set.table.key(kind, key, before);
        self.texts.push((id, set.intern(id, value)));
        id
    }
}

/// What a run says besides its metrics, parameters and tags, in any order.
#[derive(Default)]
struct Rest<'a> {
    run_id: Cow<'a, str>,
    run_uuid: Cow<'a, str>,
    experiment: Cow<'a, str>,
    name: Cow<'a, str>,
    user: Cow<'a, str>,
    status: Cow<'a, str>,
    artifact_uri: Cow<'a, str>,
    start_millis: Option<i64>,
    end_millis: Option<i64>,
    is_deleted: bool,
    datasets: ListText,
    models: ListText,
}

fn read_usual(set: &mut RunSet, json: &str) -> Result<u32, Unusual> {
    let mut draft = set.take_draft();
    let mut rest = Rest::default();
    let read = read_parts(set, &mut draft, &mut rest, &mut Reader::new(json));
    draft.datasets = rest.datasets.cell();
    draft.models = rest.models.cell();
    let info = DraftInfo {
        id: if rest.run_id.is_empty() {
            &rest.run_uuid
        } else {
            &rest.run_id
        },
        experiment: &rest.experiment,
        name: &rest.name,
        user: &rest.user,
        status: &rest.status,
        artifact_uri: &rest.artifact_uri,
        start_millis: rest.start_millis,
        // Some stores write 0 for a run that hasn't ended.
        end_millis: rest.end_millis.filter(|end| *end > 0),
        is_deleted: rest.is_deleted,
    };
    let is_whole = !info.id.is_empty() && !info.experiment.is_empty();
    let row = read.and_then(|()| is_whole.then(|| set.commit(&info, &draft)).ok_or(Unusual));
    set.give_draft(draft);
    row
}

fn read_parts<'a>(
    set: &mut RunSet,
    draft: &mut Draft,
    rest: &mut Rest<'a>,
    reader: &mut Reader<'a>,
) -> Result<(), Unusual> {
    let mut run = reader.object()?;
    while let Some(part) = reader.key(&mut run)? {
        match &*part {
            "info" => read_info(reader, rest)?,
            "data" => {
                let mut lists = reader.object()?;
                while let Some(list) = reader.key(&mut lists)? {
                    match &*list {
                        "metrics" => read_metrics(set, draft, reader)?,
                        "params" => read_texts(set, draft, KeyKind::Param, reader)?,
                        "tags" => read_texts(set, draft, KeyKind::Tag, reader)?,
                        _ => reader.skip()?,
                    }
                }
            }
            "inputs" | "outputs" => {
                let mut lists = reader.object()?;
                while let Some(list) = reader.key(&mut lists)? {
                    match &*list {
                        "dataset_inputs" => read_datasets(reader, &mut rest.datasets)?,
                        "model_inputs" => read_models(reader, &mut rest.models, false)?,
                        "model_outputs" => read_models(reader, &mut rest.models, true)?,
                        _ => reader.skip()?,
                    }
                }
            }
            _ => reader.skip()?,
        }
    }
    reader.is_at_end().then_some(()).ok_or(Unusual)
}

fn read_info<'a>(reader: &mut Reader<'a>, rest: &mut Rest<'a>) -> Result<(), Unusual> {
    let mut info = reader.object()?;
    while let Some(key) = reader.key(&mut info)? {
        let text = match &*key {
            "run_id" => &mut rest.run_id,
            "run_uuid" => &mut rest.run_uuid,
            "experiment_id" => &mut rest.experiment,
            "run_name" => &mut rest.name,
            "user_id" => &mut rest.user,
            "status" => &mut rest.status,
            "artifact_uri" => &mut rest.artifact_uri,
            "start_time" => {
                rest.start_millis = read_integer(reader.scalar()?);
                continue;
            }
            "end_time" => {
                rest.end_millis = read_integer(reader.scalar()?);
                continue;
            }
            "lifecycle_stage" => {
                rest.is_deleted = reader.text()?.eq_ignore_ascii_case("deleted");
                continue;
            }
            _ => {
                reader.skip()?;
                continue;
            }
        };
        *text = reader.text()?;
        // An id that is a number or no text at all is not for here to judge.
        if matches!(&*key, "experiment_id") && text.parse::<bool>().is_ok() {
            return Err(Unusual);
        }
    }
    Ok(())
}

fn read_metrics(set: &mut RunSet, draft: &mut Draft, reader: &mut Reader<'_>) -> Result<(), Unusual> {
    let mut before = FieldId::start_of(KeyKind::Metric);
    let mut metrics = reader.list()?;
    while reader.item(&mut metrics)? {
        let mut id = None;
        let mut value = f64::NAN;
        let mut step = None;
        let mut metric = reader.object()?;
        while let Some(part) = reader.key(&mut metric)? {
            match &*part {
                "key" => id = Some(set.table.key(KeyKind::Metric, &reader.string()?, before)),
                "value" => value = read_metric_value(reader.scalar()?),
                "step" => step = read_integer(reader.scalar()?),
                _ => reader.skip()?,
            }
        }
        before = id.ok_or(Unusual)?;
        if let Some(step) = step {
            set.table.see_step(before, step);
        }
        draft.numbers.push((before, value));
    }
    Ok(())
}

fn read_texts(
    set: &mut RunSet,
    draft: &mut Draft,
    kind: KeyKind,
    reader: &mut Reader<'_>,
) -> Result<(), Unusual> {
    let mut before = FieldId::start_of(kind);
    let mut list = reader.list()?;
    while reader.item(&mut list)? {
        let (key, value) = read_text(reader)?;
        before = draft.text(set, kind, (&key, &value), before);
    }
    Ok(())
}

/// A parameter or tag.
fn read_text<'a>(reader: &mut Reader<'a>) -> Result<(Cow<'a, str>, Cow<'a, str>), Unusual> {
    let mut key = None;
    let mut value = Cow::default();
    let mut item = reader.object()?;
    while let Some(part) = reader.key(&mut item)? {
        match &*part {
            "key" => key = Some(reader.string()?),
            "value" => value = reader.text()?,
            _ => reader.skip()?,
        }
    }
    Ok((key.ok_or(Unusual)?, value))
}

fn read_datasets(reader: &mut Reader<'_>, into: &mut ListText) -> Result<(), Unusual> {
    let mut inputs = reader.list()?;
    while reader.item(&mut inputs)? {
        let (mut name, mut digest, mut context) = (Cow::default(), Cow::default(), None);
        let mut input = reader.object()?;
        while let Some(part) = reader.key(&mut input)? {
            match &*part {
                "tags" => {
                    let mut tags = reader.list()?;
                    while reader.item(&mut tags)? {
                        let (key, value) = read_text(reader)?;
                        if key == "mlflow.data.context" && context.is_none() {
                            context = Some(value);
                        }
                    }
                }
                "dataset" => {
                    let mut dataset = reader.object()?;
                    while let Some(part) = reader.key(&mut dataset)? {
                        match &*part {
                            "name" => name = reader.text()?,
                            "digest" => digest = reader.text()?,
                            // Schema and profile are long; the run's own page reads them.
                            _ => reader.skip()?,
                        }
                    }
                }
                _ => reader.skip()?,
            }
        }
        into.dataset(RunDataset {
            name: &name,
            digest: &digest,
            context: context.as_deref().unwrap_or_default(),
        });
    }
    Ok(())
}

fn read_models(reader: &mut Reader<'_>, into: &mut ListText, is_output: bool) -> Result<(), Unusual> {
    let mut models = reader.list()?;
    while reader.item(&mut models)? {
        let mut id = Cow::default();
        let mut step = 0;
        let mut model = reader.object()?;
        while let Some(part) = reader.key(&mut model)? {
            match &*part {
                "model_id" => id = reader.string()?,
                "step" => step = read_integer(reader.scalar()?).unwrap_or_default(),
                _ => reader.skip()?,
            }
        }
        if id.is_empty() {
            return Err(Unusual);
        }
        into.model(if is_output {
            RunModel::Output { id: &id, step }
        } else {
            RunModel::Input(&id)
        });
    }
    Ok(())
}
