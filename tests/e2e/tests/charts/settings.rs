//! The settings of a line chart, each seen in what is drawn: axes, scales, smoothing, points, groups, expressions.

use super::{
    Point, Told, at_steps, card, charts_of, drawing, experiment, history, open, set, until_drawn,
    until_holding,
};
use anyhow::{Context, Result};
use serde_json::json;
use sporeprint_e2e::{Browser, Rest, Scene, scenarios};
use thirtyfour::Key;

scenarios!["charts":
    the_settings_of_a_chart_change_what_it_draws,
    a_scale_of_equal_ratios_spreads_its_points_so_and_counts_those_without_a_place,
    groups_are_drawn_as_their_means_with_the_band_that_was_chosen,
];

const NAMES: [&str; 3] = ["one", "two", "three"];
const EXPRESSION: &str = "val_loss - train_loss";
/// What a chart of the metric and the expression is called.
const BOTH: &str = "val_loss, val_loss - train_loss";

/// Three runs, the first two of which are on one side.
fn sided() -> Vec<Told<'static>> {
    let run = |(index, name): (u8, &'static str)| {
        let index = f64::from(index);
        let at = |value: fn(f64) -> f64| at_steps((0..7).map(move |step| value(f64::from(step)) + index));
        let mut told = Told::new(
            name,
            vec![
                ("train_loss", at(|step| (step + 1.0) * 0.1)),
                ("val_loss", at(|step| 1.0 / (step + 1.0))),
                ("epoch", at(|step| 10.0 * step + 5.0)),
            ],
        );
        told.params = json!({ "side": if index < 2.0 { "left" } else { "right" } });
        told
    };
    (0..).zip(NAMES).map(run).collect()
}

/// Whether two numbers are the same but for rounding.
fn is_near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1e-9)
}

/// Whether each of the points of `val_loss` stands at what `x` says of its step and its run's number.
fn stands_at(drawn: &[Point], x: impl Fn(i64, i64) -> i64) -> bool {
    let own: Vec<&Point> = drawn.iter().filter(|point| point.metric == "val_loss").collect();
    let stands = |point: &&Point| {
        let run = (0..).zip(NAMES).find(|(_, name)| *name == point.run);
        let (Some(step), Some((run, _))) = (point.step, run) else {
            return false;
        };
        point.x.to_string() == x(step, run).to_string()
    };
    own.len() == 21 && own.iter().all(stands)
}

async fn the_settings_of_a_chart_change_what_it_draws(scene: &Scene) -> Result<()> {
    const CARD: &str = "val_loss";
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let (id, made) = experiment(&rest, "charts: settings", &sided()).await?;
    let browser = open(scene, &id).await?;
    until_holding(&browser, CARD, "All 21 points").await?;
    browser.keep_what_is_saved().await?;

    for (name, x) in [
        ("Time since start", (|step, _| step * 1000) as fn(i64, i64) -> i64),
        ("Time", |step, _| super::START_MILLIS + step * 1000),
        ("epoch", |step, run| 10 * step + 5 + run),
        ("Step", |step, _| step),
    ] {
        if name == "epoch" {
            set(&browser, CARD, "X axis", "Another metric").await?;
            set(&browser, CARD, "Metric along the bottom", name).await?;
        } else {
            set(&browser, CARD, "X axis", name).await?;
        }
        until_drawn(&browser, CARD, &format!("x is {name}"), |drawn| {
            stands_at(drawn, x)
        })
        .await?;
    }

    for share in [0.6, 0.9] {
        set(&browser, CARD, "Smoothing", "Exponential (TensorBoard)").await?;
        set(&browser, CARD, "How much", &share.to_string()).await?;
        let what = format!("it is smoothed by {share}");
        until_drawn(&browser, CARD, &what, |drawn| is_smoothed_by(drawn, share)).await?;
    }
    set(&browser, CARD, "Smoothing", "None").await?;
    let is_plain = |drawn: &[Point]| drawn.iter().all(|point| point.smoothed.is_none());
    until_drawn(&browser, CARD, "it is not smoothed", is_plain).await?;

    set(&browser, CARD, "Points", "Never").await?;
    let none = drawing(&browser, CARD).await?.dots.len();
    set(&browser, CARD, "Points", "Always").await?;
    let all = drawing(&browser, CARD).await?.dots.len();
    assert_eq!(all - none, 21, "of {all} and {none}");

    let mut differences = Vec::new();
    for (run, name) in made.iter().zip(NAMES) {
        let train = history(&rest, run, "train_loss").await?;
        for ((step, _, val), (_, _, train)) in history(&rest, run, "val_loss").await?.into_iter().zip(train) {
            differences.push((name.to_owned(), Some(step), val - train));
        }
    }
    differences.sort_by(|a, b| a.partial_cmp(b).expect("numbers"));
    let add = "[...document.querySelectorAll('.chart-panel:popover-open button')].find(one => one.innerText.trim() === 'Add an expression').click()";
    set(&browser, CARD, "X axis", "Step").await?;
    browser.script(add, &[]).await?;
    set(&browser, CARD, "Expression", EXPRESSION).await?;
    until_drawn(
        &browser,
        BOTH,
        "the differences are those of the values",
        |drawn| {
            let own = drawn.iter().filter(|point| point.metric == EXPRESSION);
            let mut own: Vec<_> = own
                .map(|point| (point.run.clone(), point.step, point.value))
                .collect();
            own.sort_by(|a, b| a.partial_cmp(b).expect("numbers"));
            own == differences
        },
    )
    .await?;
    is_read_out(&browser, &differences).await?;
    browser.reload().await?;
    browser.keep_what_is_saved().await?;
    let is_kept = |drawn: &[Point]| drawn.iter().any(|point| point.metric == EXPRESSION);
    until_holding(&browser, BOTH, "All 42 points").await?;
    until_drawn(&browser, BOTH, "the expression is still there", is_kept).await?;
    Ok(())
}

/// Whether each run's points are smoothed as `TensorBoard` has it.
fn is_smoothed_by(drawn: &[Point], share: f64) -> bool {
    NAMES.iter().all(|name| {
        let (mut mean, mut weight) = (0.0, 1.0);
        let own = drawn.iter().filter(|point| point.run == *name);
        own.clone().count() == 7
            && own.into_iter().all(|point| {
                mean = mean * share + (1.0 - share) * point.value;
                weight *= share;
                point
                    .smoothed
                    .is_some_and(|drawn| is_near(drawn, mean / (1.0 - weight)))
            })
    })
}

/// The read-out at the last step names the differences there.
async fn is_read_out(browser: &Browser, differences: &[(String, Option<i64>, f64)]) -> Result<()> {
    let focus = "document.querySelector(arguments[0] + ' .line-card__surface').focus()";
    browser.script(focus, &[json!(card(BOTH))]).await?;
    browser.keys(Key::End + "").await?;
    let last: Vec<(&str, f64)> = differences
        .iter()
        .filter(|(_, step, _)| *step == Some(6))
        .map(|(run, _, difference)| (run.as_str(), *difference))
        .collect();
    assert_eq!(last.len(), NAMES.len(), "{differences:?}");
    let are_there = "(() => {
        const [expression, last] = args;
        const part = (row, name) => row.querySelector('.read-out__' + name).textContent;
        const rows = [...document.querySelectorAll('.read-out__row:not(.read-out__row--absent)')];
        const says = rows.map(row => [part(row, 'name'), Number(part(row, 'value').replace('\\u2212', '-'))]);
        const isSaid = ([run, wanted]) => says.some(([name, value]) => name.includes(run) && name.includes(expression)
            && Math.abs(value - wanted) <= 1e-5 * Math.abs(wanted));
        if (rows.length === 6 && last.every(isSaid)) return true;
        throw `read out is ${JSON.stringify(says)} for ${JSON.stringify(last)}`;
    })()";
    let what = "the differences at the last step are read out";
    browser
        .until(what, are_there, &[json!(EXPRESSION), json!(last)])
        .await?;
    Ok(())
}

async fn a_scale_of_equal_ratios_spreads_its_points_so_and_counts_those_without_a_place(
    scene: &Scene,
) -> Result<()> {
    const COLOR: &str = "#123456";
    const CARD: &str = "power";
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let values = (-3..=3).map(|power| 10_f64.powi(power)).chain([0.0]);
    let run = Told::new("only", vec![(CARD, at_steps(values))]);
    let (id, made) = experiment(&rest, "charts: scales", &[run]).await?;
    let tag = json!({ "run_id": made[0], "key": "mlflow.runColor", "value": COLOR });
    rest.post("runs/set-tag", tag).await?;
    let browser = open(scene, &id).await?;
    until_holding(&browser, CARD, "All 8 points").await?;
    browser.keep_what_is_saved().await?;
    set(&browser, CARD, "Points", "Always").await?;

    set(&browser, CARD, "Y scale", "Logarithmic").await?;
    until_holding(&browser, CARD, "1 point has no place on a logarithmic axis").await?;
    let heights = heights(&browser, COLOR).await?;
    assert_eq!(heights.len(), 7, "{heights:?}");
    let gaps: Vec<f64> = heights.windows(2).map(|two| two[0] - two[1]).collect();
    assert!(
        gaps[0] > 5.0 && gaps.iter().all(|gap| (gap - gaps[0]).abs() < 0.5),
        "{gaps:?}"
    );

    set(&browser, CARD, "Y scale", "Symmetric logarithmic").await?;
    let placed =
        "!document.querySelector(args[0] + ` [data-testid='holding']`).innerText.includes('no place')";
    browser
        .until("all points have a place", placed, &[json!(card(CARD))])
        .await?;
    let heights = self::heights(&browser, COLOR).await?;
    assert_eq!(heights.len(), 8, "{heights:?}");
    let (zero, rest) = heights.split_last().context("a zero")?;
    assert!(rest.is_sorted_by(|a, b| a > b), "{heights:?}");
    assert!(zero > &rest[0], "zero is below the others: {heights:?}");
    // Far from zero ratios are equal again, nearly.
    let ratio = (rest[4] - rest[5]) / (rest[5] - rest[6]);
    assert!((0.9..1.1).contains(&ratio), "{heights:?}");
    Ok(())
}

/// How far down the points of the run with this colour are drawn, from its first to its last step.
async fn heights(browser: &Browser, color: &str) -> Result<Vec<f64>> {
    let mut dots: Vec<[f64; 2]> = drawing(browser, "power")
        .await?
        .dots
        .into_iter()
        .filter(|(of, _)| of == color)
        .map(|(_, middle)| middle)
        .collect();
    dots.sort_by(|a, b| a[0].total_cmp(&b[0]));
    dots.dedup_by(|a, b| (a[0] - b[0]).abs() < 0.5);
    Ok(dots.into_iter().map(|[_, y]| y).collect())
}

async fn groups_are_drawn_as_their_means_with_the_band_that_was_chosen(scene: &Scene) -> Result<()> {
    const CARD: &str = "val_loss";
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let (id, made) = experiment(&rest, "charts: groups", &sided()).await?;
    let (browser, _) = scene
        .open(&format!("{}&groupBy=params.side", charts_of(&id)))
        .await?;
    until_holding(&browser, CARD, "All 21 points").await?;
    browser.keep_what_is_saved().await?;
    let [one, two] = [
        history(&rest, &made[0], CARD).await?,
        history(&rest, &made[1], CARD).await?,
    ];
    let pairs: Vec<[f64; 2]> = one
        .iter()
        .zip(&two)
        .map(|((_, _, one), (_, _, two))| [*one, *two])
        .collect();
    let drawn = until_drawn(&browser, CARD, "two groups are drawn", |drawn| drawn.len() == 14).await?;
    let left: Vec<&Point> = drawn.iter().filter(|point| point.run.contains("left")).collect();
    for (point, [one, two]) in left.iter().zip(&pairs) {
        assert!(
            is_near(point.value, f64::midpoint(*one, *two)),
            "{point:?} of {one} and {two}"
        );
    }
    assert_eq!(left.len(), 7);

    let label = "Around a group's mean";
    set(&browser, CARD, label, "Least to greatest").await?;
    has_band(&browser, &pairs, |[one, two]| [one.min(two), one.max(two)]).await?;
    set(&browser, CARD, label, "Quartiles").await?;
    has_band(&browser, &pairs, |[one, two]| {
        [
            one.min(two) + 0.25 * (two - one).abs(),
            one.min(two) + 0.75 * (two - one).abs(),
        ]
    })
    .await?;
    set(&browser, CARD, label, "Nothing").await?;
    assert_eq!(drawing(&browser, CARD).await?.areas.len(), 0);
    Ok(())
}

/// The band of the group of two runs ends where it ought to at each step.
async fn has_band(browser: &Browser, pairs: &[[f64; 2]], ends: fn([f64; 2]) -> [f64; 2]) -> Result<()> {
    let drawing = drawing(browser, "val_loss").await?;
    // The line whose band is looked for is that of means that are all below the other group's: the lower one.
    let lines = drawing.lines.iter().filter(|(_, corners)| corners.len() == 7);
    let lowest = |corners: &[[f64; 2]]| corners.iter().map(|[_, y]| *y).fold(f64::MIN, f64::max);
    let (_, line) = lines
        .max_by(|(_, a), (_, b)| lowest(a).total_cmp(&lowest(b)))
        .with_context(|| format!("a line of seven points in {drawing:#?}"))?;
    let means: Vec<f64> = pairs.iter().map(|[one, two]| f64::midpoint(*one, *two)).collect();
    let css_per_value = (line[6][1] - line[0][1]) / (means[6] - means[0]);
    let corners: Vec<[f64; 2]> = drawing
        .areas
        .iter()
        .flat_map(|(_, corners)| corners.clone())
        .collect();
    for (step, pair) in pairs.iter().enumerate() {
        for end in ends(*pair) {
            let wanted = [line[step][0], line[0][1] + (end - means[0]) * css_per_value];
            let is_there = |corner: &[f64; 2]| {
                (corner[0] - wanted[0]).abs() < 1.0 && (corner[1] - wanted[1]).abs() < 1.0
            };
            assert!(
                corners.iter().any(is_there),
                "no end at {wanted:?} of step {step} in {corners:?}"
            );
        }
    }
    Ok(())
}
