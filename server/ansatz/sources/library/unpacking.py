"""Which of a routine's returned values the spec asks for, and the statement that returns it."""

import re
from collections.abc import Sequence

from ...reading.phrases import unit_of
from .composition import Composition, NotComposed
from .facts import Wanted
from .manual import Field, Manual
from .units import in_wanted_unit
from .words import is_alike, stems
from .writing import atom

_P_VALUE = re.compile(r"\bp[- ]?values?\b|^(?:p|pval|p_value|pvalue)\b")
_BOTH = re.compile(r"\bstatistic\b[^.]{0,40}\bp[- ]?value", re.IGNORECASE)
_NOT_WANTED = re.compile(
    r"\b(?:without|not|no|ignor(?:e|es|ing)|discard(?:s|ing)?|drop(?:s|ping)?|omit(?:s|ting)?"
    r"|instead of|rather than)"
    r"\s+(?:(?:the|its|any|a)\s+)?(?P<what>[a-z-]+(?: [a-z-]+){0,2})",
    re.IGNORECASE,
)
"""`without its p-value`: what is named in order not to be returned."""


def give_back(c: Composition, manual: Manual, call: str) -> None:
    """Writes the statements from the call to `return`. Raises NotComposed where the choice is open."""
    wanted = _wanted(c)
    if manual.entry is not None and manual.entry.gives:
        _give_known(c, manual, call, wanted)
        return
    fields = manual.fields
    _kinds_agree(c, fields, wanted)
    call = _after(c, manual, call, wanted)
    if not fields:
        if len(wanted) > 1:
            raise NotComposed("several results are asked for, and the routine documents none")
        _return(c, call, wanted[0] if wanted else None)
        return
    chosen = _chosen(c, fields, wanted)
    c.returned = tuple(f.name for f in chosen)
    for f in chosen:
        c.vocabulary.append(f"{f.name} {f.text[:200]}")
        if f.name == "pvalue" or re.search(r"p-value", f.text[:60]):
            c.met.add("p value")
    c.count = len(chosen)
    if chosen[0].place is None:
        _give_attributes(c, call, chosen, fields, wanted)
    elif len(chosen) == len(fields) and [f.place for f in chosen] == list(range(len(fields))):
        asked_names = [w.name for w in wanted] if len(wanted) == len(chosen) else [""] * len(chosen)
        names = [c.writer.fresh(_name(n or f.name)) for n, f in zip(asked_names, chosen, strict=True)]
        c.main_line = c.writer.add(f"{', '.join(names)} = {call}")
        c.writer.add(f"return {', '.join(names)}")
    else:
        places = {f.place: c.writer.fresh(_name(f.name)) for f in chosen}
        targets = [places.get(n, "_") for n in range(len(fields))]
        c.main_line = c.writer.add(f"{', '.join(targets)} = {call}")
        asked: list[Wanted | None] = [*wanted] or [None] * len(chosen)
        values = [_adapted(c, places[f.place], w) for f, w in zip(chosen, asked, strict=True)]
        c.writer.add(f"return {', '.join(values)}")
    if len(fields) > 1:
        c.adapted.append((f"returned: {', '.join(f.name for f in chosen)}", "what the text asks for"))


_CONTAINER = re.compile(
    r"\W*(?:list|dict\w*|generator|iterator|paths?\b|tuple|set|(?:\w+ )?(?:di)?graph|an? (?:list|"
    r"dict\w*|iterator|generator|graph))",
    re.IGNORECASE,
)
_MANY = re.compile(
    r"\bdict|\blist|\bpaths?\b(?! length)|\bnodes\b|sequence|mapping|\bsets?\b|tuples?|edges|graph",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    r"\b(?:length|time|distance|duration|cost|value|number|count|coefficient|statistic|total|mean)s?\b",
    re.IGNORECASE,
)


def _kinds_agree(c: Composition, fields: Sequence[Field], wanted: Sequence[Wanted]) -> None:
    """A path is no length: what is returned must be of the kind that is asked for."""
    if len(fields) != 1:
        return
    given = f"{fields[0].text}" or fields[0].name
    said = " ".join(w.text for w in wanted) or c.facts.summary
    is_container = bool(_CONTAINER.match(given)) and not re.match(r"\W*(?:list or|array)", given)
    is_container |= bool(re.match(r"\W*list or dict", given))
    unit = unit_of(said)
    has_unit = unit is not None and not unit.dimension.is_one
    asks_number = has_unit or (bool(_QUANTITY.search(said)) and not _MANY.search(said))
    if is_container and (asks_number or not _MANY.search(said)):
        raise NotComposed("it returns something else than a quantity")
    if (
        not is_container
        and re.match(r"\W*(?:float|int|number|scalar)\b(?! or| \()", given)
        and re.search(r"\bpath\b(?! length)|list of|dict", said)
    ):
        raise NotComposed("it returns one number")


def _after(c: Composition, manual: Manual, call: str, wanted: Sequence[Wanted]) -> str:
    """What is done with the value before it is what was asked for."""
    said = f"{c.facts.summary} {' '.join(w.text for w in wanted)}"
    does = f"{manual.routine.summary} {manual.routine.description[:300]}"
    is_square = any(len(w.dims) == 2 for w in wanted) or bool(re.search(r"\bmatrix\b|\bsquare\b", said))
    if manual.routine.name.endswith(".pdist"):
        if re.search(r"condensed", said):
            c.vocabulary.append("condensed")
            return call
        if not is_square:
            raise NotComposed("it is not said whether the distances come as a matrix")
        c.adapted.append(("square matrix", "all pairs are asked for as a matrix"))
        c.vocabulary.append("symmetric square matrix")
        return f"{c.writer.ref('scipy.spatial.distance.squareform')}({call})"
    if "analytic signal" in does.lower():
        if re.search(r"\bphase\b", said, re.IGNORECASE) and not re.search(
            r"envelope|amplitude", said, re.IGNORECASE
        ):
            c.adapted.append(("angle", "the phase is the analytic signal's angle"))
            c.vocabulary.append("phase wrapped radians angle instantaneous")
            angle = f"{c.writer.ref('numpy.angle')}({call})"
            is_unwrapped = re.search(r"unwrap|continuous|without jumps", c.facts.text, re.IGNORECASE)
            if is_unwrapped:
                c.vocabulary.append("unwrapped")
            return f"{c.writer.ref('numpy.unwrap')}({angle})" if is_unwrapped else angle
        if not re.search(r"envelope", said, re.IGNORECASE):
            raise NotComposed("the analytic signal is not what is asked for")
        c.adapted.append(("absolute value", "the envelope is the analytic signal's magnitude"))
        c.vocabulary.append("envelope amplitude magnitude absolute instantaneous")
        return f"{c.writer.ref('numpy.abs')}({call})"
    return call


def _give_attributes(
    c: Composition, call: str, chosen: Sequence[Field], fields: Sequence[Field], wanted: Sequence[Wanted]
) -> None:
    if len(fields) == 1:
        _return(c, call, wanted[0] if wanted else None)
        return
    if len(chosen) == 1:
        _return(c, f"{call}.{chosen[0].name}", wanted[0] if wanted else None)
        return
    result = c.writer.fresh("result")
    c.main_line = c.writer.add(f"{result} = {call}")
    c.writer.add(f"return {', '.join(f'{result}.{f.name}' for f in chosen)}")


def _return(c: Composition, expression: str, wanted: Wanted | None) -> None:
    if c.used:
        expression = in_wanted_unit(c, c.used[0], expression, wanted)
    c.main_line = c.writer.add(f"return {_adapted(c, expression, wanted)}")


def _give_known(c: Composition, manual: Manual, call: str, wanted: Sequence[Wanted]) -> None:
    """The value that the entry gives for what the text asks for."""
    if len(wanted) > 1:
        raise NotComposed("several results of an object")
    places = sum(len(a.dims) == 2 and a.dims[1] in {"2", "3"} for a in c.facts.arguments)
    table = next((a for a in c.facts.arguments if len(a.dims) == 2 and a.dims[1].isdigit()), None)
    dims = f"{table.dims[1]} " if table is not None and places else ""
    said = dims + " ".join([c.facts.summary, *(w.text for w in wanted)])
    then = next(
        (g.then for g in manual.entry.gives if re.search(g.words, said, re.IGNORECASE))
        if manual.entry
        else iter(()),
        None,
    )
    if then is None:
        raise NotComposed(f"it is not clear which result of {manual.routine.name} is wanted")
    then = re.sub(r"\{(\w+)\}", lambda m: c.exprs.get(f"{{{m[1]}}}", ""), then)
    _return(c, f"{call}{then}", wanted[0] if wanted else None)


def _adapted(c: Composition, expression: str, wanted: Wanted | None) -> str:
    said = f"{wanted.text if wanted else ''} {c.facts.prose}"
    if wanted is not None and re.search(r"\bnumber of\b", wanted.text) and c.met & {"counted"}:
        return f"len({expression})"
    if re.search(r"\bas a (?:python )?float\b|^\W*float\b", said.strip()):
        return f"float({expression})"
    natural = c.used[-1].entry.meets if c.used and c.used[-1].entry is not None else frozenset[str]()
    for asked, other in (("descending", "ascending"), ("ascending", "descending")):
        if c.has(asked) and other in natural:
            c.met.add(asked)
            c.adapted.append(("reversed", f"{asked} order is asked for"))
            return f"{atom(expression)}[::-1]"
    return expression


def _wanted(c: Composition) -> list[Wanted]:
    """The results as described one by one; a sentence may name several."""
    if len(c.facts.results) > 1:
        return list(c.facts.results)
    whole = c.facts.results[0] if c.facts.results else None
    text = whole.text if whole else ""
    prose = f"{c.facts.summary} {c.facts.prose}" if whole is None else text
    if _BOTH.search(prose):
        return [Wanted("", "statistic", (), True), Wanted("", "p-value", (), True)]
    found = re.match(r"\W*\(\s*([A-Za-z]\w*)\s*,\s*([A-Za-z]\w*)\s*\)\s*[:—–-]?\s+(?=\w)", text)
    is_shape = re.match(r"\W*\([^)]*\)\s*(?:array|float|int|ndarray|\w+ array)", text)
    if whole is not None and found and not is_shape:
        parts = re.split(r",? and |, ", text[found.end() :], maxsplit=1)
        if len(parts) == 2:
            return [Wanted(found[n + 1], f"{found[n + 1]} {parts[n]}", (), False) for n in range(2)]
        axes = {d for a in c.facts.arguments for d in a.dims}
        if not {found[1], found[2]} & axes and re.match(r"\W*\([^)]*\)\s*:", text):
            return [Wanted(found[n], text[found.end() :], (), False) for n in (1, 2)]
    return _listed(text) or ([whole] if whole is not None else [])


def _listed(text: str) -> list[Wanted]:
    """Results that one line lists: `f (Hz), t (s), S (Pa^2/Hz)`, `(W, p)`."""
    bare = re.sub(r"^\W*\(([A-Za-z]\w*(?:, ?[A-Za-z]\w*)+)\)\W*$", r"\1", text.strip())
    parts = re.split(r",\s*(?:and\s+)?(?![^()\[\]]*[)\]])|\s+and\s+", bare.rstrip("."))
    named = [re.match(r"([A-Za-z]\w{0,10})\s*(?:[(\[].*|$)", part.strip()) for part in parts]
    if len(parts) < 2 or not all(named):
        return []
    return [Wanted(m[1], part.strip(), (), False) for m, part in zip(named, parts, strict=True) if m]


def _chosen(c: Composition, fields: Sequence[Field], wanted: Sequence[Wanted]) -> list[Field]:
    if len(fields) == 1 and len(wanted) <= 1:
        return [fields[0]]
    if len(wanted) == 1 and _lists_all(wanted[0].text, fields):
        return list(fields)
    if not wanted:
        return [_best(c, fields, Wanted("", f"{c.facts.summary} {c.facts.prose}", (), False))]
    tested = [next((f for f in fields if f.name == name), None) for name in ("statistic", "pvalue")]
    says_p = [bool(_P_VALUE.search(f"{w.name} {w.text}")) for w in wanted]
    if tested[0] is not None and tested[1] is not None and len(wanted) == 2 and sum(says_p) == 1:
        return [tested[1] if p else tested[0] for p in says_p]
    try:
        chosen = [_best(c, fields, w) for w in wanted]
    except NotComposed:
        chosen = []
    if len(fields) == len(wanted) > 1 and len({id(f) for f in chosen}) != len(fields):
        # Nothing tells them apart but their order, which both sides state.
        return list(fields)
    if len(chosen) != len(wanted):
        chosen = [_best(c, fields, w) for w in wanted]
    if len({id(f) for f in chosen}) != len(chosen):
        raise NotComposed("two results are taken from one value")
    return chosen


def _lists_all(text: str, fields: Sequence[Field]) -> bool:
    """Whether a sentence names all of them in their order: `the row indices and the column indices`."""
    parts = re.split(r",?\s+and\s+|,\s+", text.lower())
    if len(fields) < 2 or len(parts) != len(fields):
        return False

    def is_named(f: Field, part: str) -> bool:
        pieces = [piece for piece in f.name.lower().split("_") if len(piece) > 2]
        return any(word.startswith(piece) for piece in pieces[:1] for word in re.findall(r"[a-z]+", part))

    return all(
        is_named(f, part) == (number == place)
        for number, part in enumerate(parts)
        for place, f in enumerate(fields)
    )


def _best(c: Composition, fields: Sequence[Field], wanted: Wanted) -> Field:
    text = _NOT_WANTED.sub(" ", f"{wanted.name} {wanted.text}")
    by_name = [f for f in fields if f.name and f.name.lower() == wanted.name.lower()]
    if by_name:
        return by_name[0]
    p_value = next((f for f in fields if f.name == "pvalue"), None)
    says_p = bool(re.search(r"\bp[- ]?values?\b|\bprobability of\b", text)) or wanted.name in {
        "p",
        "pval",
        "p_value",
        "pvalue",
    }
    if p_value is not None and says_p:
        return p_value
    statistic = next((f for f in fields if f.name in {"statistic", "correlation"}), None)
    whole = f"{text} {c.facts.summary} {c.facts.prose}"
    if p_value is not None and statistic is not None:
        others = [f for f in fields if f not in (p_value, statistic)]
        named = [f for f in others if re.search(rf"\b{f.name}\b|{_spoken(f.name)}", text, re.IGNORECASE)]
        if len(named) == 1:
            return named[0]
        if re.search(r"statistic|coefficient|\brho\b|\btau\b|correlation|\bdistance\b", whole, re.IGNORECASE):
            return statistic
        raise NotComposed("it is not said whether the statistic or the p-value is wanted")
    main = c.used[-1].entry.main if c.used and c.used[-1].entry is not None else ""
    own = next((f for f in fields if f.name == main or (main == "x" and f.place == 0)), None)
    if own is not None:
        others = [
            f
            for f in fields
            if f is not own
            and len(f.name) > 1
            and re.search(rf"\b{re.escape(f.name)}\b|{_spoken(f.name)}", text, re.IGNORECASE)
        ]
        if not others:
            return own
    scores = [(_likeness(f, text), f) for f in fields]
    scores.sort(key=lambda pair: -pair[0])
    if scores[0][0] > 0 and (len(scores) == 1 or scores[0][0] > scores[1][0]):
        return scores[0][1]
    raise NotComposed("it is not said which of the routine's results is wanted")


def _spoken(name: str) -> str:
    return {"stderr": "standard error", "rvalue": "correlation coefficient", "df": "degrees of freedom"}.get(
        name, re.escape(name.replace("_", " "))
    )


def _likeness(f: Field, text: str) -> float:
    own = stems(f"{f.name} {f.text[:120]}")
    said = stems(text)
    score = sum(any(is_alike(o, s) for s in said) for o in own) / max(3, len(own))
    if len(f.name) > 1 and re.search(rf"\b{re.escape(f.name)}\b|{_spoken(f.name)}", text, re.IGNORECASE):
        score += 1.0
    return score


def _name(name: str) -> str:
    return re.sub(r"\W", "", name).lower() or "value"
