//! Charts that are not of lines, and how all of them look.

use super::{Told, at_steps, card, charts_of, experiment, export, open, until_holding, until_in_card};
use crate::manage::with_text;
use anyhow::{Context, Result};
use serde_json::json;
use sporeprint_e2e::{Browser, Rest, Scene, Scheme, Window, scenarios, text};

scenarios!["charts":
    each_kind_of_chart_is_added_and_drawn,
    logged_images_are_walked_through_by_step_and_taken_along,
    runs_are_brushed_out_of_parallel_coordinates,
    axe_finds_nothing_serious_in_charts_and_they_fit_a_telephone,
];

fn runs() -> Vec<Told<'static>> {
    const NAMES: [&str; 12] = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];
    (0_u8..)
        .zip(NAMES)
        .map(|(index, name)| {
            let (depth, rate) = (f64::from(index % 4) + 1.0, f64::from(index / 4) + 1.0);
            let mut told = Told::new(
                name,
                vec![
                    ("score", at_steps([depth * 2.0 + rate])),
                    ("loss", at_steps([3.0 / depth, 2.0 / depth, 1.0 / depth])),
                ],
            );
            told.params = json!({
                "depth": depth.to_string(),
                "rate": rate.to_string(),
                "kind": if index % 2 == 0 { "even" } else { "odd" },
            });
            told
        })
        .collect()
}

/// Adds a chart of a kind by the menu and the dialog, which is filled by its labels.
async fn add(browser: &Browser, kind: &str, filled: &[(&str, &str)], name: &str) -> Result<()> {
    with_text(browser, "[aria-label='Charts'] button", "Add chart")
        .await?
        .click()
        .await?;
    with_text(browser, ".menu__item", kind).await?.click().await?;
    let form = "[data-testid='configure-chart']";
    browser.find("configure-chart").await?;
    let fill = "const [form, label, value] = arguments;
        const field = [...document.querySelectorAll(form + ' label')].find(one => one.textContent.trim().startsWith(label));
        const input = document.getElementById(field.htmlFor) ?? field.querySelector('input, select');
        const type = input instanceof HTMLSelectElement ? HTMLSelectElement : HTMLInputElement;
        Object.getOwnPropertyDescriptor(type.prototype, 'value').set.call(input, value);
        input.dispatchEvent(new Event('input', { bubbles: true }));
        input.dispatchEvent(new Event('change', { bubbles: true }));";
    for (label, value) in filled.iter().chain(&[("Name", name)]) {
        browser
            .script(fill, &[json!(form), json!(label), json!(value)])
            .await?;
    }
    browser.press(&format!("{form} button[type=submit]")).await?;
    Ok(())
}

async fn each_kind_of_chart_is_added_and_drawn(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let (id, _) = experiment(&rest, "charts: kinds", &runs()).await?;
    let browser = open(scene, &id).await?;
    until_holding(&browser, "loss", "All 36 points").await?;
    let score = "metrics.score";
    let painted: [(&str, Vec<(&str, &str)>); 6] = [
        ("Bars", vec![("Length", "metrics.loss")]),
        (
            "Scatter",
            vec![
                ("Across", "params.depth"),
                ("Up", score),
                ("Colour", "params.kind"),
            ],
        ),
        (
            "Contour or heat map",
            vec![
                ("Across", "params.depth"),
                ("Up", "params.rate"),
                ("Colour", score),
            ],
        ),
        ("Box or violin", vec![("Of", score), ("For each", "params.kind")]),
        ("Histogram", vec![("Of", score)]),
        ("Parallel coordinates", vec![]),
    ];
    for (kind, filled) in painted {
        let name = format!("the {kind}");
        add(&browser, kind, &filled, &name).await?;
        show(&browser, &name).await?;
        browser.until_painted(&card(&name)).await?;
    }
    add(
        &browser,
        "Parameter importance",
        &[("To be explained", score)],
        "matters",
    )
    .await?;
    show(&browser, "matters").await?;
    until_in_card(&browser, "matters", "depth").await?;
    add(&browser, "Differences from a baseline", &[], "differs").await?;
    show(&browser, "differs").await?;
    until_in_card(&browser, "differs", "depth").await?;
    browser.reload().await?;
    until_holding(&browser, "loss", "All 36 points").await?;
    show(&browser, "the Scatter").await?;
    browser.until_painted(&card("the Scatter")).await
}

async fn logged_images_are_walked_through_by_step_and_taken_along(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let place = crate::demo::boosting(&rest).await?;
    let browser = open(scene, &place.experiment).await?;
    add(&browser, "Images", &[], "pictures").await?;
    show(&browser, "pictures").await?;
    let within = card("pictures");
    let shown = "(() => {
        const figures = [...document.querySelectorAll(args[0] + ' .images__figure')].filter(figure => figure.querySelector('img'));
        const isDrawn = figures.every(figure => figure.querySelector('img').complete && figure.querySelector('img').naturalWidth > 0);
        const captions = figures.map(figure => figure.querySelector('figcaption').textContent);
        return isDrawn && captions.length > 0 && captions.every(caption => caption.includes(args[1])) && captions;
    })()";
    let steps = "(() => {
        const slider = document.querySelector(args[0] + ' .images__steps input');
        return slider && Number(slider.max) > 1 && slider.getAttribute('aria-valuetext');
    })()";
    let last = text(&browser.until("there are steps", steps, &[json!(within)]).await?);
    let last = last
        .strip_prefix("Last step: ")
        .context("the last step is shown first")?;
    let last = format!("step {last}");
    browser
        .until(
            &format!("pictures of {last}"),
            shown,
            &[json!(within), json!(last)],
        )
        .await?;

    browser.keep_what_is_saved().await?;
    export(&browser, "pictures", "Download as PNG").await?;
    let picture = browser.until_saved().await?;
    assert_eq!(
        (picture.name.as_str(), picture.kind.as_str()),
        ("pictures.png", "image/png")
    );
    // A card's captions alone have some shades of grey.
    assert!(picture.colors.len() > 40, "{} colours", picture.colors.len());

    let to_first = "const slider = document.querySelector(arguments[0] + ' .images__steps input');
        slider.value = 0;
        slider.dispatchEvent(new Event('input', { bubbles: true }));";
    browser.script(to_first, &[json!(within)]).await?;
    let first = "(() => {
        const said = document.querySelector(args[0] + ' .images__steps input').getAttribute('aria-valuetext');
        return said.startsWith('Step ') && said.replace('Step', 'step');
    })()";
    let first = text(&browser.until("a step is said", first, &[json!(within)]).await?);
    assert_ne!(first, last);
    browser
        .until(
            &format!("pictures of {first}"),
            shown,
            &[json!(within), json!(first)],
        )
        .await?;
    export(&browser, "pictures", "Download what is drawn as CSV").await?;
    let listed = browser.until_saved().await?.records();
    assert!(listed.len() > 1, "{listed:?}");
    let step = first.trim_start_matches("step ").replace(',', "");
    for row in listed.iter().skip(1) {
        assert_eq!(row[3], step, "{row:?}");
        let kept = rest.runs(&place.experiment, "", &[]).await?;
        assert!(
            kept.iter().any(|run| text(&run["info"]["run_id"]) == row[1]),
            "{row:?}"
        );
    }
    Ok(())
}

async fn runs_are_brushed_out_of_parallel_coordinates(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let (id, _) = experiment(&rest, "charts: brushed", &runs()).await?;
    let browser = open(scene, &id).await?;
    until_holding(&browser, "loss", "All 36 points").await?;
    add(&browser, "Parallel coordinates", &[], "lanes").await?;
    show(&browser, "lanes").await?;
    browser.until_painted(&card("lanes")).await?;
    until_in_card(&browser, "lanes", "12 runs").await?;

    // From above the largest depth to the middle between 2 and 3.
    let strip = format!(
        "{} .parallel__strip[aria-label^='Brushes of depth']",
        card("lanes")
    );
    let ends = [
        browser.place(&strip, [0.5, 0.01]).await?,
        browser.place(&strip, [0.5, 0.5]).await?,
    ];
    browser.drag(ends[0], ends[1]).await?;
    until_in_card(&browser, "lanes", "6 of 12 runs brushed").await?;

    // Turned over, the same values are brushed on the other side.
    browser
        .press(&format!(
            "{} .parallel__name[aria-label^='Axis depth']",
            card("lanes")
        ))
        .await?;
    with_text(&browser, ".menu__item", "Turned over")
        .await?
        .click()
        .await?;
    let brushed = "document.querySelector(args[0]).getAttribute('aria-label') !== args[1]";
    let none = json!("Brushes of depth: none");
    browser
        .until("the brush is said", brushed, &[json!(strip), none])
        .await?;
    until_in_card(&browser, "lanes", "6 of 12 runs brushed").await?;

    let said = format!("{} button", card("lanes"));
    with_text(&browser, &said, "6 of 12 runs brushed")
        .await?
        .click()
        .await?;
    with_text(&browser, ".menu__item", "Keep only these 6")
        .await?
        .click()
        .await?;
    until_in_card(&browser, "lanes", "6 runs").await?;
    Ok(())
}

/// Scrolls a card into sight.
async fn show(browser: &Browser, title: &str) -> Result<()> {
    let condition = "(() => {
        const card = document.querySelector(args[0]);
        if (card) { card.scrollIntoView({ block: 'center' }); return true; }
        for (const at of [document.querySelector('.board__scroll'), document.scrollingElement]) if (at) at.scrollTop += 200;
        return false;
    })()";
    browser
        .until(
            &format!("the card `{title}` is in sight"),
            condition,
            &[json!(card(title))],
        )
        .await?;
    Ok(())
}

async fn axe_finds_nothing_serious_in_charts_and_they_fit_a_telephone(scene: &Scene) -> Result<()> {
    let server = scene.stage().mlflow().await?;
    let rest = Rest::new(server.base())?;
    let axe = std::fs::read_to_string(&scene.stage().settings().axe)?;
    let (id, made) = experiment(&rest, "charts: looks", &runs()).await?;
    let board = charts_of(&id);
    let of_run = format!("#/experiments/{id}/runs/{}/model-metrics", made[0]);
    let mut complaints = Vec::new();
    for (window, scheme) in [(Window::Desktop, Scheme::Dark), (Window::Narrow, Scheme::Light)] {
        let browser = scene.browser_of(window).await?;
        browser.prefer(scheme).await?;
        for (state, page) in [
            ("board", &board),
            ("run", &of_run),
            ("settings of a chart", &board),
            ("settings of the board", &board),
            ("full screen", &board),
        ] {
            browser.driver().goto("about:blank").await?;
            browser.open(&format!("{}{page}", server.base())).await?;
            browser.find("chart-card").await?;
            show(&browser, "loss").await?;
            browser.until_painted(&card("loss")).await?;
            let button = |label: &str| format!("button[title='{label}']");
            match state {
                "settings of a chart" => {
                    let settings = format!(
                        "{} .line-card__tools {}",
                        card("loss"),
                        button("Settings of this chart")
                    );
                    browser.press(&settings).await?;
                }
                "settings of the board" => browser.press(&button("Chart settings")).await?,
                "full screen" => {
                    browser.press(&button("Show loss in full screen")).await?;
                    browser.find("chart-full").await?;
                }
                _ => {}
            }
            browser.settled().await?;
            for violation in browser.accessibility_violations(&axe).await? {
                complaints.push(format!("{state}, {scheme:?}: {violation}"));
            }
            let (overflow_css, who) = browser.overflow_width_css().await?;
            if overflow_css > 0.0 {
                complaints.push(format!(
                    "{state}, {window:?} is {overflow_css} px too wide: {who}"
                ));
            }
        }
        scene.done_with(&browser).await?;
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    Ok(())
}
