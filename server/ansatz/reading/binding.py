"""Which symbol stands for which parameter, and what says so."""

from collections.abc import Mapping

from ..core.spec import Binding
from ..formulas.symbols import loose, spelled
from .docstring import Entry
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

    stated = _stated(entries, symbols)
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
    for fold in (loose, _lower, _bare):
        for symbol in sorted(symbols - bindings.keys()):
            alike = [p for p in free if fold(p) == fold(symbol) and stated.get(p, symbol) == symbol]
            rivals = [s for s in symbols - bindings.keys() if fold(s) == fold(symbol)]
            if len(alike) == 1 and len(rivals) == 1:
                take(symbol, alike[0], "spelling-variant")
    return [bindings[symbol] for symbol in sorted(bindings)], questions


def _lower(name: str) -> str:
    return loose(name).lower()


def _bare(name: str) -> str:
    """`[S]`, `S` and `s` are alike; `lambda`, `lam` and `lambda_` are."""
    plain = loose(name).lower().strip("[]")
    return {"lam": "lambda", "lamda": "lambda", "lmbda": "lambda", "wl": "lambda"}.get(plain, plain)


def _stated(entries: Mapping[str, Entry], symbols: frozenset[str]) -> dict[str, str]:
    """For each parameter the symbol of the equations that its entry names."""
    out: dict[str, str] = {}
    for name, entry in entries.items():
        named = [m for m in _canonical(mentions(entry.text), symbols) if m in symbols] or [
            letter for letter in lone_letters(entry.text) if letter in symbols and letter not in entries
        ]
        if not named:
            continue
        if len(entry.shared_with) > 1:
            if len(named) == len(entry.shared_with):
                out[name] = named[entry.shared_with.index(name)]
        else:
            out[name] = named[0]
    return out


def _canonical(named: list[str], symbols: frozenset[str]) -> list[str]:
    """`B_i` in an entry names the vector `B`."""
    return list(dict.fromkeys(m if m in symbols else m.rsplit("_", 1)[0] if "_" in m else m for m in named))
