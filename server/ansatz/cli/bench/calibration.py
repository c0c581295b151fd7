"""How far the score can be believed: the Brier score, with each case left out of its own fit."""

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
from scipy.optimize import minimize  # pyright: ignore[reportUnknownVariableType]

from ansatz.cli.bench.result import Row


def brier(rows: Sequence[Row]) -> float:
    """Mean squared error of the probability of being right, which the other cases turn scores into."""
    cases = sorted({str(r["case"]) for r in rows})
    features = np.asarray(
        [[1.0, float(cast("float", r["score"])), float(bool(r["refuted"]))] for r in rows], dtype=np.float64
    )
    right = np.asarray([float(bool(r["right"])) for r in rows])
    where = np.asarray([cases.index(str(r["case"])) for r in rows])
    errors = np.empty(len(rows))
    for number in range(len(cases)):
        inside = where == number
        weights = _fit(features[~inside], right[~inside])
        errors[inside] = (_sigmoid(features[inside] @ weights) - right[inside]) ** 2
    return float(errors.mean())


def _fit(
    features: "np.ndarray[tuple[int, int], np.dtype[np.float64]]",
    right: "np.ndarray[tuple[int], np.dtype[np.float64]]",
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Logistic regression with a weak pull of the slopes to zero."""

    def loss(w: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> float:
        p = np.clip(_sigmoid(features @ w), 1e-9, 1 - 1e-9)
        return float(-np.sum(right * np.log(p) + (1 - right) * np.log(1 - p)) + 0.05 * np.sum(w[1:] ** 2))

    start = np.zeros(features.shape[1])
    found: Any = minimize(loss, start, method="L-BFGS-B")  # pyright: ignore[reportUnknownVariableType]
    return np.asarray(found.x, dtype=np.float64)


def _sigmoid(
    values: "np.ndarray[tuple[int], np.dtype[np.float64]]",
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    return 1.0 / (1.0 + np.exp(-np.clip(values, -40, 40)))
