//! A picture.

use leptos::prelude::*;

use super::address::ArtifactAddress;
use super::file_view::BytesView;
use crate::format::count;
use crate::preview::LoggedImage;
use crate::ui::kit::{Banner, BannerTone, Segment, Segmented};
use crate::web::address::server_url;
use crate::web::picture::natural_size;

/// How large a picture is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scale {
    Fit,
    Natural,
}

/// A picture by `<img>`, which shows pictures and runs nothing, SVG included.
#[component]
pub(super) fn ImageView(address: ArtifactAddress, size_bytes: Option<u64>) -> impl IntoView {
    let scale = RwSignal::new(Scale::Fit);
    let size_css = RwSignal::new(None::<(u32, u32)>);
    let has_failed = RwSignal::new(false);
    let url = server_url(&address.file_path());
    let logged = LoggedImage::parse(&address.path);
    let alt = match &logged {
        Some(image) => format!("{} at step {}", image.key, image.step),
        None => address.name().to_owned(),
    };
    let caption = move || {
        let size = size_css
            .get()
            .map(|(width, height)| format!("{} × {} px", count(width), count(height)));
        let logged = logged.as_ref().map(|image| {
            let copy = if image.is_thumbnail { ", small copy" } else { "" };
            format!("{}, step {}{copy}", image.key, image.step)
        });
        [logged, size]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · ")
    };
    let picture = move || {
        view! {
            <div class="artifact-toolbar">
                <Segmented
                    value=scale
                    segments=vec![
                        Segment { value: Scale::Fit, label: "Fit", icon: None },
                        Segment { value: Scale::Natural, label: "100 %", icon: None },
                    ]
                    label="Size of the picture"
                />
                <span class="muted">{caption.clone()}</span>
            </div>
            <div class="artifact-image" tabindex="0" role="group" aria-label="Picture">
                <img
                    class="artifact-image__picture"
                    class:artifact-image__picture--natural=move || scale.get() == Scale::Natural
                    src=url.clone()
                    alt=alt.clone()
                    decoding="async"
                    on:load=move |event| size_css.set(natural_size(&event))
                    on:error=move |_| has_failed.set(true)
                />
            </div>
        }
    };
    move || {
        if has_failed.get() {
            // Its bytes tell why: an error of the server, or a file that is no picture.
            view! {
                <Banner tone=BannerTone::Warning text="The browser can't show this file as a picture." />
                <BytesView address=address.clone() size_bytes />
            }
            .into_any()
        } else {
            picture().into_any()
        }
    }
}
