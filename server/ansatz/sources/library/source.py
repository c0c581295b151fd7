"""Binds installed routines to a stub: retrieve, bind, set, adapt, unpack, and account for every phrase."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from ...core.candidate import Candidate, PlacedStep, Variant
from ...core.claim import Basis
from ...core.routine import RoutineSearch
from ...core.spec import Spec
from ...core.target import FunctionTarget
from ...core.text import DocumentSnapshot, Span
from ...reading.project import module_names
from ...targets import NoPlaceError, module_slice
from ..asking import OpenQuestion
from ..calling import as_function
from ..equation import OutOfReach, compile_reading
from .accounting import unaccounted
from .chains import compose_clusters, compose_neighbours, is_linkage, is_tree
from .composition import Composition, NotComposed, Unsettled
from .direct import compose_direct
from .distributions import compose_against, takes_distribution
from .estimators import compose_estimator, is_estimator
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
_FAR: Final = 0.9
"""What is named by so much less is not tried in the place of a routine that could not be composed."""
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
    patience_s: float = 50.0
    """How long a draft waits for a search that is being opened."""

    async def draft(
        self, snapshot: DocumentSnapshot, target: FunctionTarget, spec: Spec
    ) -> Sequence[Candidate]:
        """Candidates, best first; none where anything that the text asks for is left open."""
        is_settled = _is_compiled(snapshot.text, target, spec)
        search = self.routines.now() if is_settled else await self.routines.within(self.patience_s)
        if search is None:
            if is_settled:
                return ()
            raise OutOfReach("the index of what is installed is still being built; try again in a moment")
        found = drafted(snapshot.text, target, spec, search)
        if found.question is not None:
            raise OpenQuestion(found.question)
        if not found.candidates and found.why_not and not spec.readings:
            raise OutOfReach(f"no installed routine could be bound; {found.why_not[0]}")
        return found.candidates


def _is_compiled(text: str, target: FunctionTarget, spec: Spec) -> bool:
    """Whether the equations lead to an implementation, for which nobody should wait."""
    if not spec.readings:
        return False
    try:
        compile_reading(text, target, spec, spec.readings[0])
    except OutOfReach:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Drafted:
    """Candidates, best first; where there are none, what was tried and why not, or what to ask."""

    candidates: tuple[Candidate, ...]
    why_not: tuple[str, ...] = ()
    question: str | None = None


def drafted(text: str, target: FunctionTarget, spec: Spec, search: RoutineSearch) -> Drafted:
    """Candidates whose routine is named about as well as the best one's.

    A routine that the text names by its usual name and that cannot be composed is not replaced by
    another one that is named less well: that would do something else than was asked.
    """
    facts = facts_of(spec)
    imported = module_names(text).imported
    found = phrases(facts.text)
    made: list[tuple[Candidate, float]] = []
    why_not: list[str] = []
    best: float | None = None
    for manual, score in retrieve(facts, search, imported)[:_TRIED]:
        if best is not None and score < best - (_CLOSE if made else _FAR):
            break
        best = score if best is None else best
        try:
            composition = _composed(facts, found, manual, search, imported)
            candidate = _candidate(text, target, composition, manual)
        except Unsettled as error:
            if not made:
                return Drafted((), (), str(error))
            continue
        except (NotComposed, NoPlaceError) as error:
            why_not.append(f"{manual.routine.name}: {error}")
            continue
        made.append((candidate, score))
        best = min(best, score) if len(made) == 1 else best
    bodies = dict.fromkeys(c.body for c, _ in made)
    kept = tuple(next(c for c, _ in made if c.body == body) for body in bodies)[:_MOST]
    return Drafted(tuple(_with_rivals(c, kept) for c in kept), tuple(why_not[:3]))


def _with_rivals(candidate: Candidate, all_: Sequence[Candidate]) -> Candidate:
    """The candidate with the others as what it would be if another routine were meant."""
    thing = next((b for b in sorted(candidate.rests_on) if b.aspect == "routine"), None)
    if thing is None:
        return candidate
    rivals = tuple(Variant(thing, c.module, c.title) for c in all_ if c is not candidate)
    return replace(candidate, variants=rivals)


def _composed(
    facts: Facts, found: Sequence[Phrase], manual: Manual, search: RoutineSearch, imported: dict[str, str]
) -> Composition:
    """The finished composition. Raises NotComposed with why there is none."""
    taken = frozenset(a.name for a in facts.arguments)
    has_formula = bool(_FORMULA.search(facts.text))
    c = Composition(facts, tuple(found), search, imported, Writer(imported, taken))
    if takes_distribution(manual):
        compose_against(c, manual)
    elif is_design(manual):
        compose_filter(c, manual)
    elif is_linkage(manual):
        compose_clusters(c, manual)
    elif is_tree(manual):
        compose_neighbours(c, manual)
    elif is_estimator(manual):
        compose_estimator(c, manual)
    else:
        compose_direct(c, manual)
    if has_formula and not c.uses_formula:
        raise NotComposed("the text has a formula that this does not carry out")
    entries = [m.entry for m in c.used if m.entry is not None]
    left = unaccounted(facts, c.found, c.met_phrases(), " ".join(c.vocabulary), c.uses_formula, entries)
    if left:
        raise NotComposed(f"nothing answers {', '.join(f'`{one}`' for one in left[:6])}")
    return c


def _candidate(text: str, target: FunctionTarget, c: Composition, manual: Manual) -> Candidate:
    """The composition as a candidate. Raises NoPlaceError."""
    body = "\n".join(c.writer.lines)
    cut = module_slice(text, target, body, tuple(c.writer.imports))
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
