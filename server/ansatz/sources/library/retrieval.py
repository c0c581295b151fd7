"""Which routines to try for a spec: found by search or imported, by how well its text names them."""

from collections.abc import Mapping, Sequence
from typing import Final

from ...core.routine import Routine, RoutineSearch
from .everyday import called
from .facts import Facts
from .manual import Manual, read_manual
from .words import share, stems

_LIMIT: Final = 24
_KINDS: Final = frozenset({"function", "ufunc", "class"})


def retrieve(facts: Facts, search: RoutineSearch, imported: Mapping[str, str]) -> list[tuple[Manual, float]]:
    """Manuals with how well the spec's words name them, best first.

    Names that people use for everyday routines count most; another routine has to be named in full.
    """
    found: dict[str, Routine] = {}
    for query in dict.fromkeys((facts.summary, facts.prose.strip(), facts.text)):
        if query.strip():
            found |= {f.routine.name: f.routine for f in search.find(query[:2000], _LIMIT)}
    names = called(facts.summary, f"{facts.prose} {facts.result_text}")
    strengths: dict[str, float] = {}
    for name, strength in names.items():
        routine = search.routine(name)
        if routine is not None:
            found[routine.name] = routine
            strengths[routine.name] = strength
    for origin in imported.values():
        routine = search.routine(origin)
        if routine is not None:
            found[routine.name] = routine
    said = stems(facts.prose) | stems(facts.result_text)
    scored = [
        (manual, score)
        for manual in (read_manual(r) for r in found.values() if r.kind in _KINDS)
        if (score := _naming(manual, said, tuple(imported.values()), strengths)) > 0
    ]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0].routine.name))


def _naming(
    manual: Manual, said: frozenset[str], imported: Sequence[str], strengths: Mapping[str, float]
) -> float:
    names = {manual.routine.name, *manual.routine.aliases}
    is_imported = bool(names & set(imported))
    strength = strengths.get(manual.routine.name)
    if strength is not None:
        score = 1.0 + strength
    else:
        by_name = share(manual.name_stems, said)
        by_summary = share(manual.summary_stems, said)
        is_whole = by_name == 1.0 and (len(manual.name_stems) > 1 or is_imported)
        if not is_whole and not (is_imported and by_summary >= 0.5):
            return 0.0
        score = 0.5 + 0.3 * by_summary
    if is_imported:
        return score + 0.6
    if any(name.startswith(f"{origin}.") for origin in imported for name in names):
        return score + 0.25
    return score
