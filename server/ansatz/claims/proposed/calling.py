"""One proposed relation and one function: which calls it wants next, and what their results say of it."""

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray

from ...core.claim import Holds, MeetsDefinition, PlannedCall, RelatesCalls
from ...core.spec import Spec
from ...core.term import Constant, Definition, Name, Term
from ...formulas.terms.evaluate import Chance, Closure, Fuel, Raised, Value, defined, evaluate
from ...formulas.terms.functions import NoValue
from ...formulas.terms.printing import printed
from ..inputs.standins import Argument, standin
from ..laws.law import Broken, Finding, Held, Open, say
from ..returned import Arguments, Seen
from .reading import names_in

_SHAKE: Final = 4e-15
_GAIN: Final = 100.0
_FLOOR: Final = 0.1
_FINEST: Final = 1e-6
"""Two right ways to compute a value differ by less, but for what rounding explains."""
_NOISE: Final = 1e-3
"""Of a tolerance, the part that counts relative to an array's largest value."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A call that gave no value: the exception's type, or why nothing can be said."""

    kind: str
    problem: str
    was_reached: bool = True


Result: TypeAlias = Value | Failed
Given: TypeAlias = dict[str, Value]
"""Arguments of one call, as terms see them."""


class Conversation:
    """The calls of one relation, in rounds, since a call may take an earlier one's result."""

    def __init__(self, relation: RelatesCalls, fuel: Fuel | None = None) -> None:
        """Evaluates what is given. Raises `NoValue`."""
        self._relation = relation
        self._fuel = fuel or Fuel()
        self._names: dict[str, Value] = {}
        self._failed: dict[str, Failed] = {}
        self._made: dict[str, list[Given]] = {}
        try:
            for name, term in relation.given:
                self._names[name] = evaluate(term, self._names, self._fuel)
        except Raised as error:
            raise NoValue(f"what is given raises {error.kind}") from None

    def wanted(self) -> list[tuple[PlannedCall, list[Given]]]:
        """Calls whose arguments are known by now, each with its arguments. Raises `NoValue`."""
        out: list[tuple[PlannedCall, list[Given]]] = []
        for call in self._relation.calls:
            results = {one.result for one in self._relation.calls}
            needed = {n for _, t in call.arguments for n in names_in(t)} & results
            if call.result in self._made or needed & self._failed.keys() or not needed <= self._names.keys():
                continue
            out.append((call, [self._given(call, number) for number in range(call.repeats)]))
        return out

    def _given(self, call: PlannedCall, number: int) -> Given:
        names = {**self._names, "k": number} if call.repeats > 1 else self._names
        try:
            return {name: evaluate(term, names, self._fuel) for name, term in call.arguments}
        except Raised as error:
            raise NoValue(f"an argument raises {error.kind}") from None

    def answer(self, call: PlannedCall, given: list[Given], results: Sequence[Result]) -> None:
        """Takes the results of a wanted call."""
        self._made[call.result] = given
        failed = next((r for r in results if isinstance(r, Failed)), None)
        if failed is not None:
            self._failed[call.result] = failed
        else:
            values = cast("list[Value]", list(results))
            self._names[call.result] = values if call.repeats > 1 else values[0]

    @property
    def made(self) -> Mapping[str, list[Given]]:
        """Arguments of all calls that were made, by the name of the result."""
        return self._made

    def finding(self) -> tuple[Finding, Given]:
        """Whether everything holds, with the arguments to show."""
        for call in self._relation.calls:
            failed = self._failed.get(call.result)
            may_fail = any(h.sign == "raises" and h.left == Name(call.result) for h in self._relation.holds)
            if failed is None or may_fail:
                continue
            shown = self._shown(call.result)
            if not failed.was_reached or not failed.kind:
                return Open(failed.problem), shown
            return Broken("a value", failed.problem), shown
        for holds in self._relation.holds:
            try:
                finding, shown = self._held(holds)
            except (NoValue, Raised) as error:
                finding, shown = Open(str(error)), self._about(holds)
            if not isinstance(finding, Held):
                return finding, shown
        return Held(), {}

    def _held(self, holds: Holds) -> tuple[Finding, Given]:
        shown = self._about(holds)
        if holds.sign == "raises":
            return self._raised(holds), shown
        left = evaluate(holds.left, self._names, self._fuel)
        right = evaluate(holds.right, self._names, self._fuel)
        results = {call.result for call in self._relation.calls}
        wrong = disagreement(holds.sign, left, right, self._relation.rtol, self._relation.atol)
        if wrong is None:
            return Held(), shown
        one, other = wrong
        if not names_in(holds.left) & results:
            one, other = other, one
        words = {"~": "", "==": "", "!=": "other than ", "<": "below ", "<=": "at most ", ">": "above ",
                 ">=": "at least "}  # fmt: skip
        return Broken(f"{words[holds.sign]}{other}", one), shown

    def _raised(self, holds: Holds) -> Finding:
        wanted = cast("str", cast("Constant", holds.right).value)
        name = cast("Name", holds.left).name
        failed = self._failed.get(name)
        if failed is None:
            return Broken(wanted, "a value") if name in self._names else Open("the call was not made")
        if not failed.was_reached or not failed.kind:
            return Open(failed.problem)
        return Held() if failed.kind.rpartition(".")[2] == wanted else Broken(wanted, failed.problem)

    def _about(self, holds: Holds) -> Given:
        named = names_in(holds.left) | names_in(holds.right)
        return self._shown(next((c.result for c in self._relation.calls if c.result in named), ""))

    def _shown(self, result: str) -> Given:
        given = self._made.get(result)
        return given[0] if given else {}


def disagreement(sign: str, left: Value, right: Value, rtol: float, atol: float) -> tuple[str, str] | None:
    """Where two values do not stand in a relation, as text for both; None where they do."""
    if isinstance(left, tuple) or isinstance(right, tuple):
        if not isinstance(left, tuple) or not isinstance(right, tuple) or len(left) != len(right):
            return _kind(left), _kind(right)
        pairs = zip(cast("tuple[Value, ...]", left), cast("tuple[Value, ...]", right), strict=True)
        return next((w for a, b in pairs if (w := disagreement(sign, a, b, rtol, atol)) is not None), None)
    if isinstance(left, str | None) or isinstance(right, str | None):
        return None if (left == right) == (sign in {"~", "=="}) else (_kind(left), _kind(right))
    one, other = _array(left), _array(right)
    if one.ndim and other.ndim and one.shape != other.shape:
        return f"shape {one.shape}", f"shape {other.shape}"
    with np.errstate(all="ignore"):
        holds = np.broadcast_to(
            _related(sign, one, other, rtol, atol), np.broadcast_shapes(one.shape, other.shape)
        )
    if holds.all():
        return None
    place = tuple(int(p) for p in np.argwhere(~holds)[0]) if holds.ndim else ()
    note = f" at {list(place)}" if place else ""
    at_one = one[place] if one.ndim else one
    at_other = other[place] if other.ndim else other
    return f"{say(np.asarray(at_one))}{note}", f"{say(np.asarray(at_other))}{note}"


def _related(sign: str, one: NDArray[Any], other: NDArray[Any], rtol: float, atol: float) -> Any:
    if sign in {"==", "!="}:
        same = (one == other) | ((one != one) & (other != other))
        if {one.dtype.kind, other.dtype.kind} & {"f", "c"}:
            # Right implementations round differently; what must be whole is checked as whole numbers.
            same |= np.abs(one - other) <= atol + 1e-12 * np.maximum(np.abs(one), np.abs(other))
        return same if sign == "==" else ~same
    a = one.astype(complex if one.dtype.kind == "c" else float)
    b = other.astype(complex if other.dtype.kind == "c" else float)
    sizes = np.maximum(np.abs(a), np.abs(b))
    finite = sizes[np.isfinite(sizes)]
    room = atol + rtol * sizes + _NOISE * rtol * (finite.max() if finite.size else 0.0)
    if sign == "~":
        same = (a == b) | (np.isnan(a) & np.isnan(b))
        return same | (np.abs(a - b) <= np.where(np.isfinite(room), room, 0.0))
    if a.dtype.kind == "c" or b.dtype.kind == "c":
        raise NoValue("complex numbers have no order")
    slack = np.where(np.isfinite(room), room, 0.0)
    match sign:
        case "<":
            return a < b
        case ">":
            return a > b
        case "<=":
            return a <= b + slack
        case _:
            return a + slack >= b


def _array(value: Value) -> NDArray[Any]:
    if isinstance(value, Closure | Chance):
        raise NoValue("a function is no value to compare")
    array = np.asarray(value)
    if array.dtype.kind not in "biufc":
        raise NoValue("lists of unequal lengths can't be compared")
    return array


def _kind(value: Value) -> str:
    if isinstance(value, tuple):
        return f"{len(cast('tuple[object, ...]', value))} values"
    return repr(value) if isinstance(value, str) else "None" if value is None else "one value"


def carried(given: Given) -> Arguments:
    """Arguments as the sandbox takes them. Raises `NoValue` for what can't be sent."""
    return {name: _carried(value) for name, value in given.items()}


def _carried(value: Value) -> Argument:
    if isinstance(value, Closure):
        return cast("Argument", standin("function", printed(value)))
    if isinstance(value, Chance):
        return cast("Argument", standin("generator", value.seed))
    if isinstance(value, list | tuple):
        made = [_carried(item) for item in cast("list[Value]", value)]
        return made if isinstance(value, list) else tuple(made)
    return cast("Argument", value)


def result_of(seen: Seen) -> Result:
    """What came back of a call in the sandbox, as terms see it."""
    if seen.parts is None:
        return Failed(seen.kind, seen.problem, seen.was_reached)
    values = [_plain(part) for part in seen.parts]
    return tuple(values) if seen.was_sequence or len(values) > 1 else values[0]


def _plain(value: Value) -> Value:
    if isinstance(value, np.ndarray):
        return cast("Value", value.item()) if value.ndim == 0 else value
    if isinstance(value, tuple):
        return tuple(_plain(v) for v in cast("tuple[Value, ...]", value))
    if isinstance(value, list):
        array = np.asarray(value)
        return array if array.dtype.kind in "biufc" else value
    return value


@dataclass(frozen=True, slots=True)
class Standin:
    """A definition in place of a function, with the signature's defaults."""

    definition: Definition
    defaults: tuple[tuple[str, Term], ...]

    def __call__(self, given: Given, fuel: Fuel) -> Result:
        """What the definition gives; `Failed` where it says `error`, or has no value (no kind then)."""
        try:
            defaults = {n: evaluate(t, {}, fuel) for n, t in self.defaults}
            arguments = {n: _plain(v) for n, v in {**defaults, **given}.items()}
            return _plain(defined(self.definition, arguments, fuel))
        except Raised as error:
            return Failed(error.kind, f"{error.kind} as the definition says")
        except NoValue as error:
            return Failed("", str(error))


def defaults_of(spec: Spec) -> tuple[tuple[str, Term], ...]:
    """Defaults of the signature that are plain literals."""
    out: list[tuple[str, Term]] = []
    for parameter in spec.parameters:
        try:
            value: object = ast.literal_eval(parameter.default) if parameter.default is not None else ...
        except (ValueError, SyntaxError):
            continue
        if isinstance(value, bool | int | float | complex | str) or value is None:
            out.append((parameter.name, Constant(value)))
    return tuple(out)


class Compared:
    """A definition and what it gives, worked out once for all candidates."""

    def __init__(self, relation: MeetsDefinition) -> None:
        self.on = relation.on
        self._rtol = max(relation.rtol, _FINEST)
        self._atol = relation.atol
        self._function = Standin(relation.definition, relation.defaults)
        self._known: dict[str, tuple[Result, tuple[Result, Result]]] = {}

    def finding(self, made: Sequence[tuple[Given, Result]]) -> tuple[Finding, Given]:
        """Results of calls against the definition; where either says nothing, nothing is said."""
        count = 0
        problem = "no call could be compared"
        for given, result in made:
            wanted, moved = self._wanted(given)
            if isinstance(wanted, Failed) or (isinstance(result, Failed) and not result.kind):
                problem = wanted.problem if isinstance(wanted, Failed) else cast("Failed", result).problem
                continue
            if isinstance(result, Failed):
                return Broken(_say(wanted), result.problem), given
            stable = [m for m in moved if not isinstance(m, Failed) and _shapes(m) == _shapes(wanted)]
            if len(stable) < len(moved):
                # At an edge, where a rounding decides, nothing is compared.
                problem = "rounding decides which case of the definition applies"
                continue
            try:
                wrong = _beyond_noise(result, wanted, stable, self._rtol, self._atol)
            except NoValue as error:
                problem = str(error)
                continue
            count += 1
            if wrong is not None:
                return Broken(wrong[1], wrong[0]), given
        return (Held() if count else Open(problem)), {}

    def _wanted(self, given: Given) -> tuple[Result, tuple[Result, Result]]:
        """What the definition gives, and what it gives for arguments moved in their last digits."""
        key = "\0".join(f"{name}={_key(value)}" for name, value in given.items())
        if key not in self._known:
            up, down = (
                {
                    name: _moved(v, -sign if number % 2 else sign)
                    for number, (name, v) in enumerate(given.items())
                }
                for sign in (1.0, -1.0)
            )
            moved = (self._function(up, Fuel()), self._function(down, Fuel()))
            self._known[key] = (self._function(given, Fuel()), moved)
        return self._known[key]


def _moved(value: Value, sign: float) -> Value:
    """Numbers moved by some roundings, neighbours in opposite directions; whole numbers proper stay."""
    if isinstance(value, bool | int) or not isinstance(value, float | complex | np.ndarray | list):
        return value
    array = np.asarray(value)
    if array.dtype.kind not in "fc":
        return value
    signs = np.where(np.arange(array.size) % 2 == 0, sign, -0.7 * sign).reshape(array.shape)
    with np.errstate(all="ignore"):
        found = np.where(np.isfinite(array), array * (1 + _SHAKE * signs), array)
    return found.item() if array.ndim == 0 else found.tolist() if isinstance(value, list) else found


def _shapes(value: Value) -> list[tuple[int, ...]]:
    parts = cast("tuple[Value, ...]", value) if isinstance(value, tuple) else (value,)
    return [np.shape(p) if isinstance(p, bool | int | float | complex | np.ndarray) else () for p in parts]


def _beyond_noise(
    got: Value, wanted: Value, moved: Sequence[Value], rtol: float, least: float
) -> tuple[str, str] | None:
    """Where values differ by more than rounding explains, as `disagreement` tells it."""
    if isinstance(wanted, tuple):
        if not isinstance(got, tuple) or len(cast("tuple[Value, ...]", got)) != len(wanted):
            return _kind(got), _kind(wanted)
        both = [cast("tuple[Value, ...]", m) for m in moved]
        parts = zip(cast("tuple[Value, ...]", got), wanted, *both, strict=True)
        return next((w for g, v, *m in parts if (w := _beyond_noise(g, v, m, rtol, least)) is not None), None)
    array = _array(wanted)
    atol = least if array.dtype.kind in "fc" else 0.0
    if array.dtype.kind in "fc" and array.size:
        finite = np.abs(array[np.isfinite(array)])
        atol += _FLOOR * rtol * float(finite.max()) if finite.size else 0.0
        for other in map(_array, moved):
            with np.errstate(all="ignore"):
                gap = np.abs(other - array)
            gap = gap[np.isfinite(gap)]
            atol += _GAIN * float(gap.max()) if gap.size else 0.0
    return disagreement("~", got, wanted, rtol, atol)


def _key(value: Value) -> str:
    if isinstance(value, np.ndarray):
        return f"{value.dtype}{value.shape}{value.tobytes().hex()}"
    return printed(value) if isinstance(value, Closure) else repr(value)


def _say(value: Value) -> str:
    if isinstance(value, tuple):
        return f"({', '.join(_say(v) for v in cast('tuple[Value, ...]', value))})"
    return say(_array(value)) if isinstance(value, bool | int | float | complex | np.ndarray) else repr(value)
