"""A whole docstring to one reading, or to silence with a reason.

Written without sight of the first reader: sections, passages, equations, names, units and conventions
are found by rules of this package's own, so that a mistake of one reader is not one of both.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ansatz.core.spec import Reading
from ansatz.core.target import ParameterSource

from .assembly import Assembly
from .constants import constant_for
from .drafts import MAXIMUM_DRAFTS, Draft, Lexicon, from_clause, from_passage
from .flat import flatten, words_after, words_before
from .hints import hinted, in_mathematics, species_in
from .named import Named, certain
from .naming import canonical_parameter, described, running_indices
from .passages import Passage, clauses, computed, find
from .phrases import meanings
from .quantities import units_of
from .ranges import Alternatives, stated
from .sections import Entry, divide, size_of
from .tokens import FUNCTIONS, GREEK_LETTERS, LATEX_LETTERS, MAXIMUM_DOCSTRING, Unread
from .vocabulary import Vocabulary

_MARK = "\u2063"


@dataclass(frozen=True, slots=True)
class Silence:
    """Nothing was read, and why, in the user's words."""

    why: str


def read(docstring: str, parameters: Sequence[ParameterSource], name: str = "") -> Reading | None:
    """One complete reading of the docstring's equations, or None where something is not certain.

    `name` is the function's own, which tells which of several values is asked for (`pdf`, `cdf`).
    """
    found = read_or_say_why(docstring, parameters, name)
    return found if isinstance(found, Reading) else None


def read_or_say_why(
    docstring: str, parameters: Sequence[ParameterSource], name: str = ""
) -> Reading | Silence:
    """The reading, or the reason why there is none that is certain."""
    if len(docstring) > MAXIMUM_DOCSTRING:
        return Silence("the docstring is too long")
    try:
        return _read(docstring, parameters, name)
    except Unread as reason:
        return Silence(str(reason) or "something is not certain")
    except RecursionError:
        return Silence("formulas nested too deeply")


def _read(docstring: str, sources: Sequence[ParameterSource], function: str) -> Reading:
    parameters = tuple(source.name for source in sources)
    sections = divide(docstring, parameters)
    passages, remains = find(sections.prose)
    in_returns, returned_remains = find(sections.returned_text)
    everything = sorted([*passages, *in_returns], key=lambda p: p.start)
    own = frozenset(canonical_parameter(p) for p in parameters) | frozenset(parameters)
    mathematics = in_mathematics(everything, f"{remains}\n{returned_remains}", own)
    species = species_in(mathematics)
    said = described(parameters, sections.entries, sections.prose, species)
    flat = flatten(sections.said, everything)
    for name, symbol in hinted(parameters, sections.entries, said, mathematics, flat).items():
        said[name].append(symbol)
    names = own | frozenset(s for shown in said.values() for s in shown)
    specials = _specials(sections.prose, names)
    if constant_for("e", words_after(flat, "e"), words_before(flat, "e")) is not None:
        names |= {"e"}
    lefts = frozenset(m[1] for m in _NAMED_LIKE_FUNCTIONS.finditer(remains) if m[1] in FUNCTIONS)
    names |= frozenset(name for name in lefts if not re.search(rf"\b{name}\s*\(", sections.prose))
    lexicon = Lexicon(names, names, specials)
    drafts = _drafts(passages, remains, lexicon)
    drafts.extend(_drafts(in_returns, returned_remains, lexicon))
    if not any(draft.style in ("display", "line") for draft in drafts):
        for passage in computed(sections.prose, passages):
            drafts.extend(_only_arguments(from_passage(passage, lexicon), own))
    if len(drafts) > MAXIMUM_DRAFTS:
        raise Unread("more equations than one function needs")
    if not any(not draft.failed for draft in drafts):
        raise Unread(next((draft.failed for draft in drafts), "no equation was found"))
    lefts = {d.name for d in drafts if d.name and not _is_element(d.name, sections.prose)}
    lefts |= {a for d in drafts for a in d.arguments or ()}
    vocabulary = Vocabulary(
        names=names | lefts,
        parameters=names,
        specials=specials,
        vectors=_vectors(sections.entries, said),
    )
    annotations = {source.name: source.annotation for source in sources}
    assembly = Assembly(
        function=function,
        said=sections.said,
        flat=flat,
        passages=everything,
        running=flatten(sections.prose, passages),
        sources=tuple(sources),
        returned=sections.returned,
        drafts=drafts,
        vocabulary=vocabulary,
        ranges=_ranges(docstring, everything, drafts, vocabulary),
        described=said,
        units=units_of(sections.entries, annotations, sections.prose, species),
        matrices=_matrices(sections.entries),
        sizes={n: size for n, e in sections.entries.items() if (size := size_of(e))},
    )
    return assembly.reading()


def _drafts(passages: Sequence[Passage], remains: str, lexicon: Lexicon) -> list[Draft]:
    found: list[Draft] = []
    for passage in passages:
        if passage.style == "display" or "=" in passage.text:
            found.extend(from_passage(passage, lexicon))
    for clause in clauses(remains, lexicon.names):
        if _MARK in clause.text:
            continue
        draft = from_clause(clause, lexicon)
        if draft is not None:
            found.append(draft)
        if len(found) > MAXIMUM_DRAFTS:
            break
    return sorted(found, key=lambda d: d.span.start)


def _is_element(name: str, prose: str) -> bool:
    """Whether a left side such as `w_i` stands for each element, because sums run over its index."""
    stem, _, index = name.rpartition("_")
    return bool(stem) and index in running_indices(prose)


def _only_arguments(drafts: list[Draft], own: frozenset[str]) -> list[Draft]:
    """Formulas of arguments alone: words that look like mathematics name other things."""
    return [
        d
        for d in drafts
        if not d.failed
        and all(t.text + t.sub in own for side in d.sides for t in side if t.kind in ("name", "run"))
        and any(t.kind in ("name", "run") for side in d.sides for t in side)
    ]


def _specials(prose: str, names: frozenset[str]) -> dict[str, Named]:
    """Stems that the text says are known functions; one that it says two things of is none."""
    found: dict[str, Named] = {"Gamma": "gamma"}
    if re.search(r"\bbeta\b|distribution", prose, re.IGNORECASE):
        found["B"] = "beta"
    found |= {"norm.pdf": "normal_pdf", "norm.cdf": "normal_cdf"}
    contested: set[str] = set()
    for meaning in meanings(prose):
        stem = _stem(meaning.written, is_latex=meaning.is_latex)
        named = certain(meaning.named, stem)
        if not stem or stem in names or named is None:
            continue
        if stem in found and found[stem] != named and stem not in ("Gamma", "B"):
            contested.add(stem)
        found[stem] = named
    if re.search(r"pochhammer|rising factorial", prose, re.IGNORECASE) and re.search(
        r"\(\\cdot\)_|\(\w\)_", prose
    ):
        found["()"] = "pochhammer"
    return {stem: named for stem, named in found.items() if stem not in names and stem not in contested}


def _stem(written: str, *, is_latex: bool) -> str:
    text = written.strip()
    if is_latex:
        text = re.sub(r"^\{\}_\d|^_\d", "", text)
        match = re.match(r"\\(?:mathrm|text|operatorname)\{(\w+)\}|\\([A-Za-z]+)|([A-Za-z])", text)
        if not match:
            return ""
        command = match.group(2)
        return LATEX_LETTERS.get(command, "") if command else match.group(1) or match.group(3)
    return GREEK_LETTERS.get(text[:1], "") or (re.match(r"[A-Za-z]+", text) or [""])[0]


_NAMED_LIKE_FUNCTIONS = re.compile(r"^\s*(\w+)\s*=(?!=)", re.M)
_ONE_AXIS = re.compile(
    r"\(\s*\w{1,3}\s*,\s*\)|\b1-?[dD]\b|one-dimensional|\bvectors?\b|\bsequence of\b|\blist of\b|\blist\[",
    re.I,
)


_TWO_AXES = re.compile(
    r"\bmatri(?:x|ces)\b|\(\s*\w{1,3}\s*,\s*\w{1,3}\s*(?:,\s*)?\)|\b2-?[dD]\b|two-dimensional|\btensor\b",
    re.I,
)


def _matrices(entries: dict[str, Entry]) -> frozenset[str]:
    """Arguments of two axes, whose products this reader does not read."""
    return frozenset(n for n, e in entries.items() if _TWO_AXES.search(f"{e.kind} {e.words}"))


def _vectors(entries: dict[str, Entry], said: dict[str, list[str]]) -> frozenset[str]:
    found: set[str] = set()
    for name, entry in entries.items():
        if _ONE_AXIS.search(f"{entry.kind} {entry.words}"):
            found |= {name, canonical_parameter(name), *said.get(name, ())}
    return frozenset(found)


def _ranges(
    docstring: str, passages: Sequence[Passage], drafts: Sequence[Draft], vocabulary: Vocabulary
) -> dict[tuple[int, int], Alternatives | None]:
    """Ranges that sentences after marked equations give, by the equation's place; None: not understood."""
    found: dict[tuple[int, int], Alternatives | None] = {}
    for draft in drafts:
        if draft.failed or draft.style == "line" or draft.outer in found:
            continue
        try:
            found[draft.outer] = stated(docstring, draft.outer[1], passages, vocabulary)
        except Unread:
            found[draft.outer] = None
    return found
