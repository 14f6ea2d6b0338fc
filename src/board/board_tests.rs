use proptest::prelude::*;

use super::*;

const KEYS: [&str; 9] = [
    "acc",
    "loss",
    "loss10",
    "loss9",
    "train/acc",
    "train/loss",
    "val/loss",
    "system/cpu",
    "system/n1/gpu",
];

fn known(keys: &[&str]) -> Board {
    let mut board = Board::default();
    know(&mut board, keys);
    board
}

fn know(board: &mut Board, keys: &[&str]) -> bool {
    board.know(keys.iter().map(|key| (*key, Some(3))))
}

fn shown(board: &Board) -> String {
    let section = |section: &Section| {
        let cards: Vec<&str> = section
            .cards
            .iter()
            .map(|id| id.metric().unwrap_or(id.as_str()))
            .collect();
        format!("{}: {}", section.title(), cards.join(" "))
    };
    board
        .sections()
        .iter()
        .filter(|section| !section.cards.is_empty() || section.id.is_own())
        .map(section)
        .collect::<Vec<_>>()
        .join("; ")
}

fn card(key: &str) -> CardId {
    CardId::of_metric(key)
}

fn behind(section: &str, after: Option<&str>) -> Place {
    Place {
        section: SectionId::of_metric(&format!("{section}/x")),
        after: after.map(card),
    }
}

fn line() -> Plot {
    Plot::Line(LinePlot::default())
}

#[test]
fn metrics_stand_in_sections_by_prefix_and_the_machines_come_last() {
    assert_eq!(
        shown(&known(&KEYS)),
        "Model metrics: acc loss loss9 loss10; train: train/acc train/loss; val: val/loss; \
         System metrics: system/cpu; System metrics of n1: system/n1/gpu"
    );
}

#[test]
fn a_metric_with_one_step_is_a_bar_and_becomes_a_line_when_more_come() {
    let mut board = Board::default();
    board.know([("loss", Some(0)), ("acc", None), ("f1", Some(7))]);
    let is_bar = |board: &Board, key: &str| matches!(board.card(&card(key)).unwrap().plot, Plot::Bar(_));
    assert!(is_bar(&board, "loss") && !is_bar(&board, "acc") && !is_bar(&board, "f1"));
    assert!(board.find_single("f1") && is_bar(&board, "f1"));
    assert!(!board.know([("loss", Some(0)), ("acc", None), ("f1", Some(7))]));
    assert!(is_bar(&board, "f1"));
    assert!(board.know([("loss", Some(1)), ("acc", None), ("f1", Some(8))]));
    assert!(!is_bar(&board, "loss") && !is_bar(&board, "f1"));
}

#[test]
fn moved_cards_stay_behind_what_they_were_put_behind_when_others_come() {
    let mut board = known(&["a", "c", "e", "train/x"]);
    board.move_card(
        &card("a"),
        &Place {
            section: SectionId::main(),
            after: Some(card("c")),
        },
    );
    board.move_card(
        &card("train/x"),
        &Place {
            section: SectionId::main(),
            after: Some(card("a")),
        },
    );
    assert!(know(&mut board, &["a", "b", "c", "d", "e", "train/x", "train/y"]));
    assert_eq!(shown(&board), "Model metrics: b c a train/x d e; train: train/y");
    // Back where it belongs, it is as if nothing had happened.
    board.move_card(
        &card("a"),
        &Place {
            section: SectionId::main(),
            after: None,
        },
    );
    board.move_card(&card("train/x"), &behind("train", None));
    assert!(board.is_default(), "{}", board.to_json());
}

#[test]
fn a_metric_that_is_gone_for_a_while_comes_back_as_it_was() {
    let mut board = known(&["a", "b", "c"]);
    board.resize(&card("a"), 2, Some(400));
    board.move_card(
        &card("a"),
        &Place {
            section: SectionId::main(),
            after: Some(card("c")),
        },
    );
    know(&mut board, &["b"]);
    assert!(!board.card(&card("a")).unwrap().is_known);
    know(&mut board, &["a", "b", "c"]);
    assert_eq!(shown(&board), "Model metrics: b c a");
    assert_eq!(board.card(&card("a")).unwrap().span, 2);
}

#[test]
fn what_was_deleted_comes_back_where_it_was() {
    let mut board = known(&KEYS);
    let place = board.delete(&card("loss9")).unwrap();
    assert!(!shown(&board).contains("loss9"));
    know(&mut board, &KEYS);
    assert!(
        !shown(&board).contains("loss9"),
        "a known metric does not come back by itself"
    );
    board.bring_back(&card("loss9"), Some(&place));
    assert!(board.is_default());
    board.delete(&card("loss9"));
    board.bring_back(&card("loss9"), None);
    assert_eq!(board, known(&KEYS));
}

#[test]
fn a_deleted_section_comes_back_card_by_card() {
    let mut board = known(&KEYS);
    let own = board.add_section("Mine", Some(&SectionId::main()));
    let first = board.add(line(), &own).unwrap();
    let second = board.duplicate(&first).unwrap();
    let deleted = board.delete_section(&own);
    assert_eq!(deleted.len(), 2);
    for (id, place) in deleted {
        board.bring_back(&id, Some(&place));
    }
    let main = board.section(&SectionId::main()).unwrap();
    assert_eq!(main.cards[4..], [first, second]);
    let deleted = board.delete_section(&SectionId::main());
    assert_eq!(deleted.len(), 6);
    assert_eq!(board.gone().len(), 6);
    for (id, place) in deleted {
        board.bring_back(&id, Some(&place));
    }
    assert_eq!(board.section(&SectionId::main()).unwrap().cards.len(), 6);
}

#[test]
fn an_untouched_board_is_written_as_nothing() {
    assert_eq!(known(&KEYS).to_json(), "{}");
    let mut board = known(&KEYS);
    let plot = board.card(&card("loss")).unwrap().plot.clone();
    board.replace(&card("loss"), plot);
    assert!(board.is_default());
}

#[test]
fn what_another_version_wrote_is_kept_as_far_as_it_is_understood() {
    let text = r#"{"settings":{"columns":9,"x":"sideways","smoothing":{"ema":40},"colours":"all"},
        "sections":[{"id":"val","closed":true,"after":7},3,{"name":"no id"}],
        "cards":[{"id":"+4","plot":{"kind":"sankey","of":"x"},"in":"","after":false},
                 {"id":"metrics.loss","w":3,"plot":{"kind":"line","metrics":4}},
                 {"id":"metrics.acc","h":99999,"new":true},{"id":"loss"},null]}"#;
    let mut board = Board::from_json(text).unwrap();
    know(&mut board, &KEYS);
    assert_eq!(board.settings().columns, 5);
    assert_eq!(board.settings().x, XAxis::Step);
    assert_eq!(board.settings().smoothing, Smoothing::Ema(40.0));
    assert!(
        board
            .section(&SectionId::of_metric("val/x"))
            .unwrap()
            .is_collapsed
    );
    assert_eq!(board.card(&card("loss")).unwrap().span, 3);
    assert_eq!(board.card(&card("acc")).unwrap().height_css, Some(1200));
    assert!(board.to_json().contains("sankey"));
}

#[test]
fn what_is_no_board_says_so_and_what_is_too_much_is_bounded() {
    assert!(Board::from_json("[]").is_err());
    assert!(Board::from_json("{").is_err());
    assert!(Board::from_json(&"x".repeat(5 << 20)).is_err());
    let card = |index: usize| format!(r#"{{"id":"+{index}","plot":{{"kind":"bar","column":"x"}}}}"#);
    let cards: Vec<String> = (0..9_000).map(card).collect();
    let board = Board::from_json(&format!(r#"{{"cards":[{}]}}"#, cards.join(","))).unwrap();
    assert_eq!(board.section(&SectionId::main()).unwrap().cards.len(), MOST_CARDS);
    let long = "é".repeat(1_001);
    let text =
        format!(r#"{{"cards":[{{"id":"metrics.a","name":"{long}","after":"{long}"}},{{"id":"{long}"}}]}}"#);
    let board = Board::from_json(&text).unwrap();
    assert_eq!(board.card(&CardId::of_metric("a")).unwrap().name, None);
}

#[derive(Clone, Debug)]
enum Edit {
    Move(usize, usize, usize),
    Add(usize),
    Duplicate(usize),
    Delete(usize),
    BringBack(usize),
    Resize(usize, u8, u16),
    Rename(usize, String),
    Replace(usize),
    AddSection(usize),
    MoveSection(usize, usize),
    DeleteSection(usize),
    Collapse(usize),
    Know(usize),
    Single(usize),
    Reload,
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let place = || 0..40_usize;
    let edit = prop_oneof![
        4 => (place(), place(), place()).prop_map(|(card, section, after)| Edit::Move(card, section, after)),
        1 => place().prop_map(Edit::Add),
        1 => place().prop_map(Edit::Duplicate),
        1 => place().prop_map(Edit::Delete),
        1 => place().prop_map(Edit::BringBack),
        1 => (place(), any::<u8>(), any::<u16>()).prop_map(|(card, span, height)| Edit::Resize(card, span, height)),
        1 => (place(), ".{0,6}").prop_map(|(card, name)| Edit::Rename(card, name)),
        1 => place().prop_map(Edit::Replace),
        1 => place().prop_map(Edit::AddSection),
        2 => (place(), place()).prop_map(|(section, after)| Edit::MoveSection(section, after)),
        1 => place().prop_map(Edit::DeleteSection),
        1 => place().prop_map(Edit::Collapse),
        1 => (0..=KEYS.len()).prop_map(Edit::Know),
        1 => place().prop_map(Edit::Single),
        1 => Just(Edit::Reload),
    ];
    prop::collection::vec(edit, 0..40)
}

fn all_cards(board: &Board) -> Vec<CardId> {
    let mut all: Vec<CardId> = board
        .sections()
        .iter()
        .flat_map(|section| section.cards.clone())
        .collect();
    all.extend(board.gone().iter().cloned());
    all
}

fn at<T: Clone>(all: &[T], index: usize) -> Option<T> {
    (!all.is_empty()).then(|| all[index % all.len()].clone())
}

fn apply(board: &mut Board, edit: &Edit) {
    let cards = all_cards(board);
    let sections: Vec<SectionId> = board
        .sections()
        .iter()
        .map(|section| section.id.clone())
        .collect();
    let card = |index: &usize| at(&cards, *index).unwrap_or_else(|| CardId::of_metric("none"));
    let section = |index: &usize| at(&sections, *index).unwrap_or_else(SectionId::main);
    match edit {
        Edit::Move(id, to, after) => {
            let to = section(to);
            let inside = board
                .section(&to)
                .map(|section| section.cards.clone())
                .unwrap_or_default();
            let after = at(&inside, *after).filter(|_| after % 5 > 0);
            board.move_card(&card(id), &Place { section: to, after });
        }
        Edit::Add(to) => drop(board.add(line(), &section(to))),
        Edit::Duplicate(id) => drop(board.duplicate(&card(id))),
        Edit::Delete(id) => drop(board.delete(&card(id))),
        Edit::BringBack(id) => board.bring_back(&card(id), None),
        Edit::Resize(id, span, height) => board.resize(&card(id), *span, Some(*height)),
        Edit::Rename(id, name) => board.rename_card(&card(id), name),
        Edit::Replace(id) => board.replace(&card(id), line()),
        Edit::AddSection(after) => drop(board.add_section("Mine", Some(&section(after)))),
        Edit::MoveSection(id, after) => {
            let after = section(after);
            board.move_section(&section(id), Some(&after).filter(|_| id % 3 > 0));
        }
        Edit::DeleteSection(id) => drop(board.delete_section(&section(id))),
        Edit::Collapse(id) => board.collapse(&section(id), true),
        Edit::Know(count) => drop(know(board, &KEYS[..*count])),
        Edit::Single(id) => drop(board.find_single(KEYS[id % KEYS.len()])),
        Edit::Reload => *board = Board::from_json(&board.to_json()).unwrap(),
    }
}

proptest! {
    #[test]
    fn no_edit_loses_a_card_or_has_it_twice(edits in edits()) {
        let mut board = known(&KEYS);
        let mut expected: std::collections::BTreeSet<CardId> = all_cards(&board).into_iter().collect();
        for edit in &edits {
            apply(&mut board, edit);
            if matches!(edit, Edit::Reload) {
                know(&mut board, &KEYS);
            }
            let all = all_cards(&board);
            let now: std::collections::BTreeSet<CardId> = all.iter().cloned().collect();
            prop_assert_eq!(now.len(), all.len());
            prop_assert!(now.is_superset(&expected), "{:?}", edit);
            for id in &all {
                let card = board.card(id).unwrap();
                prop_assert!((1..=Settings::MOST_COLUMNS).contains(&card.span));
            }
            expected = now;
        }
    }

    #[test]
    fn a_board_reads_back_as_it_was_written(edits in edits()) {
        let mut board = known(&KEYS);
        for edit in &edits {
            apply(&mut board, edit);
        }
        know(&mut board, &KEYS);
        let mut read = Board::from_json(&board.to_json()).unwrap();
        know(&mut read, &KEYS);
        prop_assert_eq!(read.to_json(), board.to_json());
        prop_assert_eq!(shown(&read), shown(&board));
        for id in all_cards(&board) {
            let (read, written) = (read.card(&id).unwrap(), board.card(&id).unwrap());
            prop_assert_eq!((&read.name, read.span, read.height_css), (&written.name, written.span, written.height_css));
        }
    }

    #[test]
    fn metrics_that_come_later_change_no_order(edits in edits(), first in 0..KEYS.len()) {
        let mut board = known(&KEYS[..first]);
        for edit in edits.iter().filter(|edit| !matches!(edit, Edit::Know(_))) {
            apply(&mut board, edit);
        }
        let before = shown_order(&board);
        know(&mut board, &KEYS);
        let known: std::collections::HashSet<_> = before.iter().cloned().collect();
        let mut after = shown_order(&board);
        after.retain(|one| known.contains(one));
        prop_assert_eq!(after, before);
    }

    #[test]
    fn no_text_makes_it_fail(text in ".{0,200}") {
        let _read = Board::from_json(&text);
    }
}

fn shown_order(board: &Board) -> Vec<(SectionId, CardId)> {
    let of = |section: &Section| {
        let id = section.id.clone();
        section
            .cards
            .iter()
            .map(move |card| (id.clone(), card.clone()))
            .collect::<Vec<_>>()
    };
    board.sections().iter().flat_map(of).collect()
}

/// As large as the decoder takes it: sections and cards whose names differ in their last letters only, each behind
/// another one, and charts of a thousand metrics.
fn hostile() -> String {
    let long = "x".repeat(200);
    let cards = (0..MOST_CARDS).map(|index| {
        let metrics: Vec<String> = (0..if index < 60 { 1_000 } else { 1 })
            .map(|metric| format!("m{metric}"))
            .collect();
        let (id, behind) = match index % 2 {
            0 => (format!("+{index}"), format!("+{}", MOST_CARDS - index)),
            _ => (
                format!("metrics.{long}{index}/x"),
                format!("metrics.{long}/{}", index * 7 % 500),
            ),
        };
        serde_json::json!({
            "id": id, "in": format!("{long}{}", index % 900), "after": behind,
            "name": long.repeat(4), "plot": {"kind": "line", "metrics": metrics},
        })
    });
    let sections = (0..500).map(|index| {
        serde_json::json!({
            "id": format!("{long}{}", 1_000 + index),
            "after": format!("{long}{}", 1_499 - index),
            "name": long.repeat(5),
        })
    });
    serde_json::json!({"cards": cards.collect::<Vec<_>>(), "sections": sections.collect::<Vec<_>>()})
        .to_string()
}

#[test]
fn the_largest_board_that_a_link_can_hold_opens_quickly() {
    let text = hostile();
    assert!((3 << 20..4 << 20).contains(&text.len()), "{}", text.len());
    let begun = std::time::Instant::now();
    let mut board = Board::from_json(&text).unwrap();
    let metrics: Vec<String> = (0..1_000)
        .map(|index| format!("{}{index}/y", "x".repeat(200)))
        .collect();
    board.know(metrics.iter().map(|key| (key.as_str(), None)));
    let layout = Layout::of(&board, &Finder::default(), &|_| true, 1_000.0);
    let kept = board.to_json();
    let taken = begun.elapsed();
    println!("{} bytes: {taken:?}", text.len());
    assert!(board.cards.len() > MOST_CARDS && layout.cards.len() > 1_000 && kept.len() > 1 << 20);
    let is_short = |name: &String| name.chars().count() <= MOST_NAME_CHARACTERS;
    assert!(
        board
            .sections
            .iter()
            .filter_map(|section| section.name.as_ref())
            .all(is_short)
    );
    assert!(
        board
            .cards
            .values()
            .filter_map(|card| card.name.as_ref())
            .all(is_short)
    );
    for card in board.cards.values() {
        if let Plot::Line(plot) = &card.plot {
            assert!(LineKeys::of(plot, &|_| true).keys.len() <= MOST_LINE_METRICS);
        }
    }
    // Two seconds without optimisation on a machine that does nothing else.
    assert!(taken.as_secs_f64() < 30.0, "{taken:?}");
}
