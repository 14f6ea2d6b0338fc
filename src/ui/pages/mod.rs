//! The pages, one folder or file each. Pages never import pages.

mod experiment;
mod experiments;
mod kit;
mod logged_model;
mod models;
mod not_found;
mod run;
mod run_by_id;
mod unbuilt;

pub use experiment::{ExperimentPage, SeveralExperimentsPage};
pub use experiments::ExperimentsPage;
pub use kit::KitPage;
pub use logged_model::LoggedModelPage;
pub use models::ModelsPage;
pub use not_found::NotFoundPage;
pub use run::RunPage;
pub use run_by_id::RunByIdPage;
pub use unbuilt::UnbuiltPage;
