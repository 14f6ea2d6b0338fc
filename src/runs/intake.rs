//! Taking whole runs into a set.

use super::Attribute;
use super::dictionary::make_room;
use super::field_table::{FieldId, Stored};
use super::lists::{self, RunModel};
use super::run_set::{CONTEXT, DELETED, RunSet};

/// The cells of a run that is being read, before it is known to be whole.
#[derive(Clone, Default, Debug)]
pub(super) struct Draft {
    pub(super) numbers: Vec<(FieldId, f64)>,
    pub(super) texts: Vec<(FieldId, u32)>,
    pub(super) datasets: Option<String>,
    pub(super) models: Option<String>,
}

/// What every run has, as it is being read.
#[derive(Default)]
pub(super) struct DraftInfo<'a> {
    pub(super) id: &'a str,
    pub(super) experiment: &'a str,
    pub(super) name: &'a str,
    pub(super) user: &'a str,
    pub(super) status: &'a str,
    pub(super) artifact_uri: &'a str,
    pub(super) start_millis: Option<i64>,
    pub(super) end_millis: Option<i64>,
    pub(super) is_deleted: bool,
}

impl RunSet {
    pub(super) fn take_draft(&mut self) -> Draft {
        let mut draft = std::mem::take(&mut self.draft);
        draft.numbers.clear();
        draft.texts.clear();
        draft.datasets = None;
        draft.models = None;
        draft
    }

    /// Keeps the memory of a draft for the next run.
    pub(super) fn give_draft(&mut self, draft: Draft) {
        self.draft = draft;
    }

    /// Takes a whole run in: as a new row, or in place of what its row held. Gives the row.
    pub(super) fn commit(&mut self, info: &DraftInfo<'_>, draft: &Draft) -> u32 {
        let known = self.ids.len();
        let row = self.ids.intern(info.id);
        let is_new = self.ids.len() > known;
        let versions = if is_new { None } else { self.clear_row(row) };
        self.place(row, is_new, info.is_deleted);

        for (id, value) in &draft.numbers {
            self.put_number(*id, row, *value);
        }
        for (id, code) in &draft.texts {
            self.put_code(*id, row, *code);
        }
        let number = |value: i64| value as f64;
        if let Some(start) = info.start_millis {
            self.put_number(FieldId::of(Attribute::Started), row, number(start));
        }
        if let Some(end) = info.end_millis {
            self.put_number(FieldId::of(Attribute::Ended), row, number(end));
        }
        let tag = |set: &Self, id| Some(set.cell_text(id, row).to_owned());
        let name = Some(info.name)
            .filter(|name| !name.trim().is_empty())
            .map(str::to_owned)
            .or_else(|| tag(self, FieldId::NAME_TAG))
            .filter(|name| !name.trim().is_empty());
        let user = tag(self, FieldId::USER_TAG)
            .filter(|user| !user.is_empty())
            .or_else(|| Some(info.user.to_owned()).filter(|user| !user.is_empty()));
        for (attribute, text) in [
            (Attribute::Name, name.as_deref()),
            (Attribute::User, user.as_deref()),
            (Attribute::Status, Some(info.status)),
            (Attribute::Experiment, Some(info.experiment)),
            (Attribute::ArtifactUri, Some(info.artifact_uri)),
            (Attribute::Datasets, draft.datasets.as_deref()),
            (Attribute::Models, draft.models.as_deref()),
        ] {
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                self.put_text(FieldId::of(attribute), row, Some(text));
            }
        }
        if !is_new {
            if let Some(versions) = versions {
                let versions: Vec<_> = lists::models(&versions)
                    .filter_map(|model| match model {
                        RunModel::Version { name, version } => Some((name, version)),
                        _ => None,
                    })
                    .collect();
                if !versions.is_empty() {
                    self.attach_versions(row, &versions);
                }
            }
            for stored in self.table.each_stored_mut() {
                if let Stored::Text(column) = stored {
                    column.tidy();
                }
            }
        }
        self.touch();
        row
    }

    fn place(&mut self, row: u32, is_new: bool, is_deleted: bool) {
        let was_context = !is_new && self.is_context(row);
        let was_removed = !is_new && self.is_removed(row);
        let is_context = self.is_context && (is_new || was_context);
        let mark = if is_deleted { DELETED } else { 0 } | if is_context { CONTEXT } else { 0 };
        if is_new {
            make_room(&mut self.marks, 1);
            self.marks.push(mark);
        } else if let Some(marks) = self.marks.get_mut(row as usize) {
            *marks = mark;
        }
        let is_found_now = was_context && !is_context;
        if is_found_now {
            // What was there for others, at the end, takes the place of a new run.
            for rows in [&mut self.order, &mut self.live] {
                if let Some(place) = rows.iter().rposition(|one| *one == row) {
                    rows.remove(place);
                }
            }
            self.context[0] -= 1;
            self.context[1] -= usize::from(!was_removed);
        }
        if is_new || is_found_now {
            make_room(&mut self.order, 1);
            make_room(&mut self.live, 1);
            let ends = if is_context { [0; 2] } else { self.context };
            let front = self.front.filter(|_| !is_context);
            let [in_order, in_live] = [(&self.order, ends[0]), (&self.live, ends[1])]
                .map(|(rows, behind)| front.unwrap_or(rows.len() - behind).min(rows.len()));
            self.order.insert(in_order, row);
            self.live.insert(in_live, row);
            self.front = front.map(|front| front + 1).or(self.front);
            self.context = self.context.map(|count| count + usize::from(is_context));
        } else if was_removed {
            self.live_from_order();
        }
    }

    /// Empties a row, and gives what its cell of models held.
    fn clear_row(&mut self, row: u32) -> Option<String> {
        let models = self.cell_text(FieldId::of(Attribute::Models), row);
        let models = (!models.is_empty()).then(|| models.to_owned());
        for stored in self.table.each_stored_mut() {
            stored.clear(row);
        }
        models
    }
}
