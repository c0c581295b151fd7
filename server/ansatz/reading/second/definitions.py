"""Drafts turned into formulas when they are needed, with definitions that have arguments put in."""

from collections.abc import Sequence
from dataclasses import replace

from ansatz.core.formula import Branch, Compare, Formula, IndexRange, Piecewise, Symbol

from .drafts import Draft
from .expression import conditions, parse
from .parser import split
from .ranges import Alternatives
from .tokens import Unread
from .trees import MAXIMUM_SIZE, substitute, symbols, walk
from .vocabulary import Vocabulary

_MAXIMUM_DEPTH = 8


class Definitions:
    """The equations of a docstring by the name on their left.

    `ranges` are conditions that the text after an equation gives, by the equation's place.
    """

    def __init__(
        self,
        drafts: Sequence[Draft],
        vocabulary: Vocabulary,
        ranges: dict[tuple[int, int], Alternatives | None],
    ) -> None:
        self.drafts = [draft for draft in drafts if not draft.failed]
        self.functions = {d.name: d for d in reversed(self.drafts) if d.arguments and not d.is_special}
        self.vocabulary = replace(
            vocabulary,
            functions=frozenset(self.functions),
            apply=self.applied,
        )
        self.ranges = ranges
        self._active: list[str] = []
        self._parsed: dict[int, list[Formula]] = {}
        self._relations: dict[int, tuple[Formula, Formula] | Unread] = {}

    def values(self, draft: Draft) -> list[Formula]:
        """What stands right of each sign of equality; what can't be read is left out if something can."""
        key = id(draft)
        if key not in self._parsed:
            vocabulary = self._own(draft)
            found: list[Formula] = []
            reasons: list[Unread] = []
            for side in draft.sides[1:] if len(draft.sides) > 1 else draft.sides:
                try:
                    found.append(parse(side, vocabulary, draft.is_latex))
                except Unread as reason:
                    reasons.append(reason)
            if not found:
                raise reasons[0]
            self._parsed[key] = found
        return self._parsed[key]

    def both(self, draft: Draft) -> tuple[Formula, Formula]:
        """Left and right of an equation that defines no name. Raises `Unread` for a chain."""
        key = id(draft)
        if key not in self._relations:
            try:
                self._relations[key] = self._both(draft)
            except Unread as reason:
                self._relations[key] = reason
        found = self._relations[key]
        if isinstance(found, Unread):
            raise found
        return found

    def _both(self, draft: Draft) -> tuple[Formula, Formula]:
        if len(draft.sides) != 2 or draft.condition:
            raise Unread("an equation of more than two sides")
        left, right = (parse(side, self._own(draft), draft.is_latex) for side in draft.sides)
        return left, right

    def _own(self, draft: Draft) -> Vocabulary:
        return replace(
            self.vocabulary,
            names=self.vocabulary.names | frozenset(draft.arguments or ()),
            functions=self.vocabulary.functions - {draft.name},
        )

    def applied(self, name: str, arguments: Sequence[Formula]) -> Formula:
        """`F(y)` where `F(x) = …` is defined: its right side with y for x."""
        draft = self.functions.get(name)
        if draft is None or draft.arguments is None or len(draft.arguments) != len(arguments):
            raise Unread(f"{name} of {len(arguments)} arguments")
        if name in self._active or len(self._active) >= _MAXIMUM_DEPTH:
            raise Unread(f"{name} is defined through itself")
        if draft.condition or draft.is_otherwise:
            raise Unread(f"{name} is defined by cases")
        self._active.append(name)
        body = self.values(draft)[0]
        self._active.pop()
        values = dict(zip(draft.arguments, arguments, strict=True))
        filled = substitute(body, values)
        if sum(1 for _ in walk(filled)) > MAXIMUM_SIZE:
            raise Unread("a formula too large")
        return filled

    def limited(self, draft: Draft, value: Formula) -> Formula:
        """The value under the range that belongs to its equation, where that ties quantities together."""
        alternatives = self.ranges.get(draft.outer, ())
        if alternatives is None:
            raise Unread("a range that is not plain")
        if not alternatives or isinstance(value, Piecewise):
            return value
        return Piecewise(tuple(Branch(value, conditions) for conditions in alternatives))

    def conditions(self, draft: Draft) -> list[tuple[Compare, ...]]:
        """The ranges that stand beside the equation itself; several where `or` joins them."""
        parts = split(draft.condition, lambda t: t.kind == "words" and t.text == "or")
        return [conditions(part, self.vocabulary, draft.is_latex) for part in parts]

    def index_range(self, draft: Draft, parameters: frozenset[str]) -> IndexRange | None:
        """`0 ≤ n ≤ M - 1` beside `w(n) = …`, where n is no argument."""
        if not draft.condition or not draft.arguments or len(draft.arguments) != 1:
            return None
        index = draft.arguments[0]
        if index in parameters:
            return None
        low: Formula | None = None
        high: Formula | None = None
        found = self.conditions(draft)
        if len(found) != 1 or not any(index in symbols(s) for c in found[0] for s in (c.left, c.right)):
            return None
        for compare in found[0]:
            if compare.sign != "<=":
                raise Unread("a range of an index with an open end")
            if compare.right == Symbol(index) and low is None:
                low = compare.left
            elif compare.left == Symbol(index) and high is None:
                high = compare.right
            else:
                raise Unread("a range of an index that is not plain")
        if low is None or high is None or index in symbols(low) or index in symbols(high):
            raise Unread("a range of an index without both ends")
        return IndexRange(index, low, high)


def joined(branches: Sequence[tuple[Formula, tuple[Compare, ...]]]) -> Piecewise:
    """Equations with one left side, each with its range, as one value by cases."""
    if any(not c for _, c in branches[:-1]):
        raise Unread("a case after `otherwise`")
    return Piecewise(tuple(Branch(value, conditions) for value, conditions in branches))
