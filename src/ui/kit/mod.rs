//! The design system: small pieces that every page is made of, each shown in every state at `#/kit`.
//!
//! A piece takes plain text, signals and callbacks, and knows nothing of `MLflow`.
//! Attributes that a piece has no prop for (`attr:id`, `attr:data-test`) go to its outermost element.

mod badge;
mod button;
mod copyable;
mod debounce;
mod field;
mod icon;
mod identity;
mod loaded;
mod logo;
mod roving;
mod tabs;

pub use badge::{Badge, BadgeTone, Chip, RunState, StatusBadge};
pub use button::{Button, ButtonLink, ButtonSize, ButtonVariant, IconButton};
pub use copyable::{CopyButton, Copyable};
pub use debounce::Debounce;
pub use field::{Field, Input, SearchField, TextArea};
pub use icon::Icon;
pub use identity::unique_id;
pub use loaded::{Banner, BannerTone, Empty, Failed, Loading, Skeleton};
pub use logo::Logo;
pub use tabs::{TabLink, TabLinks, Tabs};
