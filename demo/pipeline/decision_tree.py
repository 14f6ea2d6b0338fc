"""Experiment `mushroom-decision-tree`: a grid search with cross-validation, and the best tree in full."""

import time

import mlflow
import numpy as np
import pandas as pd
from mlflow.utils.mlflow_tags import MLFLOW_RUN_NOTE
from sklearn.metrics import classification_report, precision_recall_fscore_support
from sklearn.model_selection import ParameterGrid, StratifiedKFold, cross_validate
from sklearn.tree import DecisionTreeClassifier, export_graphviz, export_text

from . import mushrooms, pictures, tracking
from .mushrooms import POISONOUS, SEED, TARGET, Split

NAME = "mushroom-decision-tree"
NOTE = """
## Which mushrooms can be eaten?

A **decision tree** on the [UCI mushroom data](https://doi.org/10.24432/C5959T): 8,124 mushrooms of 23 species,
22 characteristics each, edible or poisonous.

1. Characteristics are one-hot encoded (`odor=foul`: yes or no); a quarter of the rows is kept for the test.
2. A grid of 12 settings is tried with 10-fold cross-validation: one nested run each under **grid search**.
3. The best setting is fitted on all training rows, evaluated, drawn and registered as `mushroom`.

What matters most here is *recall of poisonous*: a false alarm costs a meal, a miss costs more.
"""
FOLDS = 10
# skops asks before it loads node storage, whose indices scikit-learn does not check: we wrote this file ourselves.
TRUSTED_TYPES = ["sklearn.tree._tree.Tree"]
GRID = {"criterion": ["gini", "entropy"], "splitter": ["best", "random"], "max_depth": [2, 3, 4]}


def train(client: mlflow.MlflowClient, table: pd.DataFrame, say) -> None:
    """Logs the whole experiment; `say` is called with a line per step."""
    experiment_id = tracking.open_experiment(NAME, NOTE, "average_accuracy")
    split = mushrooms.split(table)
    with tracking.start_run("grid search", method="grid search", algorithm="decision tree", stage="selection") as run:
        datasets = tracking.log_datasets(
            mushrooms.DATA_DOI, TARGET, {"training": split.train_table, "evaluation": split.test_table}
        )
        searched = _search(split, say)
        best = searched.loc[searched["mean_test_score"].idxmax()]
        best_params = {name: best[f"param_{name}"] for name in GRID}
        best_params["max_depth"] = int(best_params["max_depth"])
        mlflow.log_text(searched.to_csv(index=False), "cv_results.csv")

        model = _fit(best_params, split)
        scores = _evaluate(model, split)
        on_training = {
            "average_accuracy": best["mean_test_score"],
            "std_accuracy": best["std_test_score"],
            "train_accuracy": scores.pop("train_accuracy"),
        }
        _log_scores(run.info.run_id, on_training, {f"best_{key}": value for key, value in best_params.items()})
        _log_pictures(model, split)
        say(f"best of {len(searched)}: {_in_words(best_params)}, test accuracy {scores['test_accuracy']:.4f}")

        logged = tracking.log_sklearn_model(
            model,
            "model",
            split.x_test.head(5),
            "skops",
            trusted_types=TRUSTED_TYPES,
            registered_model_name=tracking.REGISTERED_MODEL,
            params=best_params,
        )
        tracking.log_evaluation(logged, scores, datasets["evaluation"])
        client.set_tag(run.info.run_id, MLFLOW_RUN_NOTE, _summary(best_params, scores, searched))
        version = str(logged.registered_model_version)
        client.update_registered_model(
            tracking.REGISTERED_MODEL, "Tells edible from poisonous mushrooms by what can be seen and smelled."
        )
        client.set_registered_model_tag(tracking.REGISTERED_MODEL, "task", "binary classification")
        tracking.describe_version(
            client,
            version,
            "champion",
            f"The best tree of the grid search ({_in_words(best_params)}), saved with **skops**: "
            "named types instead of code. Loading it asks to trust scikit-learn's `Tree`.",
            {"format": "skops", "validation": "passed"},
        )
        say(f"registered {tracking.REGISTERED_MODEL} version {version} as champion")
        _load_again(split, scores["test_accuracy"], say)

    _log_with_cloudpickle(client, best_params, split, say)
    client.set_experiment_tag(experiment_id, tracking.DONE_TAG, "complete")


def _in_words(params: dict) -> str:
    return f"{params['criterion']}, {params['splitter']} splits, depth {params['max_depth']}"


def _fit(params: dict, split: Split) -> DecisionTreeClassifier:
    return DecisionTreeClassifier(random_state=SEED, **params).fit(split.x_train, split.y_train)


def _search(split: Split, say) -> pd.DataFrame:
    """One nested run per setting; returns a row per setting with the columns of scikit-learn's `cv_results_`."""
    rows = []
    candidates = list(ParameterGrid(GRID))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    for number, params in enumerate(candidates, start=1):
        with tracking.start_run(
            f"{params['criterion']}, {params['splitter']}, depth {params['max_depth']}",
            nested=True,
            algorithm="decision tree",
            stage="candidate",
        ) as run:
            validated = cross_validate(
                DecisionTreeClassifier(random_state=SEED, **params),
                split.x_train,
                split.y_train,
                cv=folds,
                return_train_score=True,
            )
            accuracies = validated["test_score"]
            model = _fit(params, split)
            history = tracking.History(run.info.run_id)
            for fold, accuracy in enumerate(accuracies):
                history.add("fold_accuracy", accuracy, step=fold)
            history.add("average_accuracy", accuracies.mean())
            history.add("std_accuracy", accuracies.std())
            history.add("fit_seconds", validated["fit_time"].mean())
            history.add("leaves", model.get_n_leaves())
            for key, value in _evaluate(model, split).items():
                history.add(key, value)
            history.flush({**params, "random_state": SEED, "folds": FOLDS})
            mlflow.log_text(_tree_in_words(model), "tree/tree.txt")
        rows.append(
            {
                "mean_fit_time": validated["fit_time"].mean(),
                "mean_score_time": validated["score_time"].mean(),
                **{f"param_{key}": value for key, value in params.items()},
                **{f"split{fold}_test_score": accuracy for fold, accuracy in enumerate(accuracies)},
                "mean_test_score": accuracies.mean(),
                "std_test_score": accuracies.std(),
                "mean_train_score": validated["train_score"].mean(),
            }
        )
        say(f"{number:2}/{len(candidates)} {_in_words(params)}: average accuracy {accuracies.mean():.4f}")
    searched = pd.DataFrame(rows)
    searched["rank_test_score"] = searched["mean_test_score"].rank(ascending=False, method="min").astype(int)
    return searched


def _evaluate(model, split: Split) -> dict[str, float]:
    predicted = model.predict(split.x_test)
    precision, recall, f1, _ = precision_recall_fscore_support(
        split.y_test, predicted, pos_label=POISONOUS, average="binary", zero_division=np.nan
    )
    return {
        "train_accuracy": model.score(split.x_train, split.y_train),
        "test_accuracy": (predicted == split.y_test).mean(),
        "test_precision": precision,
        "test_recall": recall,
        "test_f1": f1,
    }


def _log_scores(run_id: str, scores: dict[str, float], params: dict) -> None:
    history = tracking.History(run_id)
    for key, value in scores.items():
        history.add(key, value)
    history.flush({**params, "folds": FOLDS, "candidates": len(ParameterGrid(GRID)), "random_state": SEED})


def _tree_in_words(model: DecisionTreeClassifier) -> str:
    return export_text(model, feature_names=list(model.feature_names_in_), show_weights=True)


def _log_pictures(model: DecisionTreeClassifier, split: Split) -> None:
    figure = pictures.draw_tree(model, f"Edible or poisonous? {model.criterion}, depth {model.get_depth()}")
    mlflow.log_figure(figure, "tree/tree.png", save_kwargs={"dpi": 130})
    mlflow.log_text(pictures.as_svg(figure), "tree/tree.svg")
    mlflow.log_text(
        export_graphviz(
            model,
            feature_names=list(model.feature_names_in_),
            class_names=list(model.classes_),
            filled=True,
            rounded=True,
        ),
        "tree/tree.dot",
    )
    mlflow.log_text(_tree_in_words(model), "tree/tree.txt")
    predicted = model.predict(split.x_test)
    mlflow.log_figure(
        pictures.draw_confusion(split.y_test, predicted, f"{len(predicted):,} test mushrooms"),
        "evaluation/confusion_matrix.png",
        save_kwargs={"dpi": 130},
    )
    mlflow.log_dict(
        classification_report(split.y_test, predicted, output_dict=True), "evaluation/classification_report.json"
    )


def _summary(params: dict, scores: dict[str, float], searched: pd.DataFrame) -> str:
    first_three = searched.sort_values("mean_test_score", ascending=False, kind="stable").head(3)
    rows = "\n".join(
        f"| {row.param_criterion} | {row.param_splitter} | {row.param_max_depth} | {row.mean_test_score:.4f} "
        f"± {row.std_test_score:.4f} |"
        for row in first_three.itertuples()
    )
    missed = 1 - scores["test_recall"]
    return f"""
### Best: {_in_words(params)}

Right about **{scores['test_accuracy']:.2%}** of the test mushrooms; it calls {missed:.2%} of the poisonous ones edible.

| criterion | splitter | max_depth | average accuracy of {FOLDS} folds |
| --- | --- | --: | --: |
{rows}

`best` and `random` splits agree on every row: a yes/no column has only one place to split.
""".strip()


def _load_again(split: Split, logged_accuracy: float, say) -> None:
    """Loads the champion as anyone else would, and holds that it scores what was logged."""
    address = f"models:/{tracking.REGISTERED_MODEL}@champion"
    predicted = mlflow.pyfunc.load_model(address).predict(split.x_test)
    accuracy = (np.asarray(predicted) == split.y_test).mean()
    if accuracy != logged_accuracy:
        raise RuntimeError(f"{address} scores {accuracy}, but {logged_accuracy} was logged")
    shown = split.test_table.head(10)[["odor", "spore-print-color", "gill-size", "habitat", TARGET]].copy()
    shown["predicted"] = predicted[:10]
    text = f"{address}\n{accuracy:.4f} of {len(predicted):,} test mushrooms right, as logged\n\n{shown.to_string()}\n"
    mlflow.log_text(text, "evaluation/loaded_model.txt")
    say(f"loaded {address} again: the same accuracy, {accuracy:.4f}")
    print("\n".join("    " + line for line in shown.head(5).to_string().splitlines()), flush=True)


def _log_with_cloudpickle(client: mlflow.MlflowClient, params: dict, split: Split, say) -> None:
    note = "The best tree once more, saved with cloudpickle (`model.pkl`), as most models out there still are."
    with tracking.start_run("best tree (cloudpickle)", note, algorithm="decision tree", stage="export") as run:
        began = time.perf_counter()
        model = _fit(params, split)
        fit_seconds = time.perf_counter() - began
        scores = _evaluate(model, split)
        _log_scores(run.info.run_id, scores | {"fit_seconds": fit_seconds}, params)
        logged = tracking.log_sklearn_model(
            model,
            "model",
            split.x_test.head(5),
            "cloudpickle",
            registered_model_name=tracking.REGISTERED_MODEL,
            params=params,
        )
        version = str(logged.registered_model_version)
        tracking.describe_version(
            client,
            version,
            "challenger",
            "The same tree saved with **cloudpickle**. Loading it runs code: only from people you trust.",
            {"format": "cloudpickle", "validation": "pending"},
        )
        loaded = mlflow.sklearn.load_model(f"models:/{tracking.REGISTERED_MODEL}/{version}")
        if loaded.score(split.x_test, split.y_test) != scores["test_accuracy"]:
            raise RuntimeError("the cloudpickle model scores otherwise than the tree that was saved")
        say(f"registered {tracking.REGISTERED_MODEL} version {version} (cloudpickle) as challenger")
