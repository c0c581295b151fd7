"""Whether a routine's result comes in the unit that the text asks for, and the factor where it does not."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from ...core.quantity import ONE, Dimension, Unit
from ...reading.phrases import unit_of
from .binding import Pair
from .composition import Composition, NotComposed
from .facts import Argument, Wanted
from .manual import Manual
from .roles import DATA, Role
from .writing import atom

_AT: Final = re.compile(r"\s(?:at|of|for|when|where)\s.*", re.DOTALL)
_WORDS: Final = {"minutes": "min", "hours": "h", "seconds": "s", "days": "d", "degrees": "deg"}


def in_wanted_unit(
    c: Composition, manual: Manual, expression: str, wanted: Wanted | None, order: int = 0
) -> str:
    """The expression, times a factor where units ask for one. Raises NotComposed where units disagree."""
    rule = manual.entry.unit if manual.entry is not None else ""
    asked = _wanted_unit(c, wanted)
    if not rule or asked is None:
        return expression
    given = _derived(c, rule, order)
    if given is None:
        return expression
    if given.has_offset or asked.offset:
        if asked.text != given.text and rule == "y":
            raise NotComposed(f"the result is in {given.text}, and {asked.text} is asked for")
        return expression
    if given.dimension != asked.dimension:
        raise NotComposed(f"the result is in {given.text}, which is no {asked.text}")
    text = given.text
    ratio = given.factor / asked.factor
    if math.isclose(ratio, 1.0, rel_tol=1e-9):
        return expression
    c.adapted.append((f"times {ratio:g}", f"from {text} to {asked.text}"))
    return f"{atom(expression)} * {ratio:.12g}" if ratio >= 1 else f"{atom(expression)} / {1 / ratio:.12g}"


def _wanted_unit(c: Composition, wanted: Wanted | None) -> Unit | None:
    if wanted is not None:
        bare = wanted.text.strip(" .\n")
        return unit_of(wanted.text) or (unit_of(f"[{bare}]") if len(bare) <= 12 else None)
    if wanted is None and not c.facts.results:
        found = re.search(r"\b(?:[Rr]eturns?|[Rr]esult)\b[^.]*?\bin ([\w/^*² ³-]+?)(?:[.,;]|$)", c.facts.text)
        return unit_of(f"[{found[1].strip()}]") if found else None
    return None


@dataclass(frozen=True, slots=True)
class _Derived:
    factor: float
    dimension: Dimension
    text: str
    has_offset: bool


_LIKE: Final[tuple[tuple[frozenset[Role], frozenset[Role]], ...]] = (
    (frozenset({"query"}), frozenset({"abscissa"})),
    (frozenset({"population mean"}), frozenset({"sample"})),
    (frozenset({"prominence", "height", "threshold"}), frozenset({"signal"})),
    (frozenset({"predicted"}), frozenset({"observed"})),
)
_TWINS: Final[frozenset[Role]] = frozenset({"sample", "observations"})


def in_like_units(c: Composition, pairs: Sequence[Pair], correlates: bool = False) -> None:
    """Brings arguments that are compared with each other into one unit. Raises NotComposed where "
    "none fits."""
    for own, other in _LIKE:
        for p in pairs:
            like = next((q for q in pairs if q.slot.roles & other and q is not p), None)
            if p.slot.roles & own and like is not None:
                _convert(c, p.argument, like.argument)
    if not correlates:
        twins = [p for p in pairs if p.slot.is_known and p.slot.roles & _TWINS]
        for p in twins[1:]:
            if p.slot.roles == twins[0].slot.roles:
                _convert(c, p.argument, twins[0].argument)


def _convert(c: Composition, argument: Argument, like: Argument) -> None:
    one, other = unit_of_argument(argument), unit_of_argument(like)
    if one is None or other is None or one.text == other.text:
        return
    if one.dimension != other.dimension or one.offset or other.offset:
        raise NotComposed(f"`{argument.name}` in {one.text} is compared with `{like.name}` in {other.text}")
    ratio = one.factor / other.factor
    if math.isclose(ratio, 1.0, rel_tol=1e-9):
        return
    times = f" * {ratio:.12g}" if ratio >= 1 else f" / {1 / ratio:.12g}"
    c.exprs[argument.name] = f"{atom(c.expr(argument))}{times}"
    c.adapted.append((f"{argument.name}{times}", f"from {one.text} to {other.text}"))


def _derived(c: Composition, rule: str, order: int) -> _Derived | None:
    """The result's unit by the rule of its entry, from the arguments'; None where one of them has none."""
    if rule == "1":
        return _Derived(1.0, ONE, "a pure number", False)
    y = _unit_of_part(c, frozenset(DATA))
    if y is None:
        return None
    if rule == "y" and order:
        x = _unit_of_part(c, frozenset({"abscissa", "spacing"}))
        if x is None:
            return None
        power = Fraction(order)
        text = f"{y.text} / {x.text}^{order}"
        return _Derived(y.factor / x.factor**order, y.dimension / x.dimension**power, text, bool(y.offset))
    if rule in {"y", "y^2"}:
        power = 2 if rule == "y^2" else 1
        return _Derived(y.factor**power, y.dimension ** Fraction(power), y.text, bool(y.offset))
    x = _unit_of_part(c, frozenset({"abscissa", "spacing"}))
    if x is None:
        return None
    if rule == "x*y":
        return _Derived(
            x.factor * y.factor, x.dimension * y.dimension, f"{x.text} * {y.text}", bool(y.offset)
        )
    return _Derived(
        y.factor / x.factor, y.dimension / x.dimension, f"{y.text} / {x.text}", bool(y.offset or x.offset)
    )


def _unit_of_part(c: Composition, roles: frozenset[Role]) -> Unit | None:
    """The unit of the one argument that plays one of these parts."""
    units = [
        unit for p in c.pairs if p.slot.roles & roles and (unit := unit_of_argument(p.argument)) is not None
    ]
    return units[0] if len({u.text for u in units}) == 1 else None


def unit_of_argument(argument: Argument) -> Unit | None:
    """The unit that an argument's description states, also in words: `times in minutes`."""
    # A unit in brackets stands anywhere; one in running text stands before `at` and `of`.
    is_bracketed = bool(re.search(r"[\[(][^\])]+[\])]", argument.text))
    found = unit_of(argument.text) if is_bracketed else unit_of(_AT.sub("", argument.text))
    if found is not None:
        return found
    if word := re.search(r"\b(?:in )?(minutes|hours|seconds|days|degrees)\b", argument.text):
        return unit_of(f"[{_WORDS[word[1]]}]")
    return None
