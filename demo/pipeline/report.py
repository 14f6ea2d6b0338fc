"""A report as one HTML file: style and pictures inside, no script, nothing fetched."""

from html import escape
from string import Template

import pandas as pd

from . import pictures

_PAGE = Template("""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>$title</title>
<style>
  :root { color-scheme: light; }
  body { font: 15px/1.5 system-ui, sans-serif; color: #1f2933; background: #fff; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.4rem; } h2 { font-size: 1.05rem; margin-top: 2rem; }
  table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
  th, td { padding: .25rem .8rem; border-bottom: 1px solid #e4e7eb; text-align: right; }
  th:first-child, td:first-child { text-align: left; }
  svg { max-width: 100%; height: auto; }
</style>
<h1>$title</h1>
<p>$sentence</p>
<h2>Loss and accuracy</h2>
$loss
$accuracy
<h2>Every 50 steps</h2>
$steps
<h2>What the model looks at</h2>
$importances
</html>
""")


def _svg(figure) -> str:
    text = pictures.as_svg(figure)
    return text[text.index("<svg") :]


def write(title: str, curves: pd.DataFrame, importances: pd.Series, best_step: int) -> str:
    """The report of one boosting run; `curves` has a row per step and the columns that `boosting.boost` gives it."""
    last = curves.iloc[-1]
    sentence = (
        f"Least test loss {curves['test_loss'].min():.4f} at step {best_step} of {len(curves)}; "
        f"{last.test_loss:.4f} and {last.test_accuracy:.2%} right at the end."
    )
    shown = curves[curves.index % 50 == 0].rename(columns=lambda name: name.replace("_", " "))
    sides = (("train", "training"), ("test", "test"))
    loss, accuracy = (
        pictures.draw_curves(curves, {f"{side}_{what}": name for side, name in sides}, label.capitalize(), label)
        for what, label in (("loss", "log loss"), ("accuracy", "accuracy"))
    )
    return _PAGE.substitute(
        title=escape(title[:1].upper() + title[1:]),
        sentence=escape(sentence),
        loss=_svg(loss),
        accuracy=_svg(accuracy),
        steps=shown.to_html(float_format="{:.4f}".format, border=0, index_names=False),
        importances=importances.sort_values(ascending=False)
        .head(10)
        .rename("share")
        .to_frame()
        .to_html(float_format="{:.3f}".format, border=0),
    )
