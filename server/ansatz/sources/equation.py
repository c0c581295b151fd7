"""Compiles a reading's equations into the NumPy code that a person would write."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..core.candidate import Candidate, PlacedStep
from ..core.claim import Basis
from ..core.formula import (
    Add,
    Call,
    Formula,
    Indexed,
    IndexRange,
    Integral,
    Negate,
    Number,
    Piecewise,
    Power,
    Reduce,
    Series,
    Symbol,
)
from ..core.plan import Conversion, OutputConversion, Plan, Step
from ..core.spec import Extent, GivenValue, Reading, Spec
from ..core.target import FunctionTarget
from ..core.text import DocumentSnapshot
from ..formulas.code import NotExpressible, Printer, identifier
from ..formulas.dimensions import say
from ..formulas.readable import readable, readable_symbol
from ..formulas.stable import stable
from ..formulas.tree import children, free_indices, symbols, walk
from ..reading.givens import unit_relations
from ..reading.homogeneity import Ambiguous, UnitsDisagree
from ..reading.origins import things_of
from ..reading.planning import NotPlannable
from ..reading.working_units import has_vector_result, plan_for
from ..targets import NoPlaceError, module_slice
from .calling import as_function

AUTHOR = Basis("author", "equation compiler", "code")


class OutOfReach(ValueError):
    """This source cannot implement the spec; the message says why, in the user's words."""


@dataclass(frozen=True, slots=True)
class EquationSource:
    """Drafts one candidate from the first reading of a spec.

    Routines in `barred` (`scipy.special.erf`) are not called; where one is needed there is no candidate.
    """

    barred: frozenset[str] = frozenset()

    async def draft(
        self, snapshot: DocumentSnapshot, target: FunctionTarget, spec: Spec
    ) -> Sequence[Candidate]:
        """At most one candidate. Raises OutOfReach where the equations do not lead to one."""
        if not spec.readings:
            return ()
        return (compile_reading(snapshot.text, target, spec, spec.readings[0], self.barred),)


def compile_reading(
    text: str, target: FunctionTarget, spec: Spec, reading: Reading, barred: frozenset[str] = frozenset()
) -> Candidate:
    """The candidate for one reading. Raises OutOfReach."""
    try:
        plan = plan_for(reading, "minimal", unit_relations(spec.text))
        return compile_plan(text, target, spec, reading, plan, barred)
    except (NotPlannable, NotExpressible, Ambiguous, UnitsDisagree) as error:
        raise OutOfReach(str(error)) from error


def compile_plan(
    text: str,
    target: FunctionTarget,
    spec: Spec,
    reading: Reading,
    plan: Plan,
    barred: frozenset[str] = frozenset(),
) -> Candidate:
    """Code that carries out `plan`. Raises OutOfReach, NotExpressible."""
    if any(p.extent == "matrix" for p in spec.parameters if p.name in {q for _, q in plan.bindings}):
        raise OutOfReach("the equation is about matrices, which are not compiled element by element")
    if has_vector_result(plan) and len(plan.outputs) > 1:
        raise OutOfReach("one of several results still depends on a running index")
    writer = _Writer(spec, reading, plan, barred)
    body = writer.body()
    imports = tuple(sorted(writer.imports))
    shadowed = {line.split()[-1] for line in imports} & {p.name for p in target.parameters}
    if shadowed:
        raise OutOfReach(f"the argument `{min(shadowed)}` has the name of a module that the code needs")
    try:
        cut = module_slice(text, target, body, imports)
    except NoPlaceError as error:
        raise OutOfReach(str(error)) from error
    callable_ = as_function(cut, target)
    return Candidate(
        source="equation",
        title=f"compiled from the equation{'s' if len(plan.steps) > 1 else ''} in the docstring",
        body=body,
        imports=imports,
        module=callable_.module,
        entry=callable_.entry,
        rests_on=things_of(reading, plan) | {AUTHOR},
        plan=plan,
        steps=tuple(writer.placed),
        line_offset=cut.line_offset,
    )


class _Writer:
    """Writes one function body line by line."""

    def __init__(
        self, spec: Spec, reading: Reading, plan: Plan, barred: frozenset[str] = frozenset()
    ) -> None:
        self._plan = plan
        self._extents: dict[str, Extent] = {p.name: p.extent for p in spec.parameters}
        self._stated = {p.name for p in spec.parameters if p.extent_stated}
        self._accepts_lists = {p.name for p in spec.parameters if _takes_lists(p.description)}
        self._givens = {g.symbol: g for g in reading.givens}
        self._lines: list[str] = []
        self.placed: list[PlacedStep] = []
        self.imports: set[str] = set()
        taken = frozenset(self._extents) | {"np", "constants", "special", "integrate"}
        self._names: dict[str, str] = dict(plan.bindings)
        for step in plan.steps:
            self._names[step.symbol] = identifier(step.symbol, taken | set(self._names.values()))
        self._barred = barred
        self._defined: set[str] = set()
        self._taken = taken
        self._spread, self._per_element = self._array_symbols()
        self._scalars = self._single_numbers(spec)
        self._name_givens(taken)

    def body(self) -> str:
        """The statements, unindented."""
        self._write_arguments()
        self._write_givens()
        outputs = [o.symbol for o in self._plan.outputs]
        for step in self._plan.steps:
            self._write_step(step, is_last=outputs == [step.symbol] and step is self._plan.steps[-1])
        if not self._plan.steps or outputs != [self._plan.steps[-1].symbol]:
            values = [self._with_unit(self._names[o.symbol], o, is_atom=True) for o in self._plan.outputs]
            self._lines.append(f"return {', '.join(values)}")
        return "\n".join(self._lines)

    def _array_symbols(self) -> tuple[frozenset[str], frozenset[str]]:
        """Symbols that may be arrays of any shape, and those that carry an index on the last axis."""
        spread = {
            symbol
            for symbol, parameter in self._plan.bindings
            if self._extents[parameter] == "elementwise" and parameter in self._stated
        }
        per_element: set[str] = set()
        for step in self._plan.steps:
            if free_indices(step.formula):
                per_element.add(step.symbol)
            if symbols(step.formula) & spread:
                spread.add(step.symbol)
        return frozenset(spread), frozenset(per_element & spread)

    def _single_numbers(self, spec: Spec) -> frozenset[str]:
        """Symbols that are certainly single numbers: arguments said to be, given values, what follows."""
        scalar = {p.name for p in spec.parameters if p.extent == "scalar" and p.extent_stated}
        single = {symbol for symbol, parameter in self._plan.bindings if parameter in scalar}
        single |= {symbol for symbol, _ in self._plan.givens}
        vectors = {symbol for symbol, parameter in self._plan.bindings if parameter in self._plan.vectors}
        for step in self._plan.steps:
            if (
                step.over is None
                and not free_indices(step.formula)
                and symbols(step.formula) <= single | vectors
            ):
                single.add(step.symbol)
        return frozenset(single)

    def _name_givens(self, taken: frozenset[str]) -> None:
        used = {name for step in self._plan.steps for name in symbols(step.formula)}
        for symbol in sorted(used & self._givens.keys()):
            given = self._givens[symbol]
            if given.expression is None:
                self._names[symbol] = identifier(symbol, taken | set(self._names.values()))
            else:
                self._names[symbol] = given.expression
                if given.expression.startswith("constants."):
                    self.imports.add("from scipy import constants")

    def _write_arguments(self) -> None:
        converted = {c.parameter: c for c in self._plan.conversions}
        for parameter in self._extents:
            symbol = next((s for s, p in self._plan.bindings if p == parameter), None)
            if symbol is None:
                continue
            value = parameter
            if self._needs_array(symbol, parameter):
                value = f"np.asarray({parameter}, dtype=float)"
                self.imports.add("import numpy as np")
            conversion = converted.get(parameter)
            if conversion is not None:
                value = self._converted(value, conversion)
            if value != parameter:
                self._lines.append(f"{parameter} = {value}")

    def _converted(self, value: str, conversion: Conversion) -> str:
        if conversion.to_unit == "rad" and abs(conversion.factor / 0.017453292519943295 - 1) < 1e-12:
            self.imports.add("import numpy as np")
            return f"np.radians({value})"
        text = value if conversion.factor == 1.0 else f"{value} * {_number(conversion.factor)}"
        if conversion.offset:
            text += f" {'+' if conversion.offset > 0 else '-'} {_number(abs(conversion.offset))}"
        return f"{text}  # {conversion.from_unit} to {conversion.to_unit}"

    def _needs_array(self, symbol: str, parameter: str) -> bool:
        if parameter in self._plan.vectors:
            return True
        if self._extents[parameter] == "scalar":
            return False
        formulas = [step.formula for step in self._plan.steps]
        in_cases = any(_in_condition(f, symbol) for f in formulas)
        if self._extents[parameter] == "unknown":
            # Python's own numbers raise where powers grow too large; NumPy's become infinite.
            return in_cases or any(_has_open_power(f) for f in formulas)
        return (
            parameter in self._accepts_lists
            or in_cases
            or any(_in_power(f, symbol) or _next_to_index(f, symbol) for f in formulas)
        )

    def _write_givens(self) -> None:
        used = {name for step in self._plan.steps for name in symbols(step.formula)}
        for symbol, value in self._plan.givens:
            given = self._givens[symbol]
            if symbol in used and given.expression is None:
                shown = _literal(given, value)
                unit = (
                    f"  # {_unit_of(given, value)}" if given.unit and not given.unit.dimension.is_one else ""
                )
                self._lines.append(f"{self._names[symbol]} = {shown}{unit}")

    def _write_step(self, step: Step, is_last: bool) -> None:
        first = len(self._lines) + 1
        names = self._names if step.over is None else self._numbered(step.over)
        printer = Printer(
            names, self._spread, self._per_element, self._scalars, self._barred, defined=self._defined
        )
        text = printer.text(stable(step.formula))
        self.imports |= printer.imports
        for definition in printer.definitions:
            self._lines.extend([*definition.split("\n"), ""])
        has_cases = any(isinstance(node, Piecewise) for node in _outside_functions(step.formula))
        name = self._names[step.symbol]
        if has_cases:
            # Every case is computed everywhere and then chosen from, so those not chosen stay silent.
            self._lines.append('with np.errstate(divide="ignore", invalid="ignore", over="ignore"):')
            self._lines.append(f"    {name} = {text}")
            if is_last:
                self._lines.append(
                    f"return {self._with_unit(f'{name}[()]', self._plan.outputs[0], is_atom=True)}"
                )
        elif is_last:
            is_atom = isinstance(step.formula, Symbol | Number | Call | Reduce)
            is_sum = isinstance(step.formula, Add | Negate)
            self._lines.append(
                f"return {self._with_unit(text, self._plan.outputs[0], is_atom=is_atom, is_sum=is_sum)}"
            )
        else:
            self._lines.append(f"{name} = {text}")
        self.placed.append(
            PlacedStep(
                step.symbol,
                re.sub(r"\s+", " ", step.equation),
                step.span,
                f"{readable_symbol(step.symbol)} = {readable(step.formula)}",
                first,
                len(self._lines),
            )
        )

    def _numbered(self, over: IndexRange) -> dict[str, str]:
        """The whole numbers of a range as an array, under a name of their own."""
        printer = Printer(self._names, scalars=frozenset(self._names))
        lower = printer.text(over.lower)
        after = printer.text(_plus_one(over.upper))
        name = identifier(over.index, self._taken | set(self._names.values()))
        self._lines.append(f"{name} = np.arange({lower}, {after})")
        self.imports.add("import numpy as np")
        return {**self._names, over.index: name}

    def _with_unit(self, text: str, output: OutputConversion, is_atom: bool, is_sum: bool = False) -> str:
        if output.factor == 1.0 and not output.offset:
            return text
        if output.from_unit == "rad" and abs(output.factor * 0.017453292519943295 - 1) < 1e-12:
            self.imports.add("import numpy as np")
            return f"np.degrees({text})"
        inner = f"({text})" if is_sum and not is_atom else text
        inverse = 1.0 / output.factor
        scaled = (
            inner
            if output.factor == 1.0
            else f"{inner} / {_number(inverse)}"
            if len(_number(inverse)) < len(_number(output.factor))
            else f"{inner} * {_number(output.factor)}"
        )
        if output.offset:
            scaled += f" {'+' if output.offset > 0 else '-'} {_number(abs(output.offset))}"
        return scaled


def _outside_functions(formula: Formula) -> Iterator[Formula]:
    """Nodes that stand in the statement itself and not in a function of their own."""
    yield formula
    if not isinstance(formula, Integral | Series):
        for part in children(formula):
            yield from _outside_functions(part)


def _plus_one(formula: Formula) -> Formula:
    match formula:
        case Add(terms=(first, Negate(operand=Number(text="1")))):
            return first
        case Number(text=text) if text.isdigit():
            return Number(str(int(text) + 1))
        case _:
            return Add((formula, Number("1")))


def _number(value: float) -> str:
    """The shortest decimal that is this number to fourteen digits: `1e6`, `273.15`, `2.0`."""
    short = f"{value:.14g}"
    digits, _, exponent = f"{value:.13e}".partition("e")
    digits = digits.rstrip("0").rstrip(".")
    if abs(int(exponent)) >= 4 and len(digits) + len(exponent) < len(short) + 2:
        return f"{digits}e{int(exponent)}"
    return short if "." in short or "e" in short or "inf" in short else f"{short}.0"


def _literal(given: GivenValue, value: float) -> str:
    return given.literal if value == given.value else _number(value)


def _unit_of(given: GivenValue, value: float) -> str:
    if given.unit is None:
        return ""
    is_stated = value == given.value and (given.unit.factor == 1.0 or given.unit.offset)
    return given.unit.text if is_stated else say(given.unit.dimension)


def _takes_lists(description: str) -> bool:
    return bool(re.search(r"array[-_ ]?like|\blists?\b|sequence", description.lower()))


def _in_power(formula: Formula, symbol: str) -> bool:
    return any(
        isinstance(node, Power) and symbol in symbols(node) and not _is_square(node) for node in walk(formula)
    )


def _is_square(power: Power) -> bool:
    return isinstance(power.exponent, Number) and power.exponent.text.isdigit()


def _has_open_power(formula: Formula) -> bool:
    return any(isinstance(node, Power) and not _is_square(node) and symbols(node) for node in walk(formula))


def _in_condition(formula: Formula, symbol: str) -> bool:
    return any(isinstance(node, Piecewise) and symbol in symbols(node) for node in walk(formula))


def _next_to_index(formula: Formula, symbol: str) -> bool:
    """Whether the symbol stands beside elements under an index, and so needs an axis of its own."""
    has_index = any(isinstance(node, Indexed) for node in walk(formula))
    return has_index and any(isinstance(node, Symbol) and node.name == symbol for node in walk(formula))
