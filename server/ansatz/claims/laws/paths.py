"""Laws of what runs along something: closed and straight paths, output times, interpolation at nodes."""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from ...core.claim import HasProperty
from ...core.inputs import InputModel
from ...core.spec import Spec
from ..returned import Seen
from .law import (
    Broken,
    Case,
    Finding,
    Ground,
    Held,
    Law,
    Open,
    Stated,
    agree,
    equal,
    find,
    first_difference,
    floats,
    parts_for,
    span_of,
)


def _plain_equal(relation: HasProperty, _case: Case, results: Sequence[Seen]) -> Finding:
    return equal(relation, results[0], results[1], " as before")


def _closed_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """A closed polygon has no first vertex."""
    found = find(
        spec,
        r"\bclosed (polygon\w*|curve|loop|contour|ring|path|wire|circuit|filament)|"
        r"\bfrom the last (vertex|point) (straight )?back to the first",
    )
    repeated = find(
        spec,
        r"\bfirst (vertex|point) (is|must be) repeated\b|\barc[- ]length|position along|"
        r"from the first (vertex|point)\b|"
        r"start(s|ing)? (at|from) the first",
    )
    if found is None or repeated:
        return []
    out: list[Stated] = []
    for i in model.inputs:
        if i.kind != "array" or not re.search(r"\bvert(ex|ices)\b", _description(spec, i.name)):
            continue
        tied = [j.name for j in model.inputs if j.kind == "array" and i.dims[:1] == j.dims[:1]]
        if tied == [i.name]:
            text = f"which vertex of `{i.name}` is the first does not matter"
            out.append(Stated(HasProperty("closed", (i.name,)), text, span_of(found)))
    return out[:1]


def _description(spec: Spec, name: str) -> str:
    return next((p.description for p in spec.parameters if p.name == name), "")


def _closed_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    name = relation.parameters[0]
    out: list[Case] = []
    for run in ground.plain(4):
        vertices = np.asarray(run.drawn.arguments[name])
        if len(vertices) >= 3:
            moved = {**run.drawn.arguments, name: np.roll(vertices, 1, axis=0)}
            out.append(Case((dict(run.drawn.arguments), moved), run))
    return out


def _follows_roll(_relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    """Every vertex result may follow the vertices."""
    one, other = results
    if one.parts is None or other.parts is None:
        return Open(one.problem or other.problem)
    for a, b in zip(one.parts, other.parts, strict=False):
        if agree(a, b) or (a.ndim and a.shape == b.shape and agree(np.roll(a, 1, axis=0), b)):
            continue
        want, got = first_difference(a, b)
        return Broken(f"{want} whichever vertex is the first", got, 1)
    return equal(HasProperty("closed"), one, one)


CLOSED: Final = Law("closed", _closed_stated, _closed_cases, _follows_roll)


def _refined_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """A vertex more in the middle of a side does not change what is integrated along straight sides."""
    found = find(
        spec,
        r"\bstraight (piece|segment|side|line|edge)s?\b[^.;]{0,60}\b(integrated|integral|exact)\w*|"
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r""
        r"\b(piecewise[- ](straight|linear) (path|wire|filament|contour))\b",
    )
    if found is None:
        return []
    out: list[Stated] = []
    for i in model.inputs:
        if (
            i.kind == "array"
            and len(i.dims) == 2
            and re.search(r"\bvert(ex|ices)\b", _description(spec, i.name))
        ):
            tied = [j.name for j in model.inputs if j.kind == "array" and i.dims[:1] == j.dims[:1]]
            if tied == [i.name]:
                text = f"one more vertex of `{i.name}` on a straight side changes nothing"
                out.append(Stated(HasProperty("refined", (i.name,)), text, span_of(found)))
    return out[:1]


def _refined_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    name = relation.parameters[0]
    out: list[Case] = []
    for run in ground.plain(4):
        vertices = floats(run.drawn.arguments[name])
        if len(vertices) >= 2:
            middle = 0.4 * vertices[0] + 0.6 * vertices[1]
            moved = {**run.drawn.arguments, name: np.insert(vertices, 1, middle, axis=0)}
            out.append(Case((dict(run.drawn.arguments), moved), run))
    return out


REFINED: Final = Law("refined", _refined_stated, _refined_cases, _plain_equal)


def _autonomous_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """Output times of which the first is the start: nothing else depends on the clock."""
    found = find(
        spec,
        r"\b(the )?first (one|entry|value|time|element)? ?(is|being|gives) the (start|"
        r"initial time|starting time)|\bstart(s|ing)? at [`*]*\w+\[0\]",
    )
    if found is None or find(
        spec,
        r"\b(season\w*|forcing|forced|time of day|calendar|date|day of (the )?year|"
        r"explicit\w* (on )?time|cos|sin)\b",
    ):
        return []
    times = [i for i in model.inputs if i.kind == "array" and "increasing" in i.traits and len(i.dims) == 1]
    others = [i for i in model.inputs if i.kind == "function" or i.kind == "generator"]
    if (
        len(times) != 1
        or others
        or find(
            spec,
            r"\bchao\w+|lorenz|n-body|three[- ]body|pendulum|\btime[- ]dependent|time[- ]varying|"
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r""
            r"starts? at (0|zero)\b",
        )
    ):
        return []
    text = f"moving all of `{times[0].name}` by the same amount changes nothing"
    return [Stated(HasProperty("autonomous", (times[0].name,)), text, span_of(found))]


def _autonomous_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    name = relation.parameters[0]
    out: list[Case] = []
    for run in ground.ordinary(4):
        times = floats(run.drawn.arguments[name])
        started = {**run.drawn.arguments, name: times - times[0]}
        moved = {**run.drawn.arguments, name: times - times[0] + 2.0}
        out.append(Case((started, moved), run))
    return out


def _autonomous(relation: HasProperty, _case: Case, results: Sequence[Seen]) -> Finding:
    # Adaptive steps are placed anew, so that agreement is to the accuracy of the integration.
    one, other = results
    if one.parts is None or other.parts is None:
        return Open(one.problem or other.problem)
    for a, b in zip(parts_for(relation, one), parts_for(relation, other), strict=False):
        if a.shape != b.shape or not np.isfinite(floats(a)).all():
            return Open("the results can't be compared")
        if np.abs(floats(a) - floats(b)).max(initial=0) > 0.02 * np.abs(floats(a)).max(initial=0):
            want, got = first_difference(a, b)
            return Broken(f"{want} as from zero", got, 1)
    return Held()


AUTONOMOUS: Final = Law("autonomous", _autonomous_stated, _autonomous_cases, _autonomous)


def _interpolates_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """Evaluated at the nodes, an interpolant gives the samples."""
    found = find(
        spec,
        r"\binterpolating (polynomial|spline|function|curve)\b|\bcoincides with a (node|sample|"
        r"knot|data point)[^.;]{0,40}gives the (sample|value)|\b(passes|going|goes)"
        r" (exactly )?through (all |the )+(points|samples|nodes|data)",
    )
    if found is None or find(
        spec, r"\b(smoothing|least[- ]squares|approximat\w+ (the )?(data|samples)|regression)\b"
    ):
        return []
    rows = [i for i in model.inputs if i.kind == "array" and len(i.dims) == 1 and not i.as_list]
    wheres = [i for i in model.inputs if i.elementwise and i.kind == "number"]
    if len(rows) != 2 or rows[0].dims != rows[1].dims or len(wheres) != 1:
        return []
    first = [
        bool(re.match(r"\W*(the )?(nodes?|abscissae?|knots?|grid|x)\b", _description(spec, r.name)))
        for r in rows
    ]
    second = [
        bool(
            re.match(
                r"\W*(the )?(function )?(samples?|values?|ordinates?|data)\b", _description(spec, r.name)
            )
        )
        for r in rows
    ]
    if first == [True, False] and second[1]:
        nodes, samples = rows
    elif first == [False, True] and second[0]:
        samples, nodes = rows
    else:
        return []
    text = f"at `{nodes.name}` it gives `{samples.name}`"
    return [
        Stated(HasProperty("interpolates", (nodes.name, samples.name, wheres[0].name)), text, span_of(found))
    ]


def _interpolates_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    nodes, samples, where = relation.parameters
    out: list[Case] = []
    for run in ground.plain(4):
        points, values = floats(run.drawn.arguments[nodes]), floats(run.drawn.arguments[samples])
        for at in range(min(3, len(points))):
            call = {**run.drawn.arguments, where: float(points[at])}
            out.append(Case((call,), run, (np.asarray(values[at]),)))
    return out


def _interpolates(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    parts = parts_for(relation, results[0])
    if not parts or parts[0].size != 1:
        return Open(results[0].problem or "no single value came back")
    got = floats(parts[0]).reshape(())
    if np.isfinite(got) and agree(case.kept[0], got, 1e-6):
        return Held()
    want, found = first_difference(case.kept[0], got)
    return Broken(want, found, 0)


INTERPOLATES: Final = Law("interpolates", _interpolates_stated, _interpolates_cases, _interpolates)
LAWS: Final = (CLOSED, REFINED, AUTONOMOUS, INTERPOLATES)
