//! Reads the sources and holds the rules of the house: who may import whom (the table in `src/lib.rs` is the rule),
//! who may see the browser, pages that don't know each other, addresses and colours in one place, files of a size
//! that a person can hold. Each finding says file and line, the rule, and what to do.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may fail loudly; clippy's own exemption covers only functions marked as tests"
)]

#[path = "architecture/imports.rs"]
mod imports;
#[path = "architecture/masking.rs"]
mod masking;
#[path = "architecture/paths.rs"]
mod paths;
#[path = "architecture/rooms.rs"]
mod rooms;
#[path = "architecture/sources.rs"]
mod sources;
#[path = "architecture/style.rs"]
mod style;

use rooms::Rooms;
use sources::{Finding, Source};

/// What is let through, and why. An entry that no finding needs any more is a finding itself.
const EXEMPT: &[(&str, &str, &str)] = &[
    // (rule, start of the path, reason)
    (
        "address",
        "src/ui/pages/kit/",
        "the kit page shows how links look; where they lead does not matter",
    ),
    (
        "address",
        "src/preview/markdown/link.rs",
        "it recognises addresses in people's notes and builds none",
    ),
];

#[test]
fn the_sources_keep_the_rules_of_the_house() {
    let sources = sources::read_all();
    let rooms = Rooms::read(&sources).expect("the table of rooms in src/lib.rs");
    let found = check(&sources, &rooms);
    let is_exempt = |finding: &Finding| {
        EXEMPT
            .iter()
            .any(|(rule, path, _)| finding.rule == *rule && finding.path.starts_with(path))
    };
    let left: Vec<String> = found
        .iter()
        .filter(|finding| !is_exempt(finding))
        .map(Finding::to_string)
        .collect();
    assert!(
        left.is_empty(),
        "\n\n{}\n\n{} in all\n",
        left.join("\n"),
        left.len()
    );
    for (rule, path, _) in EXEMPT {
        let is_needed = found
            .iter()
            .any(|finding| finding.rule == *rule && finding.path.starts_with(path));
        assert!(
            is_needed,
            "`{path}` keeps the rule `{rule}` now: take it out of EXEMPT in tests/architecture.rs"
        );
    }
}

fn check(sources: &[Source], rooms: &Rooms) -> Vec<Finding> {
    let mut found = rooms.without_a_row(sources);
    for source in sources {
        found.extend(imports::check(source, rooms));
        found.extend(style::check(source));
    }
    found
}

/// The checker is checked too: each sample breaks one rule, or none.
mod samples {
    use super::*;

    const TABLE: &str = "\
//! | room | what it is | may use |
//! |---|---|---|
//! | [`mlflow`] | the API | – |
//! | [`route`] | addresses | `mlflow` (ids) |
//! | [`chart`] | charts | – |
//! | `web` | the browser | all above |
//! | `ui` | Leptos | all above |
";

    fn findings(path: &str, text: &str) -> Vec<String> {
        let sources = [Source::new("src/lib.rs", TABLE), Source::new(path, text)];
        let rooms = Rooms::read(&sources).unwrap();
        let in_sample = check(&sources, &rooms)
            .into_iter()
            .filter(|finding| finding.path == path);
        in_sample
            .map(|finding| format!("{}:{}", finding.rule, finding.line))
            .collect()
    }

    fn breaks(path: &str, text: &str, expected: &[&str]) {
        assert_eq!(findings(path, text), expected, "{path}\n{text}");
    }

    #[test]
    fn a_room_that_uses_one_it_may_not_is_found() {
        breaks("src/mlflow/runs.rs", "\nuse crate::route::Route;", &["room:2"]);
        breaks(
            "src/chart/line.rs",
            "use crate::{chart::Scale, mlflow::{RunId, Tag}};",
            &["room:1"],
        );
        breaks(
            "src/chart/line.rs",
            "fn f() -> sporeprint::mlflow::Run {}",
            &["room:1"],
        );
        breaks("src/chart/line.rs", "use super::super::mlflow::Run;", &["room:1"]);
        breaks(
            "src/chart/mod.rs",
            "use super::{\n    mlflow::Run,\n    route as r,\n};",
            &["room:1", "room:1"],
        );
        breaks(
            "src/chart/line.rs",
            "mod tests { use super::super::super::mlflow::Run; }",
            &["room:1"],
        );
        breaks("src/web/fetch.rs", "use crate::ui::App;", &["room:1"]);
        breaks("src/chart/line.rs", "use crate::*;", &["room:1"]);
    }

    #[test]
    fn allowed_imports_pass() {
        breaks(
            "src/route/mod.rs",
            "use crate::mlflow::RunId;\nuse crate::route::Page;\nuse super::route;",
            &[],
        );
        breaks(
            "src/route/parse.rs",
            "use super::{Page, super::mlflow};\nmod tests { use super::super::Page; }",
            &[],
        );
        breaks("src/ui/app.rs", "use crate::{mlflow, route::*, chart, web};", &[]);
        breaks(
            "src/chart/line.rs",
            "// use crate::mlflow;\n/// [`crate::mlflow`]\nlet s = \"crate::mlflow::x\";",
            &[],
        );
    }

    #[test]
    fn the_browser_outside_its_room_is_found() {
        breaks("src/chart/line.rs", "use leptos::prelude::*;", &["pure:1"]);
        breaks("src/mlflow/run.rs", "fn f(e: web_sys::Event) {}", &["pure:1"]);
        breaks(
            "src/ui/app.rs",
            "use leptos::prelude::*;\nuse leptos::ev::MouseEvent;",
            &[],
        );
        breaks("src/ui/app.rs", "use web_sys::Event;", &["browser:1"]);
        breaks(
            "src/ui/app.rs",
            "use leptos::{web_sys::Event, wasm_bindgen::JsCast};",
            &["browser:1", "browser:1"],
        );
        breaks(
            "src/ui/app.rs",
            "gloo_timers::callback();\njs_sys::Date::now();",
            &["browser:1", "browser:2"],
        );
        breaks(
            "src/web/fetch.rs",
            "use web_sys::Event;\nuse gloo_net::http::Request;",
            &[],
        );
        breaks("src/web/fetch.rs", "use leptos::prelude::*;", &["leptos:1"]);
    }

    #[test]
    fn a_page_that_imports_a_page_is_found() {
        breaks(
            "src/ui/pages/run/mod.rs",
            "use crate::ui::pages::models::Row;",
            &["pages:1"],
        );
        breaks("src/ui/pages/run.rs", "use super::models::Row;", &["pages:1"]);
        breaks(
            "src/ui/pages/run/tabs.rs",
            "use super::super::models;",
            &["pages:1"],
        );
        breaks(
            "src/ui/pages/run/tabs.rs",
            "use crate::ui::pages::ModelsPage;",
            &["pages:1"],
        );
        breaks(
            "src/ui/kit/table.rs",
            "use crate::ui::pages::run::Tab;",
            &["pages:1"],
        );
        breaks(
            "src/ui/pages/run/tabs.rs",
            "use super::Tab;\nuse crate::ui::pages::run::Tab;",
            &[],
        );
        breaks(
            "src/ui/pages/mod.rs",
            "pub use run::RunPage;\nuse self::models::X;",
            &[],
        );
        breaks("src/ui/app.rs", "use super::pages::RunPage;", &[]);
    }

    #[test]
    fn an_address_written_by_hand_is_found() {
        breaks("src/ui/app.rs", "let link = \"#/runs\";", &["address:1"]);
        breaks(
            "src/ui/app.rs",
            "let link = format!(r\"#/runs/{id}\");",
            &["address:1"],
        );
        breaks(
            "src/ui/app.rs",
            "// \"#/runs\"\n#[cfg(test)]\nmod tests {\n    const A: &str = \"#/runs\";\n}",
            &[],
        );
        breaks("src/route/print.rs", "let link = \"#/runs\";", &[]);
    }

    #[test]
    fn a_colour_outside_the_tokens_is_found() {
        breaks(
            "style/kit/button.css",
            "a:hover {\n  color: #0d6b66;\n}",
            &["colour:2"],
        );
        breaks(
            "style/kit/button.css",
            ".a { border: 1px solid #fff }\n/* #abc */\n#add { fill: url(#abc) }",
            &["colour:1"],
        );
        breaks("style/tokens.css", "--accent: light-dark(#0d6b66, #fff);", &[]);
        breaks(
            "src/ui/app.rs",
            "let colour = \"#0072b2\";\nlet issue = \"see #123456789\";",
            &["colour:1"],
        );
        breaks("src/chart/palette.rs", "const BLUE: &str = \"#0072b2\";", &[]);
    }

    #[test]
    fn a_long_file_is_found_by_its_lines_without_tests() {
        let code = "fn f() {}\n".repeat(399);
        let tests = format!(
            "#[cfg(test)]\nmod tests {{\n{}}}\n",
            "    fn t() {}\n".repeat(300)
        );
        breaks("src/chart/line.rs", &format!("{code}{tests}"), &[]);
        breaks(
            "src/chart/line.rs",
            &format!("{code}fn g() {{}}\nfn h() {{}}\n{tests}"),
            &["length:401"],
        );
        breaks("src/chart/line_tests.rs", &"fn f() {}\n".repeat(500), &[]);
    }

    #[test]
    fn a_name_that_says_nothing_is_found() {
        breaks("src/chart/utils.rs", "", &["name:1"]);
        breaks("src/ui/helpers/table.rs", "", &["name:1"]);
        breaks("src/ui/dataset.rs", "", &[]);
    }

    #[test]
    fn a_room_without_a_row_in_the_table_is_found() {
        breaks("src/trees/mod.rs", "", &["table:1"]);
    }

    #[test]
    fn a_finding_says_where_what_and_what_to_do() {
        let sources = [
            Source::new("src/lib.rs", TABLE),
            Source::new("src/chart/line.rs", "use crate::mlflow;"),
        ];
        let found = check(&sources, &Rooms::read(&sources).unwrap());
        let text = found[0].to_string();
        assert!(
            text.starts_with("src/chart/line.rs:1: room: `chart` uses `mlflow`"),
            "{text}"
        );
    }
}
