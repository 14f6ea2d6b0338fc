//! What people change in the app reaches the table without asking the server.

use super::model::RunsModel;
use crate::change::{Change, Edit};
use crate::mlflow::{RunId, ViewType};
use crate::ui::manage::on_change;

impl RunsModel {
    /// Follows what is changed in the app, here or on other pages.
    pub fn follow_changes(self) {
        on_change(move |changes| {
            self.take_in(changes);
        });
    }

    fn take_in(self, changes: &[Change]) {
        // Others have the runs as they were.
        self.loading.forget_others();
        let mut is_other = false;
        for batch in self.loading.concerned() {
            let mut set = batch.set.borrow_mut();
            let runs: Vec<(&RunId, &Edit)> = changes
                .iter()
                .filter_map(|change| Some((change.target.run()?, &change.edit)))
                .collect();
            let of = |wanted: &Edit| -> Vec<RunId> {
                let those = runs.iter().filter(|(_, edit)| *edit == wanted);
                those.map(|(id, _)| (*id).clone()).collect()
            };
            let (gone, back) = match batch.asked.view {
                ViewType::ActiveOnly => (of(&Edit::Delete), of(&Edit::Restore)),
                ViewType::DeletedOnly => (of(&Edit::Restore), of(&Edit::Delete)),
                ViewType::All => (Vec::new(), Vec::new()),
            };
            for (id, edit) in &runs {
                let Some(row) = set.row_of(id.as_str()) else {
                    continue;
                };
                match edit {
                    Edit::Name(name) => set.rename(row, name),
                    Edit::Tag { key, value } => set.set_tag(row, key, value.as_deref()),
                    Edit::Delete | Edit::Restore => {}
                }
            }
            if !gone.is_empty() {
                // The server counts pages by runs: with some gone, the next one would begin too late.
                is_other |= !batch.is_complete.get();
                set.remove(&gone);
            }
            if !back.is_empty() {
                is_other |= set.put_back(&back) < back.len();
            }
        }
        if is_other {
            // Some that came back were never here.
            self.loading.reload();
        } else {
            self.loading.touch();
        }
    }
}
