//! The design system: small pieces that every page is made of, each shown in every state at `#/kit`.
//!
//! A piece takes plain text, signals and callbacks, and knows nothing of `MLflow`.
//! Attributes that a piece has no prop for (`attr:id`, `attr:data-test`) go to its outermost element.

mod badge;
mod button;
mod choice;
mod copyable;
mod debounce;
mod dialog;
mod field;
mod icon;
mod identity;
mod loaded;
mod logo;
mod menu;
mod pagination;
mod popover;
mod resting_write;
mod roving;
mod split;
mod table;
mod tabs;
mod text;
mod toast;
mod tooltip;

pub use badge::{Badge, BadgeTone, Chip, RunState, StatusBadge};
pub use button::{Button, ButtonLink, ButtonSize, ButtonVariant, IconButton};
pub use choice::{Checkbox, Segment, Segmented, Select, Switch};
pub use copyable::{CopyButton, Copyable};
pub use debounce::Debounce;
pub use dialog::{ConfirmDialog, Dialog, DialogFoot};
pub use field::{Field, Input, SearchField, TextArea};
pub use icon::Icon;
pub use identity::unique_id;
pub use loaded::{Banner, BannerTone, Empty, Failed, Loading, Skeleton};
pub use logo::Logo;
pub use menu::{ContextMenu, Menu, MenuItem};
pub use pagination::Pagination;
pub use popover::Popover;
pub use resting_write::RestingWrite;
pub use split::Split;
pub use table::{SortHeader, SortOrder};
pub use tabs::{TabLink, TabLinks, Tabs};
pub use text::{Breadcrumbs, Crumb, Kbd, KeyValue, KeyValues, Link, LinkTone};
pub use toast::{ToastAction, ToastKey, ToastRegion, Toasts, provide_toasts, use_toasts};
pub use tooltip::Tooltip;
