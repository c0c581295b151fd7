"""Which value a docstring asks for, and the reading that gives it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ansatz.core.formula import (
    Call,
    Constant,
    Equation,
    Formula,
    Integral,
    Negate,
    Number,
    Power,
    Series,
    Symbol,
)
from ansatz.core.quantity import ONE, Dimension, Unit, dimension
from ansatz.core.spec import Reading, Statement
from ansatz.core.target import ParameterSource

from . import constants, flat
from .agreement import never_one
from .closure import Closure, Sources, unit_before
from .definitions import Definitions
from .dimensions import balanced
from .drafts import Draft
from .hints import symbols_of
from .naming import bind, squeezed
from .passages import Passage
from .phrases import base_of_log
from .plain import canonical
from .quantities import Unknown, conversions, longest_unit, stated_in_prose, symbols_in, unit_in, unknown_unit
from .ranges import Alternatives, support
from .sections import Returned
from .tokens import Unread
from .trees import children, substitute, symbols, walk
from .units import parse_unit
from .vocabulary import Vocabulary

_IGNORED: Final = frozenset(
    {"out", "axis", "dtype", "where", "casting", "order", "subok", "keepdims", "self", "cls", "xp", "device"}
)
_RESULT: Final = "result"
_CUMULATIVE: Final = "cdf"
_METHODS: Final = {"pdf": "density", "pmf": "density", "cdf": "cumulative"}
_SUMMARY_UNIT = re.compile(
    r"\bin ([^\s,;:()\[\]]+?(?: [^\s,;:()\[\]]+?){0,2}?)"
    r"(?=\s+(?:from|of|for|given|at|using|as|with)\b|[,;:]|\.?$)"
    r"|[\[(](?:in )?([^()\[\]]{1,25})[\])]"
)
_CHANGED = re.compile(
    r"\s*,?\s*(?:and |then |which is |is )*(?:rounded|clipped|truncated|capped|floored|wrapped|limited|"
    r"normali[sz]ed|scaled|multiplied|divided|squared|modulo)\b"
)
_OF: Final = (
    r"\b(?:square(?: root)?|cube(?: root)?|inverse|reciprocal|negative|(?:natural |decimal )?log(?:arithm)?|"
    r"log10|log2|ln|exponential|absolute value|derivative|complement|minus|twice|half)(?:\s+of)?"
)
_RESULT_IN = re.compile(
    r"\b(?:[Rr]esult|[Oo]utput|[Aa]nswer|returned value)s?\s+(?:is |are )?(?:given |returned )?in\s+"
    r"([^\s,;()\[\]][^,;()\[\]\n]{0,20})"
)
_OF_ANGLES: Final = frozenset({"sin", "cos", "tan", "cot", "sec", "csc"})
_TURNS: Final = frozenset({"15", "360", "180", "90", "45", "270", "360.0", "180.0"})
_DEGREES = re.compile(r"\bdeg(?:rees?)?\b(?!\s*(?:[CF]\b|Celsius|Fahrenheit|of\b))|°(?!\s*[CF])")
_PURE = re.compile(r"(?:(?:the|a|an) )?(?:\w+ )?(?:fraction|ratio|probability|proportion)\b")
_DENSITY = re.compile(r"probability (?:density|mass)|\bp[dm]f\b|\bdensity\b", re.IGNORECASE)
_CUMULATIVE_WORDS = re.compile(r"cumulative (?:distribution|probability)|\bcdf\b", re.IGNORECASE)


@dataclass
class Assembly:
    """Everything that was found in one docstring."""

    function: str
    said: str
    flat: str
    running: str
    passages: list[Passage]
    sources: tuple[ParameterSource, ...]
    returned: tuple[Returned, ...]
    drafts: list[Draft]
    vocabulary: Vocabulary
    ranges: Mapping[tuple[int, int], Alternatives | None]
    described: Mapping[str, Sequence[str]]
    units: Mapping[str, Unit | None]
    matrices: frozenset[str] = frozenset()
    sizes: Mapping[str, str] = field(default_factory=dict[str, str])
    definitions: Definitions = field(init=False)
    conversions: list[tuple[Unit, Unit]] = field(init=False)

    def __post_init__(self) -> None:
        self.drafts = [self._named(d) for d in self.drafts]
        self.conversions = conversions(self.flat)
        self.definitions = Definitions(self.drafts, self.vocabulary, dict(self.ranges))

    def _named(self, draft: Draft) -> Draft:
        """A formula on its own is the result."""
        return replace(draft, name=_RESULT) if len(draft.sides) == 1 and not draft.failed else draft

    def reading(self) -> Reading:
        """The reading. Raises `Unread` where anything that it needs is open."""
        outputs, closure = self._outputs()
        self._check_changed(closure, outputs)
        closure.settle()
        self._check_arguments(closure)
        self._check_unread(closure, outputs)
        statements = [s for group in closure.finished(base_of_log(self.said)) for s in group]
        statements.sort(key=lambda s: s.span.start)
        beside = stated_in_prose(
            self._without_equations(), {*closure.bindings, *closure.statements, *outputs}
        )
        statements = [self._in_unit(s, beside) for s in statements]
        units = self._units(closure, beside)
        output_units = tuple(
            self._output_unit(place, name, statements, beside) for place, name in enumerate(outputs)
        )
        ahead = self._unit_ahead(closure, outputs)
        if ahead is not None and output_units == (None,):
            output_units = (self._as_said(ahead),)
        if output_units == (None,):
            output_units = (self._fitting_unit(closure, statements, units, outputs[0]),)
        results = dict(zip(outputs, output_units, strict=True))
        is_balanced = self._is_balanced(closure, statements, units, results)
        is_alone = is_balanced is False and not any(units.values())
        if ahead is not None and (
            not (is_balanced or is_alone) or any(u and not _same(u, ahead) for u in output_units)
        ):
            raise Unknown(f"{ahead.text} may be the unit of {outputs[0]} or of something else")
        if closure.supposed and is_balanced is None:
            # An argument without a unit is then a pure number.
            is_confirmed = self._is_balanced(closure, statements, units, results, unstated=ONE)
        else:
            is_confirmed = is_balanced
        for name in closure.supposed:
            if constants.is_sign_open(name, self.flat) and not _is_even(statements, name):
                raise Unread(f"{name} may be the charge of the electron with its sign or without")
        if closure.supposed and not is_confirmed:
            raise Unread(f"{min(closure.supposed)} is not explained")
        for name in sorted(closure.supposed):
            # Where another dimension would do as well, the units say nothing of what it is.
            if self._is_balanced(closure, statements, units, results, unstated=ONE, altered=name):
                raise Unread(f"{name} is not explained")
        self._check_degrees(closure, statements, units)
        if is_balanced is False:
            self._check_constants(closure)
            self._check_bare(closure, statements, units, results)
        return Reading(
            reader="second",
            statements=tuple(statements),
            bindings=tuple(closure.bindings.values()),
            givens=tuple(closure.givens.values()),
            outputs=outputs,
            units=tuple(units.items()),
            output_units=output_units,
            is_empirical=is_balanced is False,
        )

    def _check_degrees(
        self, closure: Closure, statements: Sequence[Statement], units: Mapping[str, Unit]
    ) -> None:
        """`sin(360/365 (n + 10))` counts in degrees, as may any angle where the text speaks of them."""
        angles = {s for s, b in closure.bindings.items() if (u := units.get(b.parameter)) and u.is_angle}
        says_degrees = _DEGREES.search(self.said) is not None
        for part in (p for s in statements for p in walk(s.equation.right)):
            if not isinstance(part, Call) or part.function not in _OF_ANGLES:
                continue
            inner = list(walk(part.arguments[0]))
            if Constant("pi") in inner:
                continue
            is_turned = any(isinstance(p, Number) and p.text in _TURNS for p in inner)
            is_open = says_degrees and not set(symbols(part)) & (angles | set(closure.statements))
            if is_turned or is_open:
                raise Unread("an angle that may be in degrees")

    def _check_constants(self, closure: Closure) -> None:
        """A constant of nature has its dimensions: where they do not fit, another quantity is meant."""
        for name, value in closure.givens.items():
            if value.source == "scipy.constants":
                raise Unread(f"the units do not fit the constant {name}")

    def _check_bare(
        self,
        closure: Closure,
        statements: Sequence[Statement],
        units: Mapping[str, Unit],
        results: Mapping[str, Unit | None],
    ) -> None:
        """`H = 8500` beside heights in km: a number whose unit would matter is not taken for a pure one."""
        bare = [name for name, value in closure.givens.items() if value.unit is None]
        known = [unit for unit in (*units.values(), *results.values()) if unit is not None]
        if not bare or all(unit.factor == 1.0 and unit.offset == 0.0 for unit in known):
            return
        if self._is_balanced(closure, statements, units, results, bare=None) is not False:
            raise Unread(f"{bare[0]} is given without a unit")

    def _is_balanced(
        self,
        closure: Closure,
        statements: Sequence[Statement],
        units: Mapping[str, Unit],
        results: Mapping[str, Unit | None],
        unstated: Dimension | None = None,
        bare: Dimension | None = ONE,
        altered: str = "",
    ) -> bool | None:
        """Whether the equations hold in any coherent units; None where not every unit is stated."""
        if not any(units.values()) and not any(results.values()):
            return None
        stated: dict[str, Dimension | None] = {}
        for symbol, binding in closure.bindings.items():
            unit = units.get(binding.parameter)
            is_pure = any(_PURE.match(words) for words in flat.words_after(self.flat, symbol))
            stated[symbol] = unit.dimension if unit is not None else ONE if is_pure else unstated
        for name, value in closure.givens.items():
            stated[name] = value.unit.dimension if value.unit is not None else bare
        if (other := stated.get(altered)) is not None:
            stated[altered] = other * dimension(luminosity=1)
        ends = {name: unit.dimension if unit is not None else None for name, unit in results.items()}
        return balanced(statements, stated, ends)

    def _closure(self) -> Closure:
        names = tuple(source.name for source in self.sources)
        return Closure(Sources(names, self.described, self.definitions, self.flat, self.sizes))

    def _is_argument(self, name: str) -> bool:
        return bool(bind([name], [source.name for source in self.sources], self.described))

    def _outputs(self) -> tuple[tuple[str, ...], Closure]:
        """The names asked for, with all that they need."""
        if self.function in _METHODS:
            return self._method()
        asked = [self._returned_name(r) for r in self.returned]
        if asked and all(asked):
            closure = self._closure()
            names = tuple(name for name in asked if name)
            if len(set(names)) != len(names):
                raise Unread("one value returned twice")
            for name in names:
                closure.need(name)
            return tuple(self._settled(closure, name) for name in names), closure
        if len(asked) > 1:
            raise Unread("several values are returned, and not all are named in the equations")
        name, closure = self._main()
        return (self._settled(closure, name),), closure

    def _settled(self, closure: Closure, name: str) -> str:
        """The name of a value under which its statement defines it: `y` for `y_i`."""
        if name not in closure.statements:
            raise Unread(f"{name} is returned, and no equation defines it")
        left = closure.statements[name][0].equation.left
        base = getattr(left, "base", name)
        return base if isinstance(base, str) else name

    def _returned_name(self, returned: Returned) -> str | None:
        """The symbol of the equations that a returned value is said to be."""
        words = returned.words.strip()
        opening = re.match(
            r"[`$*]*\\?([^\W\d]\w*)[`$*]*(?=\s*(?:in\b|,|:|\[|\(|$|\.\s*$|=|as\b|at\b|for\b|of\b|the\b|is\b))",
            words,
        )
        candidates = [canonical(returned.name)] if returned.name else []
        candidates += symbols_in(words)
        if opening:
            candidates.append(canonical(opening.group(1)))
        candidates += sorted(symbols_of(words))
        closure = self._closure()
        for name in candidates:
            if self._is_argument(name):
                continue
            if self._closure().group(name) or closure.relations(name):
                return name
            like = {d.name for d in self.definitions.drafts if d.name and squeezed(d.name) == squeezed(name)}
            if len(like) == 1 and closure.group(found := like.pop()):
                return found
        return None

    def _method(self) -> tuple[tuple[str, ...], Closure]:
        """`pdf` and `cdf` of a distribution: the equation that the text calls so, or a sum over it."""
        wanted = _METHODS[self.function]
        by_kind: dict[str, list[Draft]] = {"density": [], "cumulative": []}
        styles = ("display", "line")
        if not any(d.style in styles and d.name for d in self.definitions.drafts):
            styles = ("literal", "inline")
        for draft in self.definitions.drafts:
            if draft.style in styles and draft.name and not draft.is_special:
                kind = self._kind(draft)
                if kind is not None:
                    by_kind[kind].append(draft)
        names = {d.name for d in by_kind[wanted]}
        if len(names) > 1:
            raise Unread(f"more than one equation for the {self.function}")
        closure = self._closure()
        if names:
            name = names.pop()
            closure.need(name)
            if wanted == "density":
                self._check_normalised(by_kind["density"][0], closure)
            return (name,), closure
        densities = {d.name for d in by_kind["density"]}
        if wanted != "cumulative" or len(densities) != 1:
            raise Unread(f"no equation for the {self.function}")
        density = by_kind["density"][0]
        closure.need(density.name)
        self._check_normalised(density, closure)
        statements = closure.statements.pop(density.name)
        closure.statements[_CUMULATIVE] = [self._summed(density, statements[0])]
        return (_CUMULATIVE,), closure

    def _kind(self, draft: Draft) -> str | None:
        """What the sentence before an equation calls it."""
        before = self.said[max(0, draft.outer[0] - 400) : draft.outer[0]]
        sentence = re.split(r"\.(?=\s)|\n[ \t]*\n|```", before.rstrip())[-1]
        found = [
            (match.start(), kind)
            for kind, words in (("density", _DENSITY), ("cumulative", _CUMULATIVE_WORDS))
            for match in words.finditer(sentence)
        ]
        return max(found)[1] if found else None

    def _check_normalised(self, density: Draft, closure: Closure) -> None:
        """A density over its stated range is one in all; one that never is was misread or misprinted."""
        variable = (density.arguments or ("",))[0]
        found = support(self.said, density.outer[1], self.passages, self.definitions.vocabulary, variable)
        if found is None or density.name not in closure.statements:
            return
        statement = closure.finished(base_of_log(self.said))[list(closure.statements).index(density.name)][0]
        value = closure.expanded(statement.equation.right)
        is_discrete = bool(re.search(r"probability mass function|\bpmf\b", self.said))
        if never_one(value, variable, found, is_discrete=is_discrete):
            raise Unread("a density whose total is not one")

    def _summed(self, density: Draft, statement: Statement) -> Statement:
        """The density from the least value that its range allows up to the argument."""
        if not density.arguments and not self.sources:
            raise Unread("a density of nothing")
        variable = (density.arguments or (self.sources[0].name,))[0]
        if variable != self.sources[0].name or statement.over is not None:
            raise Unread("a density whose variable is not the first argument")
        found = support(self.said, density.outer[1], self.passages, self.definitions.vocabulary, variable)
        if found is None:
            raise Unread("the range of the density is not stated plainly")
        lower, _ = found
        running = next(
            n
            for n in ("t", "u", "w", "s_", "t_")
            if n not in {*symbols(statement.equation.right), *symbols(lower)}
        )
        body = substitute(statement.equation.right, {variable: Symbol(running)})
        value: Formula
        if re.search(r"probability mass function|\bpmf\b", self.said):
            if lower == Negate(Constant("inf")):
                raise Unread("a sum without a first term")
            value = Series("sum", running, lower, Call("floor", (Symbol(variable),)), body)
        else:
            value = Integral(running, lower, Symbol(variable), body)
        return replace(statement, equation=Equation(Symbol(_CUMULATIVE), value))

    def _main(self) -> tuple[str, Closure]:
        """The one value that the equations lead to and nothing else uses."""
        names = list(dict.fromkeys(d.name for d in self.definitions.drafts if d.name and not d.is_special))
        names = [n for n in names if not self._is_argument(n) and self._closure().group(n)]
        reached: dict[str, Closure] = {}
        reasons: dict[str, str] = {}
        for name in names:
            closure = self._closure()
            try:
                closure.need(name)
                closure.settle()
                self._check_arguments(closure)
            except Unread as reason:
                reasons[name] = str(reason)
                continue
            reached[name] = closure
        tops = [n for n in reached if not any(n in c.statements for m, c in reached.items() if m != n)]
        shown = [n for n in tops if any(d.style in ("display", "line") for d in self._closure().group(n))]
        if len(shown) > 1 and _RESULT in shown:
            shown.remove(_RESULT)
        chosen = shown or tops
        if len(chosen) == 1:
            for name, reason in reasons.items():
                if self._is_made_of(name, chosen[0]):
                    # What is not understood is made of this value, and may be what is asked for.
                    raise Unread(reason)
            return chosen[0], reached[chosen[0]]
        if len(chosen) > 1:
            raise Unread(f"the result may be {' or '.join(chosen[:3])}")
        return self._implicit(list(reasons.values()))

    def _is_made_of(self, name: str, part: str) -> bool:
        """Whether an equation for `name` has `part` on its right side."""
        written = rf"(?<![A-Za-z]){re.escape(part.partition('_')[0])}(?![A-Za-z])"
        return any(re.search(written, d.text.partition("=")[2]) for d in self._closure().group(name))

    def _implicit(self, reasons: Sequence[str]) -> tuple[str, Closure]:
        """`1/f = 1/s + 1/b` with one unknown: that is the result."""
        relations = [d for d in self.definitions.drafts if self._relates(d)]
        if len(relations) != 1:
            raise Unread(reasons[0] if reasons else "no equation says what the result is")
        left, right = self.definitions.both(relations[0])
        if isinstance(left, Call) and self._is_of_arguments(left):
            return self._function_value(relations[0], right)
        unknown: list[str] = []
        for name in dict.fromkeys([*symbols(left), *symbols(right)]):
            try:
                self._closure().need(name)
            except Unread:
                unknown.append(name)
        if len(unknown) != 1:
            raise Unread(f"{' and '.join(unknown[:3]) or 'nothing'} is not explained")
        closure = self._closure()
        closure.relation(relations[0], unknown[0])
        return unknown[0], closure

    def _is_of_arguments(self, call: Call) -> bool:
        """`\\binom{n}{k} = …`: a known function of exactly the arguments, which the other side computes."""
        names = [a.name for a in call.arguments if isinstance(a, Symbol) and self._is_argument(a.name)]
        return call.function in ("binomial", "beta", "gamma") and len(names) == len(call.arguments)

    def _function_value(self, draft: Draft, value: Formula) -> tuple[str, Closure]:
        closure = self._closure()
        for name in symbols(value):
            closure.need(name)
        closure.used.append(draft)
        closure.statements[_RESULT] = [Statement(Equation(Symbol(_RESULT), value), draft.span, draft.text)]
        return _RESULT, closure

    def _relates(self, draft: Draft) -> bool:
        if (
            draft.failed
            or len(draft.sides) != 2
            or draft.is_special
            or draft.arguments
            or (draft.style == "inline" and self._has_displayed)
        ):
            return False
        return not draft.name or self._is_argument(draft.name)

    @property
    def _has_displayed(self) -> bool:
        """Whether an equation stands in a place of its own, beside which those in sentences only explain."""
        return any(d.style in ("display", "line") for d in self.drafts)

    def _check_arguments(self, closure: Closure) -> None:
        """Every argument plays a part, but for those that only say where or how to put the result."""
        bound = {binding.parameter for binding in closure.bindings.values()}
        for source in self.sources:
            if source.name in bound or source.name in _IGNORED or source.kind.startswith("var_"):
                continue
            if source.default == "None":
                continue
            raise Unread(f"the argument {source.name} has no part in the equations")
        if bound & self.matrices:
            raise Unread("an argument of two axes")
        bind(list(closure.bindings), [source.name for source in self.sources], self.described)

    def _check_changed(self, closure: Closure, outputs: Sequence[str]) -> None:
        """`y = a b, rounded` and `Returns the square of y` ask for something else than the equation."""
        if any(_CHANGED.match(draft.after) for draft in closure.used):
            raise Unread("a value that is changed after it is computed")
        for returned in self.returned:
            for name in outputs:
                shown = rf"[`$]*{re.escape(name)}(?![\w(])[`$]*"
                if re.search(rf"{_OF}\s+(?:of\s+)?(?:the\s+)?{shown}", returned.words, re.IGNORECASE):
                    raise Unread(f"a function of {name} is returned")
                if re.match(rf"\s*[\w.]+\s*[-+*/^]+\s*{shown}\s*(?:[.,]|$)", returned.words) or re.match(
                    rf"\s*{shown}\s*[-+*/^]+\s*[\w.]+\s*(?:[.,]|$)", returned.words
                ):
                    raise Unread(f"something else than {name} is returned")

    def _check_unread(self, closure: Closure, outputs: Sequence[str]) -> None:
        """An equation that can't be read must not be one that the result rests on."""
        first = min((d.span.start for d in closure.used), default=0)
        starts: dict[str, int] = {}
        for draft in closure.used:
            starts[draft.name] = min(draft.span.start, starts.get(draft.name, draft.span.start))
        needed = {*closure.statements, *outputs}
        for draft in self.drafts:
            if not draft.failed:
                continue
            is_before = draft.span.start < starts.get(draft.name, first)
            if (draft.style in ("display", "line") or draft.name in needed) and is_before:
                raise Unread(draft.failed)

    def _in_unit(self, statement: Statement, beside: Mapping[str, Unit]) -> Statement:
        """A statement with the unit that the text gives what it defines."""
        left = statement.equation.left
        names = [left.name] if isinstance(left, Symbol) else symbols(left)
        if statement.unit is not None or len(names) != 1 or self._is_argument(names[0]):
            return statement
        unit = beside.get(names[0])
        return replace(statement, unit=self._as_said(unit)) if unit is not None else statement

    def _units(self, closure: Closure, beside: Mapping[str, Unit]) -> dict[str, Unit]:
        found: dict[str, Unit] = {}
        for symbol, binding in closure.bindings.items():
            own = self.units.get(binding.parameter)
            near = beside.get(symbol) or beside.get(binding.parameter)
            if own is not None and near is not None and not _same(own, near):
                raise Unknown(f"two units for {binding.parameter}")
            unit = own or near
            if unit is not None:
                found[binding.parameter] = self._as_said(unit)
        for name, value in closure.givens.items():
            if value.unit is not None:
                found[name] = value.unit
        return found

    def _output_unit(
        self, place: int, name: str, statements: Sequence[Statement], beside: Mapping[str, Unit]
    ) -> Unit | None:
        said: list[Unit] = []
        if place < len(self.returned):
            returned = self.returned[place]
            unit = self._like_argument(returned) or _unit_of_result(returned)
            if unit is not None:
                said.append(unit)
        said.extend(s.unit for s in statements if s.unit is not None and s.equation.left == Symbol(name))
        if name in beside:
            said.append(beside[name])
        if said and not all(_same(said[0], other) for other in said[1:]):
            raise Unknown(f"two units for {name}")
        return self._as_said(said[0]) if said else None

    def _without_equations(self) -> str:
        """The running text without equations in lines: `v = d / t in km/h` is the unit of v, not of t."""
        text = self.running
        for draft in self.drafts:
            if draft.style == "line" and draft.text:
                text = text.replace(draft.text, "\u2063 ")
        return text

    def _fitting_unit(
        self, closure: Closure, statements: Sequence[Statement], units: Mapping[str, Unit], name: str
    ) -> Unit | None:
        """The unit of the result that the summary names, if its dimension is the result's."""
        found: list[Unit] = []
        is_angle = any(
            isinstance(part, Call) and part.function.startswith("arc") and not part.function.endswith("h")
            for s in statements
            for part in walk(s.equation.right)
        )
        for unit in self._units_in_summary():
            if unit.dimension == ONE or not any(units.values()):
                # Dimensions can't tell whose it is: only what gives an angle is in degrees.
                if unit.is_angle and is_angle:
                    found.append(unit)
                continue
            is_fitting = self._is_balanced(closure, statements, units, {name: unit})
            if is_fitting is None:
                raise Unknown(f"{unit.text} may be the unit of {name} or of something else")
            if is_fitting:
                found.append(self._as_said(unit))
            elif self._is_balanced(closure, statements, units, {name: None}) is False:
                continue  # numbers of particular units in, a number of the named unit out
            elif not any(_same(unit, other) for other in units.values()):
                raise Unknown(f"{unit.text} may be the unit of {name} or of something else")
        if len(found) > 1:
            raise Unknown(f"two units for {name}")
        return found[0] if found else None

    def _units_in_summary(self) -> list[Unit]:
        """`Speed in km/h.`, `Compute the speed in km/h from …` as the first line, without an equation."""
        said = [u for m in _RESULT_IN.finditer(self.running) if (u := longest_unit(m[1])) is not None]
        if said:
            return said
        line = self.running.strip().split("\n")[0].rstrip(" .:,") + "."
        if "=" in line or re.match(r"\s*(?:Convert|Given|For|With)\b", line):
            return []
        found: list[Unit] = []
        for match in _SUMMARY_UNIT.finditer(line):
            unit = parse_unit(match[1] or match[2])
            if unit is not None and not any(_same(unit, other) for other in found):
                found.append(unit)
        return found

    def _unit_ahead(self, closure: Closure, outputs: Sequence[str]) -> Unit | None:
        """`Speed in km/h, v = …`: the unit named before the equation of the one result."""
        drafts = [d for d in closure.used if len(outputs) == 1 and d.name == outputs[0]]
        return unit_before(drafts[0]) if drafts else None

    def _like_argument(self, returned: Returned) -> Unit | None:
        """`in the units of R`, `same unit as x`."""
        found = re.search(r"\b(?:same )?units? (?:of|as)(?: those of)? [`$]*(\w+)", returned.words)
        return self.units.get(found.group(1)) if found else None

    def _as_said(self, unit: Unit) -> Unit:
        """The unit in the size that the text gives it."""
        return next((said for table, said in self.conversions if _same(table, unit)), unit)


def _is_even(statements: Sequence[Statement], name: str) -> bool:
    """Whether a quantity stands in even powers alone, so that its sign plays no part."""

    def count(formula: Formula) -> int:
        match formula:
            case Power(base=Symbol(name=found), exponent=Number(text=text)) if found == name:
                return 0 if text.isdigit() and int(text) % 2 == 0 else 1
            case Symbol(name=found):
                return int(found == name)
            case _:
                return sum(count(part) for part in children(formula))

    return not any(count(side) for s in statements for side in (s.equation.left, s.equation.right))


def _unit_of_result(returned: Returned) -> Unit | None:
    unit = unit_in(returned.words)
    if unit is None and (unknown := unknown_unit(returned.words)):
        raise Unknown(f"the unit {unknown!r}")
    if unit is None and returned.kind:
        bracket = re.search(r"\[([^\]]+)\]", returned.kind)
        return parse_unit(bracket.group(1)) if bracket else None
    return unit


def _same(first: Unit, second: Unit) -> bool:
    return (
        abs(first.factor - second.factor) <= 1e-9 * abs(first.factor)
        and first.offset == second.offset
        and first.dimension == second.dimension
        and first.is_angle == second.is_angle
    )
