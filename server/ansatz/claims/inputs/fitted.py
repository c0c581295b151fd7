"""Data for functions that fit a stated model: made from the model, so that there is something to fit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from ...core.inputs import Fit, Input
from ...formulas.build import build_relation
from ...formulas.evaluate import NotEvaluable, evaluate
from ...formulas.plain import plain_tokens
from ...formulas.tokens import NotRead
from ...formulas.tree import symbols

_FITS: Final = re.compile(
    r"\b(fit|fits|fitted|fitting|least[- ]squares|"
    r"estimates? (of )?(the |its |all )?(parameters?|coefficients?))\b",
    re.IGNORECASE,
)
_MODEL: Final = re.compile(
    r"(?P<head>[A-Za-z]\w*)\s*(\(\s*(?P<of>[A-Za-z]\w*)\s*(?:[;,|][^()]*)?\))?\s*=(?!=)\s*(?P<right>[^=\n`]+)"
)
_ERRORS: Final = re.compile(r"\b(sigma|errors?|uncertaint|standard deviation)", re.IGNORECASE)
_REACH: Final = 160
"""How far behind the word "fit" its model may begin, in characters."""
_POINTS: Final = 40
_SETS: Final = 20
_FEW: Final = 12
"""Points on which sets of parameters are compared."""
_MOVE: Final = 1e-4
_NOISE: Final = 0.01


@dataclass(frozen=True, slots=True)
class _Truth:
    """One set of parameters with the model's values, and how badly its parameters are told apart."""

    parameters: dict[str, float]
    condition: float


def fit_in(text: str, inputs: tuple[Input, ...], said: Mapping[str, str]) -> Fit | None:
    """The model that the text says is fitted to two of the arguments; None unless exactly one is stated."""
    series = [i for i in inputs if i.kind == "array" and len(i.dims) == 1 and not i.leads]
    found: list[Fit] = []
    for word in _FITS.finditer(text):
        for stated in _MODEL.finditer(text, word.end(), word.end() + _REACH + 100):
            if stated.start() - word.end() > _REACH:
                break
            fit = _fit(stated, series, inputs, said)
            if fit is not None and fit not in found:
                found.append(fit)
    return found[0] if len(found) == 1 else None


def _fit(
    stated: re.Match[str], series: list[Input], inputs: tuple[Input, ...], said: Mapping[str, str]
) -> Fit | None:
    right = re.split(
        r"[;,]?\s+(?:to|with|where|by|for|from|in|using)\b|\.\s|\.$|,\s", stated["right"].strip()
    )[0]
    try:
        formulas, _ = build_relation(plain_tokens(right, frozenset(i.name for i in inputs)))
    except NotRead:
        return None
    if len(formulas) != 1:
        return None
    (formula,) = formulas
    used = symbols(formula)
    x = next((i for i in series if i.name in used and stated["of"] in {None, i.name}), None)
    if x is None or any(i.name in used for i in series if i is not x):
        return None
    free = tuple(sorted(used - {x.name}))
    others = [i for i in series if i is not x and i.dims == x.dims]
    named = [i for i in others if i.name == stated["head"]]
    errors = tuple(i.name for i in others if _ERRORS.search(f"{i.name} {said[i.name]}"))
    measured = named or [i for i in others if i.name not in errors and not re.match(r"w(eights?)?$", i.name)]
    if not 1 <= len(free) <= 6 or len(measured) != 1 or measured[0].name in errors:
        return None
    known = {i.name for i in inputs if i.kind in {"number", "integer"}}
    return Fit(formula, x.name, measured[0].name, errors, free, tuple(n for n in free if n in known))


def with_data(
    fit: Fit,
    inputs: Mapping[str, Input],
    arguments: Mapping[str, object],
    rng: np.random.Generator,
    how: Literal["small", "whole", "usual"],
) -> dict[str, NDArray[np.generic]] | None:
    """Arrays that replace those of `arguments`: the model's values with some noise, counts with Poisson's.

    Of many sets of parameters the one is taken whose parameters are told apart best, by the condition
    number of the model's scaled Jacobian. None where the model has no finite values.
    """
    count = len(fit.free) + 6 if how == "small" else _POINTS
    x_input, y_input = inputs[fit.x], inputs[fit.y]
    low = x_input.bounds.low or 0.0
    if how == "whole" or x_input.elements == "integer":
        x = np.arange(1.0, count + 1.0) + np.ceil(low)
    else:
        x = low + float(rng.uniform(2.0, 8.0)) * (np.arange(count) + 0.5) / count
    if x_input.bounds.high is not None and x[-1] > x_input.bounds.high:
        x = low + (x_input.bounds.high - low) * (np.arange(count) + 0.5) / count
    known = {n: float(v) for n in fit.known if isinstance(v := arguments.get(n), int | float)}
    truth = _told_apart(fit, x[:: max(count // _FEW, 1)], known, rng)
    if truth is None:
        return None
    parameters = dict(truth.parameters)
    y = _values(fit, x, parameters)
    if y is None:
        return None
    if y_input.elements == "integer" or how == "whole":
        if not _can_be_scaled(fit, x[:_FEW], parameters) or float(y.min()) < 0.0:
            return None
        y = y * float(rng.uniform(500.0, 5000.0)) / float(y.max())
        y = rng.poisson(y).astype(np.float64)
        noise = np.sqrt(np.maximum(y, 1.0))
    else:
        # Of what can't be negative, small values are measured as well as large ones.
        noise = _NOISE * (np.abs(y) if y_input.bounds.low is not None else np.full(count, np.ptp(y)))
        y = y + noise * rng.normal(size=count)
    if _is_outside(y_input, y):
        return None
    out: dict[str, NDArray[np.generic]] = {fit.x: x, fit.y: y}
    if y_input.elements == "integer":
        out[fit.y] = y.astype(np.int64)
    if x_input.elements == "integer":
        out[fit.x] = x.astype(np.int64)
    out |= {name: noise * rng.uniform(0.8, 1.25, count) for name in fit.errors}
    return out


def _is_outside(i: Input, values: NDArray[np.float64]) -> bool:
    low, high = i.bounds.low, i.bounds.high
    if low is not None and (values.min() < low or (i.bounds.low_open and values.min() == low)):
        return True
    return high is not None and (values.max() > high or (i.bounds.high_open and values.max() == high))


def _told_apart(
    fit: Fit, x: NDArray[np.float64], known: Mapping[str, float], rng: np.random.Generator
) -> _Truth | None:
    best: _Truth | None = None
    span = float(np.ptp(x))
    for _ in range(_SETS):
        parameters = {n: float(10 ** rng.uniform(-0.5, max(0.5, np.log10(span / 3)))) for n in fit.free}
        parameters |= known
        y = _values(fit, x, parameters)
        if y is None:
            continue
        columns: list[NDArray[np.float64]] = []
        for name in fit.free:
            if name in known:
                continue
            moved = _values(fit, x, {**parameters, name: parameters[name] * (1 + _MOVE)})
            if moved is not None:
                columns.append((moved - y) / _MOVE)
        if len(columns) + len(known) != len(fit.free) or not columns:
            continue
        jacobian = np.stack(columns, axis=1) / max(float(np.ptp(y)), 1e-12)
        condition = float(np.linalg.cond(jacobian)) if np.all(np.isfinite(jacobian)) else np.inf
        if condition < (best.condition if best else 1e4):
            best = _Truth(parameters, condition)
    return best


def _values(fit: Fit, x: NDArray[np.float64], parameters: Mapping[str, float]) -> NDArray[np.float64] | None:
    try:
        y = np.asarray([evaluate(fit.formula, {**parameters, fit.x: float(v)}) for v in x])
    except (NotEvaluable, OverflowError):
        return None
    return y if np.all(np.isfinite(y)) and float(np.max(np.abs(y))) < 1e6 else None


def _can_be_scaled(fit: Fit, x: NDArray[np.float64], parameters: Mapping[str, float]) -> bool:
    """Whether some of the parameters scale the model, so that it can describe as many counts as wanted."""
    y = _values(fit, x, parameters)
    free = [n for n in fit.free if n not in fit.known]
    for size in range(1, len(free) + 1):
        for chosen in combinations(free, size):
            doubled = _values(fit, x, {n: v * (2 if n in chosen else 1) for n, v in parameters.items()})
            if y is not None and doubled is not None and np.allclose(doubled, 2 * y, rtol=1e-12, atol=0):
                return True
    return False
