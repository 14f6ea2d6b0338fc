use super::plan::level_of;
use super::*;
use crate::mlflow::{ApiError, RunColumns, RunId};
use proptest::prelude::*;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// How a server samples: for planning only, as the two algorithms of the real ones do.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    EachRun,
    Together,
}

#[derive(Clone, Debug)]
struct Server {
    kind: Kind,
    /// Steps by metric and run; the value of a point is its step.
    runs: BTreeMap<(String, String), Vec<i64>>,
    broken: HashSet<String>,
}

impl Server {
    fn steps(&self, metric: &str, run: &RunId, (first, last): (i64, i64)) -> Vec<i64> {
        let steps = self.runs.get(&(metric.to_owned(), run.as_str().to_owned()));
        let mut steps = steps.cloned().unwrap_or_default();
        steps.retain(|step| (first..=last).contains(step));
        steps
    }

    fn sampled(&self, ask: &Ask, points: usize, range: (i64, i64)) -> Vec<(RunId, Vec<i64>)> {
        let all = ask
            .runs
            .iter()
            .map(|run| (run.clone(), self.steps(&ask.metric, run, range)));
        if self.kind == Kind::EachRun {
            return all.map(|(run, steps)| (run, each(&steps, points))).collect();
        }
        let all: Vec<_> = all.collect();
        let mut union: Vec<i64> = all.iter().flat_map(|(_, steps)| steps.clone()).collect();
        union.sort_unstable();
        union.dedup();
        let mut sample: HashSet<i64> = if union.len() <= points {
            union.iter().copied().collect()
        } else {
            (0..points).map(|i| union[i * union.len() / points]).collect()
        };
        for run in &ask.runs {
            let steps = self.steps(&ask.metric, run, (i64::MIN, i64::MAX));
            let ends = steps.first().into_iter().chain(steps.last());
            sample.extend(ends.filter(|step| (range.0..=range.1).contains(*step)));
        }
        all.into_iter()
            .map(|(run, mut steps)| {
                steps.retain(|step| sample.contains(step));
                (run, steps)
            })
            .collect()
    }

    fn answer(&self, ask: &Ask) -> Result<Vec<RunColumns>, ApiError> {
        if ask.runs.iter().any(|run| self.broken.contains(run.as_str())) {
            return Err(ApiError::Server {
                status: 404,
                code: "RESOURCE_DOES_NOT_EXIST".to_owned(),
                message: String::new(),
            });
        }
        let all = (i64::MIN, i64::MAX);
        let runs = match ask.question {
            Question::Sampled { points, steps } => self.sampled(ask, points as usize, steps.unwrap_or(all)),
            Question::Since { step } => self.sampled(ask, 2_500, (step, i64::MAX)),
            Question::Pages | Question::Together => {
                let mut sorted = ask.runs.clone();
                sorted.sort();
                let mut left = 25_000;
                let mut answer = Vec::new();
                for run in sorted {
                    let mut steps = self.steps(&ask.metric, &run, all);
                    if ask.question == Question::Together {
                        steps.truncate(left);
                        left -= steps.len();
                    }
                    answer.push((run, steps));
                }
                answer
            }
        };
        Ok(runs
            .into_iter()
            .filter(|(_, steps)| !steps.is_empty())
            .map(|(run, steps)| RunColumns {
                run: Some(run),
                time_millis: steps.clone(),
                value: steps.iter().map(|step| *step as f64).collect(),
                step: steps,
            })
            .collect())
    }
}

/// The first of each of so many parts, and the last of all, in the last one's place where there is no other.
fn each(steps: &[i64], points: usize) -> Vec<i64> {
    let count = steps.len().min(points);
    let mut sample: Vec<i64> = (0..count).map(|part| steps[part * steps.len() / count]).collect();
    if let (Some(here), Some(last)) = (sample.last_mut(), steps.last())
        && here != last
    {
        if count == points {
            *here = *last;
        } else {
            sample.push(*last);
        }
    }
    sample
}

fn want(metric: &str, runs: &[&str], points: u32) -> Want {
    Want {
        metric: metric.into(),
        runs: runs.iter().map(|run| RunId::from(*run)).collect(),
        points,
        steps: None,
        is_whole: false,
    }
}

fn server(kind: Kind, lengths: &[(&str, i64)]) -> Server {
    let runs = lengths
        .iter()
        .map(|(run, length)| (("loss".to_owned(), (*run).to_owned()), (0..*length).collect()))
        .collect();
    Server {
        kind,
        runs,
        broken: HashSet::new(),
    }
}

/// Asks and answers until nothing is left to ask. Up to two questions are under way; `order` says which comes first.
fn run_out(store: &mut Store, server: &Server, order: &[bool]) -> Vec<Ask> {
    let mut under_way: Vec<Ask> = Vec::new();
    let mut asked = Vec::new();
    for turn in 0.. {
        assert!(turn < 20_000, "it never ends: {asked:?}");
        while under_way.len() < 2
            && let Some(ask) = store.next()
        {
            assert!(store.is_wanted(&ask) && !ask.runs.is_empty() && ask.runs.len() <= MOST_RUNS);
            asked.push(ask.clone());
            under_way.push(ask);
        }
        if under_way.is_empty() {
            break;
        }
        let is_last = !order.is_empty() && order[turn % order.len()];
        let ask = under_way.remove(if is_last { under_way.len() - 1 } else { 0 });
        store.took(&ask, server.answer(&ask), 100.0);
    }
    asked
}

fn held(store: &Store, run: &str) -> Held {
    store.held(&run.into(), "loss").unwrap()
}

#[test]
fn what_is_in_view_gets_its_outlines_then_its_detail_then_more() {
    let server = server(Kind::EachRun, &[("a", 9_000), ("b", 9_000), ("c", 9_000)]);
    let mut store = Store::default();
    store.want(1, vec![want("loss", &["a", "b"], 300)]);
    store.want(2, vec![want("loss", &["c"], 300)]);
    let asked = run_out(&mut store, &server, &[]);
    let points = asked.iter().map(|ask| match ask.question {
        Question::Sampled { points, steps: None } => points,
        _ => 0,
    });
    assert_eq!(points.collect::<Vec<_>>(), [40, 40, 320, 320, 2_500, 2_500]);
    let detail = held(&store, "a").detail;
    assert!(!detail.is_whole && detail.total.is_none() && detail.asked == 2_500);
}

#[test]
fn all_charts_in_view_look_finished_before_one_has_as_much_as_its_pixels_can_show() {
    let server = server(Kind::EachRun, &[("a", 9_000), ("b", 9_000)]);
    let mut store = Store::default();
    store.want(1, vec![want("loss", &["a"], 600)]);
    store.want(2, vec![want("loss", &["b"], 600)]);
    let asked = run_out(&mut store, &server, &[]);
    let points = asked.iter().map(|ask| match ask.question {
        Question::Sampled { points, steps: None } => points,
        _ => 0,
    });
    assert_eq!(
        points.collect::<Vec<_>>(),
        [40, 40, 320, 320, 640, 640, 2_500, 2_500]
    );
}

#[test]
fn the_runs_of_a_chart_are_parted_evenly_and_what_nobody_waits_for_is_asked_one_after_the_other() {
    let names: Vec<String> = (0..100).map(|number| format!("r{number:02}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let lengths: Vec<_> = names.iter().map(|name| (*name, 9_000)).collect();
    let server = server(Kind::EachRun, &lengths);
    let mut store = Store::default();
    store.want(1, vec![want("loss", &names, 320)]);
    let outlines: Vec<Ask> = std::iter::from_fn(|| store.next()).collect();
    assert!(outlines.iter().all(|ask| ask.runs.len() == 25), "{outlines:?}");
    assert_eq!(outlines.len(), 4);
    for ask in &outlines {
        store.took(ask, server.answer(ask), 100.0);
    }
    let finished: Vec<Ask> = std::iter::from_fn(|| store.next()).collect();
    assert_eq!(finished.len(), 4);
    for ask in &finished {
        assert_eq!(store.next(), None, "{ask:?} is waited for");
        store.took(ask, server.answer(ask), 100.0);
    }
    let idle = store.next().unwrap();
    assert_eq!(store.next(), None, "{idle:?} is under way");
    store.took(&idle, server.answer(&idle), 100.0);
    assert!(store.next().is_some());
}

#[test]
fn two_charts_of_the_same_metric_share_the_answer() {
    let server = server(Kind::EachRun, &[("a", 30), ("b", 30)]);
    let mut store = Store::default();
    store.want(1, vec![want("loss", &["a", "b"], 300)]);
    store.want(2, vec![want("loss", &["b", "a"], 600)]);
    assert_eq!(run_out(&mut store, &server, &[]).len(), 1);
    let detail = held(&store, "b").detail;
    assert!(detail.is_whole && detail.total == Some(30));
}

#[test]
fn a_zoom_asks_for_its_range_until_every_point_is_there_and_keeps_the_outline() {
    let server = server(Kind::EachRun, &[("a", 100_000)]);
    let mut store = Store::default();
    let mut zoomed = want("loss", &["a"], 600);
    zoomed.steps = Some((50_000, 52_000));
    store.want(1, vec![zoomed]);
    run_out(&mut store, &server, &[]);
    let held = held(&store, "a");
    assert!(held.detail.is_range_whole && held.detail.is_whole_within(Some((50_100, 50_200))));
    assert!(!held.detail.is_whole_within(Some((49_999, 50_200))));
    let inside = held
        .series
        .step()
        .iter()
        .filter(|step| (50_000..=52_000).contains(*step));
    assert_eq!(inside.count(), 2_001);
    assert_eq!(
        (held.series.step()[0], *held.series.step().last().unwrap()),
        (0, 99_999)
    );
    // Further in, nothing is to be asked.
    let mut further = want("loss", &["a"], 600);
    further.steps = Some((50_100, 50_200));
    store.want(1, vec![further]);
    assert_eq!(run_out(&mut store, &server, &[]), []);
}

#[test]
fn old_servers_are_asked_for_every_point_of_short_runs_and_one_by_one_for_long_ones() {
    let server = server(
        Kind::Together,
        &[("a", 900), ("b", 40_000), ("c", 900), ("d", 900)],
    );
    let mut store = Store::default();
    store.set_server_version("2.22.5");
    store.want(1, vec![want("loss", &["a", "b", "c", "d", "none"], 300)]);
    let asked = run_out(&mut store, &server, &[]);
    for run in ["a", "c", "d"] {
        assert_eq!(held(&store, run).detail.total, Some(900), "{run} {asked:#?}");
    }
    assert_eq!(held(&store, "none").detail.total, Some(0));
    let long = held(&store, "b");
    assert!(!long.detail.is_whole && long.series.len() >= 2_500);
    let sampled = asked
        .iter()
        .filter(|ask| matches!(ask.question, Question::Sampled { .. }));
    assert!(sampled.clone().all(|ask| ask.runs.len() == 1));
}

#[test]
fn an_old_server_is_known_by_its_answer() {
    let server = server(Kind::Together, &[("a", 900), ("b", 900)]);
    let mut store = Store::default();
    store.want(1, vec![want("loss", &["a", "b"], 300)]);
    let asked = run_out(&mut store, &server, &[]);
    let kinds: Vec<_> = asked.iter().map(|ask| ask.question).collect();
    let first = Question::Sampled {
        points: 40,
        steps: None,
    };
    assert_eq!(kinds, [first, Question::Together]);
}

#[test]
fn a_run_that_fails_is_left_out_and_the_others_come() {
    let names: Vec<String> = (0..60).map(|number| format!("r{number:02}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let lengths: Vec<_> = names.iter().map(|name| (*name, 20)).collect();
    let mut server = server(Kind::EachRun, &lengths);
    server.broken.insert("r37".to_owned());
    let mut store = Store::default();
    store.want(1, vec![want("loss", &names, 300)]);
    let asked = run_out(&mut store, &server, &[]).len();
    assert!(asked < 40, "{asked}");
    assert!(store.trouble("loss").is_some_and(ApiError::is_missing));
    let here = names
        .iter()
        .filter(|name| store.held(&(**name).into(), "loss").is_some());
    assert_eq!(here.count(), 59);
    // It is asked again only when somebody says so.
    assert_eq!(store.next(), None);
    server.broken.clear();
    store.retry("loss");
    assert_eq!(run_out(&mut store, &server, &[]).len(), 1);
    assert!(store.trouble("loss").is_none() && store.held(&"r37".into(), "loss").is_some());
}

#[test]
fn a_server_that_is_gone_is_asked_once_a_metric_and_not_again() {
    let mut store = Store::default();
    store.want(1, vec![want("loss", &["a", "b"], 300), want("acc", &["a"], 300)]);
    for metric in ["loss", "acc"] {
        let ask = store.next().unwrap();
        assert_eq!(&*ask.metric, metric);
        let offline = ApiError::Offline {
            detail: String::new(),
        };
        store.took(&ask, Err(offline), 1.0);
    }
    assert_eq!(store.next(), None);
}

#[test]
fn what_nobody_wants_any_more_is_not_wanted_and_can_be_asked_again() {
    let mut store = Store::default();
    store.want(1, vec![want("loss", &["a"], 300)]);
    let ask = store.next().unwrap();
    assert!(store.is_wanted(&ask) && store.next().is_none());
    store.want(1, Vec::new());
    assert!(!store.is_wanted(&ask));
    store.gave_up(&ask);
    assert_eq!(store.next(), None);
    store.want(2, vec![want("loss", &["a"], 300)]);
    assert_eq!(store.next(), Some(ask));
}

#[test]
fn memory_is_made_by_forgetting_what_was_wanted_longest_ago_and_never_what_is_wanted() {
    let names: Vec<String> = (0..40).map(|number| format!("r{number:02}")).collect();
    let lengths: Vec<_> = names.iter().map(|name| (name.as_str(), 1_000)).collect();
    let server = server(Kind::EachRun, &lengths);
    let mut store = Store::with_memory(300_000);
    for run in &names {
        store.want(1, vec![want("loss", &[run], 2_500)]);
        run_out(&mut store, &server, &[]);
        assert!(store.bytes() <= 300_000 && held(&store, run).detail.total == Some(1_000));
    }
    assert!(store.held(&"r00".into(), "loss").is_none() && store.held(&"r38".into(), "loss").is_some());
}

#[test]
fn many_runs_are_asked_for_no_more_points_than_memory_holds() {
    let names: Vec<String> = (0..1_000).map(|number| format!("r{number:04}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let lengths: Vec<_> = names.iter().map(|name| (*name, 5_000)).collect();
    let server = server(Kind::EachRun, &lengths);
    let mut store = Store::with_memory(8 << 20);
    store.want(1, vec![want("loss", &names, 2_500)]);
    run_out(&mut store, &server, &[]);
    assert!(store.bytes() <= 8 << 20);
    assert_eq!(held(&store, names[999]).detail.asked, 160);
}

#[test]
fn new_points_of_runs_that_go_on_are_appended_and_the_last_step_does_not_come_twice() {
    let mut server = server(Kind::EachRun, &[("a", 30), ("b", 30), ("c", 30)]);
    let mut store = Store::default();
    store.want(1, vec![want("loss", &["a", "b"], 300)]);
    run_out(&mut store, &server, &[]);
    for steps in server.runs.values_mut() {
        steps.extend(30..40);
    }
    let asks = store.since(&["a".into(), "b".into(), "c".into()]);
    assert_eq!(asks.len(), 1);
    assert_eq!(
        (asks[0].runs.len(), asks[0].question),
        (2, Question::Since { step: 29 })
    );
    store.took(&asks[0], server.answer(&asks[0]), 1.0);
    let held = held(&store, "a");
    assert_eq!(held.series.step(), (0..40).collect::<Vec<_>>());
    assert_eq!(held.detail.total, Some(40));
    assert_eq!(store.next(), None);
}

#[test]
fn a_history_that_is_wanted_whole_is_read_page_by_page_run_by_run() {
    let server = server(Kind::EachRun, &[("a", 30_000), ("b", 30)]);
    let mut store = Store::default();
    let mut whole = want("loss", &["a", "b"], 40);
    whole.is_whole = true;
    store.want(1, vec![whole]);
    let asked = run_out(&mut store, &server, &[]);
    let pages: Vec<_> = asked
        .iter()
        .filter(|ask| ask.question == Question::Pages)
        .collect();
    assert_eq!(pages.len(), 1, "the short one is whole already");
    assert_eq!(held(&store, "a").detail.total, Some(30_000));
}

#[test]
fn levels_give_what_is_asked_for_or_the_most_there_is() {
    assert_eq!([1, 40, 41, 700, 9_999].map(level_of), [40, 40, 80, 1_280, 2_500]);
}

fn any_server() -> impl Strategy<Value = Server> {
    let steps = prop_oneof![
        (0..60_i64).prop_map(|length| (0..length).collect::<Vec<_>>()),
        (0..4_000_i64).prop_map(|length| (-5..length).collect()),
        (26_000..30_000_i64).prop_map(|length| (0..length).map(|step| step * 3).collect()),
    ];
    let runs = prop::collection::btree_map(("[xy]", "[a-h]"), steps, 1..10);
    let kind = prop_oneof![Just(Kind::EachRun), Just(Kind::Together)];
    (kind, runs, prop::collection::hash_set("[a-h]", 0..2)).prop_map(|(kind, runs, broken)| Server {
        kind,
        runs,
        broken,
    })
}

fn any_want() -> impl Strategy<Value = Want> {
    let runs = prop::collection::vec("[a-h]", 1..9);
    let steps =
        prop::option::of((0..2_000_i64, 0..3_000_i64).prop_map(|(first, length)| (first, first + length)));
    ("[xy]", runs, 1..3_000_u32, steps, prop::bool::weighted(0.2)).prop_map(
        |(metric, runs, points, steps, is_whole)| Want {
            metric: metric.into(),
            runs: runs.iter().map(|run| RunId::from(run.as_str())).collect(),
            points,
            steps,
            is_whole,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_want_is_satisfied_nothing_is_asked_twice_and_every_point_is_true(
        server in any_server(),
        wants in prop::collection::vec(any_want(), 1..4),
        order in prop::collection::vec(any::<bool>(), 1..8),
        knows_version in any::<bool>(),
    ) {
        let mut store = Store::default();
        if knows_version && server.kind == Kind::Together {
            store.set_server_version("2.9.0");
        }
        for (asker, want) in (0..).zip(&wants) {
            store.want(asker, vec![want.clone()]);
        }
        let asked = run_out(&mut store, &server, &order);
        // Together, the runs behind one that is cut off are asked for again; and a failure parts a question.
        let mut times: HashMap<_, usize> = HashMap::new();
        for ask in asked.iter().filter(|ask| ask.question != Question::Together) {
            for run in ask.runs.iter().filter(|_| server.broken.is_empty()) {
                let count = times.entry((ask.metric.clone(), run.clone(), format!("{:?}", ask.question))).or_default();
                *count += 1;
                prop_assert!(*count == 1, "{run} {ask:?}");
            }
        }
        for want in &wants {
            let mut reachable = want.clone();
            let is_broken = |run: &RunId| server.broken.contains(run.as_str());
            reachable.runs = want.runs.iter().filter(|run| !is_broken(run)).cloned().collect::<Vec<_>>().into();
            prop_assert!(store.is_satisfied(&reachable), "{want:?} {asked:?}");
            for run in reachable.runs.iter() {
                let held = store.held(run, &want.metric).unwrap();
                let there: Vec<i64> = server.steps(&want.metric, run, (i64::MIN, i64::MAX));
                let all: HashSet<i64> = there.iter().copied().collect();
                let here = held.series.step();
                prop_assert!(here.windows(2).all(|pair| pair[0] < pair[1]));
                prop_assert!(here.iter().all(|step| all.contains(step)));
                prop_assert!(!held.detail.is_whole || here == there, "said to be whole and is not");
                if let Some((first, last)) = held.detail.steps.filter(|_| held.detail.is_range_whole) {
                    let within = |steps: &[i64]| steps.iter().filter(|step| (first..=last).contains(*step)).count();
                    prop_assert_eq!(within(here), within(&there), "said to be whole within its range");
                }
                prop_assert!(!want.is_whole || held.detail.is_whole);
                let ends = (there.first(), there.last());
                prop_assert_eq!((here.first(), here.last()), ends, "an outline has both ends");
            }
        }
    }
}

#[test]
fn an_arc_of_a_series_stays_until_there_are_other_points() {
    let server = server(Kind::EachRun, &[("a", 30), ("b", 30)]);
    let mut store = Store::default();
    store.want(1, vec![want("loss", &["a"], 300)]);
    run_out(&mut store, &server, &[]);
    let before = held(&store, "a").series;
    store.want(1, vec![want("loss", &["b"], 300)]);
    run_out(&mut store, &server, &[]);
    assert!(Arc::ptr_eq(&before, &held(&store, "a").series));
}

fn learn(store: &mut Store, run: &str, is_running: bool) {
    store.learn_states([(&run.into(), is_running)]);
}

fn go_on_to(server: &mut Server, steps: i64) {
    for known in server.runs.values_mut() {
        let next = known.last().map_or(0, |last| last + 1);
        known.extend(next..steps);
    }
}

#[test]
fn the_last_points_of_a_run_that_ended_unseen_come_when_it_is_wanted_again() {
    let mut server = server(Kind::EachRun, &[("a", 30), ("b", 30)]);
    let mut store = Store::default();
    learn(&mut store, "a", true);
    let all = || vec![want("loss", &["a", "b"], 300)];
    store.want(1, all());
    run_out(&mut store, &server, &[]);
    // The page is left, and the run ends.
    store.want(1, Vec::new());
    go_on_to(&mut server, 60);
    store.want(2, all());
    assert_eq!(store.next(), None, "nobody knows yet");
    learn(&mut store, "a", false);
    let asked = run_out(&mut store, &server, &[]);
    let last: Vec<_> = asked.iter().map(|ask| (ask.runs.len(), ask.question)).collect();
    assert_eq!(last, [(1, Question::Since { step: 29 })]);
    assert_eq!(held(&store, "a").detail.total, Some(60));
    // Once is enough, however often it is said.
    learn(&mut store, "a", false);
    store.want(2, all());
    assert_eq!(store.next(), None);
}

#[test]
fn what_was_asked_before_a_run_ended_does_not_stand_for_its_last_points() {
    let mut server = server(Kind::EachRun, &[("a", 30)]);
    let mut store = Store::default();
    learn(&mut store, "a", true);
    store.want(1, vec![want("loss", &["a"], 300)]);
    let first = store.next().unwrap();
    let before = server.answer(&first);
    go_on_to(&mut server, 60);
    learn(&mut store, "a", false);
    store.took(&first, before, 1.0);
    run_out(&mut store, &server, &[]);
    assert_eq!(held(&store, "a").detail.total, Some(60));
}

#[test]
fn last_points_that_can_not_be_had_are_asked_for_once_and_again_when_somebody_says_so() {
    let mut server = server(Kind::EachRun, &[("a", 30)]);
    let mut store = Store::default();
    learn(&mut store, "a", true);
    store.want(1, vec![want("loss", &["a"], 300)]);
    run_out(&mut store, &server, &[]);
    learn(&mut store, "a", false);
    go_on_to(&mut server, 60);
    let offline = || {
        Err(ApiError::Offline {
            detail: String::new(),
        })
    };
    let ask = store.next().unwrap();
    assert!(store.took(&ask, offline(), 1.0));
    assert_eq!(store.next(), None);
    assert!(store.is_given_up(&"a".into(), "loss"));
    assert_eq!(store.retry_all(), ["loss".into()]);
    run_out(&mut store, &server, &[]);
    assert!(!store.is_given_up(&"a".into(), "loss"));
    assert_eq!(held(&store, "a").detail.total, Some(60));
}

#[test]
fn a_run_that_is_gone_does_not_keep_the_new_points_of_others_away() {
    let names: Vec<String> = (0..25).map(|number| format!("r{number:02}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let lengths: Vec<_> = names.iter().map(|name| (*name, 30)).collect();
    let mut server = server(Kind::EachRun, &lengths);
    let mut store = Store::default();
    let runs: Vec<RunId> = names.iter().map(|name| RunId::from(*name)).collect();
    store.learn_states(runs.iter().map(|run| (run, true)));
    store.want(1, vec![want("loss", &names, 300)]);
    run_out(&mut store, &server, &[]);
    go_on_to(&mut server, 40);
    server.broken.insert("r07".to_owned());
    let look = |store: &mut Store| {
        let mut asks = store.since(&runs);
        let mut asked = 0;
        while let Some(ask) = asks.pop() {
            asked += 1;
            let outcome = server.answer(&ask);
            let has_failed = outcome.is_err();
            store.took(&ask, outcome, 1.0);
            if has_failed {
                asks.extend(store.halves(&ask));
            }
        }
        asked
    };
    look(&mut store);
    let here = names
        .iter()
        .filter(|name| held(&store, name).detail.total == Some(40));
    assert_eq!(here.count(), 24);
    assert!(store.is_given_up(&"r07".into(), "loss"));
    // It is left out from then on, also when the connection is back.
    assert_eq!((look(&mut store), store.retry_all().len()), (1, 0));
}

#[test]
fn a_range_that_new_points_may_lie_in_is_not_called_whole_where_not_all_of_them_came() {
    let mut server = server(Kind::EachRun, &[("a", 30_000)]);
    let mut store = Store::default();
    learn(&mut store, "a", true);
    let mut zoomed = want("loss", &["a"], 300);
    zoomed.steps = Some((29_900, 32_000));
    store.want(1, vec![zoomed.clone()]);
    run_out(&mut store, &server, &[]);
    let is_whole = |store: &Store| held(store, "a").detail.is_whole_within(zoomed.steps);
    assert!(is_whole(&store));
    go_on_to(&mut server, 40_000);
    let asks = store.since(&["a".into()]);
    store.took(&asks[0], server.answer(&asks[0]), 1.0);
    assert!(!is_whole(&store));
    run_out(&mut store, &server, &[]);
    assert!(is_whole(&store));
}

#[test]
fn whole_histories_end_where_memory_does() {
    let names: Vec<String> = (0..40).map(|number| format!("r{number:02}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let lengths: Vec<_> = names.iter().map(|name| (*name, 10_000)).collect();
    let server = server(Kind::EachRun, &lengths);
    let mut store = Store::with_memory(3_000_000);
    let mut whole = want("loss", &names, 40);
    whole.is_whole = true;
    store.want(1, vec![whole]);
    run_out(&mut store, &server, &[]);
    assert!(store.is_full() && store.bytes() < 3_400_000, "{}", store.bytes());
    let here = names.iter().filter(|name| held(&store, name).detail.is_whole);
    let here = here.count();
    // Two questions may be under way when it is full.
    assert!((10..=14).contains(&here), "{here}");
    // Room is made as soon as nobody wants them.
    store.want(1, Vec::new());
    assert!(!store.is_full());
}
