"""Binds installed routines to a stub: retrieve, bind, set, adapt, unpack, and account for every phrase."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from ...core.candidate import Candidate, PlacedStep
from ...core.claim import Basis
from ...core.routine import RoutineSearch
from ...core.spec import Spec
from ...core.target import FunctionTarget
from ...core.text import DocumentSnapshot, Span
from ...reading.project import module_names
from ...targets import NoPlaceError, module_slice
from ..calling import as_function
from ..equation import OutOfReach
from .accounting import unaccounted
from .chains import compose_clusters, compose_neighbours, is_linkage, is_tree
from .composition import Composition, NotComposed
from .direct import compose_direct
from .distributions import compose_against, takes_distribution
from .facts import Facts, facts_of
from .filtering import compose_filter, is_design
from .manual import Manual
from .retrieval import retrieve
from .senses import Phrase, phrases
from .trials import trials_of
from .writing import Writer

_FORMULA: Final = re.compile(
    r"\$[^$\n]*[=<>^][^$\n]*\$|:math:`[^`]*=[^`]*`|\.\. math::|^\s*\w[\w()]* = .*[*/^+].*$", re.MULTILINE
)
_TRIED: Final = 16
_CLOSE: Final = 0.2
"""Compositions whose routines are named nearly as well as the best one's compete with it."""
_MOST: Final = 3


class Routines(Protocol):
    """A search over installed routines that may still be being opened."""

    def now(self) -> RoutineSearch | None:
        """The search, if it is open."""
        ...

    async def within(self, seconds: float) -> RoutineSearch | None:
        """The search as soon as it is open; None where that takes longer, or is not possible."""
        ...


@dataclass(frozen=True, slots=True)
class LibrarySource:
    """Drafts candidates that call what the user's interpreter has installed."""

    routines: Routines
    patience_s: float = 40.0
    """How long a draft waits for a search that is being opened."""

    async def draft(
        self, snapshot: DocumentSnapshot, target: FunctionTarget, spec: Spec
    ) -> Sequence[Candidate]:
        """Candidates, best first; none where anything that the text asks for is left open."""
        search = self.routines.now() if spec.readings else await self.routines.within(self.patience_s)
        if search is None:
            if spec.readings:
                return ()
            raise OutOfReach("the index of what is installed is still being built; try again in a moment")
        return compositions(snapshot.text, target, spec, search)


@dataclass(frozen=True, slots=True)
class _Made:
    candidate: Candidate
    score: float


def compositions(
    text: str, target: FunctionTarget, spec: Spec, search: RoutineSearch
) -> tuple[Candidate, ...]:
    """All candidates whose routine is named about as well as the best one's."""
    facts = facts_of(spec)
    imported = module_names(text).imported
    found = phrases(_demand_of(facts))
    made: list[_Made] = []
    for manual, score in retrieve(facts, search, imported)[:_TRIED]:
        if made and score < made[0].score - _CLOSE:
            break
        composition = _composed(facts, found, manual, search, imported)
        if isinstance(composition, Composition):
            candidate = _candidate(text, target, composition, manual)
            if candidate is not None:
                made.append(_Made(candidate, score))
    bodies = dict.fromkeys(m.candidate.body for m in made)
    return tuple(next(m.candidate for m in made if m.candidate.body == body) for body in bodies)[:_MOST]


def _demand_of(facts: Facts) -> str:
    """The whole docstring: phrases count wherever they stand."""
    return facts.text


def _composed(
    facts: Facts, found: Sequence[Phrase], manual: Manual, search: RoutineSearch, imported: dict[str, str]
) -> Composition | str:
    """The finished composition, or why there is none."""
    taken = frozenset(a.name for a in facts.arguments)
    has_formula = bool(_FORMULA.search(facts.text))
    c = Composition(facts, tuple(found), search, imported, Writer(imported, taken))
    try:
        if takes_distribution(manual):
            compose_against(c, manual)
        elif is_design(manual):
            compose_filter(c, manual)
        elif is_linkage(manual):
            compose_clusters(c, manual)
        elif is_tree(manual):
            compose_neighbours(c, manual)
        else:
            compose_direct(c, manual)
    except NotComposed as error:
        return str(error)
    if has_formula and not c.uses_formula:
        return "the text has a formula that this does not carry out"
    left = unaccounted(facts, c.found, c.met_phrases(), " ".join(c.vocabulary), c.uses_formula)
    return f"nothing answers: {', '.join(left[:6])}" if left else c


def _candidate(text: str, target: FunctionTarget, c: Composition, manual: Manual) -> Candidate | None:
    body = "\n".join(c.writer.lines)
    try:
        cut = module_slice(text, target, body, tuple(c.writer.imports))
    except NoPlaceError:
        return None
    callable_ = as_function(cut, target)
    return Candidate(
        source="library",
        title=f"calls {', '.join(dict.fromkeys(m.routine.name for m in c.used))}",
        body=body,
        imports=tuple(c.writer.imports),
        module=callable_.module,
        entry=callable_.entry,
        rests_on=_things(c, manual),
        steps=_steps(c),
        trials=trials_of(c),
        line_offset=cut.line_offset,
    )


def _things(c: Composition, manual: Manual) -> frozenset[Basis]:
    """All that this source could have got wrong."""
    return frozenset(
        [
            Basis("author", "library source", "code"),
            *(Basis("routine", "library source", m.routine.name) for m in c.used),
            *(Basis("binding", "library source", p.argument.name) for p in c.pairs),
            *(Basis("option", "library source", s.slot.name) for _, s in c.settings),
            *(Basis("adaptor", "library source", what) for what, _ in c.adapted),
            *(Basis("result", "library source", name) for name in c.returned if len(manual.fields) > 1),
        ]
    )


def _steps(c: Composition) -> tuple[PlacedStep, ...]:
    """Which phrase led to which routine, argument and option."""
    line = c.main_line
    summary = c.facts.text.find(c.facts.summary)
    start = c.facts.base + max(0, summary)
    whole = Span(start, start + len(c.facts.summary))
    steps = [
        PlacedStep(
            m.routine.name, c.facts.summary, whole, f"calls {m.routine.name}: {m.routine.summary}", line, line
        )
        for m in c.used
    ]
    steps += [
        PlacedStep(
            p.argument.name,
            p.argument.text or p.argument.name,
            whole,
            f"`{p.argument.name}` is {p.slot.name} ({p.why})",
            line,
            line,
        )
        for p in c.pairs
    ]
    steps += [
        PlacedStep(
            s.slot.name,
            s.phrase.text,
            Span(c.facts.base + s.phrase.start, c.facts.base + s.phrase.end),
            f"{s.slot.name}={s.value}{' (the default)' if s.is_default else ''}",
            line,
            line,
        )
        for _, s in c.settings
    ]
    return tuple(steps)
