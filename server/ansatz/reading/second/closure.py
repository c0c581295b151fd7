"""Everything that one value needs, symbol by symbol, down to arguments, given values and constants."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ansatz.core.formula import (
    Branch,
    Call,
    Compare,
    Equation,
    Formula,
    Indexed,
    IndexRange,
    Piecewise,
    Symbol,
)
from ansatz.core.quantity import Unit
from ansatz.core.spec import Binding, GivenValue, Statement

from . import constants, flat
from .agreement import agree
from .definitions import Definitions, joined
from .drafts import Draft
from .naming import bind
from .quantities import longest_unit
from .sums import INDEX_LETTERS, has_elements, indexed
from .tokens import Unread
from .trees import rebuild, substitute, symbols, walk
from .units import parse_unit

_MAXIMUM_SYMBOLS = 60
_MAXIMUM_EXPANSIONS = 6
_COUNTS = frozenset({"n", "N", "m", "M", "K", "k", "p", "d"})


@dataclass(frozen=True, slots=True)
class Sources:
    """What symbols may be: arguments, definitions, or explained in the text (`flat`).

    `sizes` are the lengths that the text states for arguments, by the argument's name.
    """

    parameters: tuple[str, ...]
    described: Mapping[str, Sequence[str]]
    definitions: Definitions
    flat: str
    sizes: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass
class Closure:
    """What is needed so far; filled by `need` and `relation`."""

    sources: Sources
    bindings: dict[str, Binding] = field(default_factory=dict[str, Binding])
    givens: dict[str, GivenValue] = field(default_factory=dict[str, GivenValue])
    statements: dict[str, list[Statement]] = field(default_factory=dict[str, list[Statement]])
    replaced: dict[str, Formula] = field(default_factory=dict[str, Formula])
    used: list[Draft] = field(default_factory=list[Draft])
    vectors: set[str] = field(default_factory=set[str])
    deferred: set[str] = field(default_factory=set[str])
    supposed: set[str] = field(default_factory=set[str])
    """Constants that nothing but the dimensions can confirm."""

    def need(self, name: str, pending: tuple[str, ...] = ()) -> None:
        """Find out what a symbol is. Raises `Unread` where the text does not say, or says two things."""
        if name in self.bindings or name in self.givens or name in self.statements or name in self.replaced:
            return
        if name in pending:
            raise Unread(f"{name} is defined through itself")
        if len(self.statements) + len(pending) > _MAXIMUM_SYMBOLS:
            raise Unread("more symbols than one function needs")
        bound = bind([name], self.sources.parameters, self.sources.described)
        if name in bound:
            self.bindings[name] = bound[name]
            return
        drafts = self.group(name)
        if drafts:
            self._define(name, drafts, (*pending, name))
            return
        if self._is_size(name):
            return
        if self._is_value(name) or self._is_mean(name, pending) or self._is_element(name, pending):
            return
        related = [draft for draft in self.relations(name) if draft not in self.used]
        if len(related) == 1 and (name not in _COUNTS or not pending):
            self._relate(related[0], name, pending)
        elif name in _COUNTS:
            self.deferred.add(name)
        elif known := constants.usual_constant(name, self.sources.flat):
            self.supposed.add(name)
            self.givens[name] = constants.given(name, known)
        else:
            raise Unread(f"{name} is not explained")

    def settle(self) -> None:
        """What could only be told at the end: `n` as the number of elements that sums run over."""
        for name in sorted(self.deferred):
            if not self._is_count(name):
                raise Unread(f"{name} is not explained")
        self.deferred.clear()

    def relations(self, name: str) -> list[Draft]:
        """Equations that hold between quantities, this one among them, and define none of the others."""
        found: list[Draft] = []
        for draft in self.sources.definitions.drafts:
            is_open = not draft.name or bool(
                bind([draft.name], self.sources.parameters, self.sources.described)
            )
            if len(draft.sides) != 2 or draft.is_special or draft.arguments or not is_open:
                continue
            if draft.style == "inline" and draft.name:
                continue
            try:
                sides = self.sources.definitions.both(draft)
            except Unread:
                continue
            if any(n == name or _element_of(n, name) for side in sides for n in symbols(side)):
                found.append(draft)
        return found

    def _is_element(self, name: str, pending: tuple[str, ...]) -> bool:
        """`P` where `P_i = …` is defined, and `T_2` where `T_i = …` is, for each index."""
        for index in sorted(INDEX_LETTERS):
            if drafts := self.group(f"{name}_{index}"):
                self._define(f"{name}_{index}", drafts, (*pending, name))
                self.statements[name] = self.statements.pop(f"{name}_{index}")
                return True
        stem, _, number = name.rpartition("_")
        if not (stem and number.isdigit()):
            return False
        for index in sorted(INDEX_LETTERS):
            drafts = self.group(f"{stem}_{index}")
            if len(drafts) == 1 and len(drafts[0].sides) == 2:
                self._instance(name, drafts[0], index, number, (*pending, name))
                return True
        return False

    def _instance(self, name: str, draft: Draft, index: str, number: str, pending: tuple[str, ...]) -> None:
        """`T_i = …` for i = 2."""

        def change(part: Formula) -> Formula | None:
            match part:
                case Symbol(name=own) if own == index:
                    raise Unread(f"the index {index} used as a number")
                case Symbol(name=own) if own.endswith(f"_{index}"):
                    return Symbol(own[: -len(index)] + number)
                case _:
                    return None

        value = rebuild(self.sources.definitions.values(draft)[0], change)
        self._needs_of(value, pending, frozenset())
        self.used.append(draft)
        self.statements[name] = [Statement(Equation(Symbol(name), value), draft.span, draft.text)]

    def group(self, name: str) -> list[Draft]:
        """The equations that define a name, values and special cases aside."""
        return [
            d
            for d in self.sources.definitions.drafts
            if d.name == name and not d.is_special and not self._gives_number(d)
        ]

    def _gives_number(self, draft: Draft) -> bool:
        if len(draft.sides) != 2 or draft.arguments or draft.condition or draft.is_otherwise:
            return False
        kinds = [t.kind for t in draft.sides[1] if t.kind != "gap"]
        return (
            "number" in kinds and not set(kinds) - {"number", "operator", "open", "close"} and len(kinds) <= 6
        )

    def _define(self, name: str, drafts: list[Draft], pending: tuple[str, ...]) -> None:
        drafts = self._same_arguments(drafts)
        over: IndexRange | None = None
        values: list[tuple[Draft, Formula]] = []
        if len(drafts) == 1:
            over = self.sources.definitions.index_range(drafts[0], self._argument_symbols())
        if over is not None:
            values = [(drafts[0], self.sources.definitions.values(drafts[0])[0])]
        elif any(d.condition or d.is_otherwise for d in drafts):
            values = [(drafts[0], self._by_cases(drafts))]
        else:
            values = self._alternatives(drafts, pending)
        first = values[0][0]
        left, rights = self._left(name, [value for _, value in values])
        for right in rights[:1]:
            self._needs_of(right, pending, frozenset({over.index} if over else ()))
        if over is not None:
            for limit in (over.lower, over.upper):
                self._needs_of(limit, pending, frozenset())
        self.used.append(first)
        self.statements[name] = [
            Statement(Equation(left, right), draft.span, draft.text, unit_after(draft), over)
            for (draft, _), right in zip(values, rights, strict=True)
        ]

    def _needs_of(self, formula: Formula, pending: tuple[str, ...], own: frozenset[str]) -> None:
        for part in walk(formula):
            if isinstance(part, Indexed):
                self.vectors.add(part.base)
        for symbol in symbols(formula):
            if symbol not in own:
                self.need(symbol, pending)

    def _argument_symbols(self) -> frozenset[str]:
        return self.sources.definitions.vocabulary.parameters

    def _same_arguments(self, drafts: list[Draft]) -> list[Draft]:
        """Of definitions with different arguments, those whose arguments are the function's own."""
        if len({d.arguments for d in drafts}) < 2:
            return drafts
        own = self._argument_symbols()
        fitting = [d for d in drafts if d.arguments and set(d.arguments) <= own]
        if not fitting:
            fitting = [d for d in drafts if not d.arguments]
        most = max((len(d.arguments or ()) for d in fitting), default=0)
        kept = [d for d in fitting if len(d.arguments or ()) == most]
        if not kept or len({d.arguments for d in kept}) > 1:
            raise Unread("a name with two sets of arguments")
        return kept

    def _by_cases(self, drafts: list[Draft]) -> Formula:
        definitions = self.sources.definitions
        plain = [d for d in drafts if not d.condition and not d.is_otherwise]
        ranged = [d for d in drafts if d not in plain]
        branches: list[tuple[Formula, tuple[Compare, ...]]] = []
        for draft in ranged:
            value = definitions.values(draft)[0]
            if draft.is_otherwise:
                branches.append((value, ()))
            else:
                branches.extend((value, found) for found in definitions.conditions(draft))
        if len(plain) > 1:
            raise Unread("several equations for one quantity, some of them for a range")
        if plain:
            # `… , and for L = 0: …`: the one without a range holds elsewhere.
            if not all(c.sign == "==" for _, found in branches for c in found) or drafts.index(plain[0]) != 0:
                raise Unread("an equation without a range beside one with a range")
            branches.append((definitions.values(plain[0])[0], ()))
        if len(branches) == 1:
            value, found = branches[0]
            tied = tuple(c for c in found if len({*symbols(c.left), *symbols(c.right)}) > 1)
            return Piecewise((Branch(value, tied),)) if tied else value
        return joined(branches)

    def _alternatives(self, drafts: list[Draft], pending: tuple[str, ...]) -> list[tuple[Draft, Formula]]:
        """Each way in which the value is written, checked to be the same value."""
        definitions = self.sources.definitions
        found: list[tuple[Draft, Formula]] = []
        for draft in drafts:
            try:
                values = definitions.values(draft)
            except Unread:
                if not found and draft is drafts[-1]:
                    raise
                if not found:
                    raise
                continue
            found.extend((draft, value) for value in values)
        kept = [found[0]]
        for draft, value in found[1:]:
            trial = Closure(self.sources)
            trial.statements = dict(self.statements)
            try:
                for each in (found[0][1], value):
                    trial._needs_of(each, pending, frozenset())
            except Unread:
                continue
            if not agree(trial.expanded(found[0][1]), trial.expanded(value)):
                if draft.style == "inline" and found[0][0].style != "inline":
                    continue
                raise Unread(f"two equations for {draft.name or 'one value'} that differ")
            kept.append((draft, value))
        limited = definitions.limited(kept[0][0], kept[0][1])
        return [(kept[0][0], limited), *kept[1:]]

    def expanded(self, formula: Formula) -> Formula:
        """The formula with what it defines on the way put in, as far as plain equations say it."""
        for _ in range(_MAXIMUM_EXPANSIONS):
            values = {
                name: group[0].equation.right
                for name, group in self.statements.items()
                if group[0].equation.left == Symbol(name) and group[0].over is None
            }
            inner = {name: values[name] for name in symbols(formula) if name in values}
            if not inner:
                break
            formula = substitute(formula, inner)
        return formula

    def _left(self, name: str, values: list[Formula]) -> tuple[Formula, list[Formula]]:
        """`y_i = 2 x_i` defines the elements of y."""
        stem, _, index = name.rpartition("_")
        names = self.sources.definitions.vocabulary.parameters
        is_free = stem and index in INDEX_LETTERS and name not in names and index not in names
        if is_free and all(has_elements(value, index, names) for value in values):
            return Indexed(stem, index), [indexed(value, index, names) for value in values]
        return Symbol(name), values

    def relation(self, draft: Draft, unknown: str) -> None:
        """Take an equation between quantities, one of which is to be found."""
        self._relate(draft, unknown, ())

    def _relate(self, draft: Draft, unknown: str, pending: tuple[str, ...]) -> None:
        left, right = self.sources.definitions.both(draft)
        names = self.sources.definitions.vocabulary.parameters
        for index in sorted(INDEX_LETTERS):
            if any(_element_of(n, unknown) == index for side in (left, right) for n in symbols(side)):
                left, right = indexed(left, index, names), indexed(right, index, names)
                self.vectors.add(unknown)
        self.used.append(draft)
        self.statements[unknown] = [
            Statement(Equation(left, right), draft.span, draft.text, unit_after(draft))
        ]
        for side in (left, right):
            self._needs_of(side, (*pending, unknown), frozenset({unknown}))

    def _is_value(self, name: str) -> bool:
        """A number in the text, or a constant of nature that the text names."""
        said = flat.values(self.sources.flat, name)
        if said:
            found: list[tuple[str, Unit | None]] = []
            for literal, after in said:
                found.append((literal, _unit_of_value(after)))
            if len({float(literal) * (u.factor if u else 1.0) for literal, u in found}) > 1:
                raise Unread(f"{name} is given two values")
            literal, unit = found[0]
            if unit is None:
                unit = constants.unit_of_number(name, literal, self.sources.flat)
            self.givens[name] = GivenValue(name, float(literal), literal, unit, None, "docstring")
            return True
        known = constants.constant_for(
            name, flat.words_after(self.sources.flat, name), flat.words_before(self.sources.flat, name)
        )
        if known is None:
            return False
        self.givens[name] = constants.given(name, known)
        return True

    def _is_count(self, name: str) -> bool:
        """`n` as the number of elements that sums run over."""
        limits = any(
            t.kind == "reduce" and len(t.rows) > 1 and any(u.text == name for u in t.rows[1][0])
            for draft in self.sources.definitions.drafts
            for side in draft.sides
            for t in side
        )
        words = any(
            re.match(r"(?:the )?(?:total )?(?:number|count|length|size)\b", after)
            for after in flat.words_after(self.sources.flat, name)
        )
        vectors = sorted(self.vectors) or sorted(self.sources.definitions.vocabulary.vectors)
        owners = {bind([v], self.sources.parameters, self.sources.described).get(v) for v in vectors} - {None}
        if not (limits or words) or not owners:
            return False
        base = next(v for v in vectors if bind([v], self.sources.parameters, self.sources.described).get(v))
        if len({o.parameter for o in owners if o}) > 1 and not limits:
            raise Unread(f"{name} may be the number of elements of one of several arguments")
        self.replaced[name] = Call("count", (Symbol(base),))
        return True

    def _is_size(self, name: str) -> bool:
        """`n` where `x : array of shape (n,)`: the length of the first argument that has it."""
        owner = next((p for p in self.sources.parameters if self.sources.sizes.get(p) == name), None)
        if owner is None:
            return False
        if flat.values(self.sources.flat, name):
            raise Unread(f"{name} is a length and is given a value")
        if any(
            re.match(r"(?!(?:the )?(?:total )?(?:number|count|length|size)\b)[A-Za-z]{2,}|an? ", after)
            for after in flat.words_after(self.sources.flat, name)
        ):
            return False
        symbol = next((s for s in self.sources.described.get(owner, ()) if s in self.bindings), owner)
        self.need(symbol)
        self.vectors.add(symbol)
        self.replaced[name] = Call("count", (Symbol(symbol),))
        return True

    def _is_mean(self, name: str, pending: tuple[str, ...]) -> bool:
        found = re.fullmatch(r"bar\((\w+)\)", name)
        if not found or not re.search(r"\b(?:mean|average)", self.sources.flat, re.IGNORECASE):
            return False
        self.need(found.group(1), pending)
        self.vectors.add(found.group(1))
        self.replaced[name] = Call("mean", (Symbol(found.group(1)),))
        return True

    def finished(self, base_of_log: str | None) -> list[list[Statement]]:
        """The statements of each name with what stands for names put in, and logarithms of a stated base."""

        def change(part: Formula) -> Formula | None:
            match part:
                case Symbol(name=name) if name in self.replaced:
                    return self.replaced[name]
                case Call(function="log", arguments=arguments):
                    inner = tuple(rebuild(a, change) for a in arguments)
                    match base_of_log:
                        case "ln" | "log10" | "log2" as base:
                            return Call(base, inner)
                        case _:
                            raise Unread("a logarithm whose base the text leaves open")
                case _:
                    return None

        return [
            [
                Statement(
                    Equation(rebuild(s.equation.left, change), rebuild(s.equation.right, change)),
                    s.span,
                    s.text,
                    s.unit,
                    s.over,
                )
                for s in group
            ]
            for group in self.statements.values()
        ]


def _element_of(name: str, base: str) -> str:
    """The index of `x_i` as an element of x; empty where it is none."""
    stem, _, index = name.rpartition("_")
    return index if stem == base and index in INDEX_LETTERS else ""


def unit_after(draft: Draft) -> Unit | None:
    """`… in radians`, `… [K]`, `… (in m/s)` after an equation in a line."""
    found = re.match(
        r"\s*,?\s+in\s+(?:units of\s+)?(?P<words>(?:[^,;()\n]|(?<=/)\([^()\n]{1,20}\)){1,40})"
        r"|\s+\[(?:in\s+)?(?P<square>[^\]\n]{1,30})\]|\s+\((?:in\s+)?(?P<round>[^()\n]{1,30})\)",
        draft.after,
    )
    if not found:
        return None
    return longest_unit(found["words"]) if found["words"] else parse_unit(found["square"] or found["round"])


_AHEAD = re.compile(
    r"^\s*[A-Z][\w-]*(?: (?!for\b|with\b|at\b|where\b|given\b|from\b|and\b|is\b)[a-z-]+){0,6}"
    r" (?:in (?P<words>[^,;:()\[\]]{1,25})|[\[(](?:in )?(?P<square>[^()\[\]]{1,25})[\])])\s*[,:]\s*$"
)


def unit_before(draft: Draft) -> Unit | None:
    """`Speed in km/h, v = …`, `Speed [km/h]: v = …`: the unit that ends the words before an equation."""
    found = _AHEAD.match(draft.before)
    return parse_unit((found["words"] or found["square"]).strip()) if found else None


_MORE_OF_UNIT = re.compile(r"\s*[(\[]?\s*[A-Za-zµΩ°Å%][A-Za-zµΩ°Å]*\s*(?:[/^·*]|[²³⁻])")


def _unit_of_value(after: str) -> Unit | None:
    """The unit behind a number. Raises `Unread` at one that this reader does not know."""
    words = after.strip().rstrip(".")
    if words.count(")") > words.count("("):
        words = words[: words.rfind(")")]
    bracketed = re.match(r"\[([^\]]+)\]|\(((?:[^()]|\([^()]*\))+)\)", words)
    unit = parse_unit(bracketed.group(1) or bracketed.group(2)) if bracketed else longest_unit(words)
    if unit is None and _MORE_OF_UNIT.match(words):
        raise Unread(f"the unit in {words!r}")
    return unit
