//! Badges and chips, and what stands where an answer will be, isn't, or could not be had.

use leptos::prelude::*;

use super::{Specimen, Specimens};
use crate::ui::kit::{
    Badge, BadgeTone, Banner, BannerTone, Button, ButtonLink, ButtonVariant, Chip, CopyButton, Copyable,
    Empty, Failed, Icon, KeyValue, KeyValues, Loading, RunState, Skeleton, StatusBadge, use_toasts,
};

const RUN_ID: &str = "a3f09c1be5d24b0c9f1a7730c2d4e9aa";

pub(super) fn badges() -> impl IntoView {
    let tags = RwSignal::new(vec![
        ("team", "mycology"),
        ("stage", "baseline"),
        ("source", "kaggle"),
    ]);
    let chip = move |(name, value): (&'static str, &'static str)| {
        let on_remove = move || tags.update(|tags| tags.retain(|tag| tag.0 != name));
        view! { <Chip name=name text=value on_remove=on_remove /> }
    };
    let long = "A value that goes on and on, as tags from pipelines do, far beyond the width of any column";
    view! {
        <Specimens title="Badges, chips, values" note="A state is an icon and a word; colour only helps.">
            <Specimen name="Run states">
                {RunState::ALL.iter().map(|state| view! { <StatusBadge state=*state /> }).collect_view()}
            </Specimen>
            <Specimen name="In tables">
                {RunState::ALL.iter().map(|state| view! { <StatusBadge state=*state bare=true /> }).collect_view()}
            </Specimen>
            <Specimen name="Badges">
                <Badge>"draft"</Badge>
                <Badge tone=BadgeTone::Accent icon=Icon::Tag>"champion"</Badge>
                <Badge tone=BadgeTone::Info>"v12"</Badge>
                <Badge tone=BadgeTone::Success>"ready"</Badge>
                <Badge tone=BadgeTone::Warning>"sampled"</Badge>
                <Badge tone=BadgeTone::Danger>"NaN"</Badge>
            </Specimen>
            <Specimen name="Chips">
                <div class="chips">
                    {move || tags.get().into_iter().map(chip).collect_view()}
                    <Chip text="status = FINISHED" on_remove=|| () />
                    <Chip name="team is" text="forest" on_edit=|| () on_remove=|| () />
                    <Chip text="read only" />
                    <Chip name="note" text=long />
                </div>
            </Specimen>
            <Specimen name="Names and values">
                <KeyValues>
                    <KeyValue name="Run ID">
                        <Copyable text=RUN_ID label="Copy run ID" mono=true />
                    </KeyValue>
                    <KeyValue name="Status">
                        <StatusBadge state=RunState::Finished />
                    </KeyValue>
                    <KeyValue name="Duration">"2 min 14 s"</KeyValue>
                    <KeyValue name="Source">
                        <span class="mono">"demo/train.py"</span>
                        <Badge icon=Icon::GitCommit>"9f1a773"</Badge>
                        <CopyButton text="9f1a7730c2d4e9aa" label="Copy commit" />
                    </KeyValue>
                </KeyValues>
            </Specimen>
        </Specimens>
    }
}

pub(super) fn answers() -> impl IntoView {
    let toasts = use_toasts();
    let details = "GET ajax-api/2.0/mlflow/runs/search\n403 Forbidden\nInvalid Host header - possible DNS rebinding attack detected";
    view! {
        <Specimens title="Answers" note="Loading shows after 150 ms and takes its space at once. A failure says what failed and what to do.">
            <Specimen name="Loading" wide=true>
                <div class="kit__columns">
                    <div class="panel"><Loading skeleton=Skeleton::Rows(5) label="Loading runs" /></div>
                    <div class="panel panel__body"><Loading skeleton=Skeleton::Lines(5) label="Loading the description" /></div>
                    <div class="panel panel__body"><Loading skeleton=Skeleton::Block label="Loading the chart" /></div>
                </div>
            </Specimen>
            <Specimen name="Empty and failed" wide=true>
                <div class="kit__columns">
                    <div class="panel">
                        <Empty
                            icon=Icon::Experiment
                            headline="No runs match"
                            text="3 filters are in force. 128 runs are in this experiment."
                        >
                            <Button>"Clear filters"</Button>
                        </Empty>
                    </div>
                    <div class="panel">
                        <Empty icon=Icon::Model headline="No models yet" text="Register one from a run's artifacts.">
                            <ButtonLink href="#/kit" variant=ButtonVariant::Primary>"Go to runs"</ButtonLink>
                        </Empty>
                    </div>
                    <div class="panel">
                        <Failed
                            headline="Could not load the runs"
                            advice="The server refused this host name. Start it with --allowed-hosts and this address."
                            details=details
                            on_retry=move || toasts.note("Trying again")
                        />
                    </div>
                </div>
            </Specimen>
            <Specimen name="Banners" wide=true>
                <div class="stack stack--tight">
                    <Banner text="2,500 of 100,000 points are drawn.">
                        <Button>"Draw all"</Button>
                    </Banner>
                    <Banner tone=BannerTone::Warning text="Shown as of 14:02. The server has not answered since." />
                    <Banner tone=BannerTone::Danger text="2 of 5 metrics could not be loaded." />
                </div>
            </Specimen>
        </Specimens>
    }
}
