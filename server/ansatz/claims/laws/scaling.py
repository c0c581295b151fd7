"""Laws of scale: other units of the same quantities, proportionality, additivity."""

import ast
import re
import sys
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

import numpy as np

from ...core.claim import HasProperty
from ...core.inputs import Input, InputModel
from ...core.quantity import BASES, ONE, Dimension, Unit, dimension
from ...core.spec import Spec
from ...formulas.units import UnknownUnit, parse_unit
from ...reading.phrases import unit_of
from ..inputs.draw import keeps
from ..inputs.standins import Argument
from ..named_function import parsed
from ..returned import Arguments, Seen
from . import indifferent
from .law import (
    Broken,
    Case,
    Finding,
    Ground,
    Law,
    Open,
    Stated,
    find,
    find_all,
    floats,
    is_array,
    is_number,
    like,
    parts_for,
    same_parts,
    span_of,
)
from .values import results_of

_FACTOR: Final = 4.0
_PURE: Final = re.compile(
    r"\W*(?:the |a |an )?(?:\w+ ){0,2}(fraction|ratio|probabilit\w+|eccentricity|exponent|"
    r"dimensionless|unitless|count|number of|index|labels?|"
    r"class|weights?|coefficient of (variation|determination)|bioavailability|quantum numbers?|order)\b",
    re.IGNORECASE,
)


def _units_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """Where units of all arguments and of a result are known, other units describe the same situation."""
    known: dict[str, Dimension] = {}
    for i in model.inputs:
        found = _dimension_of(spec, i)
        if found is None:
            return []
        known[i.name] = found
    if all(d.is_one for d in known.values()):
        return []
    outs: list[tuple[int | None, Dimension]] = []
    for number, said, _ in results_of(spec):
        unit = _result_unit(said, spec, number)
        if unit is not None and not unit.offset:
            outs.append((number, unit.dimension))
    # A number with a unit in the text, or an empirical law, holds in the stated units alone.
    entries = " ".join(p.description for p in spec.parameters)
    hidden = find(
        spec,
        r"(?<![\w.^{])\d+(\.\d+)? ?(m|cm|mm|km|nm|kg|mg|g|L|K|Pa|bar|V|mV|eV|keV|Hz|°C|h|days?|"
        r"years?)\b(?! ?[/^*])",
    )
    # `g = 9.81 m/s^2`, however compound the unit.
    fixed = any(
        g.source != "scipy.constants" and (g.unit is None or not g.unit.dimension.is_one)
        for r in spec.readings
        for g in r.givens
    )
    if (
        fixed
        or find(
            spec,
            r"\b(empirical|regression|allometric|calibrat\w+|parametri[sz]ation|standard (state|pressure))\b",
        )
        or (hidden and hidden.group() not in entries)
    ):
        return []
    relations: list[Stated] = []
    for number, result in outs:
        words = tuple(f"{n}={_written(d)}" for n, d in known.items())
        relation = HasProperty("units", tuple(known), number, words=(*words, f"={_written(result)}"))
        relations.append(Stated(relation, "the same quantities in other units give the same result", None))
    return relations


def _dimension_of(spec: Spec, i: Input) -> Dimension | None:
    """None where nothing is said of its unit."""
    if i.kind in {"integer", "boolean", "text", "generator", "seed"} or i.elements in {"integer", "boolean"}:
        return ONE
    if i.kind == "function":
        return None
    parameter = next((p for p in spec.parameters if p.name == i.name), None)
    unit = parameter.unit if parameter is not None else None
    if unit is None and parameter is not None:
        named = re.match(
            r"[^,.;(\[]{0,60}?\bin (?P<u>[A-Za-zµΩ°][\w/^*·-]{0,8})(?=[,.;)\s]|$)", parameter.description
        )
        unit = _unit(named["u"]) if named else None
    if unit is None and parameter is not None:
        shown = re.search(r"\[([^\[\]]{1,20})\]", parameter.description)
        unit = _unit(shown.group(1)) if shown else None
    if unit is None:
        unit = _table_unit(spec, i.name) or _bracketed(spec, i.name)
    if unit is not None:
        return None if unit.offset else unit.dimension
    said = parameter.description if parameter is not None else ""
    if i.traits & {"sums to one", "rows sum to one", "labels", "signs"} or (said and _PURE.match(said)):
        return ONE
    return None


def _bracketed(spec: Spec, name: str) -> Unit | None:
    """`r0 (3,) [m]` or `T [K]` in running text."""
    found = find(spec, rf"(?<![\w`]){re.escape(name)}`*(?: \([^()]*\))? \[(?P<u>[^\[\]]{{1,20}})\]", 0)
    return _unit(found["u"]) if found else None


def _table_unit(spec: Spec, name: str) -> Unit | None:
    """`t   bin centres, ns (uniform …)`, `dose : mg          tau : h`."""
    found = re.search(
        rf"(?m)(?:^|\s{{3,}})[ \t]*{re.escape(name)}\s+:\s+(?P<u>[^\s,;:]+)(?=\s{{2,}}|\s*$)", spec.text
    )
    if found:
        return _unit(found["u"])
    line = re.search(rf"(?m)^[ \t]*{re.escape(name)}\s{{2,}}(?P<rest>.+)$", spec.text)
    return unit_of(line["rest"].split("(")[0]) if line else None


def _unit(text: str) -> Unit | None:
    try:
        return parse_unit(text.strip())
    except UnknownUnit:
        return None


def _result_unit(said: str, spec: Spec, number: int | None) -> Unit | None:
    if (
        number is not None
        and number < len(spec.results)
        and len(spec.results) > 1
        and spec.results[number].unit
    ):
        return spec.results[number].unit
    bracket = re.search(r"\[([^\[\]]{1,20})\]", said)
    if bracket and (unit := _unit(bracket.group(1))) is not None:
        return unit
    both = find(spec, r"\b(both|all) in [`*]*(?P<u>[A-Za-z/^*0-9]+)")
    if both and number is not None:
        return _unit(both["u"])
    if number is None:
        leading = find(spec, r"\A\s*[^.\n]{0,60}?\[(?P<u>[^\[\]]{1,20})\]", 0)
        opening = _unit(leading["u"]) if leading else None
        first = next(iter(spec.results), None)
        own = first.unit if first is not None else None
        if (
            first is not None
            and own is not None
            and opening is not None
            and own.dimension != opening.dimension
        ):
            if first.description.strip():
                return own
            # A title's unit is that of the result where it names it, or of what it is computed from.
            symbol = re.escape(first.symbol or "?")
            is_named = re.match(rf"\W*{symbol}\b[^\[]*\[", spec.text) is not None
            return opening if is_named else None
        return own or opening
    return None


def _written(d: Dimension) -> str:
    return " ".join(str(e) for e in d.exponents)


def _read(text: str) -> list[Fraction]:
    return [Fraction(e) for e in text.split()]


_CONSTANTS: Final[dict[str, Dimension]] = {
    "c": dimension(length=1, time=-1), "speed_of_light": dimension(length=1, time=-1),
    "G": dimension(length=3, mass=-1, time=-2),
    "gravitational_constant": dimension(length=3, mass=-1, time=-2),
    "h": dimension(length=2, mass=1, time=-1), "hbar": dimension(length=2, mass=1, time=-1),
    "k": dimension(length=2, mass=1, time=-2, temperature=-1),
    "Boltzmann": dimension(length=2, mass=1, time=-2, temperature=-1),
    "R": dimension(length=2, mass=1, time=-2, temperature=-1, substance=-1),
    "N_A": dimension(substance=-1), "Avogadro": dimension(substance=-1),
    "e": dimension(current=1, time=1), "elementary_charge": dimension(current=1, time=1),
    "epsilon_0": dimension(length=-3, mass=-1, time=4, current=2),
    "mu_0": dimension(length=1, mass=1, time=-2, current=-2), "g": dimension(length=1, time=-2),
    "m_e": dimension(mass=1), "m_p": dimension(mass=1), "m_n": dimension(mass=1), "m_u": dimension(mass=1),
    "sigma": dimension(mass=1, time=-3, temperature=-4),
    "Stefan_Boltzmann": dimension(mass=1, time=-3, temperature=-4),
    "electron_mass": dimension(mass=1), "proton_mass": dimension(mass=1),
}  # fmt: skip
"""Names of `scipy.constants`."""


def hidden_dimensions(module: str) -> list[Dimension] | None:
    """Dimensions of the physical constants that code uses; None where a number may hide one.

    A number such as 8.314 or 70 carries a unit that nothing says; small whole numbers, one half, powers of
    a thousand and counts of steps are pure.
    """
    tree = parsed(module)
    if tree is None:
        return None
    if any(_lies_elsewhere(node) for node in ast.walk(tree)):
        return None
    modules = _modules_of_constants(tree)
    out: list[Dimension] = []
    counted = _counts(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and node not in counted and _may_hide_a_unit(node.value):
            return None
        names: list[str] = []
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and ("const" in node.value.id.lower() or node.value.id in modules)
        ):
            names = [node.attr]
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.endswith("constants"):
            names = [a.name for a in node.names]
        for name in names:
            if name in _CONSTANTS:
                out.append(_CONSTANTS[name])
            elif name not in {"pi", "golden", "degree", "constants"}:
                return None
    return out


_PURE_NUMBERS: Final = frozenset(
    {
        0,
        1,
        2,
        3,
        4,
        5,
        6,
        8,
        0.5,
        0.25,
        0.75,
        1.5,
        60,
        180,
        360,
        3600,
        24,
        *(10.0**n for n in range(-12, 13, 3)),
    }
)


_WITHOUT_QUANTITIES: Final = frozenset(
    {
        *("numpy", "scipy", "math", "cmath", "sympy", "mpmath", "numba", "pandas", "networkx", "sklearn"),
        *("statsmodels", "matplotlib", *sys.stdlib_module_names),
    }
)
"""Packages from which, but for `scipy.constants`, nobody takes a number with a unit."""


def _lies_elsewhere(node: ast.AST) -> bool:
    """Whether names come from a module that may hold constants with units, which are not seen here."""
    match node:
        case ast.ImportFrom(module=module, level=level):
            return level > 0 or (module or "").split(".")[0] not in _WITHOUT_QUANTITIES
        case ast.Import(names=names):
            return any(a.name.split(".")[0] not in _WITHOUT_QUANTITIES for a in names)
        case _:
            return False


def _modules_of_constants(tree: ast.Module) -> set[str]:
    """What code calls `scipy.constants`."""
    out: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            out.update(a.asname or a.name for a in node.names if a.name.split(".")[-1] == "constants")
    return out


def _may_hide_a_unit(value: object) -> bool:
    """A number of everyday size that is not pure; beyond, tolerances and guards are powers of ten."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    size = abs(value)
    if size in _PURE_NUMBERS or not np.isfinite(size):
        return False
    return 1e-5 < size < 1e7 or not f"{size:.12e}".startswith("1.000000000000e")


def _counts(tree: ast.Module) -> set[ast.AST]:
    """Numbers that count something: iterations, points, axes, indices."""
    out: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in {"range", "linspace", "arange", "leggauss", "reshape", "zeros", "empty"}:
                out.update(c for a in node.args for c in ast.walk(a))
            named = [
                k for k in node.keywords if k.arg and re.match(r"(max|n|num|axis|limit|order|.*iter)", k.arg)
            ]
            out.update(c for k in named for c in ast.walk(k.value))
        elif isinstance(node, ast.Subscript):
            out.update(ast.walk(node.slice))
    return out


def scalings(dims: Sequence[Dimension], fixed: Sequence[Dimension]) -> list[list[Fraction]]:
    """Changes of base units that leave all constants as they are: a basis of powers of the factor."""
    rows = [list(d.exponents) for d in fixed]
    free = _null_space(rows, len(BASES))
    return [v for v in free if any(sum(a * b for a, b in zip(v, d.exponents, strict=True)) for d in dims)]


def _null_space(rows: list[list[Fraction]], width: int) -> list[list[Fraction]]:
    matrix = [row[:] for row in rows]
    pivots: list[int] = []
    at = 0
    for column in range(width):
        pivot = next((r for r in range(at, len(matrix)) if matrix[r][column]), None)
        if pivot is None:
            continue
        matrix[at], matrix[pivot] = matrix[pivot], matrix[at]
        lead = matrix[at][column]
        matrix[at] = [v / lead for v in matrix[at]]
        for r in range(len(matrix)):
            if r != at and matrix[r][column]:
                factor = matrix[r][column]
                matrix[r] = [a - factor * b for a, b in zip(matrix[r], matrix[at], strict=True)]
        pivots.append(column)
        at += 1
    out: list[list[Fraction]] = []
    for column in [c for c in range(width) if c not in pivots]:
        vector = [Fraction(0)] * width
        vector[column] = Fraction(1)
        for row, pivot in enumerate(pivots):
            vector[pivot] = -matrix[row][column]
        out.append(vector)
    return out


def _units_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    dims = {n: _read(w.split("=", 1)[1]) for n, w in zip(relation.parameters, relation.words, strict=False)}
    result = _read(relation.words[-1][1:])
    hidden = hidden_dimensions(ground.module)
    if hidden is None:
        return []
    given = [Dimension(tuple(d)) for d in dims.values()]  # type: ignore[arg-type]
    out: list[Case] = []
    for vector in scalings(given, hidden):
        powers = {
            n: sum((a * b for a, b in zip(vector, d, strict=True)), Fraction(0)) for n, d in dims.items()
        }
        effect = sum((a * b for a, b in zip(vector, result, strict=True)), Fraction(0))
        if not effect and re.search(r"\blog(10|2|1p)?\b", ground.module):
            # The logarithm of a quantity with a unit shifts, and nothing says by which reference.
            continue
        for run in ground.ordinary(3):
            moved: Arguments = {}
            for name, value in run.drawn.arguments.items():
                power = powers.get(name, Fraction(0))
                moved[name] = value if not power else _times(value, _FACTOR ** float(power))
            if keeps(ground.model, moved):
                out.append(
                    Case((dict(run.drawn.arguments), moved), run, (np.asarray(_FACTOR ** float(effect)),))
                )
    return out


def _times(value: Argument, factor: float) -> Argument:
    if is_number(value):
        return float(floats(value)) * factor
    if isinstance(value, np.ndarray):
        return np.asarray(value * factor)
    return like(value, floats(value) * factor) if is_array(value) else value


def _scaled(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    one, other = results
    if one.parts is None or other.parts is None:
        return Open(one.problem or other.problem)
    factor = float(case.kept[0])
    ones = [floats(p) * factor for p in parts_for(relation, one)]
    return same_parts(ones, parts_for(relation, other), " in the other units", rtol=1e-3)


UNITS: Final = Law("units", _units_stated, _units_cases, _scaled)


def _linear_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """`linear in x`, `proportional to dose`, `scales with the square of v`."""
    out: list[Stated] = []
    name = r"[`*']{0,3}(?P<a>[A-Za-z_]\w*)[`*']{0,3}"
    powers = {"square": 2.0, "cube": 3.0, "square root": 0.5, "inverse": -1.0}
    for pattern in (
        rf"(?<!not )(?<!log)(?<!log-)\b(?P<k>linear) in (the )?{name}(?! and)(?! (terms|space|fashion))",
        rf"(?<!inversely )\b(?P<k>proportional) to (the )?((?P<power>square root|square|cube)"
        rf" of (the )?)?{name}(?![\w^*/ ]*[\^*/])",
        rf"\b(?P<k>inversely) proportional to (the )?((?P<power>square root|square|cube)"
        rf" of (the )?)?{name}(?![\w^*/ ]*[\^*/])",
    ):
        for match in find_all(spec, pattern):
            given = model.input(match["a"])
            before = spec.text[max(0, match.start() - 70) : match.start()].lower()
            if (
                given is None
                or given.elements not in {"real", "complex"}
                or given.traits & {"sums to one", "rows sum to one"}
            ):
                continue
            if not re.search(
                r"\b(result|output|it|function|value|response|returned?|everything)\b[^.;]*$", before
            ):
                continue
            groups = match.groupdict()
            power = powers.get((groups.get("power") or "").lower(), 1.0) * (
                -1.0 if match["k"].lower() == "inversely" else 1.0
            )
            text = f"the result goes with `{given.name}`" + (
                f" to the power of {power:g}" if power != 1 else ""
            )
            out.append(Stated(HasProperty("power", (given.name,), numbers=(power,)), text, span_of(match)))
    found = [*out[:2], *_indifferent(spec, model), *indifferent.scales(spec, model)]
    return list({(s.relation.parameters, s.relation.output): s for s in found}.values())[:3]


def _indifferent(spec: Spec, model: InputModel) -> list[Stated]:
    """`Scaling all weights by the same factor changes nothing`."""
    out: list[Stated] = []
    for match in find_all(
        spec,
        r"\b(?:scaling|multiplying) (?:all (?:of )?)?(?:the )?[`*]*(?P<a>[A-Za-z_]\w*)[`*]*"
        r"(?: by (?:the same|a|any|one|a common|a constant|a positive|any positive) (?:positive )?"
        r"(?:factor|number|constant))? (?:changes nothing|does not change (?:the result|it|anything)|"
        r"leaves (?:it|the result|the \w+) unchanged|has no effect)|"
        r"(?<!not )\b(?:scale[- ]invariant|invariant under scaling) (?:in|of|with respect to) (?:the )?"
        r"[`*]*(?P<b>[A-Za-z_]\w*)",
    ):
        said = match["a"] or match["b"]
        singular = {said, said.removesuffix("s"), re.sub(r"ies$", "y", said), re.sub(r"es$", "", said)}
        found = [i for i in model.inputs if i.name in singular and i.elements in {"real", "complex"}]
        if len(found) != 1 or found[0].traits & {"sums to one", "rows sum to one", "unit vector"}:
            continue
        text = f"scaling `{found[0].name}` changes nothing"
        out.append(Stated(HasProperty("power", (found[0].name,), numbers=(0.0,)), text, span_of(match)))
    return out[:1]


def _linear_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    name = relation.parameters[0]
    rng = ground.rng()
    out: list[Case] = []
    for run in ground.ordinary(4):
        # Counts stay whole.
        given = ground.model.input(name)
        if (
            "rows" in relation.words
            and isinstance(value := run.drawn.arguments[name], np.ndarray)
            and value.ndim == 2
        ):
            # Each vector has a length of its own.
            lengths = rng.uniform(0.4, 2.5, (len(value), 1))
            rows: Arguments = {**run.drawn.arguments, name: np.asarray(value * lengths)}
            if keeps(ground.model, rows):
                out.append(Case((dict(run.drawn.arguments), rows), run, (np.asarray(1.0),)))
        factor = 2 if given is not None and given.elements == "integer" else 1.5
        moved = {**run.drawn.arguments, name: _times(run.drawn.arguments[name], factor)}
        if keeps(ground.model, moved):
            out.append(
                Case((dict(run.drawn.arguments), moved), run, (np.asarray(factor ** relation.numbers[0]),))
            )
    return out


def _linear(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    one, other = results
    if one.parts is None or other.parts is None:
        return Open(one.problem or other.problem)
    ones = [p * float(case.kept[0]) for p in parts_for(relation, one)]
    return same_parts(ones, parts_for(relation, other))


POWER: Final = Law("power", _linear_stated, _linear_cases, _linear)


def _monotone_stated(spec: Spec, model: InputModel) -> list[Stated]:
    out: list[Stated] = []
    pattern = (
        r"\b(?P<k>(strictly )?(monoton\w+ )?(increas|decreas)\w+|non-?decreasing|non-?increasing)"
        r" (in|with|function of) (the )?[`*']{0,3}(?P<a>[A-Za-z_]\w*)[`*']{0,3}"
    )
    for match in find_all(spec, pattern):
        given = model.input(match["a"])
        before = spec.text[max(0, match.start() - 70) : match.start()].lower()
        if given is None or given.kind != "number" or given.elements != "real":
            continue
        if not re.search(r"\b(result|output|function|returned? value) (is|must be|has to be)[^.;]*$", before):
            continue
        word = match["k"].lower()
        sign = -1.0 if ("decreas" in word) != ("non" in word) else 1.0
        text = f"the result {'rises' if sign > 0 else 'falls'} with `{given.name}`"
        out.append(Stated(HasProperty("monotone", (given.name,), numbers=(sign,)), text, span_of(match)))
    return [*out[:1], *_rising(spec, model)][:3]


_NOT_EVERYWHERE: Final = re.compile(
    r"\b(if|when|for|then|until|first|usually|generally|typically|often|may|can|not necessarily|"
    r"at (low|high|small|large|first)|below|above|up to|strongest|fast\w*|slow\w*|linear\w*|"
    r"exponential\w*|as the)\b",
    re.IGNORECASE,
)


def _rising(spec: Spec, model: InputModel) -> list[Stated]:
    """`increases with S`, `falls as c rises`, `does not decrease with q`, where it is said of the result."""
    found = results_of(spec)
    if len(found) != 1:
        return []
    text = " ".join(found[0][1].split())
    name = r"(?:the |increasing )?[`*]*(?P<a>[A-Za-z_]\w*)[`*]*"
    up, down = (
        "increas(?:es|ing)|rises|rising|grows|growing",
        "decreas(?:es|ing)|falls|falling|drops|dropping",
    )
    out: list[Stated] = []
    for pattern, sign in (
        (rf"(?<!not )\b(?:{up})(?: monotonically)? with {name}", 1.0),
        (rf"(?<!not )\b(?:{down})(?: monotonically)? with {name}", -1.0),
        (rf"\b(?:{up}) as {name} (?:{up})", 1.0),
        (rf"\b(?:{down}) as {name} (?:{up})", -1.0),
        (rf"\b(?:does not|never) decreases? (?:with|in) {name}", 1.0),
        (rf"\b(?:does not|never) increases? (?:with|in) {name}", -1.0),
    ):
        for match in re.finditer(pattern, text, re.IGNORECASE):
            given = model.input(match["a"])
            start = max(text.rfind(". ", 0, match.start()), text.rfind(";", 0, match.start()), 0)
            around = re.split(r";|\.\s", text[match.end() :])[0]
            around = text[start : match.end()] + around
            if given is None or given.kind != "number" or given.elements != "real":
                continue
            if _NOT_EVERYWHERE.search(around) or "|" in around:
                continue
            claim = f"the result {'rises' if sign > 0 else 'falls'} with `{given.name}`"
            out.append(Stated(HasProperty("monotone", (given.name,), numbers=(sign,)), claim, found[0][2]))
    return out[:2]


def _monotone_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    name = relation.parameters[0]
    out: list[Case] = []
    for run in ground.ordinary(4):
        value = run.drawn.arguments[name]
        if isinstance(value, int | float):
            calls = tuple({**run.drawn.arguments, name: float(value) * f} for f in (1.0, 1.1, 1.3, 1.7))
            if value > 0 and all(keeps(ground.model, c) for c in calls):
                out.append(Case(calls, run))
    return out


def _monotone(relation: HasProperty, _case: Case, results: Sequence[Seen]) -> Finding:
    if any(s.parts is None for s in results):
        return Open("a call gave nothing")
    rows = [floats(parts_for(relation, s)[0]) for s in results]
    if any(r.shape != rows[0].shape or r.dtype.kind == "c" or not np.isfinite(r).all() for r in rows):
        return Open("values can't be compared")
    for number, (a, b) in enumerate(pairwise(rows)):
        room = 1e-9 * np.abs(a)
        if np.any((b - a) * relation.numbers[0] < -room):
            return Broken(
                "values in one direction",
                f"{float(a.ravel()[0]):.10g}, then {float(b.ravel()[0]):.10g}",
                number + 1,
            )
    return same_parts(rows[:1], rows[:1])


MONOTONE: Final = Law("monotone", _monotone_stated, _monotone_cases, _monotone)
LAWS: Final = (UNITS, POWER, MONOTONE)
