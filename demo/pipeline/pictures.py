"""Drawings as matplotlib figures and as images. Nothing here knows MLflow."""

import io
import re

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from PIL import Image
from sklearn.metrics import ConfusionMatrixDisplay
from sklearn.tree import DecisionTreeClassifier, plot_tree

from .mushrooms import CLASSES, EDIBLE, POISONOUS

INK, FAINT, PAPER = "#1f2933", "#9aa5b1", "#ffffff"
# Blue and vermilion of Okabe and Ito: apart for every kind of colour vision.
CLASS_COLORS = {EDIBLE: "#0072b2", POISONOUS: "#d55e00"}
STYLE = {
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": FAINT,
    "axes.titlelocation": "left",
    "axes.titleweight": "bold",
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "svg.fonttype": "path",  # the same picture whatever fonts the reader has
    "svg.hashsalt": "mushroom",
}
matplotlib.rcParams.update(STYLE)


def _mixed_with_paper(color: str, strength: float) -> str:
    return to_hex(strength * np.array(to_rgb(color)) + (1 - strength) * np.array(to_rgb(PAPER)))


def draw_tree(model: DecisionTreeClassifier, title: str) -> Figure:
    """`plot_tree`, as wide as its leaves need, each node in its class's colour, stronger the purer it is."""
    fitted = model.tree_
    figure = Figure(figsize=(2.3 * model.get_n_leaves() + 1, 1.75 * (model.get_depth() + 1) + 0.6))
    FigureCanvasAgg(figure)  # plot_tree measures its boxes on it
    axes = figure.add_axes((0.01, 0.01, 0.98, 0.93))
    boxes = plot_tree(
        model,
        feature_names=list(model.feature_names_in_),
        class_names=list(model.classes_),
        filled=True,
        rounded=True,
        node_ids=True,
        precision=3,
        fontsize=9,
        ax=axes,
    )
    for box in boxes:
        number = re.search(r"node #(\d+)", box.get_text())
        if number is None:  # the words on the branches
            continue
        shares = fitted.value[int(number.group(1))][0]
        shares = shares / shares.sum()
        color = CLASS_COLORS[model.classes_[shares.argmax()]]
        patch = box.get_bbox_patch()
        patch.set_facecolor(_mixed_with_paper(color, 0.08 + 0.42 * (2 * shares.max() - 1)))
        patch.set_edgecolor(color)
        box.set_color(INK)
    figure.suptitle(title, x=0.015, ha="left", fontsize=13, fontweight="bold")
    return figure


def draw_confusion(expected: np.ndarray, predicted: np.ndarray, title: str) -> Figure:
    figure = Figure(figsize=(4.6, 4.2), layout="constrained")
    axes = figure.subplots()
    ConfusionMatrixDisplay.from_predictions(
        expected, predicted, labels=list(CLASSES), cmap="Blues", colorbar=False, ax=axes,
        text_kw={"fontsize": 16},
    )
    axes.set(title=title, xlabel="predicted", ylabel="true")
    axes.spines[:].set_visible(True)
    return figure


def draw_importances(importances: pd.Series, title: str) -> Figure:
    """The fifteen that matter most, the greatest on top."""
    greatest = importances.sort_values().tail(15)
    figure = Figure(figsize=(7.2, 4.8), layout="constrained")
    axes = figure.subplots()
    bars = axes.barh(greatest.index, greatest.values, color="#0072b2", height=0.7)
    axes.bar_label(bars, fmt="%.3f", padding=4, fontsize=8.5)
    axes.tick_params(left=False)
    axes.margins(x=0.1)
    axes.set(title=title, xlabel="share of the impurity that splits on it remove")
    return figure


def draw_scores(scores: np.ndarray, expected: np.ndarray, title: str) -> Figure:
    """How sure the model is about each mushroom, one histogram per true class on the same bins."""
    figure = Figure(figsize=(6.4, 3.6), layout="constrained")
    axes = figure.subplots()
    for name, color in CLASS_COLORS.items():
        axes.hist(scores[expected == name], np.linspace(0, 1, 41), color=color, alpha=0.65, label=name)
    axes.axvline(0.5, color=INK, linewidth=1, linestyle=":")
    axes.set(title=title, xlabel="predicted probability of poisonous", ylabel="mushrooms", xlim=(0, 1))
    axes.legend(frameon=False, loc="upper center", ncols=2)
    return figure


def draw_curves(curves: pd.DataFrame, columns: dict[str, str], title: str, label: str) -> Figure:
    """The named columns of `curves` over its index; `columns` maps each to its name in the legend."""
    figure = Figure(figsize=(7.2, 3.4), layout="constrained")
    axes = figure.subplots()
    for (column, name), color in zip(columns.items(), ("#56b4e9", "#d55e00", "#009e73")):
        axes.plot(curves.index, curves[column], color=color, linewidth=1.6, label=name)
    axes.set(title=title, xlabel="boosting step", ylabel=label, xlim=(0, curves.index.max()))
    axes.grid(color="#e4e7eb", linewidth=0.8)
    axes.legend(frameon=False)
    return figure


def as_svg(figure: Figure) -> str:
    text = io.StringIO()
    figure.savefig(text, format="svg", metadata={"Date": None})
    return text.getvalue()


def as_image(figure: Figure, dots_per_inch: int = 110) -> Image.Image:
    png = io.BytesIO()
    figure.savefig(png, format="png", dpi=dots_per_inch)
    return Image.open(png).convert("RGB")
