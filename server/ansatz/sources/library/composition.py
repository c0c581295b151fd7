"""A composition under construction: what was bound, set, adapted and returned, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...core.routine import RoutineSearch
from .binding import Pair
from .facts import Argument, Facts
from .manual import Manual
from .senses import Phrase
from .settings import Setting
from .writing import Writer


class NotComposed(ValueError):
    """This routine does not lead from the arguments to the results; the message says why."""


class Unsettled(NotComposed):
    """A setting changes the result, and the text does not say which is meant; the message is a question."""


@dataclass(slots=True)
class Composition:
    """Grows while a composer works on one routine."""

    facts: Facts
    found: tuple[Phrase, ...]
    search: RoutineSearch
    imported: Mapping[str, str]
    writer: Writer
    used: list[Manual] = field(default_factory=list[Manual])
    pairs: list[Pair] = field(default_factory=list[Pair])
    settings: list[tuple[Manual, Setting]] = field(default_factory=list[tuple[Manual, Setting]])
    adapted: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """Adaptors as (what, why)."""
    met: set[str] = field(default_factory=set[str])
    """Names of senses that the composed code answers by itself."""
    vocabulary: list[str] = field(default_factory=list[str])
    exprs: dict[str, str] = field(default_factory=dict[str, str])
    """How code names each argument's present form."""
    returned: tuple[str, ...] = ()
    """Fields that are returned."""
    uses_formula: bool = False
    count: int = 1
    main_line: int = 1

    def expr(self, argument: Argument) -> str:
        """The argument as the call takes it."""
        return self.exprs.get(argument.name, argument.name)

    def has(self, *names: str) -> bool:
        """Whether the text has one of these senses."""
        return any(p.sense.name in names for p in self.found)

    def phrase(self, name: str) -> Phrase | None:
        """The first phrase of a sense."""
        return next((p for p in self.found if p.sense.name == name), None)

    def use(self, manual: Manual) -> None:
        """The code calls this routine."""
        self.used.append(manual)
        self.vocabulary.append(f"{' '.join(manual.name_stems)} {manual.routine.summary}")
        if manual.entry is not None:
            self.met |= manual.entry.meets
            self.vocabulary.append(manual.entry.says)

    def met_phrases(self) -> list[Phrase]:
        """Phrases answered by settings, by the routines' own words, or by the code."""
        by_setting = {id(p) for _, s in self.settings for p in (s.phrase, *s.also)}
        set_names = {s.phrase.sense.name for _, s in self.settings}
        said = " ".join(s.slot.text for _, s in self.settings) + " ".join(
            f"{' '.join(m.name_stems)} {m.routine.summary} {m.routine.description[:600]}" for m in self.used
        )
        return [
            p
            for p in self.found
            if not p.is_negated
            and (
                id(p) in by_setting
                or p.sense.name in set_names
                or p.sense.name in self.met
                or (p.sense.words is not None and p.sense.words.search(said))
            )
        ]


def call(path: str, positional: Sequence[str], keywords: Sequence[tuple[str, str]]) -> str:
    """The source of a call."""
    return f"{path}({', '.join([*positional, *(f'{k}={v}' for k, v in keywords)])})"
