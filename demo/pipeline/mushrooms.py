"""The UCI mushroom data: reading it, giving its letters their names, encoding and splitting it.

The file has no header and one letter per cell. `COLUMNS` names the 22 characteristics and what each letter stands
for, as the data's own description does (see `../mushroom/README.md`).
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split

SEED = 20
DATA_FILE = Path(__file__).resolve().parent.parent / "mushroom" / "agaricus-lepiota.data"
DATA_DOI = "https://doi.org/10.24432/C5959T"
TARGET = "class"
EDIBLE, POISONOUS = CLASSES = ("edible", "poisonous")


def _letters(description: str) -> dict[str, str]:
    """`"bell=b conical=c"` → `{"b": "bell", "c": "conical"}`."""
    return {letter: name for name, letter in (pair.split("=") for pair in description.split())}


_SURFACE = _letters("fibrous=f scaly=y silky=k smooth=s")
_STALK_COLOR = _letters("brown=n buff=b cinnamon=c gray=g orange=o pink=p red=e white=w yellow=y")

COLUMNS: dict[str, dict[str, str]] = {
    TARGET: _letters("edible=e poisonous=p"),
    "cap-shape": _letters("bell=b conical=c convex=x flat=f knobbed=k sunken=s"),
    "cap-surface": _letters("fibrous=f grooves=g scaly=y smooth=s"),
    "cap-color": _letters("brown=n buff=b cinnamon=c gray=g green=r pink=p purple=u red=e white=w yellow=y"),
    "bruises": _letters("bruises=t no=f"),
    "odor": _letters("almond=a anise=l creosote=c fishy=y foul=f musty=m none=n pungent=p spicy=s"),
    "gill-attachment": _letters("attached=a descending=d free=f notched=n"),
    "gill-spacing": _letters("close=c crowded=w distant=d"),
    "gill-size": _letters("broad=b narrow=n"),
    "gill-color": _letters(
        "black=k brown=n buff=b chocolate=h gray=g green=r orange=o pink=p purple=u red=e white=w yellow=y"
    ),
    "stalk-shape": _letters("enlarging=e tapering=t"),
    "stalk-root": _letters("bulbous=b club=c cup=u equal=e rhizomorphs=z rooted=r missing=?"),
    "stalk-surface-above-ring": _SURFACE,
    "stalk-surface-below-ring": _SURFACE,
    "stalk-color-above-ring": _STALK_COLOR,
    "stalk-color-below-ring": _STALK_COLOR,
    "veil-type": _letters("partial=p universal=u"),
    "veil-color": _letters("brown=n orange=o white=w yellow=y"),
    "ring-number": _letters("none=n one=o two=t"),
    "ring-type": _letters("cobwebby=c evanescent=e flaring=f large=l none=n pendant=p sheathing=s zone=z"),
    "spore-print-color": _letters(
        "black=k brown=n buff=b chocolate=h green=r orange=o purple=u white=w yellow=y"
    ),
    "population": _letters("abundant=a clustered=c numerous=n scattered=s several=v solitary=y"),
    "habitat": _letters("grasses=g leaves=l meadows=m paths=p urban=u waste=w woods=d"),
}

# What a walker sees without touching the mushroom. With all 22 characteristics boosting is right about nearly every
# mushroom within a few steps, and there is no curve to look at.
SEEN_FROM_ABOVE = ("cap-shape", "cap-surface", "cap-color", "population", "habitat")


class Split(NamedTuple):
    """Training and test rows, as the table a person reads and as the one-hot columns a model is fitted on."""

    train_table: pd.DataFrame
    test_table: pd.DataFrame
    x_train: pd.DataFrame
    x_test: pd.DataFrame
    y_train: np.ndarray
    y_test: np.ndarray


def load() -> pd.DataFrame:
    """All 8,124 mushrooms with readable names; raises ValueError at a letter that the description doesn't have."""
    letters = pd.read_csv(DATA_FILE, header=None, names=list(COLUMNS), dtype=str, keep_default_na=False)
    table = letters.apply(lambda column: column.map(COLUMNS[column.name]))
    unknown = [name for name in table if table[name].isna().any()]
    if unknown:
        raise ValueError(f"{DATA_FILE.name}: letters without a name in {', '.join(unknown)}")
    return table


def one_hot(table: pd.DataFrame) -> pd.DataFrame:
    """One yes/no column per characteristic and value that occurs, named like `odor=foul`."""
    return pd.get_dummies(table.drop(columns=TARGET), prefix_sep="=")


def split(table: pd.DataFrame, test_share: float = 0.25) -> Split:
    """A seeded split with the same share of poisonous mushrooms on both sides."""
    train_table, test_table = train_test_split(
        table, test_size=test_share, stratify=table[TARGET], random_state=SEED
    )
    encoded = one_hot(table)
    return Split(
        train_table,
        test_table,
        encoded.loc[train_table.index],
        encoded.loc[test_table.index],
        train_table[TARGET].to_numpy(dtype=str),
        test_table[TARGET].to_numpy(dtype=str),
    )
