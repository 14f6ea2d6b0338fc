use super::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

const KNOWN: &[&str] = &[
    "experimentSearchFilter",
    "experimentTagsFilter",
    "page",
    "sort",
    "state",
    "searchInput",
    "orderByKey",
    "orderByAsc",
    "searchFilter",
    "startTime",
    "lifecycleFilter",
    "modelVersionFilter",
    "datasetsFilter",
    "viewStateShareKey",
    "compareRunsMode",
    "isComparingRuns",
    "experiments",
    "thenBy",
    "groupBy",
    "aggregate",
    "expanded",
    "flat",
    "show",
    "hide",
    "differing",
    "order",
    "pin",
    "width",
    "cells",
    "time",
    "limit",
    "pinRuns",
    "hideRuns",
    "runs",
    "name",
    "metric",
    "plot_metric_keys",
    "x_axis",
    "y_axis_scale",
    "line_smoothness",
    "show_point",
    "deselected_curves",
];

/// Any text, with more of what an address gives a meaning than chance would.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a/%?#&=+. 2Fé\\-\\[\\]\"]{0,10}",
        "[a-z0-9]{1,8}"
    ]
}

fn some_text() -> impl Strategy<Value = String> {
    text().prop_filter("empty", |text| !text.is_empty())
}

fn extra() -> impl Strategy<Value = Params> {
    let name = text().prop_filter("known", |name| !KNOWN.contains(&name.as_str()));
    vec((name, text()), 0..4).prop_map(|pairs| pairs.into_iter().collect())
}

fn id<Id: From<String> + std::fmt::Debug>() -> impl Strategy<Value = Id> {
    some_text().prop_map(Id::from)
}

fn sort() -> impl Strategy<Value = Option<Sort>> {
    option::of((some_text(), any::<bool>()).prop_map(|(key, ascending)| Sort { key, ascending }))
}

fn page() -> impl Strategy<Value = Option<u32>> {
    option::of(1..=u32::MAX)
}

fn choice<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    proptest::sample::select(all)
}

fn runs_query() -> impl Strategy<Value = Box<RunsQuery>> {
    let dataset = (text(), text(), option::of(text()));
    let filters = (
        choice(&StartedWithin::ALL),
        choice(&Lifecycle::ALL),
        choice(&ModelVersionFilter::ALL),
        vec(
            dataset.prop_map(|(name, digest, context)| DatasetFilter {
                name,
                digest,
                context,
            }),
            0..3,
        ),
    );
    let view = (
        option::of(some_text()),
        option::of(some_text()),
        option::of(choice(&RunsMode::ALL)),
        option::of(any::<bool>()),
    );
    let experiments = vec(id(), 0..3);
    (text(), sort(), filters, view, experiments, table_query(), extra()).prop_map(
        |(
            search,
            sort,
            (started, lifecycle, model_versions, datasets),
            (share_key, board, mode, comparing),
            experiments,
            table,
            extra,
        )| {
            Box::new(RunsQuery {
                search,
                sort,
                started,
                lifecycle,
                model_versions,
                datasets,
                share_key,
                mode,
                comparing,
                experiments,
                board,
                table,
                extra,
            })
        },
    )
}

fn table_query() -> impl Strategy<Value = TableQuery> {
    let names = || vec(some_text(), 0..3);
    let sorts = vec(
        (some_text(), any::<bool>()).prop_map(|(key, ascending)| Sort { key, ascending }),
        0..3,
    );
    let columns = (
        names(),
        names(),
        vec(vec(some_text(), 2..4), 0..3),
        names(),
        vec((some_text(), any::<u16>()), 0..3),
        any::<bool>(),
    );
    let rows = (
        names(),
        choice(&Aggregate::ALL),
        option::of(any::<bool>()),
        any::<bool>(),
        vec(id(), 0..3),
        vec(id(), 0..3),
    );
    let look = (choice(&CellShade::ALL), choice(&TimeStyle::ALL), page());
    (sorts, columns, rows, look).prop_map(
        |(
            then_by,
            (show, hide, order, pin, width, differing),
            (group_by, aggregate, expanded, flat, pinned_runs, hidden_runs),
            (cells, time, limit),
        )| TableQuery {
            then_by,
            show,
            hide,
            order,
            pin,
            width,
            differing,
            group_by,
            aggregate,
            expanded,
            flat,
            pinned_runs,
            hidden_runs,
            cells,
            time,
            limit,
        },
    )
}

fn experiments_query() -> impl Strategy<Value = ExperimentsQuery> {
    // A key that holds an operator between dashes is ambiguous in the official UI's own format.
    let key = some_text().prop_filter("ambiguous", |key| !key.contains('-'));
    let operator = choice(&[TagOperator::Is, TagOperator::IsNot, TagOperator::Contains]);
    let tag = (key, operator, text()).prop_map(|(key, operator, value)| TagFilter { key, operator, value });
    let lifecycle = choice(&Lifecycle::ALL);
    (text(), vec(tag, 0..3), lifecycle, page(), sort(), extra()).prop_map(
        |(search, tags, lifecycle, page, sort, extra)| ExperimentsQuery {
            search,
            tags,
            lifecycle,
            page,
            sort,
            extra,
        },
    )
}

fn metric_query() -> impl Strategy<Value = Box<MetricQuery>> {
    let axes = (
        option::of(choice(&MetricAxis::ALL)),
        option::of(choice(&AxisScale::ALL)),
    );
    let look = (axes, option::of(any::<u32>()), option::of(any::<bool>()));
    let lists = (
        vec(id(), 0..3),
        vec(id(), 0..3),
        vec(text(), 0..3),
        vec(text(), 0..3),
    );
    (option::of(some_text()), lists, look, extra()).prop_map(
        |(
            metric,
            (runs, experiments, drawn, deselected),
            ((x_axis, y_axis_scale), line_smoothness, show_points),
            extra,
        )| {
            Box::new(MetricQuery {
                runs,
                metric,
                experiments,
                drawn,
                x_axis,
                y_axis_scale,
                line_smoothness,
                show_points,
                deselected,
                extra,
            })
        },
    )
}

fn run_tab() -> impl Strategy<Value = RunTab> {
    prop_oneof![
        choice(&[0, 1, 2, 3, 4, 5]).prop_map(|n| match n {
            0 => RunTab::Overview,
            1 => RunTab::ModelMetrics,
            2 => RunTab::SystemMetrics,
            3 => RunTab::Traces,
            4 => RunTab::Evaluations,
            _ => RunTab::Issues,
        }),
        option::of(some_text()).prop_map(|path| RunTab::Artifacts { path }),
    ]
}

fn logged_model_tab() -> impl Strategy<Value = LoggedModelTab> {
    prop_oneof![
        Just(LoggedModelTab::Overview),
        Just(LoggedModelTab::Traces),
        option::of(some_text()).prop_map(|path| LoggedModelTab::Artifacts { path }),
    ]
}

fn elsewhere() -> impl Strategy<Value = Route> {
    let head = choice(&[
        "#/prompts",
        "#/gateway",
        "#/experiments/7/traces",
        "#/admin",
        "#/mcp-registry",
    ]);
    (head, vec(some_text(), 0..3), extra()).prop_map(|(head, rest, extra)| {
        let rest: String = rest
            .iter()
            .flat_map(|segment| ["/".to_owned(), fragment::encode_component(segment)])
            .collect();
        Route::parse(&format!("{head}{rest}{}", extra.to_query()))
    })
}

fn route() -> impl Strategy<Value = Route> {
    let tab = choice(&[ExperimentTab::Runs, ExperimentTab::Models]);
    let subpage = some_text().prop_filter("a version", |path| !path.starts_with("versions/"));
    let compared = (vec(id(), 0..4), vec(id(), 0..3), extra());
    let versions = (text(), vec((id(), text()), 0..3), extra());
    prop_oneof![
        extra().prop_map(|extra| Route::Home { extra }),
        extra().prop_map(|extra| Route::CreateModel { extra }),
        Just(Route::Kit),
        experiments_query().prop_map(Route::Experiments),
        (id(), tab, runs_query()).prop_map(|(experiment, tab, query)| Route::Experiment {
            experiment,
            tab,
            query
        }),
        runs_query().prop_map(Route::CompareExperiments),
        (id(), id(), run_tab(), extra()).prop_map(|(experiment, run, tab, extra)| Route::Run {
            experiment,
            run,
            tab,
            extra
        }),
        (id(), extra()).prop_map(|(run, extra)| Route::RunById { run, extra }),
        (id(), id(), logged_model_tab(), extra()).prop_map(|(experiment, model, tab, extra)| {
            Route::LoggedModel {
                experiment,
                model,
                tab,
                extra,
            }
        }),
        metric_query().prop_map(Route::Metric),
        compared.prop_map(|(runs, experiments, extra)| Route::CompareRuns(CompareRuns {
            runs,
            experiments,
            extra
        })),
        (text(), sort(), page(), extra()).prop_map(|(search, sort, page, extra)| Route::Models(
            ModelsQuery {
                search,
                sort,
                page,
                extra
            }
        )),
        (id(), option::of(subpage), extra()).prop_map(|(name, subpage, extra)| Route::Model {
            name,
            subpage,
            extra
        }),
        (id(), some_text(), extra()).prop_map(|(name, version, extra)| Route::ModelVersion {
            name,
            version,
            extra
        }),
        versions.prop_map(|(name, versions, extra)| {
            Route::CompareModelVersions(CompareModelVersions {
                name: name.into(),
                versions,
                extra,
            })
        }),
        elsewhere(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn every_route_is_read_back_from_its_address(route in route()) {
        let hash = route.to_hash();
        prop_assert!(hash.starts_with("#/"), "{}", hash);
        prop_assert!(hash.is_ascii(), "{}", hash);
        prop_assert_eq!(Route::parse(&hash), route);
    }

    #[test]
    fn any_text_is_some_route_and_its_address_is_stable(text in prop_oneof![
        any::<String>(),
        "#?/?(experiments|models|runs|metric|compare-runs|kit|prompts)(/[a-z%/.?&=#+ é]{0,12}){0,4}(\\?\\PC*)?",
    ]) {
        let route = Route::parse(&text);
        let hash = route.to_hash();
        prop_assert_eq!(&Route::parse(&hash), &route);
        prop_assert_eq!(Route::parse(&hash).to_hash(), hash);
        let _ = (route.page(), route.title(), route.workspace());
    }

    #[test]
    fn unreadable_values_of_known_parameters_are_kept(
        head in proptest::sample::select(&["#/experiments/1/runs", "#/experiments", "#/models", "#/metric", "#/compare-runs", "#/compare-model-versions"][..]),
        pairs in vec((proptest::sample::select(KNOWN), text()), 0..5),
    ) {
        let params: Params = pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        let route = Route::parse(&format!("{head}{}", params.to_query()));
        prop_assert_eq!(Route::parse(&route.to_hash()), route);
    }
}
