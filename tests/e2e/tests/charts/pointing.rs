//! Pointing at charts and at the table with a mouse, and showing a part of the axes with wheel, fingers and numbers.

use super::{
    START_MILLIS, Told, at_steps, card, charts_of, drawing, experiment, open, set, until_drawn, until_holding,
};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use sporeprint_e2e::{Browser, Rest, Scene, scenarios, text};

scenarios!["charts":
    a_row_under_the_mouse_lights_its_line_in_every_chart,
    one_place_of_an_axis_is_marked_in_every_chart,
    a_chart_is_zoomed_by_wheel_and_fingers_and_typed_ends_and_comes_back,
    values_and_moments_are_read_out_as_the_person_writes_them,
];

const LOWER: &str = "#123456";
const UPPER: &str = "#654321";

/// Two runs with level lines in two charts, each with a colour of its own.
async fn two_runs(scene: &Scene, name: &str) -> Result<(String, Vec<String>)> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let run = |name: &'static str, value: f64| {
        let points = |times: f64| at_steps([value * times; 21]);
        Told::new(name, vec![("a", points(1.0)), ("b", points(1000.0))])
    };
    let runs = [run("lower", 1.25), run("upper", 2.5)];
    let (id, made) = experiment(&rest, name, &runs).await?;
    for (run, color) in made.iter().zip([LOWER, UPPER]) {
        let tag = json!({ "run_id": run, "key": "mlflow.runColor", "value": color });
        rest.post("runs/set-tag", tag).await?;
    }
    Ok((id, made))
}

/// Waits until the canvas above the veil of a chart has pixels of the one colour and none of the other.
async fn until_lit(browser: &Browser, title: &str, [lit, other]: [&str; 2]) -> Result<()> {
    let condition = "(() => {
        const canvas = document.querySelectorAll(args[0] + ' canvas')[1];
        const isDimmed = !!document.querySelector(args[0] + ' .line-card__veil--drawn');
        if (!isDimmed || !canvas?.width) return false;
        const pixels = new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer);
        const number = color => parseInt('ff' + color.slice(5) + color.slice(3, 5) + color.slice(1, 3), 16);
        return pixels.includes(number(args[1])) && !pixels.includes(number(args[2]));
    })()";
    let args = [json!(card(title)), json!(lit), json!(other)];
    browser
        .until(
            &format!("`{title}` has {lit} alone above its veil"),
            condition,
            &args,
        )
        .await?;
    Ok(())
}

async fn a_row_under_the_mouse_lights_its_line_in_every_chart(scene: &Scene) -> Result<()> {
    let (id, made) = two_runs(scene, "charts: a row").await?;
    let browser = open(scene, &id).await?;
    for title in ["a", "b"] {
        until_holding(&browser, title, "All 42 points").await?;
    }
    for (run, colors) in made.iter().zip([[LOWER, UPPER], [UPPER, LOWER]]) {
        let row = format!("[data-testid='runs-table'] [role=row][data-id='{run}'] [data-column]");
        browser.hover(browser.place(&row, [0.5, 0.5]).await?).await?;
        for title in ["a", "b"] {
            until_lit(&browser, title, colors).await?;
        }
    }
    browser.hover(browser.place("main", [0.5, 0.02]).await?).await?;
    let gone = "!document.querySelector('.line-card__veil--drawn')";
    browser.until("all lines are the same again", gone, &[]).await?;
    Ok(())
}

/// How far along the axis of a chart its crosshair stands, as a share, and those of its dots.
const MARKS: &str = "(title => {
    const card = document.querySelector(`[data-testid='chart-card'][aria-label='${title}']`);
    const x = element => new DOMMatrix(getComputedStyle(element).transform).e;
    const veil = card.querySelector('.line-card__veil').style;
    const share = css => (css - parseFloat(veil.left)) / parseFloat(veil.width);
    const crosshair = card.querySelector('.line-card__crosshair');
    const dots = [...card.querySelectorAll('.line-card__dot:not(.line-card__dot--absent)')];
    return crosshair && { crosshair: share(x(crosshair) + 0.5), dots: dots.map(dot => share(x(dot))) };
})";

async fn one_place_of_an_axis_is_marked_in_every_chart(scene: &Scene) -> Result<()> {
    let (id, _) = two_runs(scene, "charts: one place").await?;
    let browser = open(scene, &id).await?;
    for title in ["a", "b"] {
        until_holding(&browser, title, "All 42 points").await?;
    }
    let veil = format!("{} .line-card__veil", card("a"));
    browser.hover(browser.place(&veil, [0.26, 0.5]).await?).await?;
    let both = format!(
        "(both => both[0]?.dots.length === 2 && both[1]?.dots.length === 2 && both)([{MARKS}('a'), {MARKS}('b')])"
    );
    let marks = browser.until("both charts are marked", &both, &[]).await?;
    let title = "document.querySelector('.read-out__title').textContent";
    let title = text(&browser.until("it is read out", title, &[]).await?);
    assert!(title.starts_with("Step 5 "), "{title}");
    for marks in marks.as_array().context("two charts")? {
        let shares = marks["dots"]
            .as_array()
            .into_iter()
            .flatten()
            .chain([&marks["crosshair"]]);
        for share in shares.filter_map(Value::as_f64) {
            assert!((share - 5.0 / 20.0).abs() < 0.01, "{marks}");
        }
    }
    // A chart over another axis is marked where the run was at that moment.
    set(&browser, "b", "X axis", "Time").await?;
    browser.keys(thirtyfour::Key::Escape + "").await?;
    browser.hover(browser.place(&veil, [0.76, 0.5]).await?).await?;
    let moment = format!(
        "[{MARKS}('a'), {MARKS}('b')].every(marks => marks?.dots.length === 2 && Math.abs(marks.crosshair - 0.75) < 0.01)"
    );
    browser
        .until("both charts are marked at one moment", &moment, &[])
        .await?;
    Ok(())
}

/// The first and the last step in view.
fn ends(drawn: &[super::Point]) -> Option<(i64, i64)> {
    drawn.first()?.step.zip(drawn.last()?.step)
}

async fn a_chart_is_zoomed_by_wheel_and_fingers_and_typed_ends_and_comes_back(scene: &Scene) -> Result<()> {
    const ALL: (i64, i64) = (0, 100);
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let run = Told::new("only", vec![("a", at_steps((0..=100).map(f64::from)))]);
    let (id, _) = experiment(&rest, "charts: parts", &[run]).await?;
    let browser = open(scene, &id).await?;
    until_holding(&browser, "a", "All 101 points").await?;
    browser.keep_what_is_saved().await?;
    let is_all = |drawn: &[super::Point]| ends(drawn) == Some(ALL);
    let is_around_the_middle = |drawn: &[super::Point]| {
        ends(drawn).is_some_and(|(first, last)| first > 5 && last < 95 && (first + last - 100).abs() <= 2)
    };
    let middle = browser
        .place(&format!("{} .line-card__veil", card("a")), [0.5, 0.5])
        .await?;

    browser.wheel(middle, -240.0, false).await?;
    until_drawn(&browser, "a", "the wheel alone zooms nothing", is_all).await?;
    browser.wheel(middle, -240.0, true).await?;
    until_drawn(
        &browser,
        "a",
        "the wheel with Control zooms to where it is",
        is_around_the_middle,
    )
    .await?;
    browser.click_at(middle, 2).await?;
    until_drawn(&browser, "a", "a double click shows all again", is_all).await?;

    browser.pinch(middle, 60.0, 120.0).await?;
    until_drawn(&browser, "a", "two fingers zoom to where they are", |drawn| {
        let span = ends(drawn).map_or(0, |(first, last)| last - first);
        is_around_the_middle(drawn) && (48..=52).contains(&span)
    })
    .await?;
    browser
        .press(&format!("{} button[aria-label='Show all']", card("a")))
        .await?;
    until_drawn(&browser, "a", "a button shows all again", is_all).await?;

    set(&browser, "a", "X from", "20").await?;
    set(&browser, "a", "X to", "40.5").await?;
    let is_typed = |drawn: &[super::Point]| ends(drawn) == Some((20, 40)) && drawn.len() == 21;
    until_drawn(&browser, "a", "what was typed is shown", is_typed).await?;
    browser.reload().await?;
    until_holding(&browser, "a", "All points in view").await?;
    browser.keep_what_is_saved().await?;
    until_drawn(&browser, "a", "it is kept", is_typed).await?;
    set(&browser, "a", "X from", "").await?;
    set(&browser, "a", "X to", "").await?;
    until_drawn(&browser, "a", "nothing typed is all", is_all).await?;

    set(&browser, "a", "Points", "Always").await?;
    set(&browser, "a", "Y from", "0").await?;
    let mut heights = Vec::new();
    for to in ["100", "200"] {
        set(&browser, "a", "Y to", to).await?;
        let mut dots = drawing(&browser, "a").await?.dots;
        dots.sort_by(|a, b| a.1[0].total_cmp(&b.1[0]));
        let ends = dots.first().zip(dots.last()).context("dots")?;
        heights.push(ends.0.1[1] - ends.1.1[1]);
    }
    assert!((heights[0] - 2.0 * heights[1]).abs() < 1.0, "{heights:?}");
    Ok(())
}

async fn values_and_moments_are_read_out_as_the_person_writes_them(scene: &Scene) -> Result<()> {
    let (id, _) = two_runs(scene, "charts: a language").await?;
    let browser = scene.browser().await?;
    let cdp = browser.driver().cdp();
    cdp.send_raw("Emulation.setLocaleOverride", json!({ "locale": "de-DE" }))
        .await?;
    cdp.send_raw(
        "Emulation.setTimezoneOverride",
        json!({ "timezoneId": "Asia/Tokyo" }),
    )
    .await?;
    let server = scene.stage().mlflow().await?;
    browser
        .open(&format!("{}{}", server.base(), charts_of(&id)))
        .await?;
    until_holding(&browser, "a", "All 42 points").await?;
    let veil = format!("{} .line-card__veil", card("a"));
    browser.hover(browser.place(&veil, [0.0, 0.1]).await?).await?;
    let values = "(rows => rows.length === 2 && rows)\
        ([...document.querySelectorAll('.read-out__row:not(.read-out__row--absent) .read-out__value')].map(value => value.textContent))";
    let values = browser.until("both values are read out", values, &[]).await?;
    assert_eq!(values, json!(["2,5", "1,25"]));
    let title = browser
        .script(
            "return document.querySelector('.read-out__title').textContent",
            &[],
        )
        .await?;
    // As the browser itself writes the moment there.
    let moment = "return new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' }).format(arguments[0])";
    let day = text(&browser.script(moment, &[json!(START_MILLIS)]).await?);
    assert_eq!(text(&title), format!("Step 0 · {day}, 07:13:20"));
    assert!(day.starts_with("15. Nov"), "{day}");
    Ok(())
}
