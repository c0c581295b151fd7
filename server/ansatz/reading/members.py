r"""Members of a chain `f = a = b` that could not be read, or were left aside, and what is odd in them.

The others say what is computed. But where such a member holds a symbol that occurs nowhere else, it is
not known whether it says the same.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from ..formulas.symbols import FUNCTIONS, GREEK_NAMES, spelled
from .found import Found

_WORDS: Final = re.compile(r"\\(?:text|mathrm|operatorname|mathit|mbox|textrm)\s*\{([^{}]*)\}")
_SYMBOL: Final = re.compile(r"(?<![A-Za-z\\])(\\?[A-Za-z]+\d*(?:_(?:\{[^{}]*\}|[A-Za-z0-9]))?)")
_RUNNING: Final = re.compile(r"_\{?\s*(\\?[A-Za-z]+)\s*(?:=|\\in\b)|(?<![A-Za-z\\])d\s*(\\?[A-Za-z]+)")
_APPLIED: Final = re.compile(r"\s*(?:\\left|\\[bB]igl?)?\s*\(")
_ALWAYS: Final = frozenset({"e", "i", "d", "j"})


def doubts_about_members(used: Iterable[Found], all_found: Collection[Found], text: str) -> Iterator[str]:
    """A question for each member of a used equation's chain with a symbol that nothing else mentions."""
    for span in dict.fromkeys(item.span for item in used):
        chain = next((item.text for item in all_found if item.span == span), "")
        members = _members(chain)
        if len(members) < 3:
            continue
        for number, member in enumerate(members[1:], 1):
            others = " ".join([*members[:number], *members[number + 1 :]])
            beside = text[: span.start] + " " + others + " " + text[span.end :]
            for symbol in _symbols(member):
                if not _occurs(symbol, beside):
                    shown = member.strip()[:60]
                    yield f"`{shown}` is stated as equal, but nothing says what `{spelled(symbol)}` is"
                    break


def _members(chain: str) -> list[str]:
    out, depth = [""], 0
    for character in chain.replace(r"\{", "  ").replace(r"\}", "  "):
        depth += (character in "([{") - (character in ")]}")
        if character == "=" and depth == 0 and out[-1][-1:] not in {"<", ">", "!"}:
            out.append("")
        else:
            out[-1] += character
    return [member for member in out if member.strip(" &\n\\")]


def _symbols(member: str) -> Iterator[str]:
    """Names of quantities as they are written, without functions and running variables."""
    plain = _WORDS.sub(lambda m: " " * len(m.group()), member)
    running = {name for found in _RUNNING.findall(plain) for name in found if name}
    for found in _SYMBOL.finditer(plain):
        written = found[1]
        base = written.split("_")[0]
        bare = base.removeprefix("\\")
        if base.startswith("\\") and bare not in GREEK_NAMES:
            continue
        if len(bare.rstrip("0123456789")) > 1 and "_" not in written and not base.startswith("\\"):
            continue
        if written in running or base in running or bare in FUNCTIONS or written in _ALWAYS or bare == "pi":
            continue
        if _APPLIED.match(plain, found.end()):
            continue
        yield written


def _occurs(symbol: str, text: str) -> bool:
    bare = re.sub(r"[\\{}]", "", symbol)
    return bool(
        re.search(rf"(?<![A-Za-z0-9]){re.escape(bare)}(?![A-Za-z0-9])", re.sub(r"[\\{}]", " ", text))
        or re.search(rf"(?<![A-Za-z0-9]){re.escape(bare)}(?![A-Za-z0-9])", re.sub(r"[\\{}]", "", text))
    )
