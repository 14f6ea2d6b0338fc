//! Saved and shared views: ours, those of the official UI, and those that are none.

use anyhow::{Context, Result};
use serde_json::{Value, json};
use sporeprint_e2e::{Browser, Rest, Scene, list, scenarios, text};

scenarios!["views":
    a_view_is_saved_opened_in_another_browser_renamed_deleted_and_brought_back,
    a_view_of_the_official_ui_opens_as_the_same_table,
    what_is_no_view_says_what_is_wrong_with_it,
    on_mlflow_2_a_view_is_saved_and_emptied,
];

const PREFIX: &str = "mlflow.sharedViewState.";
const MENU: &str = ".views-menu > button";

/// What the official UI of 3.17.2 wrote: columns `Source`, `loss`, `depth` and `team`, grouped by `depth`, searched.
const OFFICIAL: &str = r#"{"name":"My official view","createdAt":1795453940318,"updatedAt":1795453940318,"state":"deflate;eJxdUl1vGjEQ/CvIzwiRx6K+XGhIokArQZpWiiJw7OXOkj9O3jWFoPvvXfsSIHn07Ix3POOjQJBRNTNjCaKYCAcUjcKRDYiD74Px6JsYihA1xOvDAxyYIYkZr4kAR0gy0pqMgzOpQiUmW2kRhqLMH/N4Iqr5nEnWbEEdlIXTwkqR2WW9liQRCD8mzy9D4YIG+wQRTfBnhbWDZfLIGgQLikBPg02Okcnzpb3NKqSoYMPES3SRL8Wv6I9+fYY/MtjkEDLQyigdnzW01GSAZM1HAuk2gm2qsv5XDqD33QN/jKaGTR27oYhs+M5oDT6v51fM7perx/XVeL38/XPFV+4M/FvIvXHmDfQpQZbNDVKvPKEGK6U4b05lCSX3C0lCuI0htaCfpE2A937acA3sg2LieWM03LiWDp/hOmuuueCjkHUdoZYEs+S5neBz6zuIss49vRP5M+S8j6UjJpSMzuMcJ6MlMdG9dO8DvNm30utsN6dS2/Aq7dx4KGamwW9NnS3sq73B/r8hQVt+joeVC4EaD8ibx+f2/2byopTWS0TX/QfTFwJT"}"#;

/// An experiment of three runs.
async fn experiment(rest: &Rest, name: &str) -> Result<String> {
    let made = rest.post("experiments/create", json!({ "name": name })).await?;
    let id = text(&made["experiment_id"]);
    for (index, loss) in [0.25, 0.5, 2.0].into_iter().enumerate() {
        let body = json!({ "experiment_id": id, "run_name": format!("run {index}"), "start_time": 1_700_000_000_000_u64 });
        let run = rest.post("runs/create", body).await?["run"].clone();
        let batch = json!({
            "run_id": run["info"]["run_id"],
            "params": [{ "key": "depth", "value": "3" }, { "key": "seed", "value": index.to_string() }],
            "metrics": [{ "key": "loss", "value": loss, "timestamp": 1, "step": 0 }],
            "tags": [{ "key": "team", "value": "red" }, { "key": "mlflow.source.name", "value": "train.py" }],
        });
        rest.post("runs/log-batch", batch).await?;
    }
    Ok(id)
}

async fn set_tag(rest: &Rest, experiment: &str, id: &str, value: &str) -> Result<()> {
    let body = json!({ "experiment_id": experiment, "key": format!("{PREFIX}{id}"), "value": value });
    rest.post("experiments/set-experiment-tag", body).await?;
    Ok(())
}

/// The views in the experiment's tags: ids and values.
async fn views(rest: &Rest, experiment: &str) -> Result<Vec<(String, String)>> {
    let found = rest
        .get("experiments/get", &[("experiment_id", experiment)])
        .await?;
    let tags = list(&found["experiment"], "tags");
    let view = |tag: &Value| {
        Some((
            text(&tag["key"]).strip_prefix(PREFIX)?.to_owned(),
            text(&tag["value"]),
        ))
    };
    Ok(tags.filter_map(view).collect())
}

/// Waits for a visible element that the selector matches and that begins with this text, and presses it.
async fn press(browser: &Browser, css: &str, label: &str) -> Result<()> {
    let found = "[...document.querySelectorAll(args[0])]\
        .find(e => e.checkVisibility() && (e.ariaLabel ?? e.innerText).trim().startsWith(args[1]))";
    let args = [json!(css), json!(label)];
    browser
        .until(&format!("{css} {label:?} is there"), &format!("!!{found}"), &args)
        .await?;
    let script = format!("const args = arguments; {found}.click()");
    browser.script(&script, &args).await?;
    Ok(())
}

async fn choose(browser: &Browser, label: &str) -> Result<()> {
    browser.press(MENU).await?;
    press(browser, ".views-menu [role^='menuitem']", label).await
}

async fn until_menu_says(browser: &Browser, label: &str) -> Result<()> {
    let condition = "document.querySelector(args[0])?.innerText.trim() === args[1]";
    let what = format!("the menu says {label:?}");
    browser
        .until(&what, condition, &[json!(MENU), json!(label)])
        .await?;
    Ok(())
}

async fn until_said(browser: &Browser, words: &str) -> Result<()> {
    let condition = "[...document.querySelectorAll('.toast')].some(e => e.innerText.includes(args[0]))";
    browser
        .until(&format!("{words:?} is said"), condition, &[json!(words)])
        .await?;
    Ok(())
}

/// Waits until the table has exactly these columns, in this order.
async fn until_columns(browser: &Browser, columns: &[&str]) -> Result<()> {
    let shown = "JSON.stringify([...document.querySelectorAll(\
        '[data-testid=\"runs-table\"] [role=\"columnheader\"][data-column]')]\
        .filter(e => e.checkVisibility() && e.dataset.column)\
        .sort((a, b) => a.ariaColIndex - b.ariaColIndex).map(e => e.dataset.column))";
    let wanted = serde_json::to_string(columns)?;
    let outcome = browser
        .until("", &format!("{shown} === args[0]"), &[json!(wanted)])
        .await;
    if outcome.is_err() {
        let shown = browser.script(&format!("return {shown}"), &[]).await?;
        anyhow::bail!("the columns are {shown} and not {wanted}");
    }
    Ok(())
}

async fn until_hash(browser: &Browser, hash: &str) -> Result<()> {
    let condition = "location.href.endsWith(args[0])";
    let outcome = browser.until("", condition, &[json!(hash)]).await;
    outcome.with_context(|| format!("the address does not become {hash}"))?;
    Ok(())
}

const SET_UP: &str = "searchFilter=metrics.loss%20%3C%201&thenBy=metrics.loss&show=tags.team&hide=params.,experiment&order=run_name,tags.team";
const COLUMNS: [&str; 5] = ["run_name", "tags.team", "status", "start_time", "metrics.loss"];

async fn a_view_is_saved_opened_in_another_browser_renamed_deleted_and_brought_back(
    scene: &Scene,
) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let id = experiment(&rest, "views of ours").await?;
    let page = format!("#/experiments/{id}/runs");
    let (browser, _) = scene.open(&format!("{page}?{SET_UP}")).await?;
    until_columns(&browser, &COLUMNS).await?;
    choose(&browser, "Save as a new view").await?;
    browser.fill("save-view", "By <b>team</b>").await?;
    browser.enter().await?;
    until_said(&browser, "Saved the view By <b>team</b>").await?;
    until_menu_says(&browser, "By <b>team</b>").await?;
    let saved = views(&rest, &id).await?;
    let [(key, value)] = saved.as_slice() else {
        anyhow::bail!("one view, not {saved:?}")
    };
    let value: Value = serde_json::from_str(value)?;
    assert_eq!(value["name"], "By <b>team</b>");
    assert!(
        value["createdAt"].is_u64() && text(&value["state"]).starts_with("deflate;"),
        "{value}"
    );

    let (other, _) = scene.open(&format!("{page}?viewStateShareKey={key}")).await?;
    until_hash(&other, &browser.hash().await?).await?;
    until_columns(&other, &COLUMNS).await?;
    until_menu_says(&other, "By <b>team</b>").await?;
    choose(&other, "Default view").await?;
    until_menu_says(&other, "Saved views").await?;

    choose(&other, "Manage views").await?;
    press(&other, "[data-testid='views'] button", "Rename").await?;
    other.fill("views", "Teams").await?;
    other.enter().await?;
    other.until_text("views", "Teams").await?;
    press(&other, "[data-testid='views'] button", "Delete").await?;
    other.until_text("views", "Delete the view Teams").await?;
    press(&other, "[data-testid='views'] button", "Delete").await?;
    until_said(&other, "Deleted the view Teams").await?;
    assert_eq!(views(&rest, &id).await?, []);
    press(&other, ".toast button", "Undo").await?;
    until_said(&other, "The view Teams is back").await?;
    let back = views(&rest, &id).await?;
    assert!(back.len() == 1 && back[0].1.contains("\"Teams\""), "{back:?}");
    Ok(())
}

async fn a_view_of_the_official_ui_opens_as_the_same_table(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let id = experiment(&rest, "views of others").await?;
    set_tag(&rest, &id, "17954539403181q84mk2l", OFFICIAL).await?;
    let page = format!("#/experiments/{id}/runs");
    let (browser, _) = scene
        .open(&format!("{page}?viewStateShareKey=17954539403181q84mk2l"))
        .await?;
    let query = "searchFilter=metrics.loss%20%3C%200.9&groupBy=params.depth&expanded=true\
                 &show=source,metrics.loss,params.depth,tags.team&hide=metrics.,params.";
    until_hash(&browser, &format!("{page}?{query}")).await?;
    until_menu_says(&browser, "My official view").await?;
    let shown = "['source', 'metrics.loss', 'params.depth', 'tags.team'].every(c => \
        document.querySelector(`[data-testid=\"runs-table\"] [data-column=\"${c}\"]`)) \
        && !document.querySelector('[data-testid=\"runs-table\"] [data-column=\"params.seed\"]')";
    browser
        .until("its columns and no others are shown", shown, &[])
        .await?;
    // Changing it offers to save a new view, not to change the official one.
    let (_, before) = views(&rest, &id).await?.remove(0);
    browser.press(MENU).await?;
    let offered =
        "[...document.querySelectorAll('.views-menu [role^=\"menuitem\"]')].map(e => e.innerText.trim())";
    let offered = browser.script(&format!("return {offered}"), &[]).await?;
    assert!(!offered.to_string().contains("Save changes"), "{offered}");
    assert_eq!(before, OFFICIAL);
    Ok(())
}

/// Two megabytes of zeros in 13 KB: about the most that fits the tag of an experiment.
fn bomb() -> Vec<u8> {
    const COPIES: u32 = 8_000;
    let (mut bytes, mut group, mut count) = (vec![0x78, 0x01], 0_u32, 0_u32);
    let mut put = |value: u32, bits: u32| {
        for bit in (0..bits).rev() {
            group |= ((value >> bit) & 1) << count;
            count += 1;
            if count == 8 {
                bytes.push(u8::try_from(group).unwrap());
                (group, count) = (0, 0);
            }
        }
    };
    // The last block, with fixed codes (its type is written lowest bit first); a zero; then copies of 258 zeros.
    put(0b1, 1);
    put(0b10, 2);
    put(0b0011_0000, 8);
    for _ in 0..COPIES {
        put(0b1100_0101, 8);
        put(0, 5);
    }
    // The end of the block, up to a whole byte; then the checksum, which of zeros says only how many.
    put(0, 7 + 7);
    let sum = ((1 + COPIES * 258) % 65_521) << 16 | 1;
    bytes.extend(sum.to_be_bytes());
    bytes
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |chunk: &[u8]| {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        (0..4)
            .map(|place| {
                if place <= chunk.len() {
                    char::from(LETTERS[(group >> (18 - 6 * place) & 63) as usize])
                } else {
                    '='
                }
            })
            .collect::<String>()
    };
    bytes.chunks(3).map(group).collect()
}

async fn what_is_no_view_says_what_is_wrong_with_it(scene: &Scene) -> Result<()> {
    let rest = Rest::new(scene.stage().mlflow().await?.base())?;
    let id = experiment(&rest, "views of strangers").await?;
    let saved = |state: &str| {
        json!({ "name": "<img src=x onerror=\"window.harmed=1\">", "createdAt": 1, "state": state })
            .to_string()
    };
    let bomb = format!("deflate;{}", base64(&bomb()));
    let cases = [
        ("damaged", "deflate;%%%".to_owned(), "This view is damaged"),
        ("garbage", format!("deflate;{}", base64(b"no deflate at all")), "This view is damaged"),
        ("bomb", bomb.clone(), "unpacks to more than a view can hold"),
        ("wrapped", saved(&bomb), "unpacks to more than a view can hold"),
        ("words", "nonsense".to_owned(), "is not a view"),
        ("array", "[1,2,3]".to_owned(), "is not a view"),
        ("nowhere", String::new(), "This experiment has no such view"),
        (
            "types",
            json!({ "selectedColumns": 7, "columnOrder": [1], "groupBy": true, "columnWidths": [], "searchFilter": {} }).to_string(),
            "selectedColumns, which can't be read",
        ),
    ];
    for (key, value, _) in &cases {
        if !value.is_empty() {
            set_tag(&rest, &id, key, value).await?;
        }
    }
    let browser = scene.browser().await?;
    let base = scene.stage().mlflow().await?.base();
    for (key, _, words) in &cases {
        let page = format!("#/experiments/{id}/runs");
        browser
            .open(&format!("{base}{page}?viewStateShareKey={key}"))
            .await?;
        until_said(&browser, words).await?;
        // What is left is the table as it comes.
        until_hash(&browser, &page).await?;
        browser.until_text("runs-table", "run 2").await?;
    }
    browser.press(MENU).await?;
    let shown = "[...document.querySelectorAll('.views-menu [role^=\"menuitem\"]')].some(e => e.innerText.includes('<img src=x'))";
    browser
        .until("the name of a view is shown as text", shown, &[])
        .await?;
    let harm = browser.script("return window.harmed ?? null", &[]).await?;
    assert!(harm.is_null());
    Ok(())
}

async fn on_mlflow_2_a_view_is_saved_and_emptied(scene: &Scene) -> Result<()> {
    let server = scene.stage().mlflow_2().await?;
    let rest = Rest::new(server.base())?;
    let id = experiment(&rest, "views of ours").await?;
    let browser = scene
        .visit(server, &format!("#/experiments/{id}/runs?hide=params."))
        .await?;
    browser.announce("delete-experiment-tag");
    choose(&browser, "Save as a new view").await?;
    browser.fill("save-view", "Metrics").await?;
    browser.enter().await?;
    until_menu_says(&browser, "Metrics").await?;
    choose(&browser, "Manage views").await?;
    press(&browser, "[data-testid='views'] button", "Delete").await?;
    browser.until_text("views", "Delete the view Metrics").await?;
    press(&browser, "[data-testid='views'] button", "Delete").await?;
    until_said(&browser, "This server can't delete tags of experiments").await?;
    let left = views(&rest, &id).await?;
    assert!(left.len() == 1 && left[0].1.is_empty(), "{left:?}");
    until_menu_says(&browser, "Saved views").await
}
