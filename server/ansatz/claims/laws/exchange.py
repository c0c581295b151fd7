"""Laws of symmetry: arguments exchanged, things relabelled, origins and periods shifted."""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from ...core.claim import HasProperty
from ...core.inputs import Input, InputModel
from ...core.spec import Spec
from ..returned import Seen
from . import indifferent
from .law import (
    Case,
    Finding,
    Ground,
    Law,
    Open,
    Stated,
    equal,
    find,
    find_all,
    floats,
    is_number,
    parts_for,
    same_parts,
    sentence_at,
    span_of,
)
from .speaking import pairs_of, place_of

_PAIR: Final = r"[`*']{0,3}(?P<a>[A-Za-z_]\w*)[`*']{0,3} (and|,|or) [`*']{0,3}(?P<b>[A-Za-z_]\w*)[`*']{0,3}"


def _swap_stated(spec: Spec, model: InputModel) -> list[Stated]:
    out: list[Stated] = []
    for pattern, sign in (
        (
            rf"(?<!anti)(?<!anti-)(?<!not )\bsymmetric (in|under (the )?exchange of|with respect to) {_PAIR}",
            1.0,
        ),
        (
            rf"\b(exchang|swapp|interchang)ing {_PAIR} (does not|doesn't|leaves) (change|"
            rf"the \w+ unchanged|it unchanged)",
            1.0,
        ),
        (rf"\b(exchang|swapp|interchang)ing {_PAIR} (changes|flips|reverses) (the|its) sign", -1.0),
        (rf"\banti-?symmetric (in|under (the )?exchange of|with respect to) {_PAIR}", -1.0),
    ):
        for match in find_all(spec, pattern):
            if model.input(match["a"]) and model.input(match["b"]) and match["a"] != match["b"]:
                out.append(_swap(match["a"], match["b"], sign, match))
    limits = find(spec, r"\b(limits|bounds|ends|end ?points) (may|can) be (given )?in (either|any) order")
    if limits and re.search(r"sign", sentence_at(spec, limits)):
        for a, b in (
            ("a", "b"),
            ("lo", "hi"),
            ("low", "high"),
            ("lower", "upper"),
            ("x0", "x1"),
            ("t0", "t1"),
        ):
            if model.input(a) and model.input(b):
                out.append(_swap(a, b, -1.0, limits))
    both = find(
        spec,
        r"\b(?:exchang|swapp|interchang)ing the (?:two )?[a-z]+ (?:does not|doesn't|leaves|changes)"
        r" (?:change|nothing|(?:the \w+|it) unchanged)|"
        r"(?<!anti)(?<!anti-)(?<!not )\bsymmetric in (?:its|the|both) (?:two )?(?:arguments|points|particles|"
        r"bodies|atoms|charges|masses|samples|groups|sequences|distributions|states)\b",
    )
    pairs = pairs_of(model) if both else ()
    if both and pairs and not out:
        relation = HasProperty("swap", pairs, numbers=(1.0,))
        names = ", ".join(f"`{n}`" for n in pairs)
        out.append(Stated(relation, f"exchanging the two of {names} changes nothing", span_of(both)))
    return out[:2] or indifferent.swaps(spec, model)


def _swap(a: str, b: str, sign: float, match: re.Match[str]) -> Stated:
    effect = "changes the sign alone" if sign < 0 else "changes nothing"
    return Stated(
        HasProperty("swap", (a, b), numbers=(sign,)), f"exchanging `{a}` and `{b}` {effect}", span_of(match)
    )


def _swap_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    names = relation.parameters
    pairs = list(zip(names[::2], names[1::2], strict=True))
    out: list[Case] = []
    for run in ground.ordinary(4):
        given = run.drawn.arguments
        if all(np.shape(np.asarray(given[a])) == np.shape(np.asarray(given[b])) for a, b in pairs):
            turned = {**given, **{a: given[b] for a, b in pairs}, **{b: given[a] for a, b in pairs}}
            out.append(Case((dict(given), turned), run))
    return out


def _swap_check(relation: HasProperty, _case: Case, results: Sequence[Seen]) -> Finding:
    one, other = results
    if one.parts is None or other.parts is None:
        return Open(one.problem or other.problem)
    ones = [floats(p) * relation.numbers[0] for p in parts_for(relation, one)]
    return same_parts(ones, parts_for(relation, other))


SWAP: Final = Law("swap", _swap_stated, _swap_cases, _swap_check)


def _plain_equal(relation: HasProperty, _case: Case, results: Sequence[Seen]) -> Finding:
    return equal(relation, results[0], results[1], " as before")


def _torus_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """A field on a periodic grid: a shift of the argument shifts the result."""
    found = find(
        spec,
        r"\bfield is periodic on the grid|\bperiodic (on|over) the (grid|domain)|"
        r"\bperiodic boundary conditions\b",
    )
    if found is None or generators_in(model):
        return []
    said = " ".join(r.description for r in spec.results)
    fields = [
        i
        for i in model.inputs
        if i.kind == "array" and len(i.dims) == 2 and all(isinstance(d, str) for d in i.dims)
    ]
    others = [i for i in model.inputs if i.kind == "array" and i not in fields]
    if len(fields) != 1 or others or not re.search(r"\bsame (grid|shape)\b", said):
        return []
    text = f"shifting `{fields[0].name}` around its period shifts the result alike"
    return [Stated(HasProperty("torus", (fields[0].name,)), text, span_of(found))]


def generators_in(model: InputModel) -> bool:
    """Whether chance plays a part."""
    return any(i.kind == "generator" for i in model.inputs)


def _torus_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    name = relation.parameters[0]
    out: list[Case] = []
    for run in ground.ordinary(3):
        field = np.asarray(run.drawn.arguments[name])
        if field.ndim == 2 and min(field.shape) >= 2:
            moved = {**run.drawn.arguments, name: np.roll(field, (1, 1), (0, 1))}
            out.append(Case((dict(run.drawn.arguments), moved), run))
    return out


def _torus(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    if results[0].parts is None or results[1].parts is None:
        return Open(results[0].problem or results[1].problem)
    shifted = [np.roll(p, (1, 1), (0, 1)) if p.ndim == 2 else p for p in parts_for(relation, results[0])]
    return same_parts(shifted, parts_for(relation, results[1]))


TORUS: Final = Law("torus", _torus_stated, _torus_cases, _torus)


def _images_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """Coordinates in a periodic box that may lie any number of boxes away."""
    found = find(
        spec, r"\b(unwrapped|any number of (boxes|cells|periods) away|outside the (primary )?(box|cell))"
    )
    box = next(
        (
            i
            for i in model.inputs
            if i.name in {"box", "cell", "lengths", "box_size", "L"} and i.dims in ((3,), (2,), ("d",))
        ),
        None,
    )
    points = [
        i
        for i in model.inputs
        if i.kind == "array" and len(i.dims) >= 2 and box is not None and i.dims[-1:] == box.dims
    ]
    said = find(spec, r"\bperiodic\b")
    if found is None or said is None or box is None or len(points) != 1:
        return []
    if not re.search(r"\b(may|can) be\b", sentence_at(spec, found), re.IGNORECASE):
        return []
    text = f"moving points of `{points[0].name}` by whole boxes changes nothing"
    return [Stated(HasProperty("images", (points[0].name, box.name)), text, span_of(found))]


def _images_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    name, box = relation.parameters
    rng = ground.rng()
    out: list[Case] = []
    for run in ground.ordinary(4):
        points, edges = floats(run.drawn.arguments[name]), floats(run.drawn.arguments[box])
        moved = points + rng.integers(-3, 4, points.shape) * edges
        out.append(Case((dict(run.drawn.arguments), {**run.drawn.arguments, name: moved}), run))
    return out


IMAGES: Final = Law("images", _images_stated, _images_cases, _plain_equal)


def _period_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """`periodic in phi with period 2 pi`."""
    out: list[Stated] = []
    pattern = (
        r"\bperiodic (in|with respect to) [`*']{0,3}(?P<a>[A-Za-z_]\w*)[`*']{0,3},? (with|of)"
        r" (a )?period (of )?[`*$]*(?P<p>2 ?\*? ?(pi|π|\\pi)|pi|π|\d+(\.\d+)?|[A-Za-z_]\w*)"
    )
    for match in find_all(spec, pattern):
        given = model.input(match["a"])
        if given is None:
            continue
        said = match["p"].replace(" ", "").replace("*", "").replace("\\", "").replace("π", "pi")
        names: tuple[str, ...] = (given.name,)
        numbers: tuple[float, ...] = ()
        if said in {"2pi", "pi"}:
            numbers = (2 * np.pi if said == "2pi" else np.pi,)
        elif model.input(match["p"]) is not None:
            names = (given.name, match["p"])
        elif re.fullmatch(r"\d+(\.\d+)?", said):
            numbers = (float(said),)
        else:
            continue
        text = f"it is periodic in `{given.name}`"
        out.append(Stated(HasProperty("period", names, numbers=numbers), text, span_of(match)))
    for p in spec.parameters:
        given = model.input(p.name)
        own = re.search(
            r"(?:^|[,;.\])] ?)periodic with (?:a )?(?:period (?:of )?)?(?P<p>2 ?\*? ?pi|pi|"
            r"\d+(?:\.\d+)?)(?=[.,;)]|$)",
            " ".join(p.description.split()),
        )
        if own is None or given is None or given.elements != "real" or given.kind not in {"number", "array"}:
            continue
        said = own["p"].replace(" ", "").replace("*", "")
        period = {"2pi": 2 * np.pi, "pi": np.pi}.get(said)
        numbers = (float(said) if period is None else period,)
        place = place_of(spec, own.group().strip(" ,;.])"))
        text = f"it is periodic in `{given.name}`"
        out.append(Stated(HasProperty("period", (given.name,), numbers=numbers), text, place))
    return out


def _period_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    name = relation.parameters[0]
    out: list[Case] = []
    for run in ground.ordinary(4):
        value = floats(run.drawn.arguments[name])
        period = (
            relation.numbers[0]
            if relation.numbers
            else float(floats(run.drawn.arguments[relation.parameters[1]]))
        )
        moved = value + period
        out.append(
            Case(
                (
                    dict(run.drawn.arguments),
                    {**run.drawn.arguments, name: moved if moved.ndim else float(moved)},
                ),
                run,
            )
        )
    return out


PERIOD: Final = Law("period", _period_stated, _period_cases, _plain_equal)


def _shift_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """`invariant under translation of x`, `depends only on the differences of t`."""
    out: list[Stated] = []
    name = r"[`*']{0,3}(?P<a>[A-Za-z_]\w*)[`*']{0,3}"
    for pattern in (
        rf"\binvariant (under|to) (a )?(translations?|shifts?) (of|in) (the )?{name}",
        rf"\bdepends? only on (the )?differences? (of|in|between) (the )?{name}",
        rf"\badding a constant to (all (of )?)?(the )?{name} (does not|doesn't) change",
    ):
        for match in find_all(spec, pattern):
            given = model.input(match["a"])
            if given is not None and given.elements == "real":
                text = f"adding a constant to `{given.name}` changes nothing"
                out.append(Stated(HasProperty("shift", (given.name,)), text, span_of(match)))
    moved = find(
        spec,
        r"\b(?:translating|shifting|moving) (?:the )?(?:whole|entire|all)(?: of)?(?: the)? [a-z]+"
        r"(?: by (?:the same|a common|one) [a-z]+)? (?:changes nothing|does not change|leaves)|"
        r"(?<!not )\btranslation(?:ally)?[- ]invarian(?:t|ce)\b|"
        r"(?<!not )\binvariant (?:under|to) (?:rigid )?translations?\b(?! (?:of|in))|"
        r"\bunaffected by (?:any |all |the )?(?:rigid )?(?:rotations? (?:and|or) )?translations?\b|"
        r"\b(?:unchanged|the same|invariant) (?:when|if) (?:both|all|the two|all the) [a-z]+ are "
        r"(?:moved|shifted|translated) (?:alike|together|by (?:the same|one|a common) \w+)",
    )
    places = tuple(i.name for i in model.inputs if i.kind == "array" and _is_place(spec, i))
    if (
        moved
        and places
        and not out
        and not re.search(r"\b(image|pixels?|signal|torus|periodic)\b", spec.text)
    ):
        names = ", ".join(f"`{n}`" for n in places)
        text = f"moving {names} by one vector changes nothing"
        out.append(Stated(HasProperty("shift", places), text, span_of(moved)))
    return out or indifferent.shifts(spec, model)


def _is_place(spec: Spec, given: Input) -> bool:
    """Whether an array holds places in space, one coordinate after the other along its last axis."""
    said = next((p.description for p in spec.parameters if p.name == given.name), "")
    return (
        given.elements == "real"
        and given.dims[-1:] in ((3,), (2,), ("d",))
        and re.search(
            r"\b(positions?|coordinates?|points?|trajector\w+|atoms|vertices|places|cent(?:re|er)s?|sites?|nuclei)\b",
            said,
            re.I,
        )
        is not None
    )


def _shift_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    out: list[Case] = []
    for run in ground.ordinary(4):
        changed = dict(run.drawn.arguments)
        for name in relation.parameters:
            value = changed[name]
            moved = floats(value) + 1.375
            changed[name] = float(moved) if is_number(value) else moved
        out.append(Case((dict(run.drawn.arguments), changed), run))
    return out


SHIFT: Final = Law("shift", _shift_stated, _shift_cases, _plain_equal)


def _back_stated(spec: Spec, model: InputModel) -> list[Stated]:
    """`going to z and back returns …`: there, back and there again is the same as there."""
    found = find(
        spec,
        r"\b(going|propagating|moving|stepping) (to|by|over) [`*]*(?P<a>[A-Za-z_]\w*)"
        r"[`*]* and back (returns|gives|recovers|restores)",
    )
    if found is None or (given := model.input(found["a"])) is None or given.kind != "number":
        return []
    fields = [i for i in model.inputs if i.kind == "array"]
    if len(fields) != 1 or not any(re.search(r"\bsame (grid|shape)\b", r.description) for r in spec.results):
        return []
    text = f"to `{given.name}`, back and there again is the same as there"
    return [Stated(HasProperty("back", (fields[0].name, given.name)), text, span_of(found))]


def _back_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    # The result of a first round is an argument of the second, so two steps are seen of three.
    field, name = relation.parameters
    out: list[Case] = []
    for run in ground.ordinary(4):
        given = run.drawn.arguments
        value = given[name]
        if run.seen.parts is None or not isinstance(value, int | float):
            continue
        there = run.seen.parts[0]
        if there.shape != np.shape(np.asarray(given[field])):
            continue
        back = {**given, field: there, name: -float(value)}
        both = {**given, name: 0.0}
        out.append(Case((back, both), run))
    return out


def _back(relation: HasProperty, _case: Case, results: Sequence[Seen]) -> Finding:
    return equal(relation, results[1], results[0], " as without going anywhere", at=0)


BACK: Final = Law("back", _back_stated, _back_cases, _back)


LAWS: Final = (SWAP, TORUS, IMAGES, PERIOD, SHIFT, BACK)
