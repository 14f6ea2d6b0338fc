//! What line charts hold, and pointing, zooming and keeping up.

use super::{Told, at_steps, card, charts_of, experiment, log_points, open, until_holding, until_in_card};
use anyhow::Result;
use serde_json::{Value, json};
use sporeprint_e2e::{Bend, Browser, Gate, Rest, Scene, scenarios, text};

scenarios!["charts":
    every_run_is_drawn_not_only_the_first_ten,
    pointing_names_the_run_and_its_value_and_marks_it_in_the_table,
    a_zoom_brings_every_point_that_is_in_it,
    a_history_that_fails_says_so_in_its_chart_and_the_others_go_on,
    odd_values_and_steps_show_what_they_are,
    what_a_running_run_logs_is_appended,
    on_mlflow_2_lines_are_drawn_too,
];

/// Waits until a line chart's canvas has pixels of this colour.
async fn until_drawn_in(browser: &Browser, title: &str, color: [u8; 3]) -> Result<()> {
    let condition = "(() => {
        const canvas = document.querySelector(args[0] + ' canvas');
        if (!canvas || !canvas.width) return false;
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        for (let at = 0; at < data.length; at += 4)
            if (data[at] === args[1][0] && data[at + 1] === args[1][1] && data[at + 2] === args[1][2] && data[at + 3] === 255) return true;
        return false;
    })()";
    let what = format!("`{title}` has a line in {color:?}");
    browser
        .until(&what, condition, &[json!(card(title)), json!(color)])
        .await?;
    Ok(())
}

async fn every_run_is_drawn_not_only_the_first_ten(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let names: Vec<String> = (0..14).map(|index| format!("run {index}")).collect();
    let runs: Vec<Told> = (0_u8..)
        .zip(&names)
        .map(|(index, name)| {
            Told::new(
                name,
                vec![
                    (
                        "loss",
                        at_steps((0..20).map(|step| f64::from(index) + f64::from(step) / 100.0)),
                    ),
                    ("score", at_steps([f64::from(index)])),
                ],
            )
        })
        .collect();
    let (id, made) = experiment(&rest, "charts: all runs", &runs).await?;
    // The oldest run, which comes last, in a colour that no other has.
    let tag = json!({ "run_id": made[0], "key": "mlflow.runColor", "value": "#123456" });
    rest.post("runs/set-tag", tag).await?;
    let browser = open(scene, &id).await?;
    until_holding(&browser, "loss", "All 280 points").await?;
    until_drawn_in(&browser, "loss", [0x12, 0x34, 0x56]).await?;
    browser.until_painted(&card("score")).await?;

    // What is searched for is what is drawn.
    let search = "?compareRunsMode=CHART&searchFilter=metrics.score%20%3E%3D%209";
    browser.go(&format!("#/experiments/{id}/runs{search}")).await?;
    until_holding(&browser, "loss", "All 100 points").await
}

/// Moves the pointer to a place of a chart's surface, as shares of its width and height.
async fn point(browser: &Browser, title: &str, x: f64, y: f64, kinds: &[&str]) -> Result<()> {
    let script = "const [css, x, y, kinds] = arguments;
        const surface = document.querySelector(css + ' .line-card__surface');
        const box = surface.getBoundingClientRect();
        const at = { clientX: box.left + x * box.width, clientY: box.top + y * box.height, bubbles: true,
            pointerId: 1, pointerType: 'mouse', isPrimary: true, button: 0, buttons: kinds.includes('pointerup') ? 0 : 1 };
        for (const kind of kinds) surface.dispatchEvent(kind.startsWith('pointer') ? new PointerEvent(kind, at) : new MouseEvent(kind, at));";
    browser
        .script(script, &[json!(card(title)), json!(x), json!(y), json!(kinds)])
        .await?;
    Ok(())
}

async fn pointing_names_the_run_and_its_value_and_marks_it_in_the_table(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let flat = |name: &'static str, value: f64| Told::new(name, vec![("loss", at_steps([value; 11]))]);
    let runs = [flat("the lower", 1.0), flat("the upper", 2.125)];
    let (id, made) = experiment(&rest, "charts: pointing", &runs).await?;
    let browser = open(scene, &id).await?;
    until_holding(&browser, "loss", "All 22 points").await?;
    point(&browser, "loss", 0.5, 0.1, &["pointermove"]).await?;
    // The line that came last may be drawn a frame after it is counted; the read-out then follows it.
    let focus = "(() => {
        const row = document.querySelector('.read-out__row--focus');
        return row && row.querySelector('.read-out__name').textContent === 'the upper'
            && row.querySelector('.read-out__value').textContent === '2.125';
    })()";
    browser.until("the nearest run is read out", focus, &[]).await?;
    let all = "[...document.querySelectorAll('.read-out__row:not(.read-out__row--absent) .read-out__name')].map(name => name.textContent).join()";
    assert_eq!(
        text(&browser.script(&format!("return {all}"), &[]).await?),
        "the upper,the lower"
    );
    let lit = "document.querySelector('.grid__row--lit')?.dataset.id === args[0]";
    browser
        .until("the run is marked in the table", lit, &[json!(made[1])])
        .await?;

    point(&browser, "loss", 0.5, 0.1, &["pointerdown", "pointerup", "click"]).await?;
    let links = "(() => {
        const links = [...document.querySelectorAll('.read-out--pinned a.read-out__name')];
        return links.length === 2 && links[0].getAttribute('href');
    })()";
    let href = browser.until("the read-out stays", links, &[]).await?;
    assert!(text(&href).contains(&made[1]), "{href}");
    browser.keys(thirtyfour::Key::Escape + "").await?;
    let gone = "!document.querySelector('.read-out--pinned')";
    browser.until("Escape lets it go", gone, &[]).await?;
    Ok(())
}

async fn a_zoom_brings_every_point_that_is_in_it(scene: &Scene) -> Result<()> {
    let server = scene.stage().mlflow().await?;
    let rest = Rest::new(server.base())?;
    let points = at_steps((0..4000).map(|step| f64::from(step % 7)));
    let (id, _) = experiment(
        &rest,
        "charts: zoom",
        &[Told::new("long", vec![("loss", points)])],
    )
    .await?;
    let gate = Gate::to(server)?;
    let browser = scene.browser().await?;
    browser
        .open(&format!("{}{}", gate.base(), charts_of(&id)))
        .await?;
    until_holding(&browser, "loss", "sampled by the server").await?;
    let pressed = ["pointerdown"];
    point(&browser, "loss", 0.45, 0.5, &pressed).await?;
    point(&browser, "loss", 0.5, 0.5, &["pointermove"]).await?;
    point(&browser, "loss", 0.6, 0.5, &["pointermove", "pointerup"]).await?;
    until_holding(&browser, "loss", "All").await?;
    gate.until("the steps in view are asked for", |seen| {
        seen.iter().any(|one| {
            one.text.contains("get-history-bulk-interval")
                && one.text.contains("start_step=")
                && !one.text.contains("start_step=-9223372036854775808")
        })
    })
    .await?;
    point(&browser, "loss", 0.5, 0.5, &["dblclick"]).await?;
    until_holding(&browser, "loss", "sampled by the server").await
}

async fn a_history_that_fails_says_so_in_its_chart_and_the_others_go_on(scene: &Scene) -> Result<()> {
    let server = scene.stage().mlflow().await?;
    let rest = Rest::new(server.base())?;
    let run = Told::new(
        "only",
        vec![
            ("fine", at_steps([1.0, 2.0, 3.0])),
            ("lost", at_steps([3.0, 2.0])),
        ],
    );
    let (id, _) = experiment(&rest, "charts: a failure", &[run]).await?;
    let gate = Gate::to(server)?;
    let broken = Bend::Answer("500 Internal Server Error", "text/plain", "out of order".into());
    gate.bend("metric_key=lost", broken);
    let browser = scene.browser().await?;
    browser.announce("the server responded with a status of");
    browser
        .open(&format!("{}{}", gate.base(), charts_of(&id)))
        .await?;
    until_holding(&browser, "fine", "All 3 points").await?;
    until_in_card(&browser, "lost", "Retry").await?;
    gate.let_go("metric_key=lost");
    let retry = format!("{} .line-card__foot", card("lost"));
    let button = crate::manage::with_text(&browser, &format!("{retry} button"), "Retry").await?;
    button.click().await?;
    until_holding(&browser, "lost", "All 2 points").await
}

async fn odd_values_and_steps_show_what_they_are(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let of = |values: &[Value]| -> Vec<(i64, Value)> { (0..).zip(values.iter().cloned()).collect() };
    let equal: Vec<(i64, Value)> = (0..50).map(|index| (7, json!(f64::from(index)))).collect();
    let far = vec![
        (-4_000_000_000_000_i64, json!(1.0)),
        (0, json!(2.0)),
        (4_000_000_000_000, json!(3.0)),
    ];
    let run = Told::new(
        "odd",
        vec![
            (
                "broken",
                of(&[json!(1.0), json!("NaN"), json!("Infinity"), json!(2.0)]),
            ),
            ("equal", equal),
            ("far", far),
            ("nothing", of(&[json!("NaN"), json!("NaN")])),
            ("one", at_steps([3.25])),
        ],
    );
    let (id, _) = experiment(&rest, "charts: odd", &[run]).await?;
    let browser = open(scene, &id).await?;
    until_holding(&browser, "broken", "All 4 points").await?;
    until_holding(&browser, "broken", "2 values are NaN or infinite").await?;
    until_holding(&browser, "equal", "All 50 points").await?;
    until_holding(&browser, "far", "All 3 points").await?;
    until_in_card(&browser, "nothing", "is only NaN").await?;
    browser.until_painted(&card("one")).await?;
    browser.until_painted(&card("far")).await?;
    browser.until_painted(&card("equal")).await
}

/// Five seconds between two looks at the server become a tenth of one.
const FASTER: &str = "
    const later = window.setTimeout;
    window.setTimeout = (call, millis, ...rest) => later(call, millis >= 3000 ? millis / 50 : millis, ...rest);";

async fn what_a_running_run_logs_is_appended(scene: &Scene) -> Result<()> {
    let server = scene.stage().mlflow().await?;
    let rest = Rest::new(server.base())?;
    let mut run = Told::new("runs on", vec![("loss", at_steps([3.0, 2.0, 1.0]))]);
    run.is_running = true;
    let (id, made) = experiment(&rest, "charts: live", &[run]).await?;
    let browser = scene.browser().await?;
    browser
        .driver()
        .cdp()
        .page()
        .add_script_to_evaluate_on_new_document(FASTER)
        .await?;
    browser
        .open(&format!("{}{}", server.base(), charts_of(&id)))
        .await?;
    until_holding(&browser, "loss", "All 3 points").await?;
    log_points(&rest, &made[0], "loss", &[(3, json!(0.5)), (4, json!(0.25))]).await?;
    until_holding(&browser, "loss", "All 5 points").await
}

async fn on_mlflow_2_lines_are_drawn_too(scene: &Scene) -> Result<()> {
    let server = scene.stage().mlflow_2().await?;
    let rest = Rest::new(server.base())?;
    let run = |name| Told::new(name, vec![("loss", at_steps((0..30).map(f64::from)))]);
    let (id, _) = experiment(&rest, "charts: old", &[run("one"), run("two"), run("three")]).await?;
    let browser = scene.browser().await?;
    browser
        .open(&format!("{}{}", server.base(), charts_of(&id)))
        .await?;
    until_holding(&browser, "loss", "All 90 points").await?;
    browser.until_painted(&card("loss")).await
}
