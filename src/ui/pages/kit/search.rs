//! The search box over the runs.

use leptos::prelude::*;

use super::{Specimen, Specimens};
use crate::search::{Kind, ServerGrammar, Target, Vocabulary, complete, parse, split};
use crate::ui::search::{SearchBox, SearchParts};

/// What the specimen's runs have.
struct Sample;

impl Vocabulary for Sample {
    fn keys(&self, each: &mut dyn FnMut(Kind, &str)) {
        for key in ["loss", "val loss", "test_accuracy"] {
            each(Kind::Metric, key);
        }
        for key in ["criterion", "max_depth"] {
            each(Kind::Param, key);
        }
        each(Kind::Tag, "team");
    }

    fn values(&self, target: &Target, each: &mut dyn FnMut(&str)) {
        if let (Kind::Param, "criterion") = target.parts() {
            ["gini", "entropy", "log loss"].into_iter().for_each(each);
        }
    }
}

pub(super) fn search() -> impl IntoView {
    let value = RwSignal::new("metrics.test_accuracy > 0.99 (tree or forest)".to_owned());
    let wrong = RwSignal::new("params.criterion = gini and metrics.`val loss` < low".to_owned());
    let applied = RwSignal::new(value.get_untracked());
    let parts = Memo::new(move |_| {
        let search = applied.with(|text| parse(text)).ok().flatten();
        search.map_or_else(Vec::new, |search| split(&search, ServerGrammar::default()).parts)
    });
    let suggestions = Callback::new(|(text, cursor): (String, usize)| complete(&text, cursor, &Sample));
    view! {
        <Specimens title="Search over runs" note="Completes, says what is wrong where it stands, and who evaluates what.">
            <Specimen name="A search" wide=true>
                <SearchBox value=value complete=suggestions on_apply=move |text: String| applied.set(text) />
                <SearchParts parts=parts />
            </Specimen>
            <Specimen name="A fault" wide=true>
                <SearchBox value=wrong complete=suggestions on_apply=|_: String| {} />
            </Specimen>
        </Specimens>
    }
}
