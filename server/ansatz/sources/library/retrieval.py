"""Which routines to try for a spec: found by search or imported, by how well its text names them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from ...core.routine import Routine, RoutineSearch
from .facts import Facts
from .manual import Manual, read_manual
from .thesaurus import called
from .words import is_alike, share, stems

_LIMIT: Final = 24
_LEAST: Final = 0.5
_KINDS: Final = frozenset({"function", "ufunc", "class"})


def retrieve(facts: Facts, search: RoutineSearch, imported: Mapping[str, str]) -> list[tuple[Manual, float]]:
    """Manuals with how well the spec's words name them, best first."""
    found: dict[str, Routine] = {}
    for query in dict.fromkeys((facts.summary, facts.prose.strip(), facts.text)):
        if query.strip():
            found |= {f.routine.name: f.routine for f in search.find(query[:2000], _LIMIT)}
    names = called(f"{facts.prose} {facts.result_text}")
    for name in names:
        routine = search.routine(name)
        if routine is not None:
            found[routine.name] = routine
    for origin in imported.values():
        routine = search.routine(origin)
        if routine is not None:
            found[routine.name] = routine
    said = stems(facts.prose) | stems(facts.result_text)
    scored = [
        (manual, score)
        for manual in (read_manual(r) for r in found.values() if r.kind in _KINDS)
        if (score := _naming(manual, said, tuple(imported.values()), names)) >= _LEAST
    ]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0].routine.name))


def _naming(
    manual: Manual, said: frozenset[str], imported: Sequence[str], called_so: Collection[str]
) -> float:
    by_name = share(manual.name_stems, said)
    by_summary = share(manual.summary_stems, said)
    if len(manual.name_stems) == 1 and by_summary < 0.3:
        # One word in common may be chance: `order`, `mean`, `sample`.
        by_name *= 0.5
    score = max(by_name, by_summary) + 0.4 * min(by_name, by_summary)
    in_common = [w for w in manual.identity if any(is_alike(w, s) for s in said)]
    is_named = bool({manual.routine.name, *manual.routine.aliases} & {*called_so, *imported})
    if is_named:
        score = max(score, 0.6) + 0.4
    elif len(in_common) < 2 and not any(len(w) >= 6 and w in manual.name_stems for w in in_common):
        return 0.0
    names = {manual.routine.name, *manual.routine.aliases}
    if names & set(imported):
        return score + 0.6
    if any(name.startswith(f"{origin}.") for origin in imported for name in names):
        return score + 0.25
    return score
