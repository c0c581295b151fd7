"""The law of special values: what the result is where the arguments meet a condition that the text names.

`zero at V = V0`, `dose / V1 for t = 0`, `1 if a = b and p = q`, `0 where r > cutoff`, `For e2 = 0 it is
a * phi`, `zero for identical samples`. Both sides of a condition and the value are formulas of arguments;
two readers that share no code must take them for the same thing.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from ...core.claim import HasProperty
from ...core.inputs import Input, InputModel
from ...core.spec import Spec
from ...formulas.tree import symbols
from ..formula_text import formula_in, mentions, values_of
from ..inputs.draw import keeps
from ..returned import Arguments, Array, Seen
from .law import (
    Broken,
    Case,
    Finding,
    Ground,
    Held,
    Law,
    Open,
    Stated,
    floats,
    is_number,
    parts_for,
    say,
)
from .speaking import Passage, pairs_of, passages, place_of

_NUMBERS: Final = {
    "zero": 0.0, "one": 1.0, "unity": 1.0, "nan": float("nan"), "np.nan": float("nan"),
    "inf": float("inf"), "infinity": float("inf"), "infinite": float("inf"), "np.inf": float("inf"),
}  # fmt: skip
_SIGNS: Final = {"=": "=", "==": "=", "<": "<", ">": ">", "<=": "<=", ">=": ">=", "≤": "<=", "≥": ">="}
_TERM: Final = r"[A-Za-z0-9_.+*/^()-]+(?: ?(?:\*\*|[*/^+-]) ?[A-Za-z0-9_.()]+)*"
_SIGN: Final = r"(?:==?|<=|>=|<|>|≤|≥)"
_CONDITION: Final = rf"{_TERM} ?{_SIGN} ?{_TERM}"
_CONDITIONS: Final = rf"(?P<when>{_CONDITION}(?:,? and {_CONDITION})*)"
_VALUE: Final = (
    rf"(?:exactly |identically |just |simply )?(?P<value>{_TERM})(?: itself| everywhere| "
    rf"throughout)?"
)
_END: Final = (
    r"(?=\s*(?:[.;:)](?!\d)|,(?! ?(?:and )?[\w.*/^+-]+ ?(?:[<>=≤≥]))|\(|$| and \S+ (?:for|at|"
    r"if|where|when) ))"
)
_IS: Final = r"(?:is|equals|becomes|gives|must be|reduces to|returns|goes over into|simplifies to)"
_DOUBT: Final = re.compile(
    r"\b(approximately|about|roughly|usually|typically|often|limit\w*|approach\w*|tends?|order|not|never|unless|"
    r"except|default\w*|may|can|could|should|expected|mean|average|nearly|almost|derivative|slope|first|raises?|"
    r"warn\w*|error|otherwise than|e\.g|say|near|close|assum\w+|suppose|index\w*|row|column|entry|"
    r"element)\b|n't\b",
    re.IGNORECASE,
)
_WEAKENED: Final = re.compile(
    r"\s*[,(]?\s*(?:but )?(?:up to|for|if|unless|when|except|provided|within|on average|in the|approximately|"
    r"about|before|after|assuming|though|although|but|only)\b",
    re.IGNORECASE,
)
"""Behind a value that is not meant exactly, or not always."""
_ALIKE: Final = re.compile(
    r"(?:^|[,:(] ?|\b(?:is|are|equals|gives|and|be) )(?P<value>zero|one|unity|0|1) "
    r"(?:for|if|when|where|between) (?:the )?(?:two )?(?:both )?(?:(?:identical|equal|the same) "
    r"(?:two )?[a-z]+s\b|(?:two |both )?[a-z]+s (?:are|coincide|agree)(?: identical| equal| the same)?)"
    r"(?=[.;,)]|$)",
    re.IGNORECASE,
)


def _stated(spec: Spec, model: InputModel) -> list[Stated]:
    names = frozenset(i.name for i in model.inputs if i.kind in {"number", "integer", "array"})
    out: list[Stated] = []
    for passage in passages(spec):
        plain = passage.text.replace("`", "").replace("$", "").replace("*", "*")
        for value, when in _found(plain, passage, spec):
            conditions = [_split(c) for c in re.split(r",? and ", when)]
            if not _is_read(value, names) or not all(_is_condition(c, names) for c in conditions):
                continue
            if _is_elementary(value, conditions, model):
                continue
            words = (value, *(part for c in conditions for part in c))
            text = f"it is {value} where {' and '.join(' '.join(c) for c in conditions)}"
            running = tuple(
                i.name for i in model.inputs if _runs(i) and i.name in {s for c in conditions for s in c}
            )
            relation = HasProperty("special", running, passage.number, words=words)
            out.append(Stated(relation, text, place_of(spec, passage.text)))
        alike = _ALIKE.search(plain)
        if alike and (passage.is_entry or re.match(r"The result ", plain)) and not _DOUBT.search(plain):
            pairs = pairs_of(model)
            if pairs:
                conditions = [(a, "=", b) for a, b in zip(pairs[::2], pairs[1::2], strict=True)]
                words = (alike["value"], *(part for c in conditions for part in c))
                text = f"it is {alike['value']} where {' and '.join(' '.join(c) for c in conditions)}"
                relation = HasProperty("special", output=passage.number, words=words)
                out.append(Stated(relation, text, place_of(spec, passage.text)))
    return list({s.relation.words: s for s in out}.values())[:4]


def _runs(given: Input) -> bool:
    return given.kind == "array" and bool(given.traits & {"increasing", "decreasing", "starts at zero"})


def _found(plain: str, passage: Passage, spec: Spec) -> Iterator[tuple[str, str]]:
    """Values with their conditions; in running text what is said must be said of the result."""
    own = {r.name for r in spec.results if r.name} | {r.symbol for r in spec.results if r.symbol}
    named = "|".join(re.escape(n) for n in sorted({n for n in own if n} | {spec.name}))
    # In running text "it" may be anything that was spoken of before.
    own_words = r"it|this|the value|" if passage.is_entry else ""
    subject = rf"(?:{own_words}the result|the function|the returned value|{named})"
    if passage.is_entry:
        behind = (
            rf"(?:^|[,:(] ?|\b{_IS} |\b(?:and|exactly) ){_VALUE} (?:for|at|if|where|when|whenever) "
            rf"{_CONDITIONS}{_END}"
        )
    else:
        behind = rf"\b{subject} {_IS} {_VALUE} (?:for|at|if|where|when|whenever) {_CONDITIONS}{_END}"
    before = rf"\b(?:for|at|if|where|when|with) {_CONDITIONS},? {subject} {_IS} {_VALUE}{_END}"
    aside = rf"\({_CONDITIONS}\),? {subject} {_IS} {_VALUE}{_END}"
    gone = rf"\b(?:{subject} )?(?P<value>vanishes) (?:for|at|if|where|when) {_CONDITIONS}{_END}"
    for pattern in (behind, before, aside, gone):
        for match in re.finditer(pattern, plain, re.IGNORECASE):
            around = plain[max(0, match.start() - 60) : match.end()]
            if _DOUBT.search(
                re.split(r"[,;:(]", around[: match.end() - match.start() + 60])[-1]
            ) or _DOUBT.search(match.group()):
                continue
            # `between 0 and 1 for x > 0`, `a at x = 0, up to the error of the grid`.
            front = plain[: match.start("value")]
            if re.search(r"\b(?:between|from|than|within)\b[^,;:]*$", front, re.IGNORECASE):
                continue
            if _WEAKENED.match(plain[match.end() :]):
                continue
            value = "0" if match["value"].lower() == "vanishes" else match["value"]
            yield value.strip(" ."), match["when"].strip(" .")


def _split(condition: str) -> tuple[str, str, str]:
    left, sign, right = re.split(rf" ?({_SIGN}) ?", condition, maxsplit=1)
    return left.strip(), _SIGNS[sign], right.strip()


def _is_elementary(value: str, conditions: Sequence[tuple[str, str, str]], model: InputModel) -> bool:
    """A number where one argument is another number: another law's business, unless that is an array."""
    left, sign, right = conditions[0]
    given, number = model.input(left), _number(value)
    return (
        len(conditions) == 1
        and sign == "="
        and number is not None
        and np.isfinite(number)
        and _number(right) is not None
        and not (given is not None and given.kind == "array")
    )


def _is_read(value: str, names: frozenset[str]) -> bool:
    formula = formula_in(value, names)
    return _number(value) is not None or (formula is not None and bool(symbols(formula)))


def _is_condition(condition: tuple[str, str, str], names: frozenset[str]) -> bool:
    left, sign, right = condition
    sides = [formula_in(side, names) if _number(side) is None else None for side in (left, right)]
    if any(s is None and _number(t) is None for s, t in zip(sides, (left, right), strict=True)):
        return False
    if not any(s is not None and symbols(s) for s in sides):
        return False
    return sign != "=" or left in names or right in names


def _number(text: str) -> float | None:
    if text.lower() in _NUMBERS:
        return _NUMBERS[text.lower()]
    try:
        return float(text)
    except ValueError:
        return None


def _computed(text: str, arguments: Arguments) -> Array | None:
    if (number := _number(text)) is not None:
        return np.asarray(number)
    formula = formula_in(text, frozenset(n for n in arguments if mentions(text, n)))
    return None if formula is None else values_of(formula, arguments)


def _cases(relation: HasProperty, ground: Ground) -> list[Case]:
    value, *parts = relation.words
    conditions = list(zip(parts[::3], parts[1::3], parts[2::3], strict=True))
    rng = ground.rng()
    out: list[Case] = []
    for run in ground.ordinary(4):
        for _ in range(40):
            moved = _meeting(dict(run.drawn.arguments), conditions, ground.model)
            if (
                moved is not None
                and keeps(ground.model, moved)
                and all(_is_met(c, moved) for c in conditions)
            ):
                want = _computed(value, moved)
                if want is not None:
                    out.append(Case((moved,), run, (want,)))
                break
            run_arguments = _stirred(run.drawn.arguments, conditions, rng)
            again = _meeting(run_arguments, conditions, ground.model)
            if (
                again is not None
                and keeps(ground.model, again)
                and all(_is_met(c, again) for c in conditions)
            ):
                want = _computed(value, again)
                if want is not None:
                    out.append(Case((again,), run, (want,)))
                break
    return out


def _meeting(
    arguments: Arguments, conditions: Sequence[tuple[str, str, str]], model: InputModel
) -> Arguments | None:
    """The arguments with one side of each equality made equal to the other."""
    out = dict(arguments)
    for left, sign, right in conditions:
        if sign != "=":
            continue
        name, other = (left, right) if left in out else (right, left)
        given, want = model.input(name), _computed(other, out)
        if given is None or want is None or name not in out or not np.isfinite(want).all():
            return None
        old = floats(out[name])
        if old.dtype.kind != "f" or (want.ndim and want.shape != old.shape):
            return None
        if given.elements == "integer" and not np.array_equal(want, np.round(want)):
            return None
        if old.ndim == 1 and _runs(given):
            # What runs along in order meets it at its first point alone.
            first = np.concatenate((np.atleast_1d(want)[:1], old[1:]))
            if len(old) < 2 or (np.diff(first) <= 0).any() or want.ndim:
                return None
            out[name] = first.tolist() if isinstance(out[name], list) else first
        elif old.ndim:
            filled = np.broadcast_to(want, old.shape).astype(np.asarray(out[name]).dtype)
            out[name] = filled.tolist() if isinstance(out[name], list) else np.array(filled)
        else:
            out[name] = int(want) if isinstance(out[name], int) else float(want)
    return out


def _is_met(condition: tuple[str, str, str], arguments: Arguments) -> bool:
    left, sign, right = condition
    one, other = _computed(left, arguments), _computed(right, arguments)
    if one is None or other is None:
        return False
    # Beside the very end of an inequality rounding would decide.
    room = 1e-9 * (np.abs(one) + np.abs(other))
    if sign == "=" and max(one.ndim, other.ndim) == 1 and one.size != other.size:
        return bool(np.any(np.abs(one - other) <= room))
    match sign:
        case "<" | "<=":
            return bool(np.all(one < other - room))
        case ">" | ">=":
            return bool(np.all(one > other + room))
        case _:
            return bool(np.all(np.abs(one - other) <= room))


def _stirred(
    arguments: Arguments, conditions: Sequence[tuple[str, str, str]], rng: np.random.Generator
) -> Arguments:
    """Numbers of the inequalities at other magnitudes."""
    text = " ".join(part for c in conditions if c[1] != "=" for part in c)
    out = dict(arguments)
    for name, value in arguments.items():
        if is_number(value) and isinstance(value, float) and mentions(text, name):
            out[name] = value * float(10 ** rng.uniform(-1, 1))
    return out


def _check(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    seen, want = results[0], case.kept[0]
    if seen.parts is None and seen.was_reached and seen.kind == "ZeroDivisionError":
        return Broken(say(want), seen.problem)
    parts = parts_for(relation, seen)
    if len(parts) != 1 or parts[0].size == 0 or parts[0].dtype.kind not in "iufc":
        return Open(seen.problem or "no number came back")
    got = np.asarray(parts[0])
    if relation.parameters and got.ndim == 1 and got.size > 1:
        got, want = got[:1], np.atleast_1d(want)[:1]
    elif relation.parameters:
        return Open("the result does not run along with the argument")
    if want.ndim and want.shape != got.shape:
        return Open("the value has another shape than the result")
    base = case.base.seen.parts if case.base else None
    usual = floats(base[relation.output or 0]) if base and len(base) > (relation.output or 0) else got
    if usual.dtype.kind not in "fc" or not np.isfinite(usual).all():
        return Open("an ordinary value is not finite")
    wanted = np.broadcast_to(want, got.shape)
    if np.array_equal(got, wanted, equal_nan=True):
        return Held()
    size = max(float(np.abs(usual).max(initial=0.0)), float(np.abs(want).max(initial=0.0)), 1e-280)
    if np.isfinite(want).all() and np.isfinite(got).all() and np.abs(got - wanted).max() <= 1e-6 * size:
        return Held()
    return Broken(say(want), say(got))


SPECIAL: Final = Law("special", _stated, _cases, _check)
LAWS: Final = (SPECIAL,)
