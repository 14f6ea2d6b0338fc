//! The table of runs.

mod arranging;
mod asking;
mod attribute_cells;
mod batch;
mod cells;
mod changes;
mod charts;
mod color_menu;
mod commands;
mod deeds;
mod drawn;
mod export;
mod filters;
mod head_menu;
mod histories;
mod incoming;
mod loading;
mod model;
mod plan;
mod refresh;
mod selection;
mod state;
mod status;
mod toolbar;
mod versions;
mod view;

pub use batch::provide_batches;
pub use view::RunsView;
