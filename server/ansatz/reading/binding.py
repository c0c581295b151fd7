"""Which symbol stands for which parameter, and what says so."""

import re
from collections.abc import Collection, Mapping

from ..core.spec import Binding
from ..formulas.latex import latex_tokens
from ..formulas.symbols import loose, spelled
from ..formulas.tokens import NotRead
from ..formulas.tree import symbols, vector_symbols
from .definitions import used_symbols
from .docstring import Docstring, Entry
from .found import Found, left_name
from .phrases import lone_letters, mentions


def bind(
    symbols: frozenset[str],
    parameters: tuple[str, ...],
    entries: Mapping[str, Entry],
    indexed: frozenset[str],
) -> tuple[list[Binding], list[str]]:
    """Bindings of those of `symbols` that are parameters, and questions where two could be meant.

    Spelling decides first, then a symbol that the parameter's own entry names, then a variant of
    the spelling (`T_1` for `T1`, `V_max` for `vmax`), as long as it is unique.
    """
    bindings: dict[str, Binding] = {}
    free = list(parameters)
    questions: list[str] = []

    def take(symbol: str, parameter: str, reason: str) -> None:
        known = "index" if symbol in indexed and reason == "spelled" else reason
        bindings[symbol] = Binding(symbol, parameter, known)  # type: ignore[arg-type]
        free.remove(parameter)

    stated = stated_symbols(entries, symbols)
    for symbol in sorted(symbols):
        exact = [p for p in free if p == symbol or spelled(p) == symbol or p == f"{symbol}_"]
        claimed = [p for p, s in stated.items() if s == symbol]
        # `mu : mean molecular weight μ` is spelled; `p : energy E` next to `E : field p` is not.
        if (
            len(exact) == 1
            and (not claimed or exact[0] in claimed)
            and stated.get(exact[0], symbol) == symbol
        ):
            take(symbol, exact[0], "spelled")
    for symbol in sorted(symbols - bindings.keys()):
        claimed = [p for p in free if stated.get(p) == symbol]
        if len(claimed) == 1:
            take(symbol, claimed[0], "stated")
        elif len(claimed) > 1:
            questions.append(f"Which argument is `{symbol}`: {', '.join(claimed)}?")
    for fold in (loose, _lower, _bare, _change, _unmarked):
        for symbol in sorted(symbols - bindings.keys()):
            alike = [p for p in free if fold(p) == fold(symbol) and stated.get(p, symbol) == symbol]
            rivals = [s for s in symbols - bindings.keys() if fold(s) == fold(symbol)]
            if len(alike) == 1 and len(rivals) == 1:
                take(symbol, alike[0], "spelling-variant")
    return [bindings[symbol] for symbol in sorted(bindings)], questions


def bind_by_prose(
    bindings: list[Binding], symbols: frozenset[str], parameters: tuple[str, ...], text: str
) -> list[Binding]:
    """More bindings, where a sentence says them: "takes ``s`` as a shape parameter for :math:`\\sigma`"."""
    bound = {b.symbol for b in bindings}
    taken = {b.parameter for b in bindings}
    out = list(bindings)
    for name in parameters:
        if name in taken:
            continue
        pair = _paired(name, parameters, text)
        if pair is not None and pair in symbols and pair not in bound:
            out.append(Binding(pair, name, "stated"))
            bound.add(pair)
            taken.add(name)
            continue
        quoted = rf"``?{re.escape(name)}``?"
        patterns = (
            rf"{quoted}[^.`]{{0,50}}?\bfor\s+:math:`([^`]+)`",
            rf":math:`([^`<>=]+)[^`]*`\s*\(?[^.()`]{{0,70}}?\bdenoted\s+(?:by\s+)?{quoted}",
            rf":math:`([^`]+)`[^.]{{0,60}}?\bparameter\s+{quoted}",
        )
        for pattern in patterns:
            found = re.search(pattern, text)
            symbol = _one_symbol(found.group(1)) if found else None
            if symbol in symbols and symbol not in bound:
                out.append(Binding(symbol, name, "stated"))
                bound.add(symbol)
                taken.add(name)
                break
    return sorted(out, key=lambda b: b.symbol)


def bind_by_words(symbols: frozenset[str], parameters: Collection[str], text: str) -> list[Binding]:
    """Bindings of what is left, by words beside a symbol: `the half-life t_half`, `G is the length (size)`.

    A symbol whose value follows is none, and of several candidates none is taken.
    """
    claims: dict[str, set[str]] = {}
    for name in parameters:
        words = r"[\s-]".join(re.findall(r"[A-Za-z]+", name))
        patterns = [
            # Each symbol of a list explains itself up to the next comma.
            rf"(?<![\w\\])(?P<symbol>[A-Za-z]\w*)[`$]*,?\s+(?:(?:is|denotes|being)\s+)?(?:the|its|an?)\s"
            rf"(?:(?!\b(?:at|for|with|by|per|from|where|when)\b)[^.,;:()=]){{0,80}}\(`{{0,2}}{re.escape(name)}`{{0,2}}\)"
        ]
        if re.fullmatch(r"[A-Za-z]{3,}(?:_[A-Za-z]{3,})*", name):
            patterns.append(
                rf"(?:^|\b(?:the|an?|its|with|of|for|and)\s+)(?i:{words})\s+[`$(]*\\?"
                r"(?P<symbol>[A-Za-z]\w{0,12})(?=[`$),;. ]|$)(?![`$)]*\s*[=≈])"
            )
        claims[name] = {
            symbol
            for pattern in patterns
            for found in re.finditer(pattern, text)
            if (symbol := spelled(found["symbol"])) in symbols
        }
    named = [symbol for found in claims.values() for symbol in found]
    return [
        Binding(symbol, name, "stated")
        for name, found in claims.items()
        if len(found) == 1 and named.count(symbol := next(iter(found))) == 1
    ]


def bind_by_place(
    bindings: list[Binding], listed: tuple[str, ...], parameters: tuple[str, ...], documented: Collection[str]
) -> list[Binding]:
    """A last binding, where `f(x, k)` lists the function's arguments in its own order but for one name."""
    if len(listed) != len(parameters):
        return bindings
    of = {b.symbol: b.parameter for b in bindings}
    taken = set(of.values())
    differing = [(s, p) for s, p in zip(listed, parameters, strict=True) if of.get(s) != p]
    if len(differing) != 1:
        return bindings
    symbol, parameter = differing[0]
    if symbol in of or parameter in taken or parameter in documented:
        return bindings
    return sorted([*bindings, Binding(symbol, parameter, "described")], key=lambda b: b.symbol)


def _paired(name: str, parameters: tuple[str, ...], text: str) -> str | None:
    """The symbol of one of two arguments in "``dfn`` and ``dfd`` for :math:`a`, …, and :math:`b`"."""
    found = re.search(
        r"``(\w+)``\s+and\s+``(\w+)``\s+for\s+:math:`([^`]+)`[^`.]{0,120}?:math:`([^`]+)`", text
    )
    if found is None or name not in found.groups()[:2] or not set(found.groups()[:2]) <= set(parameters):
        return None
    return _one_symbol(found.group(3 if found.group(1) == name else 4))


def _one_symbol(text: str) -> str | None:
    base = re.match(r"[A-Za-z]{2,}(?=_)", text)
    try:
        tokens = latex_tokens(text, frozenset({base.group()}) if base else frozenset[str]())
    except NotRead:
        return None
    return tokens[0].value if len(tokens) == 1 and tokens[0].type == "SYM" else None


def _lower(name: str) -> str:
    return loose(name).lower()


def _bare(name: str) -> str:
    """`[S]`, `S` and `s` are alike; `lambda`, `lam` and `lambda_` are."""
    plain = loose(name).lower().strip("[]")
    return {"lam": "lambda", "lamda": "lambda", "lmbda": "lambda", "wl": "lambda"}.get(plain, plain)


def _unmarked(name: str) -> str:
    """`p1` for a vapour pressure `p_1^*`, `dG` for a standard one."""
    return _change(re.sub(r"_(?:star|std|ddagger)$", "", name))


def _change(name: str) -> str:
    """`dT`, `delta_T` and `DeltaT` are alike: a difference of temperatures; other names stay apart."""
    plain = loose(name)
    found = re.fullmatch(r"(?:[Dd]elta|d(?=[A-Zphxyzt]))(\w+)", plain)
    return f"change of {found.group(1)}" if found else f"={plain}"


def stated_symbols(entries: Mapping[str, Entry], symbols: frozenset[str]) -> dict[str, str]:
    """For each parameter the symbol of the equations that its entry names."""
    out: dict[str, str] = {}
    for name, entry in entries.items():
        named = (
            [
                m
                for m in _canonical(mentions(entry.text), symbols)
                if m in symbols and not _is_aside(m, name, entry.text, symbols)
            ]
            or [
                letter
                for letter in lone_letters(entry.text)
                if letter in symbols and letter not in entries and spelled(name) not in symbols
            ]
            or _named_words(name, entry.text, symbols, entries)
        )
        if not named:
            continue
        if len(entry.shared_with) > 1:
            if len(named) == len(entry.shared_with):
                out[name] = named[entry.shared_with.index(name)]
        else:
            out[name] = named[0]
    # `R0 : resistance at T0` names another argument, unless that one stands for something else in turn.
    named_after = {
        name: other
        for name, symbol in out.items()
        if name in symbols
        for other in entries
        if other != name and spelled(other) == symbol and out.get(other, symbol) == symbol
    }
    return {name: symbol for name, symbol in out.items() if name not in named_after}


def _named_words(name: str, text: str, symbols: frozenset[str], entries: Collection[str]) -> list[str]:
    """`strain: axial strain eps, dimensionless` where the equations use `eps`, and only that of its words."""
    if spelled(name) in symbols:
        return []
    words = [spelled(word) for word in re.findall(r"(?<![\w.])[A-Za-z]{2,6}(?=[\s,;.)]|$)", text)]
    used = {
        word for word in words if word in symbols and word not in entries and not _is_in_passing(word, text)
    }
    return list(used) if len(used) == 1 else []


def _is_aside(symbol: str, name: str, text: str, symbols: frozenset[str]) -> bool:
    """Whether the entry of an argument that the equations hold under its own name names another quantity."""
    if not any(loose(each) == loose(name) for each in symbols) or loose(symbol) == loose(name):
        return False
    return _is_summary_of(symbol, name) or _is_in_passing(symbol, text) or _is_explained(symbol, text)


def _is_summary_of(symbol: str, name: str) -> bool:
    r"""`\bar{x}` in the entry of `x` is the mean of what is passed, not what is passed."""
    return symbol.endswith(")") and symbol.partition("(")[2][:-1] == name


def _is_in_passing(symbol: str, text: str) -> bool:
    """`k0 : rate at T0` says where, not what it stands for."""
    words = re.findall(r"[\w₀-₉°½‡\[\]+-]+", text)
    at = [number for number, word in enumerate(words) if spelled(word) == symbol]
    return bool(at) and all(
        number > 0
        and words[number - 1].lower() in {"at", "for", "when", "where", "to", "from", "above", "below"}
        for number in at
    )


def _is_explained(symbol: str, text: str) -> bool:
    """`T : temperature; $k_B$ is the Boltzmann constant` speaks of another quantity."""
    plain = spelled(re.sub(r":math:|[`$\\\\{}]", "", text))
    return (
        re.search(rf"[;.,]\s*(?:where |with |and )?{re.escape(symbol)}\s+(?:is|denotes|being|the)\b", plain)
        is not None
    )


def _canonical(named: list[str], symbols: frozenset[str]) -> list[str]:
    """`B_i` in an entry names the vector `B`."""
    return list(dict.fromkeys(m if m in symbols else m.rsplit("_", 1)[0] if "_" in m else m for m in named))


def bound_symbols(
    found: list[Found], outputs: tuple[str, ...], doc: Docstring, parameters: tuple[str, ...]
) -> tuple[list[Binding], list[str]]:
    """Symbols of all equations that are parameters."""
    used = frozenset(name for f in found for name in used_symbols(f.equation))
    used |= frozenset(n for f in found for c in f.range for n in symbols(c.left) | symbols(c.right))
    defined = frozenset(left_name(f.equation) for f in found) - {""}
    indexed = frozenset(
        name for f in found for side in (f.equation.left, f.equation.right) for name in vector_symbols(side)
    )
    passed = {*parameters, *stated_symbols(doc.parameters, used - frozenset(outputs)).values()}
    only_defined = frozenset(name for name in defined & used if name not in passed)
    candidates = used - frozenset(outputs) - only_defined
    stated = bind_by_prose([], candidates - set(parameters), parameters, doc.text)
    free = tuple(p for p in parameters if p not in {b.parameter for b in stated})
    bindings, questions = bind(candidates - {b.symbol for b in stated}, free, doc.parameters, indexed)
    bindings = [*bindings, *stated]
    left = candidates - {b.symbol for b in bindings}
    open_ = [p for p in parameters if p not in {b.parameter for b in bindings}]
    bindings = sorted([*bindings, *bind_by_words(left, open_, doc.text)], key=lambda b: b.symbol)
    for item in found:
        if item.parameters is not None and left_name(item.equation) in outputs:
            bindings = bind_by_place(bindings, item.parameters, parameters, doc.parameters)
    return bindings, questions
