"""What a left side is: the head of a definition `f(x, a) =`, or the name of a value."""

import re

from ..core.formula import Formula, Negate, Number, Symbol
from ..formulas.latex import latex_tokens
from ..formulas.plain import plain_tokens
from ..formulas.symbols import FUNCTIONS
from ..formulas.tokens import NotRead, Token, Vocabulary
from .regions import Notation


def definition_head(
    text: str, notation: Notation, words: Vocabulary
) -> tuple[Symbol | None, tuple[str, ...] | None, str]:
    """`f(x, a) =`, `J_v(z) =`, `P(X = k) =`: the name, its parameters, and what follows.

    None where the left side is anything else; the text then comes back whole.
    """
    found = re.match(
        r"\s*([^=()]*?)\s*\\?(?:left)?\(((?:[^=()]|=(?=\s*\w\s*\)))*?)(?:\\right)?\)\s*&?\s*=(?!=)", text
    )
    if found is None:
        return None, None, text
    scan = latex_tokens if notation == "latex" else plain_tokens
    name_text = re.sub(r"^\s*&", "", found.group(1))
    word = re.fullmatch(
        r"\\?(?:mathrm|text|operatorname|mathit)?\s*\{?\s*([A-Za-z]\w{1,15})\s*\}?",
        name_text.replace(r"\_", "_"),
    )
    known = words.names | (frozenset({word.group(1)}) if word else frozenset[str]())
    try:
        name = (
            [Token("SYM", word.group(1))]
            if word and (len(word.group(1)) > 2 or "mathrm" in name_text or "text" in name_text)
            else scan(name_text, Vocabulary(known))
        )
        inside = scan(found.group(2), Vocabulary(words.names))
    except NotRead:
        return None, None, text
    name = [token for token in name if token.type != "VECTOR"]
    if len(name) != 1 or name[0].type != "SYM" or name[0].value in FUNCTIONS:
        return None, None, text
    listed = _listed(inside)
    if listed is None or (
        name[0].value in words.names
        and notation == "plain"
        and " " in found.group(0).strip()[:-1].split("(")[0]
    ):
        return None, None, text
    base, _, subscript = name[0].value.partition("_")
    head = name[0].value
    if subscript and subscript in words.names and head not in words.names:
        head, listed = base, (subscript, *listed)
    return Symbol(head), listed, " " * found.end() + text[found.end() :]


def _listed(tokens: list[Token]) -> tuple[str, ...] | None:
    """Symbols parted by commas; `X = k` stands for `k`."""
    tokens = [token for token in tokens if token.type != "VECTOR"]
    if len(tokens) == 3 and [t.type for t in tokens] == ["SYM", "EQ", "SYM"]:
        return (tokens[2].value,)
    if len(tokens) % 2 == 0:
        return None
    if any(t.type != ("COMMA" if n % 2 else "SYM") for n, t in enumerate(tokens)):
        return None
    return tuple(token.value for token in tokens[::2])


def gives_a_value(sides: list[Formula]) -> bool:
    """`m_H = 1.67e-27` gives a value and is read elsewhere."""
    right = sides[1].operand if isinstance(sides[1], Negate) else sides[1]
    return len(sides) == 2 and isinstance(right, Number)
