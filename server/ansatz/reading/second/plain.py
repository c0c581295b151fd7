"""Scan mathematics typed in ASCII and Unicode into tokens."""

import re
from collections.abc import Collection

from .sums import running_index
from .tokens import (
    FUNCTIONS,
    GREEK_LETTERS,
    MAXIMUM_EQUATION,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    VULGAR_FRACTIONS,
    Token,
    TokenKind,
    Unread,
)

_WORDS = frozenset(
    {"if", "for", "when", "otherwise", "else", "where", "with", "and", "in", "unless", "or", "elsewhere"}
)
_SIMPLE: dict[str, tuple[TokenKind, str]] = {
    "+": ("operator", "+"), "-": ("operator", "-"), "−": ("operator", "-"), "–": ("operator", "-"),
    "*": ("operator", "*"), "·": ("operator", "·"), "⋅": ("operator", "·"), "∙": ("operator", "·"),
    "×": ("operator", "×"), "/": ("operator", "/"), "÷": ("operator", "/"), "∕": ("operator", "/"),
    "^": ("operator", "^"), "(": ("open", "("), ")": ("close", ")"), "{": ("open", "{"), "}": ("close", "}"),
    "[": ("open", "["), "]": ("close", "]"), "|": ("bar", "|"), ",": ("comma", ","), ";": ("comma", ";"),
    "=": ("relation", "="), "<": ("relation", "<"), ">": ("relation", ">"), "≤": ("relation", "<="),
    "≥": ("relation", ">="), "≠": ("relation", "!="), "≡": ("relation", "="), "√": ("root", ""),
    "∛": ("root", "3"), "…": ("dots", "..."), "∞": ("constant", "inf"), "π": ("constant", "pi"),
    "‖": ("normbar", "‖"), "∈": ("member", "in"), "∥": ("normbar", "‖"),
}  # fmt: skip
_DOUBLE: dict[str, tuple[TokenKind, str]] = {
    "**": ("operator", "**"), "==": ("relation", "=="), "<=": ("relation", "<="), ">=": ("relation", ">="),
    "!=": ("relation", "!="), ":=": ("relation", "="), "||": ("normbar", "‖"),
}  # fmt: skip
_REDUCTIONS = {"sum": "sum", "prod": "prod", "Σ": "sum", "∑": "sum", "Π": "prod", "∏": "prod"}
_MODULES = ("np.", "numpy.", "math.")
_METHOD = re.compile(r"\.(pdf|pmf|cdf|sf)(?=\()")
_COMBINING = {"\u0304": "bar", "\u0305": "bar", "\u0302": "hat", "\u0303": "tilde"}


def scan(
    text: str, offset: int = 0, names: Collection[str] = (), specials: Collection[str] = ()
) -> list[Token]:
    """The tokens of `text`, which starts at `offset` of the docstring.

    `names` are the canonical symbols that the docstring declares: a declared `sum` or `in` is a symbol.
    `specials` are stems that name functions of an order (`J_0`).
    Raises `Unread` at a character that has no place in an equation.
    """
    if len(text) > MAXIMUM_EQUATION:
        raise Unread("an equation is too long")
    return _Scanner(text, offset, names, specials).run()


def canonical(identifier: str) -> str:
    """The canonical spelling of an identifier: Greek spelled out, Unicode subscripts after `_`."""
    spelled: list[str] = []
    previous_is_subscript = False
    for character in identifier:
        if character in SUBSCRIPTS:
            if not previous_is_subscript and not (spelled and spelled[-1] == "_"):
                spelled.append("_")
            spelled.append(SUBSCRIPTS[character])
            previous_is_subscript = True
            continue
        previous_is_subscript = False
        spelled.append(GREEK_LETTERS.get(character, character))
    return "".join(spelled)


class _Scanner:
    def __init__(self, text: str, offset: int, names: Collection[str], specials: Collection[str]) -> None:
        self.text = text
        self.offset = offset
        self.names = names
        self.specials = specials
        self.at = 0
        self.blanks = 0
        self.tokens: list[Token] = []

    def run(self) -> list[Token]:
        text = self.text
        while self.at < len(text):
            character = text[self.at]
            if character in " \t\n\r\u00a0\u2009\u202f":
                self.blanks += 4 if character == "\t" else 1
                self.at += 1
                continue
            if self.blanks >= 2 and self.tokens:
                # A wide gap may set a condition or a note apart; where it only aligns, it is ignored.
                self._emit("gap", " ", self.at, self.at)
                self.blanks = 1
            self._one(character)
        return self.tokens

    def _emit(
        self,
        kind: TokenKind,
        value: str,
        start: int,
        end: int,
        *,
        sub: str = "",
        index: str = "",
        rows: tuple[tuple[tuple[Token, ...], ...], ...] = (),
    ) -> None:
        spaced = self.blanks > 0
        self.blanks = 0
        self.tokens.append(
            Token(kind, value, start + self.offset, end + self.offset, spaced, sub, index, rows)
        )
        self.at = end

    def _inner(self, text: str, start: int) -> tuple[Token, ...]:
        """The tokens of a piece of the text on its own."""
        if text == self.text:
            raise Unread("nested without end")
        return tuple(_Scanner(text, self.offset + start, self.names, self.specials).run())

    def _one(self, character: str) -> None:
        text, at = self.text, self.at
        pair = text[at : at + 2]
        if pair in _DOUBLE:
            self._emit(*_DOUBLE[pair], at, at + 2)
        elif text.startswith("...", at):
            self._emit("dots", "...", at, at + 3)
        elif (character.isdecimal() and character.isascii()) or (character == "." and _digit(text, at + 1)):
            self._number()
        elif character in "ΣΠ∑∏" and not (character in "ΣΠ" and self._stands_alone(at + 1)):
            self._reduction(_REDUCTIONS[character], at + 1)
        elif character == "∫":
            below, above, end = self._bounds(at + 1)
            self._emit(
                "integral",
                "int",
                at,
                end,
                rows=((self._inner(below, at + 1),), (self._inner(above, at + 1),)),
            )
        elif character == "!":
            end = at + 1 + (text[at + 1 : at + 2] == "!")
            self._emit("factorial", text[at:end], at, end)
        elif character == "_" and self.tokens and self.tokens[-1].kind in ("normbar", "close"):
            sub, end = self._limit(at + 1)
            self._emit("subscript", "_", at, end, rows=((self._inner(sub, at + 1),),))
        elif character == "[" and self._concentration():
            return
        elif character in _SIMPLE:
            self._emit(*_SIMPLE[character], at, at + 1)
        elif character in VULGAR_FRACTIONS:
            self._emit("vulgar", VULGAR_FRACTIONS[character], at, at + 1)
        elif character in SUPERSCRIPTS:
            end = at
            while end < len(text) and text[end] in SUPERSCRIPTS:
                end += 1
            self._emit("superscript", "".join(SUPERSCRIPTS[c] for c in text[at:end]), at, end)
        elif _starts_name(character):
            self._word()
        else:
            raise Unread(f"the sign {character!r} has no place in an equation")

    def _stands_alone(self, at: int) -> bool:
        """`Π = …`: the letter as a name, at an end of a side."""
        after = self.text[at:].lstrip()
        return not after or after[0] in "=≡/)" or after.startswith(":=")

    def _number(self) -> None:
        text, start = self.text, self.at
        end = _digits(text, start)
        if end < len(text) and text[end] == ".":
            end = _digits(text, end + 1)
        if end < len(text) and text[end] in "eE":
            sign = end + 1 + (end + 1 < len(text) and text[end + 1] in "+-")
            if _digit(text, sign):
                end = _digits(text, sign)
        if end < len(text) and text[end] == "." and end + 1 < len(text):
            raise Unread("a number with two points")
        self._emit("number", text[start:end], start, end)

    def _reduction(self, operation: str, end: int) -> None:
        """`Σ`, `sum_i`, `Σᵢ`, `Σ_{i=1}^{n}`, `sum_(i=1)^n`."""
        start = self.at
        below, above, end = self._bounds(end)
        index, first = running_index(self._inner(below, start + 1))
        upper = self._inner(above, start + 1)
        self._emit("reduce", operation, start, end, index=index, rows=((first,), (upper,)))

    def _bounds(self, end: int) -> tuple[str, str, int]:
        """What stands below and above a large sign, and where it is over."""
        text = self.text
        below = above = ""
        if end < len(text) and text[end] == "_":
            below, end = self._limit(end + 1)
        elif end < len(text) and text[end] in SUBSCRIPTS:
            start = end
            while end < len(text) and (text[end] in SUBSCRIPTS or text[end] == "₌"):
                end += 1
            below = "".join("=" if c == "₌" else SUBSCRIPTS[c] for c in text[start:end])
        if end < len(text) and text[end] == "^":
            above, end = self._limit(end + 1)
        elif below and end < len(text) and text[end] in SUPERSCRIPTS:
            start = end
            while end < len(text) and text[end] in SUPERSCRIPTS:
                end += 1
            above = "".join(SUPERSCRIPTS[c] for c in text[start:end])
        return below, above, end

    def _limit(self, at: int) -> tuple[str, int]:
        text = self.text
        closer = {"{": "}", "(": ")"}.get(text[at : at + 1])
        if closer:
            end = text.find(closer, at)
            if end < 0:
                raise Unread("an unclosed limit of a sum")
            return text[at + 1 : end], end + 1
        end = at
        while end < len(text) and (text[end].isalnum() or text[end] == "∞"):
            end += 1
        if end == at:
            raise Unread("a sum without a limit")
        return text[at:end], end

    def _concentration(self) -> bool:
        """`[S]`, `[Na+]`, `[K⁺]_o`: a species in brackets is one symbol."""
        text, start = self.text, self.at
        end = text.find("]", start, start + 24)
        if end < 0:
            return False
        inner = text[start + 1 : end]
        if not is_species(inner):
            return False
        if self.tokens and self.tokens[-1].kind == "function":
            return False
        glued = self.tokens and self.blanks == 0 and self.tokens[-1].kind in ("run", "name")
        if glued and not inner[0].isupper():
            raise Unread("brackets after a name may mean an element or a product")
        species = "[" + "".join(SUPERSCRIPTS.get(c, SUBSCRIPTS.get(c, c)) for c in inner if c != "^") + "]"
        end += 1
        sub, end = self._subscript(end)
        self._emit("name", species + sub, start, end)
        return True

    def _subscript(self, end: int) -> tuple[str, int]:
        """A subscript written as `_x`, `_{x}` or in small Unicode letters, from `end` on."""
        text, start = self.text, end
        if text.startswith("_{", end):
            close = text.find("}", end)
            if close < 0:
                raise Unread("an unclosed subscript")
            parts = [part.strip() for part in text[end + 2 : close].replace(" ", "").split(",")]
            if not all(part and all(_in_name(c) or c in "+-" for c in part) for part in parts):
                raise Unread("an unusual subscript")
            return "_" + "_".join(canonical(part) for part in parts), close + 1
        if end < len(text) and text[end] == "_":
            end += 1
            while end < len(text) and _in_name(text[end]):
                end += 1
            if end == start + 1:
                raise Unread("a dangling underscore")
        elif end < len(text) and text[end] in SUBSCRIPTS:
            while end < len(text) and text[end] in SUBSCRIPTS:
                end += 1
        return canonical(text[start:end]), end

    def _stem(self, start: int) -> int:
        """Where the letters and digits of a name end; Greek next to Latin is a product (`ρgh`)."""
        text = self.text
        declared = start
        while declared < len(text) and _in_name(text[declared]):
            declared += 1
        if canonical(text[start:declared]) in self.names:
            return declared
        end = start + 1
        if text[start] == "Δ" and end < len(text) and _starts_name(text[end]):
            end += 1
        if text[end - 1] not in GREEK_LETTERS:
            while end < len(text) and text[end].isascii() and text[end].isalpha():
                end += 1
        while _digit(text, end):
            end = _digits(text, end)
            # `C1x`: letters after the digit still belong to the identifier.
            while end < len(text) and text[end].isascii() and text[end].isalpha():
                end += 1
        return end

    def _word(self) -> None:
        text, start = self.text, self.at
        for module in _MODULES:
            if text.startswith(module, start):
                self.at = start = start + len(module)
                if not (start < len(text) and text[start].isalpha()):
                    raise Unread("a module's attribute that is no name")
                break
        end = self._stem(start)
        stem = text[start:end]
        whole = canonical(stem)
        if whole in ("sum", "prod") and whole not in self.names:
            self._reduction(whole, end)
            return
        if whole in ("max", "min") and text[end : end + 1] == "_" and whole not in self.names:
            self._reduction(whole, end)
            return
        if whole in self.specials and whole not in self.names:
            order, over = self._subscript(end) if end < len(text) else ("", end)
            subs = self._inner(order[1:], end) if order else ()
            self._emit("special", whole, start, over, rows=((subs,), ((),)))
            return
        accent = ""
        if end < len(text) and text[end] in _COMBINING:
            accent, end = _COMBINING[text[end]], end + 1
        sub, end = self._subscript(end) if end < len(text) else ("", end)
        while end < len(text) and text[end] == "'":
            sub, end = sub + "'", end + 1
        if method := _METHOD.match(text, end):
            # `norm.pdf(x)` is the normal density; of anything else, the method's own name is what it gives.
            if whole == "norm":
                self._emit("special", f"norm.{method.group(1)}", start, method.end(), rows=(((),), ((),)))
            else:
                self._emit("name", method.group(1), start, method.end())
            return
        if end < len(text) and text[end] == "." and end + 1 < len(text) and text[end + 1].isalpha():
            raise Unread("an attribute")
        if sub.endswith("_1") and text.startswith("/2", end):
            raise Unread("a half-life or a quotient")
        if accent:
            self._emit("name", f"{accent}({whole}{sub})", start, end)
        elif whole + sub in self.names:
            self._emit("run", whole, start, end, sub=sub)
        elif not sub and whole in FUNCTIONS:
            self._emit("function", FUNCTIONS[whole], start, end)
        elif sub in ("_10", "_2") and whole == "log":
            self._emit("function", "log" + sub[1:], start, end)
        elif not sub and whole == "pi":
            self._emit("constant", "pi", start, end)
        elif not sub and whole in ("inf", "Inf", "infinity"):
            self._emit("constant", "inf", start, end)
        elif not sub and whole in _WORDS:
            self._emit("words", whole, start, end)
        else:
            self._emit("run", whole, start, end, sub=sub)


def is_species(inner: str) -> bool:
    """Whether what stands in brackets names a chemical species or a single symbol: `S`, `Na+`, `Ca²⁺`."""
    if not inner or not inner[0].isalpha():
        return False
    body = inner.rstrip("+-⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹^")
    return bool(body) and all(c.isalnum() and (c.isascii() or c in SUBSCRIPTS) for c in body)


def _digit(text: str, at: int) -> bool:
    return at < len(text) and text[at] in "0123456789"


def _digits(text: str, at: int) -> int:
    while _digit(text, at):
        at += 1
    return at


def _starts_name(character: str) -> bool:
    return (character.isascii() and character.isalpha()) or (character in GREEK_LETTERS and character != "π")


def _in_name(character: str) -> bool:
    return character == "_" or (character.isascii() and character.isalnum()) or character in GREEK_LETTERS
