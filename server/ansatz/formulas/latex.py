r"""LaTeX to tokens: `\frac{B}{\mu_0 \rho}` and what else scientists write between dollar signs."""

import re
from typing import Final

from lark import Token

from .symbols import FUNCTIONS, GREEK, GREEK_NAMES
from .tokens import MAX_CHARACTERS, VALUE_ENDS, Bars, NotRead

_IGNORED: Final = re.compile(
    r"\\(?:left|right|bigl|bigr|Bigl|Bigr|biggl|biggr|big|Big|displaystyle|textstyle|limits|nolimits|quad|qquad)"
    r"(?![A-Za-z])|\\[,;:! ]|~|&(?!amp)"
)
_TEXT_COMMANDS: Final = {
    "mathrm",
    "text",
    "textrm",
    "mathit",
    "mathsf",
    "rm",
    "operatorname",
    "mbox",
    "textit",
}
_ACCENTS: Final = frozenset(
    ["bar", "overline", "hat", "tilde", "dot", "vec", "mathbf", "boldsymbol", "widehat", "ddot"]
)
_SIGNS: Final = {
    "cdot": "TIMES", "times": "TIMES", "ast": "TIMES", "div": "SLASH", "over": "SLASH",
    "le": "CMP:<=", "leq": "CMP:<=", "leqslant": "CMP:<=", "ge": "CMP:>=", "geq": "CMP:>=",
    "geqslant": "CMP:>=", "ne": "CMP:!=", "neq": "CMP:!=", "lt": "CMP:<", "gt": "CMP:>",
    "lvert": "LBAR", "rvert": "RBAR", "equiv": "EQ", "lbrace": "LPAR", "rbrace": "RPAR",
}  # fmt: skip
_PLAIN: Final = {
    "+": "PLUS", "-": "MINUS", "−": "MINUS", "*": "TIMES", "·": "TIMES", "×": "TIMES", "/": "SLASH",
    "(": "LPAR", ")": "RPAR", "{": "LBRACE", "}": "RBRACE", ",": "COMMA", "^": "CARET", "=": "EQ",
    "<": "CMP:<", ">": "CMP:>", "≤": "CMP:<=", "≥": "CMP:>=",
}  # fmt: skip


def latex_tokens(text: str, names: frozenset[str] = frozenset()) -> list[Token]:
    """Tokens of one equation. `names` are words that are one symbol, as `Re`. Raises NotRead."""
    if len(text) > MAX_CHARACTERS:
        raise NotRead("longer than any equation")
    return _Scanner(_IGNORED.sub(" ", text), names).tokens()


class _Scanner:
    def __init__(self, text: str, names: frozenset[str]) -> None:
        self.text = text
        self.names = names
        self.at = 0
        self.out: list[Token] = []
        self.bars = Bars()
        self.depth = 0
        self.roots: list[int] = []  # depths at which `[` belongs to a root

    def tokens(self) -> list[Token]:
        while self.at < len(self.text):
            self._next()
        return self.out

    def _emit(self, kind: str, value: str) -> None:
        name, _, sign = kind.partition(":")
        self.depth += (name in {"LPAR", "LBRACE"}) - (name in {"RPAR", "RBRACE"})
        self.out.append(Token(name, sign or value))

    def _next(self) -> None:
        character = self.text[self.at]
        if character.isspace():
            self.at += 1
        elif character == "\\":
            self._command()
        elif number := re.compile(r"\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+").match(self.text, self.at):
            # `\frac12` is a half: an argument without braces is one digit.
            text = number.group()[0] if self._wants_one_digit() else number.group()
            self.at += len(text)
            self._emit("NUM", text)
        elif character in GREEK:
            self.at += 1
            self._symbol(GREEK[character])
        elif character.isalpha():
            self._word()
        elif character == "[":
            self._bracket()
        elif character == "]":
            self.at += 1
            self._emit("RBRACKET", "]")
        elif character == "|":
            self.at += 1
            after_value = bool(self.out) and self.out[-1].type in VALUE_ENDS
            self._emit(self.bars.kind(self.depth, after_value), "|")
        elif character in _PLAIN:
            self.at += 1
            self._emit(_PLAIN[character], character)
        elif character == "." and self.text[self.at + 1 :].strip() == "":
            self.at += 1
        else:
            raise NotRead(f"`{character}` has no meaning here")

    def _wants_one_digit(self) -> bool:
        kinds = [token.type for token in self.out[-2:]]
        return kinds[-1:] == ["FRAC"] or kinds == ["FRAC", "NUM"]

    def _bracket(self) -> None:
        """`[S]` is a concentration, `\\sqrt[3]{…}` an index, anything else brackets."""
        concentration = re.compile(r"\[\s*(?:\\mathrm\s*\{)?\s*([A-Za-z][A-Za-z0-9_+]*)\s*\}?\s*\]").match(
            self.text, self.at
        )
        if self.out and self.out[-1].type == "ROOT":
            self.at += 1
            self._emit("LBRACKET", "[")
        elif concentration:
            self.at = concentration.end()
            self._symbol(f"[{concentration.group(1)}]")
        else:
            close = self.text.find("]", self.at)
            if close < 0:
                raise NotRead("`[` is not closed")
            self.text = f"{self.text[: self.at]}({self.text[self.at + 1 : close]}){self.text[close + 1 :]}"

    def _word(self) -> None:
        """A run of letters: one symbol if it is a known name, a function, else a product of letters."""
        run = re.compile(r"[A-Za-z]+").match(self.text, self.at)
        word = run.group() if run else self.text[self.at]
        if word in self.names and len(word) > 1:
            self.at += len(word)
            self._symbol(word)
        elif word in FUNCTIONS and len(word) > 1:
            self.at += len(word)
            self._function(FUNCTIONS[word])
        elif word[0] == "e" and re.compile(r"e\s*\^").match(self.text, self.at):
            self.at += 1
            self._emit("EULER", "e")
        else:
            self.at += 1
            self._symbol(word[0])

    def _command(self) -> None:
        command = re.compile(r"\\([A-Za-z]+|.)").match(self.text, self.at)
        if command is None:
            raise NotRead("a lone backslash")
        name = command.group(1)
        self.at = command.end()
        if name in {"frac", "dfrac", "tfrac", "cfrac"}:
            self._emit("FRAC", name)
        elif name == "sqrt":
            self._emit("ROOT", name)
        elif name in {"sum", "prod"}:
            self._reduction(name)
        elif name == "pi" and not self._peek("_"):
            self._emit("CONST", "pi")
        elif name == "infty":
            self._emit("CONST", "inf")
        elif name == "Delta" and (letter := self._letter_ahead()):
            self._symbol(f"Delta{letter}")
        elif name in GREEK_NAMES:
            self._symbol(name)
        elif name == "hbar":
            self._symbol("hbar")
        elif name in FUNCTIONS:
            self._function(FUNCTIONS[name])
        elif name in _SIGNS:
            self._emit(_SIGNS[name], name)
        elif name in _TEXT_COMMANDS:
            word = self._group_text()
            if word in FUNCTIONS:
                self._function(FUNCTIONS[word])
            else:
                self._symbol(word)
        elif name in _ACCENTS:
            self._accent(name)
        elif name in "{}":
            self._emit("LPAR" if name == "{" else "RPAR", name)
        elif name == "|":
            raise NotRead("norms are not read as plain equations")
        else:
            raise NotRead(f"`\\{name}` is not covered")

    def _accent(self, accent: str) -> None:
        inner = self._group_text()
        if not re.fullmatch(r"[A-Za-z]\w*", inner):
            raise NotRead(f"`\\{accent}` over more than one symbol")
        if accent in {"bar", "overline"}:
            self._symbol(f"bar({inner})")
        elif accent in {"vec", "mathbf", "boldsymbol"}:
            raise NotRead("vectors are not read as plain equations")
        else:
            self._symbol(f"{accent}({inner})")

    def _letter_ahead(self) -> str:
        letter = re.compile(r"\s*([A-Za-z])(?![A-Za-z])").match(self.text, self.at)
        greek = re.compile(r"\s*\\([A-Za-z]+)").match(self.text, self.at)
        if letter:
            self.at = letter.end()
            return letter.group(1)
        if greek and greek.group(1) in GREEK_NAMES:
            self.at = greek.end()
            return greek.group(1)
        return ""

    def _peek(self, sign: str) -> bool:
        return self.text[self.at :].lstrip().startswith(sign)

    def _group_text(self) -> str:
        r"""The next group or single token as canonical text: `{\mathrm{sat},i}` is `sat_i`."""
        rest = re.compile(r"\s*").match(self.text, self.at)
        start = rest.end() if rest else self.at
        if start >= len(self.text):
            raise NotRead("something is missing at the end")
        if self.text[start] == "{":
            depth, end = 0, start
            while end < len(self.text):
                depth += (self.text[end] == "{") - (self.text[end] == "}")
                end += 1
                if depth == 0:
                    break
            else:
                raise NotRead("`{` is not closed")
            inner, self.at = self.text[start + 1 : end - 1], end
        elif command := re.compile(r"\\[A-Za-z]+").match(self.text, start):
            self.at = command.end()
            inner = command.group()
            if inner[1:] in _TEXT_COMMANDS:
                return self._group_text()
        else:
            inner, self.at = self.text[start], start + 1
        return _subscript_text(inner)

    def _symbol(self, base: str) -> None:
        """A symbol with the subscript and primes that follow it."""
        name = base
        while self.at < len(self.text):
            rest = self.text[self.at :]
            stripped = rest.lstrip()
            if stripped.startswith("_"):
                self.at += len(rest) - len(stripped) + 1
                name = f"{name}_{self._group_text()}"
            elif stripped.startswith("'"):
                self.at += len(rest) - len(stripped) + 1
                name += "_prime"
            else:
                break
        self._emit("SYM", name)

    def _function(self, name: str) -> None:
        if self._peek("_"):
            self.at = self.text.index("_", self.at) + 1
            base = self._group_text()
            bases = {"10": "log10", "2": "log2", "e": "ln"}
            if name != "log" or base not in bases:
                raise NotRead(f"`{name}` with subscript `{base}` is not covered")
            name = bases[base]
        self._emit("FUNC", name)

    def _reduction(self, name: str) -> None:
        if not self._peek("_"):
            raise NotRead(f"`\\{name}` without an index")
        self.at = self.text.index("_", self.at) + 1
        lower = self._group_text()
        index, _, start = lower.partition("=")
        if self._peek("^"):
            self.at = self.text.index("^", self.at) + 1
            self._group_text()
        if not re.fullmatch(r"[a-z]", index) or start not in {"", "1", "0"}:
            raise NotRead(f"a sum over `{lower}` is not covered")
        self._emit("REDUCE", f"{name}:{index}")


def _subscript_text(inner: str) -> str:
    text = re.sub(r"\\(?:" + "|".join(_TEXT_COMMANDS) + r")\s*", "", inner)
    text = re.sub(r"\\([A-Za-z]+)", r"\1", text)
    text = "".join(GREEK.get(c, c) for c in text)
    text = re.sub(r"[{}\s]", "", text.replace(",", "_").replace(r"\,", ""))
    if not re.fullmatch(r"[\w=+\-*∞.]*", text):
        raise NotRead(f"the subscript `{inner}` is not covered")
    return text.strip("_")
