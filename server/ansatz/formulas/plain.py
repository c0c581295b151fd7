"""ASCII and Unicode mathematics to tokens: `d = 2*R*asin(√a)`, `δ = (4π/λ) · n · d · cos θ`."""

import re
from typing import Final

from .symbols import FUNCTIONS, GREEK, LITERAL_UNITS, MARKS, SUBSCRIPTS, SUPERSCRIPTS, concentration
from .tokens import GLUED, MAX_CHARACTERS, MAX_DEPTH, VALUE_ENDS, Bars, NotRead, Token, Vocabulary, vocabulary

_FRACTIONS: Final = {"½": "0.5", "¼": "0.25", "¾": "0.75"}
_SIGNS: Final = {
    "**": "CARET", "<=": "CMP:<=", ">=": "CMP:>=", "!=": "CMP:!=", "==": "CMP:==", "≤": "CMP:<=",
    "≥": "CMP:>=", "≠": "CMP:!=", "<": "CMP:<", ">": "CMP:>", "+": "PLUS", "-": "MINUS", "−": "MINUS",
    "–": "MINUS", "*": "TIMES", "·": "DOT", "×": "TIMES", "⋅": "DOT", "∙": "DOT", "/": "SLASH", "÷": "SLASH",
    "(": "LPAR", ")": "RPAR", "{": "LPAR", "}": "RPAR", ",": "COMMA", ";": "COMMA", "^": "CARET", "=": "EQ",
    "≡": "EQ", "!": "BANG", "⌊": "LFLOOR", "⌋": "RFLOOR", "⌈": "LCEIL", "⌉": "RCEIL", "⟨": "LPAR",
    "⟩": "RPAR",
}  # fmt: skip
_WORD: Final = re.compile(
    r"[A-Za-zͰ-Ͽµℏħ_][A-Za-z0-9Ͱ-Ͽµℏħ_₀-₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ]*[\u0302-\u0305]?['′]?(?:[°⁰⊖⦵‡](?![CFK⁰¹²³⁴-⁹])|½)?"
)
_NUMBER: Final = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_REDUCE: Final = re.compile(
    r"(Σ|∑|∏|Π(?=[ᵢⱼₖₙ_])|(?:sum|prod|Sum)(?=\s*_))"
    r"(?:(?P<letter>[ᵢⱼₖₗₘₙ])(?P<first>₌[₀-₉]+)?(?P<last>[⁰¹²³⁴-⁹⁺⁻ⁿᴺ]+)?)?"
)
_LIMIT: Final = re.compile(r"[₀-₉₊₋]+|[⁰¹²³⁴-⁹⁺⁻ⁿ]+")
_COMBINING: Final = {"\u0304": "bar", "\u0305": "bar", "\u0302": "hat", "\u0303": "tilde"}


def plain_tokens(text: str, words: Vocabulary | frozenset[str] = frozenset()) -> list[Token]:
    """Tokens of one equation. `words` is what the text around it says of them. Raises NotRead."""
    if len(text) > MAX_CHARACTERS:
        raise NotRead("longer than any equation")
    return _Scanner(text, vocabulary(words), 0).tokens()


class _Scanner:
    def __init__(self, text: str, words: Vocabulary, level: int) -> None:
        if level > MAX_DEPTH // 4:
            raise NotRead("subscripts are nested too deeply")
        self.text = text
        self.words = words
        self.names = words.names
        self.level = level
        self.at: int = 0
        self.out: list[Token] = []
        self.bars = Bars()
        self.norms = Bars()
        self.depth = 0
        self.integrals = 0

    def tokens(self) -> list[Token]:
        while self.at < len(self.text):
            self._next()
        return self.out

    def _emit(self, kind: str, value: str = "") -> None:
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
            unit = re.compile(r" ?(°[CF]|[A-Za-zµμ]+)(?=\s*(?:[-+)\]*/,]|$))").match(self.text, self.at)
            is_unit = (
                unit is not None
                and (
                    unit.group(1) in LITERAL_UNITS - self.names - self.words.letters
                    # `(T − 20 °C)`: a temperature, while `10 °C` below a stroke is a difference.
                    or (unit.group(1)[0] == "°" and [t.type for t in self.out[-1:]] in (["PLUS"], ["MINUS"]))
                )
            )
            if unit and is_unit and not number.group().startswith("273"):
                # `T + 273.15 K` brings degrees Celsius to kelvins: no quantity of its own.
                self.at = unit.end()
                return self._emit("SYM", f"{number.group()}_{unit.group(1)}_literal")
            self._emit("NUM", number.group())
        elif character in _FRACTIONS:
            self.at += 1
            self._emit("NUM", _FRACTIONS[character])
        elif character in SUPERSCRIPTS:
            self._superscript()
        elif character in "√∛":
            self.at += 1
            self._emit("ROOT" if character == "√" else "CUBEROOT", character)
        elif found := _REDUCE.match(self.text, self.at):
            self._reduction(found)
        elif character == "∫":
            self._integral()
        elif character == "∞":
            self.at += 1
            self._emit("CONST", "inf")
        elif character == "[":
            self._bracket()
        elif character in "|‖":
            self._bar(character)
        elif character == "_" and self.out and self.out[-1].type in {"RNORM", "RPAR"}:
            self._subscript_of_group()
        elif character in SUBSCRIPTS and self.out and self.out[-1].type in {"RNORM", "RPAR"}:
            self.at += 1
            self._under(SUBSCRIPTS[character])
        elif character == "*" and self._is_mark():
            self.at += 1
            self.out[-1] = Token("SYM", f"{self.out[-1].value}_star")
        elif pair in _SIGNS or character in _SIGNS:
            sign = pair if pair in _SIGNS else character
            self.at += len(sign)
            self._emit(_SIGNS[sign], sign)
        elif word := _WORD.match(self.text, self.at):
            self._word(word.group())
        else:
            raise NotRead(f"`{character}` has no meaning here")
        return None

    def _is_mark(self) -> bool:
        """Whether a star belongs to the symbol that it touches, as in `x₁ p₁* + x₂ p₂*`."""
        touches = bool(self.out) and self.out[-1].type == "SYM" and not self.text[self.at - 1].isspace()
        return touches and re.match(r"\*\s*(?:[+,;)=]|$)", self.text[self.at :]) is not None

    def _bar(self, character: str) -> None:
        after_value = bool(self.out) and self.out[-1].type in VALUE_ENDS
        doubled = self.text.startswith("||", self.at) and not (after_value and self.bars.is_open(self.depth))
        self.at += 2 if doubled else 1
        if doubled or character == "‖":
            self._emit("RNORM" if self.norms.closes(self.depth, after_value) else "LNORM")
        else:
            self._emit("RBAR" if self.bars.closes(self.depth, after_value) else "LBAR")

    def _superscript(self) -> None:
        raised = ""
        while self.at < len(self.text) and self.text[self.at] in SUPERSCRIPTS:
            raised += SUPERSCRIPTS[self.text[self.at]]
            self.at += 1
        if re.fullmatch(r"[+-]?\d+", raised):
            self._emit("SUP", raised.lstrip("+"))
        else:
            self._emit("CARET", "^")
            self._inner(f"({raised})")

    def _inner(self, text: str) -> None:
        self.out.extend(_Scanner(text, self.words, self.level + 1).tokens())

    def _under(self, text: str) -> None:
        self._emit("LSUB")
        self._inner(text)
        self._emit("RSUB")

    def _group(self) -> str:
        """What a `_` or `^` takes along: brackets, a signed infinity, or one word."""
        rest = self.text[self.at :]
        if bracketed := re.match(r"\s*(?:\{([^{}]*)\}|\(([^()]*)\))", rest):
            self.at += bracketed.end()
            return bracketed.group(1) or bracketed.group(2) or ""
        if found := re.match(r"\s*([+-−]?∞|[+-]?\w)", rest):
            self.at += found.end()
            return found.group(1)
        raise NotRead("something is missing at the end")

    def _subscript_of_group(self) -> None:
        self.at += 1
        self._under(self._group())

    def _bracket(self) -> None:
        element = re.compile(r"\[\s*([a-z](?:\s*[+-]\s*\d)?)\s*\]").match(self.text, self.at)
        touches = self.at > 0 and self.text[self.at - 1] not in " \t"
        if element and touches and self.out and self.out[-1].type == "SYM":
            self.at = element.end()
            self.out[-1] = Token("SYM", f"{self.out[-1].value}_{element.group(1).replace(' ', '')}")
            return
        if touches and re.compile(r"\[\s*[-+]?\d+\s*[\]:,]").match(self.text, self.at):
            raise NotRead("an element of an array by its number; name the elements instead")
        species = re.compile(r"\[\s*([A-Za-z][\w₀-₉^]*[-+−⁺⁻]?)\s*\]").match(self.text, self.at)
        name = concentration(species.group(1)) if species else ""
        if species and name:
            self.at = species.end()
            self._emit("SYM", name)
        else:
            close = self.text.find("]", self.at)
            if close < 0:
                raise NotRead("`[` is not closed")
            self.text = f"{self.text[: self.at]}({self.text[self.at + 1 : close]}){self.text[close + 1 :]}"

    def _reduction(self, found: re.Match[str]) -> None:
        after = self.text[found.end() :].lstrip()
        if found.group(1) == "Σ" and not found["letter"] and not re.match(r"_|\(|\w+_\w|\||\w*[ᵢⱼₖ]", after):
            self.at = found.end()
            return self._emit("SYM", "Sigma")
        self.at = found.end()
        self._emit("REDUCE", "prod" if found.group(1) in {"∏", "Π", "prod"} else "sum")
        if found["letter"]:
            first = "".join(SUBSCRIPTS[c] for c in (found["first"] or "")[1:])
            self._under(SUBSCRIPTS[found["letter"]] + (f"={first}" if first else ""))
            if found["last"]:
                self._emit("CARET", "^")
                self._inner("(" + "".join(SUPERSCRIPTS.get(c, c) for c in found["last"]) + ")")
        elif after.startswith("_"):
            self.at = self.text.index("_", self.at) + 1
            self._under(self._group())
        return None

    def _integral(self) -> None:
        self.at += 1
        self.integrals += 1
        self._emit("INT", "∫")
        lower = re.compile(r"_").match(self.text, self.at)
        if lower:
            self.at = lower.end()
            self._under(self._group())
        elif (low := _LIMIT.match(self.text, self.at)) and low.group()[0] in SUBSCRIPTS:
            self.at = low.end()
            self._under("".join(SUBSCRIPTS[c] for c in low.group()))
        if (high := _LIMIT.match(self.text, self.at)) and high.group()[0] in SUPERSCRIPTS:
            self.at = high.end()
            self._emit("CARET", "^")
            self._inner("(" + "".join(SUPERSCRIPTS[c] for c in high.group()) + ")")
        elif self.text[self.at : self.at + 1] == "^":
            self.at += 1
            self._emit("CARET", "^")
            self._inner(f"({self._group()})")

    def _word(self, word: str) -> None:
        """One word: a known name, a function, Euler's number, or letters that run together."""
        start, self.at = self.at, self.at + len(word)
        word = word.replace("′", "'")
        canonical = canonical_name(word)
        plain = word.rstrip("'")
        if word in self.names or canonical in self.names:
            return self._known(canonical)
        if self.integrals and (found := re.fullmatch(r"d([A-Za-zͰ-Ͽ](?:_\w+)?'?)", word)):
            self.integrals -= 1
            return self._emit("DIFF", canonical_name(found.group(1)))
        if plain in FUNCTIONS and plain == word:
            return self._emit(
                "ROOT" if word == "sqrt" and not self._paren_ahead() else "FUNC", FUNCTIONS[word]
            )
        if word in {"sum", "prod"} and self._paren_ahead():
            return self._emit("REDUCE", f"{word}()")
        if self._applied(canonical):
            return None
        is_below = self._is_below_the_stroke(start) and re.match(r"pi(?![a-z])|π", word)
        if is_below:
            # `1/2π` and `1/2πRC`: what touches the number stands below the stroke with it.
            self.out.insert(-1, Token("LPAR", GLUED))
        before = len(self.out)
        self._parts(word, start)
        emitted = self.out[before:]
        if not is_below and len(emitted) > 1 and all(t.type == "SYM" for t in emitted):
            # `E/kT`: what is written as one word stands below the stroke as one.
            is_below = self.out[before - 1 : before] != [] and self.out[before - 1].type == "SLASH"
            if is_below:
                self.out.insert(before, Token("LPAR", GLUED))
        if is_below:
            self._powers()
            self.out.append(Token("RPAR", ")"))
        return None

    def _powers(self) -> None:
        """The power of the last symbol, which belongs to it and not to the brackets around it."""
        power = re.compile(r"(?:\^|\*\*)\s*([-+]?\d+|\w|\([^()]*\))").match(self.text, self.at)
        if self.at < len(self.text) and self.text[self.at] in SUPERSCRIPTS:
            self._superscript()
        elif power is not None:
            self.at = power.end()
            self._emit("CARET", "^")
            self._inner(f"({power.group(1)})")

    def _is_below_the_stroke(self, start: int) -> bool:
        kinds = [token.type for token in self.out[-2:]]
        return kinds == ["SLASH", "NUM"] and self.text[start - 1].isdigit()

    def _parts(self, word: str, start: int) -> None:
        """A word that is no known name: a constant, Euler's number, or symbols that run together."""
        canonical = canonical_name(word)
        if word in {"pi", "π"}:
            return self._emit("CONST", "pi")
        if word in {"inf", "infinity"}:
            return self._emit("CONST", "inf")
        if word == "e" and re.compile(r"\s*(?:\^|\*\*|[⁰¹²³⁴-⁹⁺⁻])").match(self.text, self.at):
            return self._emit("EULER", "e")
        if "'" in word:
            return self._emit("SYM", canonical)
        for part in _glued(word, self.names | self.words.letters):
            if part == "π":
                self._emit("CONST", "pi")
            elif part in FUNCTIONS and part != word and start + len(word) == self.at and word.endswith(part):
                self._emit("FUNC", FUNCTIONS[part])
            else:
                self._emit("SYM", canonical_name(part))
        return None

    def _known(self, canonical: str) -> None:
        if canonical in self.words.vectors:
            self._emit("VECTOR", "")
        self._emit("SYM", canonical)

    def _applied(self, name: str) -> bool:
        """Emit a word as a function that the text knows or defines, where an argument follows."""
        if not self._paren_ahead():
            return False
        if name in self.words.defined:
            self._emit("FUNC", name)
            return True
        base, _, subscript = name.partition("_")
        function = self.words.functions.get(f"{base}_" if subscript else base)
        if function is None:
            return False
        self._emit("FUNC", function)
        if subscript:
            self._under(subscript)
        return True

    def _paren_ahead(self) -> bool:
        return self.text[self.at :].lstrip().startswith("(")


def canonical_name(word: str) -> str:
    """`λ₁` is `lambda_1`, `x̄` is `bar(x)`, `x'` is `x_prime`; Latin names stay as they are."""
    for mark, accent in _COMBINING.items():
        if mark in word:
            return f"{accent}({canonical_name(word.replace(mark, ''))})"
    out = ""
    was_subscript = False
    for character in word:
        if character in SUBSCRIPTS:
            joined = was_subscript or out.endswith("_")
            out += SUBSCRIPTS[character] if joined else "_" + SUBSCRIPTS[character]
            was_subscript = True
        elif character == "'":
            out += "_prime"
        elif character in MARKS:
            out += f"_{MARKS[character]}"
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
