//! What people change in a set, before the server has said so.

use super::Attribute;
use super::field_table::{FieldId, KeyKind};
use super::lists::{self, ListText, RunModel};
use super::run_set::{REMOVED, RunSet};
use crate::mlflow::RunId;

impl RunSet {
    /// Takes runs out. Gives how many there were.
    pub fn remove(&mut self, ids: &[RunId]) -> usize {
        let before = self.live.len();
        for id in ids {
            self.mark(id, |marks| marks | REMOVED);
        }
        self.live_from_order();
        self.touch();
        before - self.live.len()
    }

    /// Puts runs that were removed back where they were. Gives how many there were.
    pub fn put_back(&mut self, ids: &[RunId]) -> usize {
        let before = self.live.len();
        for id in ids {
            self.mark(id, |marks| marks & !REMOVED);
        }
        self.live_from_order();
        self.touch();
        self.live.len() - before
    }

    /// Gives a run another name, as the server does: its tag changes too.
    pub fn rename(&mut self, row: u32, name: &str) {
        self.set_tag(row, "mlflow.runName", Some(name));
    }

    /// Sets or takes away a tag, and what is read from it.
    pub fn set_tag(&mut self, row: u32, key: &str, value: Option<&str>) {
        if self.ids.text(row).is_none() {
            return;
        }
        let id = self.table.key(KeyKind::Tag, key, FieldId::start_of(KeyKind::Tag));
        let derived = [
            (FieldId::NAME_TAG, Attribute::Name),
            (FieldId::USER_TAG, Attribute::User),
        ];
        let attribute = derived
            .into_iter()
            .find(|(tag, _)| *tag == id)
            .map(|(_, attribute)| FieldId::of(attribute));
        self.put_text(id, row, value);
        if let Some(attribute) = attribute {
            self.put_text(attribute, row, value.filter(|value| !value.trim().is_empty()));
        }
        self.touch();
    }

    /// Says which versions, by name and number, were registered of a run's models. They stay when the run is read again.
    pub fn attach_versions(&mut self, row: u32, versions: &[(&str, &str)]) {
        let id = FieldId::of(Attribute::Models);
        let mut list = ListText::default();
        for (name, version) in versions {
            list.model(RunModel::Version { name, version });
        }
        for model in lists::models(self.cell_text(id, row)) {
            if !matches!(model, RunModel::Version { .. }) {
                list.model(model);
            }
        }
        let cell = list.cell();
        self.put_text(id, row, cell.as_deref());
        self.touch();
    }
}
