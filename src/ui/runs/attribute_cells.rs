//! The cells of what every run has: name, status, times, datasets and the like.

use super::cells::cut;
use super::plan::Plan;
use super::state::TableState;
use crate::chart::Rgb;
use crate::format;
use crate::grid::{Align, Cell, Mark, Tone};
use crate::mlflow::{ExperimentId, RunStatus};
use crate::route::{Route, RunTab, TimeStyle};
use crate::runs::{Attribute, RunSet};
use crate::ui::kit::Icon;
use crate::ui::run_color::color_of;
use crate::ui::time::local_time;
use crate::web::clock;

impl TableState {
    pub fn fill_attribute(&self, set: &RunSet, row: u32, attribute: Attribute, plan: &Plan, cell: &mut Cell) {
        let text = |attribute| set.attribute(row, attribute);
        match attribute {
            Attribute::Name => {
                cell.push(cut(set.display_name(row)));
                cell.tone = Tone::Strong;
                cell.href = Self::href(set, row);
                cell.swatch = self.color(set, row).to_css();
                cell.marks = [
                    Some(Mark::Pin(self.is_pinned(row))),
                    Some(Mark::Eye(!self.is_hidden(row))),
                ];
            }
            Attribute::Status => {
                let (word, icon, tone) = status(text(Attribute::Status).unwrap_or_default());
                cell.push(word);
                cell.icon = Some(icon.path());
                cell.tone = tone;
            }
            Attribute::Started | Attribute::Ended => match set.millis(row, attribute) {
                Some(millis) if self.style.get().time == TimeStyle::Absolute => {
                    cell.push(&local_time(millis));
                }
                Some(millis) => {
                    cell.push(&format::relative_time(millis, clock::now_millis()));
                }
                None => cell.missing(Align::Start),
            },
            Attribute::Duration => {
                cell.align = Align::End;
                match set.millis(row, attribute) {
                    Some(millis) => {
                        cell.push(&format::duration(millis));
                        self.shade(Some(millis as f64), plan, cell);
                    }
                    None => cell.missing(Align::End),
                }
            }
            Attribute::Experiment => {
                let id = text(attribute).unwrap_or_default();
                cell.push(cut(self.experiment_name(id).as_deref().unwrap_or(id)));
                cell.href = Route::experiment(id.into()).to_hash();
            }
            Attribute::Datasets => Self::fill_list(text(attribute), Icon::Database, cell),
            Attribute::Models => Self::fill_list(text(attribute), Icon::Model, cell),
            Attribute::Source => match text(attribute) {
                Some(source) => {
                    cell.push(cut(last_part(source)));
                }
                None => cell.missing(Align::Start),
            },
            Attribute::Commit => match text(attribute) {
                Some(commit) => {
                    cell.push(commit.get(..7).unwrap_or(commit));
                    cell.is_mono = true;
                    cell.icon = Some(Icon::GitCommit.path());
                }
                None => cell.missing(Align::Start),
            },
            Attribute::Id => {
                cell.push(set.id(row));
                cell.is_mono = true;
            }
            Attribute::Parent => match text(attribute) {
                Some(parent) => {
                    let name = set.row_of(parent).map_or(parent, |row| set.display_name(row));
                    cell.push(cut(name));
                }
                None => cell.missing(Align::Start),
            },
            Attribute::Description => match text(attribute) {
                Some(note) => {
                    let line = note.lines().map(|line| line.trim_start_matches(['#', ' ']));
                    cell.push(cut(line
                        .clone()
                        .find(|line| !line.is_empty())
                        .unwrap_or_default()));
                    cell.tone = Tone::Muted;
                }
                None => cell.missing(Align::Start),
            },
            Attribute::User | Attribute::ArtifactUri => match text(attribute) {
                Some(text) => {
                    cell.push(cut(text));
                }
                None => cell.missing(Align::Start),
            },
        }
    }

    fn fill_list(text: Option<&str>, icon: Icon, cell: &mut Cell) {
        match text {
            Some(text) => {
                cell.push(cut(text));
                cell.icon = Some(icon.path());
            }
            None => cell.missing(Align::Start),
        }
    }

    fn href(set: &RunSet, row: u32) -> String {
        let experiment = set.attribute(row, Attribute::Experiment).unwrap_or_default();
        Route::run(ExperimentId::from(experiment), set.run_id(row), RunTab::Overview).to_hash()
    }

    fn color(&self, set: &RunSet, row: u32) -> Rgb {
        let given = self.color_field.get();
        color_of(
            set.id(row),
            given.and_then(|field| set.column_by_id(field).text(row)),
        )
    }
}

/// How a status is shown.
fn status(word: &str) -> (&'static str, Icon, Tone) {
    match RunStatus::from(word.to_owned()) {
        RunStatus::Running => ("Running", Icon::Play, Tone::Busy),
        RunStatus::Scheduled => ("Scheduled", Icon::CalendarClock, Tone::Muted),
        RunStatus::Finished => ("Finished", Icon::Success, Tone::Good),
        RunStatus::Failed => ("Failed", Icon::Failure, Tone::Bad),
        RunStatus::Killed => ("Killed", Icon::Stop, Tone::Warning),
        RunStatus::Unknown(_) => ("Unknown", Icon::Minus, Tone::Muted),
    }
}

/// The last part of a path, whichever way its slashes lean.
fn last_part(path: &str) -> &str {
    path.trim_end_matches(['/', '\\'])
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or(path)
}
