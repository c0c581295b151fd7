"""Laws of calculus: a gradient against differences, an integral over the result, an order of convergence."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from ...core.claim import HasProperty
from ...core.inputs import InputModel
from ...core.spec import Spec
from ..returned import Arguments, Seen
from .law import (
    Broken,
    Case,
    Finding,
    Ground,
    Held,
    Law,
    Open,
    Stated,
    find,
    find_all,
    floats,
    is_number,
    say,
    span_of,
)

_STEP: Final = 1e-5
_SCALES: Final = (1.0, 5.0, 25.0, 125.0, 600.0, 3000.0)


def _gradient_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """`returns L (float) and dL/dW`, `the value and its gradient with respect to w`."""
    out: list[Stated] = []
    pattern = (
        r"\b(returns?|yields?)\b[^.]{0,80}?\b(?P<f>[A-Za-z]\w*)\b[^.]{0,40}?\b(and|,)"
        r"\W+(?:the )?(?:gradient )?d(?P=f) ?/ ?d(?P<x>[A-Za-z]\w*)"
    )
    found = find(spec, pattern, re.IGNORECASE)
    if found and model.input(found["x"]):
        out.append(_gradient(found["x"], 0, 1, found))
    by_words = find(
        spec,
        r"\b(and|with) (its|the) gradient (with respect to|w\.?r\.?t\.?|in) (the )?[`*]*(?P<x>[A-Za-z_]\w*)",
    )
    if not out and by_words and model.input(by_words["x"]) and find(spec, r"\breturns?\b"):
        out.append(_gradient(by_words["x"], 0, 1, by_words))
    return [s for s in out if _is_real(model, s.relation.parameters[0])][:1]


def _is_real(model: InputModel, name: str) -> bool:
    given = model.input(name)
    return given is not None and given.elements == "real" and given.kind in {"array", "number"}


def _gradient(name: str, value: int, slope: int, found: re.Match[str]) -> Stated:
    relation = HasProperty("gradient", (name,), words=(str(value), str(slope)))
    return Stated(relation, f"the gradient is that of the value in `{name}`", span_of(found))


def _gradient_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    name = relation.parameters[0]
    rng = ground.rng()
    out: list[Case] = []
    for run in (*ground.ordinary(3), *ground.hard()):
        point = floats(run.drawn.arguments[name])
        directions = [rng.normal(size=point.shape) for _ in range(2)]
        if point.size:
            single = np.zeros(point.shape)
            single.ravel()[int(rng.integers(point.size))] = 1.0
            directions.append(single)
        for direction in directions:
            calls: list[Arguments] = [dict(run.drawn.arguments)]
            for step in (-2, -1, 1, 2):
                moved = point + step * _STEP * direction
                calls.append({**run.drawn.arguments, name: moved if moved.ndim else float(moved)})
            out.append(Case(tuple(calls), run, (np.asarray(direction),)))
    return out


def _gradient_check(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    at, slope_at = (int(w) for w in relation.words)
    if any(s.parts is None or len(s.parts) <= max(at, slope_at) for s in results):
        return Open(results[0].problem or "fewer values came back")
    values = [floats(s.parts[at]) for s in results if s.parts is not None]
    assert results[0].parts is not None
    slope = floats(results[0].parts[slope_at])
    if any(v.size != 1 for v in values) or slope.size != case.kept[0].size:
        return Open("no single value with a gradient of its argument's size")
    f0, f1, f2, f3, f4 = (float(v.ravel()[0]) for v in values)
    # Fourth-order central difference; its own error is estimated by the second-order one.
    wanted = (f1 - 8 * f2 + 8 * f3 - f4) / (12 * _STEP)
    rough = (f3 - f2) / (2 * _STEP)
    got = float(np.sum(slope.ravel() * case.kept[0].ravel()))
    noise = 1e-14 * abs(f0) / _STEP * 50 + 10 * abs(wanted - rough)
    size = max(abs(wanted), abs(got))
    if not np.isfinite(wanted) or not np.isfinite(got) or noise > 0.01 * size:
        return Open("differences are not precise enough")
    if abs(wanted - got) > 1e-3 * size + noise:
        return Broken(f"a slope of {wanted:.6g} along {say(case.kept[0])}", f"{got:.6g}", 0)
    return Held()


GRADIENT: Final = Law("gradient", _gradient_stated, _gradient_cases, _gradient_check)


def _integral_stated(spec: Spec, model: InputModel) -> list[Stated]:
    r"""`\int_0^\infty R^2 r^2\,dr = 1`: an integral of a power of the result over one argument."""
    out: list[Stated] = []
    pattern = (
        r"(\\int|∫)\s*_\s*\{?\s*(?P<a>0|-\\infty|-∞|-?\d+)\s*\}?\s*\^\s*\{?\s*(?P<b>\\infty|∞|\d+)\s*\}?\s*"
        r"\|?(?P<f>[A-Za-z](?:_\{?[\w\\ ,]+?\}?)?)(?:\((?P<arg>\w)\))?\|?(?:\s*\^\s*\{?(?P<p>\d)\}?)?\s*"
        r"(?:(?P<x>[a-zA-Z])(?:\s*\^\s*\{?(?P<q>\d)\}?)?)?\s*(?:\\[,;!]|\s)*d\s*(?P<d>[a-zA-Z])"
        r"\s*=\s*(?P<v>1)(?![\d./])"
    )
    for match in find_all(spec, pattern, 0):
        d = match["d"]
        given = model.input(d)
        if given is None or not given.elementwise or (match["x"] and match["x"] != d):
            continue
        letter = match["f"][0]
        if model.input(letter) is not None or not re.search(
            rf"(?<![A-Za-z]){re.escape(letter)}(?![A-Za-z])", spec.text
        ):
            continue
        low = (
            -np.inf
            if "-" in match["a"] and "inf" in match["a"]
            else (0.0 if match["a"] == "0" else float("nan"))
        )
        high = np.inf if not match["b"].isdigit() else float(match["b"])
        if np.isnan(low):
            continue
        power = float(match["p"] or 1)
        weight = float(match["q"] or 1) if match["x"] else 0.0
        relation = HasProperty("integral", (d,), numbers=(low, high, power, weight, float(match["v"])))
        out.append(Stated(relation, f"its integral over `{d}` is {match['v']}", span_of(match)))
    return out[:1]


def _integral_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    low, high, *_ = relation.numbers
    name = relation.parameters[0]
    nodes, weights = np.polynomial.legendre.leggauss(200)
    if np.isinf(high) and low == 0.0:
        # x = s (1 + u) / (1 - u) spreads the nodes over all scales.
        u = nodes
        points, jacobian = (1 + u) / (1 - u), 2 / (1 - u) ** 2
    elif np.isinf(high) and np.isinf(low):
        points, jacobian = nodes / (1 - nodes**2), (1 + nodes**2) / (1 - nodes**2) ** 2
    else:
        points, jacobian = low + (high - low) * (nodes + 1) / 2, np.full(nodes.shape, (high - low) / 2)
    out: list[Case] = []
    for run in (*ground.plain(5), *ground.hard()):
        if is_number(run.drawn.arguments[name]):
            scales = _SCALES if np.isinf(high) else (1.0,)
            given = run.drawn.arguments
            calls: tuple[Arguments, ...] = tuple({**given, name: scale * points} for scale in scales)
            out.append(Case(calls, run, (points, weights * jacobian)))
    return out


def _integral(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    _, high, power, weight, wanted = relation.numbers
    points, weights = case.kept
    found: list[float] = []
    for scale, seen in zip(_SCALES, results, strict=False):
        if seen.parts is None or seen.parts[0].shape != points.shape:
            return Open(seen.problem or "no value for each point")
        x = scale * points
        with np.errstate(all="ignore"):
            terms = np.abs(floats(seen.parts[0])) ** power * np.abs(x) ** weight * weights * scale
        if not np.isfinite(terms).all():
            continue
        found.append(float(terms.sum()))
    if not found:
        return Open("the integrand is not finite")
    settled = [a for a, b in pairwise(found) if abs(a - b) <= 1e-4 * max(abs(a), abs(b))]
    if np.isinf(high) and not settled:
        return Open("the quadrature has not settled")
    best = settled[0] if settled else found[0]
    return Held() if abs(best - wanted) < 1e-3 else Broken(f"an integral of {wanted:g}", f"{best:.8g}", 0)


INTEGRAL: Final = Law("integral", _integral_stated, _integral_cases, _integral)

_ORDERS: Final = {"second": 2, "third": 3, "fourth": 4, "2nd": 2, "3rd": 3, "4th": 4}


def _order_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """A stepping scheme of stated order with a step and a number of steps."""
    found = find(
        spec,
        r"\b(?P<o>second|third|fourth|2nd|3rd|4th)"
        r"[- ]order\b[^.;]{0,40}\b(Runge[-\u2013 ]?Kutta|scheme|method|integrator|accurate|"
        r"time stepping|Adams)\b|\b(?P<n>velocity[- ]verlet|leap-?frog|"
        r"crank[-\u2013 ]nicolson|RK4)\b",
    )
    step = next((i.name for i in model.inputs if i.name in {"dt", "h", "step", "delta_t", "time_step"}), None)
    count = next(
        (
            i.name
            for i in model.inputs
            if re.fullmatch(r"n_?steps?|num_steps|steps|nsteps|n", i.name) and i.kind == "integer"
        ),
        None,
    )
    if find(spec, r"\bfirst[- ]order\b|\bspac(e|ial)\b|\bupwind\b"):
        return []
    if found is None or step is None or count is None or any(i.kind == "generator" for i in model.inputs):
        return []
    order = _ORDERS.get((found["o"] or "").lower(), 4 if (found["n"] or "").upper() == "RK4" else 2)
    text = f"the error falls with the step to the power of {order}"
    return [Stated(HasProperty("order", (step, count), numbers=(float(order),)), text, span_of(found))]


def _order_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    step, count = relation.parameters
    out: list[Case] = []
    for run in ground.ordinary(3):
        width = run.drawn.arguments[step]
        if not isinstance(width, int | float):
            continue
        for span in (0.8, 0.2):
            calls = tuple({**run.drawn.arguments, step: span / n, count: n} for n in (8, 16, 32, 64))
            out.append(Case(calls, run))
    return out


def _order(relation: HasProperty, _case: Case, results: Sequence[Seen]) -> Finding:
    """Ratios of successive differences at the end of the run (Richardson)."""
    ends: list[np.ndarray[tuple[int, ...], np.dtype[np.float64]]] = []
    for number, seen in enumerate(results):
        if seen.parts is None:
            return Open(seen.problem)
        part = floats(seen.parts[0])
        if part.ndim and part.shape[0] == 8 * 2**number + 1:
            part = part[-1]
        ends.append(part)
    if len({e.shape for e in ends}) != 1 or not all(np.isfinite(e).all() for e in ends):
        return Open("the ends of the runs can't be compared")
    gaps = [float(np.abs(b - a).max(initial=0)) for a, b in pairwise(ends)]
    size = float(np.abs(ends[-1]).max(initial=0))
    if gaps[2] < 1e-12 * size or gaps[0] > 0.05 * size:
        return Open("the steps are too small or too large to tell")
    orders = [np.log2(gaps[0] / gaps[1]), np.log2(gaps[1] / gaps[2])]
    wanted = relation.numbers[0]
    if abs(orders[0] - orders[1]) > 0.4:
        return Open("the order has not settled")
    if orders[1] < wanted - 0.7:
        return Broken(f"order {wanted:g}", f"order {orders[1]:.2f}", 0)
    return Held()


ORDER: Final = Law("order", _order_stated, _order_cases, _order)
LAWS: Final = (GRADIENT, INTEGRAL, ORDER)
