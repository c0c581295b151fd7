"""ASCII and Unicode mathematics to tokens: `d = 2*R*asin(√a)`, `δ = (4π/λ) · n · d · cos θ`."""

import re
from typing import Final

from lark import Token

from .symbols import FUNCTIONS, GREEK, SUBSCRIPTS, SUPERSCRIPTS
from .tokens import MAX_CHARACTERS, VALUE_ENDS, Bars, NotRead

_FRACTIONS: Final = {"½": "0.5", "¼": "0.25", "¾": "0.75"}
_SIGNS: Final = {
    "**": "CARET", "<=": "CMP:<=", ">=": "CMP:>=", "!=": "CMP:!=", "==": "CMP:==", "≤": "CMP:<=",
    "≥": "CMP:>=",
    "≠": "CMP:!=", "<": "CMP:<", ">": "CMP:>", "+": "PLUS", "-": "MINUS", "−": "MINUS", "–": "MINUS",
    "*": "TIMES", "·": "TIMES", "×": "TIMES", "⋅": "TIMES", "∙": "TIMES", "/": "SLASH", "÷": "SLASH",
    "(": "LPAR", ")": "RPAR", "{": "LPAR", "}": "RPAR", ",": "COMMA", "^": "CARET", "=": "EQ", "≡": "EQ",
}  # fmt: skip
_WORD: Final = re.compile(r"[A-Za-zͰ-Ͽµℏħ_][A-Za-z0-9Ͱ-Ͽµℏħ_₀-₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ]*")
_NUMBER: Final = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")


def plain_tokens(text: str, names: frozenset[str] = frozenset()) -> list[Token]:
    """Tokens of one equation. `names` are the words that are symbols. Raises NotRead."""
    if len(text) > MAX_CHARACTERS:
        raise NotRead("longer than any equation")
    return _Scanner(text, names).tokens()


class _Scanner:
    def __init__(self, text: str, names: frozenset[str]) -> None:
        self.text = text
        self.names = names
        self.at = 0
        self.out: list[Token] = []
        self.bars = Bars()
        self.depth = 0

    def tokens(self) -> list[Token]:
        while self.at < len(self.text):
            self._next()
        return self.out

    def _emit(self, kind: str, value: str) -> None:
        name, _, sign = kind.partition(":")
        self.depth += (name == "LPAR") - (name == "RPAR")
        self.out.append(Token(name, sign or value))

    def _next(self) -> None:
        character = self.text[self.at]
        pair = self.text[self.at : self.at + 2]
        if character.isspace():
            self.at += 1
        elif number := _NUMBER.match(self.text, self.at):
            self.at = number.end()
            self._emit("NUM", number.group())
        elif character in _FRACTIONS:
            self.at += 1
            self._emit("NUM", _FRACTIONS[character])
        elif character in SUPERSCRIPTS:
            self._superscript()
        elif character == "√":
            self.at += 1
            self._emit("ROOT", character)
        elif character in "Σ∑∏" or re.compile(r"(?:sum|prod)_[a-z]\b").match(self.text, self.at):
            self._reduction()
        elif character == "∞":
            self.at += 1
            self._emit("CONST", "inf")
        elif character == "[":
            self._bracket()
        elif character == "|":
            self.at += 1
            after_value = bool(self.out) and self.out[-1].type in VALUE_ENDS
            self._emit(self.bars.kind(self.depth, after_value), "|")
        elif pair in _SIGNS or character in _SIGNS:
            sign = pair if pair in _SIGNS else character
            self.at += len(sign)
            self._emit(_SIGNS[sign], sign)
        elif word := _WORD.match(self.text, self.at):
            self._word(word.group())
        else:
            raise NotRead(f"`{character}` has no meaning here")

    def _superscript(self) -> None:
        digits = ""
        while self.at < len(self.text) and self.text[self.at] in SUPERSCRIPTS:
            digits += SUPERSCRIPTS[self.text[self.at]]
            self.at += 1
        if not re.fullmatch(r"[+-]?\d+", digits):
            raise NotRead(f"the superscript `{digits}` is not a number")
        self._emit("SUP", digits.lstrip("+"))

    def _bracket(self) -> None:
        concentration = re.compile(r"\[\s*([A-Za-z][A-Za-z0-9_+]*)\s*\]").match(self.text, self.at)
        if concentration:
            self.at = concentration.end()
            self._emit("SYM", f"[{concentration.group(1)}]")
        else:
            close = self.text.find("]", self.at)
            if close < 0:
                raise NotRead("`[` is not closed")
            self.text = f"{self.text[: self.at]}({self.text[self.at + 1 : close]}){self.text[close + 1 :]}"

    def _reduction(self) -> None:
        found = re.compile(
            r"(Σ|∑|∏|sum|prod)\s*(?:_\s*\{?\(?\s*([a-z])\s*(?:=\s*[01]\s*)?\)?\}?(?:\s*\^\s*\{?\w\}?)?|([ᵢⱼₖₙ]))"
        ).match(self.text, self.at)
        if found is None:
            if self.text[self.at] == "Σ":
                self.at += 1
                return self._emit("SYM", "Sigma")
            raise NotRead("a sum without an index")
        self.at = found.end()
        operation = "prod" if found.group(1) in {"∏", "prod"} else "sum"
        index = found.group(2) or SUBSCRIPTS[found.group(3)]
        return self._emit("REDUCE", f"{operation}:{index}")

    def _word(self, word: str) -> None:
        """One word: a known name, a function, Euler's number, or letters that run together."""
        self.at += len(word)
        canonical = _canonical(word)
        if word in self.names or canonical in self.names:
            return self._emit("SYM", canonical)
        if word in FUNCTIONS:
            return self._emit(
                "ROOT" if word == "sqrt" and not self._paren_ahead() else "FUNC", FUNCTIONS[word]
            )
        if word in {"pi", "π"}:
            return self._emit("CONST", "pi")
        if word == "e" and re.compile(r"\s*(?:\^|\*\*|[⁰¹²³⁴-⁹⁺⁻])").match(self.text, self.at):
            return self._emit("EULER", "e")
        parts = _glued(word, self.names)
        for part in parts:
            if part == "π":
                self._emit("CONST", "pi")
            else:
                self._emit("SYM", _canonical(part))
        return None

    def _paren_ahead(self) -> bool:
        return self.text[self.at :].lstrip().startswith("(")


def _canonical(word: str) -> str:
    """`λ₁` is `lambda_1`; Latin names stay as they are."""
    out = ""
    was_subscript = False
    for character in word:
        if character in SUBSCRIPTS:
            joined = was_subscript or out.endswith("_")
            out += SUBSCRIPTS[character] if joined else "_" + SUBSCRIPTS[character]
            was_subscript = True
        else:
            out += GREEK.get(character, character)
            was_subscript = False
    return out


def _glued(word: str, names: frozenset[str]) -> list[str]:
    """Take apart what runs together: a Greek letter starts a new symbol, `Δ` belongs to what follows.

    `πr` is two symbols; `k_B` one; `αx` two; `ΔT` one. Latin letters stay together unless each of
    them is a known name and the word is not.
    """
    pieces = re.findall(
        r"[Δ]?(?:[Ͱ-Ͽµℏħ]|[A-Za-z_][A-Za-z0-9]*)(?:_[A-Za-z0-9Ͱ-Ͽ]+|[₀-₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ]+|\d+)*|[Δ]", word
    )
    if "".join(pieces) != word:
        return [word]
    out: list[str] = []
    for piece in pieces:
        letters = list(piece)
        if len(piece) > 1 and piece.isalpha() and piece.isascii() and all(c in names for c in letters):
            out.extend(letters)
        else:
            out.append(piece)
    return out
