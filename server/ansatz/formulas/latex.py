r"""LaTeX to tokens: `\frac{B}{\mu_0 \rho}` and what else scientists write between dollar signs."""

import re
from typing import Final

from .symbols import FUNCTIONS, GREEK, GREEK_NAMES, LITERAL_UNITS, concentration
from .tokens import GLUED, MAX_CHARACTERS, MAX_DEPTH, VALUE_ENDS, Bars, NotRead, Token, Vocabulary, vocabulary

_IGNORED: Final = re.compile(
    r"\\(?:left|right|[bB]ig{1,2}[lrm]?|displaystyle|textstyle|limits|nolimits|quad|qquad|nonumber|notag)"
    r"(?![A-Za-z])\.?|\\[,;:! ]|~|&(?!amp)"
)
_TEXT_COMMANDS: Final = frozenset(
    ["mathrm", "text", "textrm", "mathit", "mathsf", "rm", "operatorname", "mbox", "textit", "mathcal",
     "mathtt", "texttt"]
)  # fmt: skip
_VECTORS: Final = frozenset(["vec", "mathbf", "boldsymbol", "bm"])
_ACCENTS: Final = frozenset(["bar", "overline", "hat", "tilde", "dot", "widehat", "ddot", "widetilde"])
_SIGNS: Final = {
    "cdot": "DOT", "times": "TIMES", "ast": "TIMES", "div": "SLASH",
    "le": "CMP:<=", "leq": "CMP:<=", "leqslant": "CMP:<=", "ge": "CMP:>=", "geq": "CMP:>=",
    "geqslant": "CMP:>=", "ne": "CMP:!=", "neq": "CMP:!=", "lt": "CMP:<", "gt": "CMP:>",
    "lvert": "LBAR", "rvert": "RBAR", "lVert": "LNORM", "rVert": "RNORM", "equiv": "EQ", "coloneqq": "EQ",
    "lbrace": "LPAR", "rbrace": "RPAR", "lfloor": "LFLOOR", "rfloor": "RFLOOR", "lceil": "LCEIL",
    "rceil": "RCEIL", "lbrack": "LPAR", "rbrack": "RPAR", "langle": "LPAR", "rangle": "RPAR",
}  # fmt: skip
_PLAIN: Final = {
    "+": "PLUS", "-": "MINUS", "−": "MINUS", "*": "TIMES", "·": "DOT", "×": "TIMES", "/": "SLASH",
    "(": "LPAR", ")": "RPAR", "{": "LBRACE", "}": "RBRACE", ",": "COMMA", ";": "COMMA", "^": "CARET",
    "=": "EQ",
    "<": "CMP:<", ">": "CMP:>", "≤": "CMP:<=", "≥": "CMP:>=", "!": "BANG", "⌊": "LFLOOR", "⌋": "RFLOOR",
}  # fmt: skip
_DERIVATIVE: Final = re.compile(
    r"\s*\{\s*(?:\\mathrm\s*\{\s*)?d(?:\s|\}|\^|(?=[A-Za-z]\s*[}(_])|(?=\\[A-Za-z]+\s*\}))"
    r"[^{}]*(?:\{[^{}]*\}[^{}]*)*\}\s*\{\s*(?:\\mathrm\s*\{\s*)?d(?![A-Za-z]{2})"
)
_HYPERGEOMETRIC: Final = re.compile(r"(?:\{\s*\}\s*)?_\{?([012])\}?\s*F_\{?1\}?(?=\s*[(\[])")
_CHOOSE: Final = re.compile(r"\{\s*((?:[^{}]|\{[^{}]*\})*?)\s*\\choose\b\s*((?:[^{}]|\{[^{}]*\})*?)\s*\}")


def latex_tokens(text: str, words: Vocabulary | frozenset[str] = frozenset()) -> list[Token]:
    """Tokens of one equation. `words` is what the text around it says of them. Raises NotRead."""
    if len(text) > MAX_CHARACTERS:
        raise NotRead("longer than any equation")
    for sign, command in (("<=", r"\le "), (">=", r"\ge "), ("!=", r"\ne ")):
        text = text.replace(sign, command)
    text = _CHOOSE.sub(r"\\binom{\1}{\2}", _IGNORED.sub(" ", text))
    return _Scanner(text, vocabulary(words), 0).tokens()


class _Scanner:
    def __init__(self, text: str, words: Vocabulary, level: int) -> None:
        if level > MAX_DEPTH // 4:
            raise NotRead("subscripts are nested too deeply")
        self.text = text
        self.words = words
        self.level = level
        self.at: int = 0
        self.out: list[Token] = []
        self.bars = Bars()
        self.norms = Bars()
        self.depth = 0
        self.integrals = 0
        self.brackets: list[str] = []

    def tokens(self) -> list[Token]:
        while self.at < len(self.text):
            self._next()
        return self.out

    def _emit(self, kind: str, value: str = "") -> None:
        name, _, sign = kind.partition(":")
        self.depth += (name in {"LPAR", "LBRACE"}) - (name in {"RPAR", "RBRACE"})
        self.out.append(Token(name, sign or value))

    def _next(self) -> None:
        character = self.text[self.at]
        if character.isspace():
            self.at += 1
        elif character in "{_" and (found := _HYPERGEOMETRIC.match(self.text, self.at)):
            self.at = found.end()
            self._emit("FUNC", f"hyp{found.group(1)}f1")
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
        elif character in "[]":
            self._bracket(character)
        elif character == "|":
            self._bar()
        elif character == "_":
            self.at += 1
            self._subscript()
        elif character == "'" and self.out and self.out[-1].type == "SYM":
            self.at += 1
            self.out[-1] = Token("SYM", self.out[-1].value + "_prime")
        elif character in _PLAIN:
            self.at += 1
            self._emit(_PLAIN[character], character)
        elif character == "." and self.text[self.at + 1 :].strip() == "":
            self.at += 1
        else:
            raise NotRead(f"`{character}` has no meaning here")

    def _bar(self) -> None:
        after_value = bool(self.out) and self.out[-1].type in VALUE_ENDS
        if self.text.startswith("||", self.at) and not (after_value and self.bars.is_open(self.depth)):
            self.at += 2
            self._emit("RNORM" if self.norms.closes(self.depth, after_value) else "LNORM")
        else:
            self.at += 1
            self._emit("RBAR" if self.bars.closes(self.depth, after_value) else "LBAR")

    def _wants_one_digit(self) -> bool:
        kinds = [token.type for token in self.out[-2:]]
        return kinds[-1:] == ["FRAC"] or kinds == ["FRAC", "NUM"]

    def _bracket(self, character: str) -> None:
        """`[S]` is a concentration, `\\sqrt[3]{…}` an index, anything else brackets."""
        species = re.compile(
            r"\[\s*((?:\\(?:mathrm|text|ce|rm)\s*)?\{?\s*[A-Za-z][A-Za-z0-9_{}^]*[-+]?\s*\}*)\s*\]"
        ).match(self.text, self.at)
        name = concentration(species.group(1)) if species else ""
        self.at += 1
        if character == "]":
            self._emit("RBRACKET" if self.brackets and self.brackets.pop() == "root" else "RPAR", "]")
        elif self.out and self.out[-1].type == "ROOT":
            self.brackets.append("root")
            self._emit("LBRACKET", "[")
        elif species and name and not (self.out and self.out[-1].type == "FUNC"):
            self.at = species.end()
            self._symbol(name)
        else:
            self.brackets.append("round")
            self._emit("LPAR", "[")

    def _word(self) -> None:
        """A run of letters: one symbol if it is a known name, a function, else a product of letters."""
        run = re.compile(r"[A-Za-z]+").match(self.text, self.at)
        word = run.group() if run else self.text[self.at]
        names = self.words.names
        known = len(word) > 1 and (
            word in names or word in self.words.defined or word in self.words.functions
        )
        if known:
            self.at += len(word)
            self._symbol(word)
        elif self.integrals and self._differential():
            return
        elif word in FUNCTIONS and len(word) > 1:
            self.at += len(word)
            self._function(FUNCTIONS[word])
        elif word[0] == "e" and "e" not in names and re.compile(r"e\s*\^").match(self.text, self.at):
            self.at += 1
            self._emit("EULER", "e")
        elif inside := self._known_inside(word):
            self.at += len(inside)
            self._symbol(inside)
        else:
            self.at += 1
            self._symbol(word[0])

    def _known_inside(self, word: str) -> str:
        """The longest known name of several letters that a run of letters begins with: `df` in `dfx`."""
        alike = [n for n in self.words.names if len(n) > 1 and n.isalpha() and word.startswith(n)]
        return max(alike, key=len, default="")

    def _differential(self) -> bool:
        found = re.compile(r"d\s*(?:([A-Za-z])(?![A-Za-z])|\\([A-Za-z]+))(_\w|')?").match(self.text, self.at)
        if found is None or (found.group(2) and found.group(2) not in GREEK_NAMES):
            return False
        self.at = found.end()
        mark = (found.group(3) or "").replace("'", "_prime")
        self._emit("DIFF", (found.group(1) or found.group(2)) + mark)
        self.integrals -= 1
        return True

    def _command(self) -> None:
        command = re.compile(r"\\([A-Za-z]+|.)").match(self.text, self.at)
        if command is None:
            raise NotRead("a lone backslash")
        name = command.group(1)
        if self.integrals and re.compile(r"\\(?:mathrm|text|rm)\s*\{\s*d\s*\}").match(self.text, self.at):
            self.text = self.text[: self.at] + "d" + self.text[self.text.index("}", self.at) + 1 :]
            return
        self.at = command.end()
        if name in {"frac", "dfrac", "tfrac", "cfrac"}:
            if not self.integrals and _DERIVATIVE.match(self.text, self.at):
                raise NotRead("a derivative")
            self._emit("FRAC", name)
        elif name == "sqrt":
            self._emit("ROOT", name)
        elif name in {"binom", "dbinom", "tbinom"}:
            self._emit("BINOM", name)
        elif name in {"sum", "prod"} or (name in {"max", "min"} and self._peek("_")):
            self._emit("REDUCE", name)
        elif name == "int":
            self.integrals += 1
            self._emit("INT", name)
        elif name == "pi" and not self._peek("_"):
            is_below = [token.type for token in self.out[-2:]] == ["SLASH", "NUM"] and self.text[
                command.start() - 1
            ].isdigit()
            if is_below:
                self.out.insert(-1, Token("LPAR", GLUED))  # `1/2\pi`
            self._emit("CONST", "pi")
            if is_below:
                if power := re.compile(r"\s*\^\s*\{?\s*(\d+)\s*\}?").match(self.text, self.at):
                    self.at = power.end()
                    self.out.extend([Token("CARET", "^"), Token("NUM", power.group(1))])
                elif self._peek("^"):
                    raise NotRead("a power of pi below a stroke")
                self.out.append(Token("RPAR", ")"))
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
            self._text_command()
        elif name in _ACCENTS:
            self._accent(name)
        elif name in _VECTORS:
            self._emit("VECTOR", "")
            self._symbol(self._plain_name(self._group_text(), name))
        elif name in "{}":
            self._emit("LPAR" if name == "{" else "RPAR", name)
        elif name == "|":
            after_value = bool(self.out) and self.out[-1].type in VALUE_ENDS
            self._emit("RNORM" if self.norms.closes(self.depth, after_value) else "LNORM")
        elif name == "prime" and self.out and self.out[-1].type == "SYM":
            self.out[-1] = Token("SYM", self.out[-1].value + "_prime")
        elif name == "ell":
            self._symbol("ell")
        elif name == "_" and self.out and self.out[-1].type == "SYM":
            raise NotRead("an underscore between symbols")
        else:
            raise NotRead(f"`\\{name}` is not covered")

    def _text_command(self) -> None:
        word = self._group_text()
        if (
            self.out
            and self.out[-1].type == "NUM"
            and word in LITERAL_UNITS - self.words.names
            and not (self.out[-1].value.startswith("273"))
        ):
            self.out[-1] = Token("SYM", f"{self.out[-1].value}_{word}_literal")
            return
        if word in FUNCTIONS and word not in self.words.names:
            self._function(FUNCTIONS[word])
        else:
            self._symbol(word)

    def _plain_name(self, inner: str, accent: str) -> str:
        if not re.fullmatch(r"[A-Za-z]\w*", inner):
            raise NotRead(f"`\\{accent}` over more than one symbol")
        return inner

    def _accent(self, accent: str) -> None:
        inner = self._plain_name(self._group_text(), accent)
        accent = {"overline": "bar", "widehat": "hat", "widetilde": "tilde"}.get(accent, accent)
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

    def _group_raw(self) -> str:
        """The text of the next group, command or single character."""
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        start = self.at
        if start >= len(self.text):
            raise NotRead("something is missing at the end")
        if self.text[start] == "{":
            depth, end = 0, start
            while end < len(self.text):
                depth += (self.text[end] == "{") - (self.text[end] == "}")
                end += 1
                if depth == 0:
                    self.at = end
                    return self.text[start + 1 : end - 1]
            raise NotRead("`{` is not closed")
        if command := re.compile(r"\\[A-Za-z]+").match(self.text, start):
            self.at = command.end()
            return command.group()
        self.at = start + 1
        return self.text[start]

    def _group_text(self) -> str:
        r"""The next group or single token as canonical text: `{\mathrm{sat},i}` is `sat_i`."""
        inner = self._group_raw()
        if inner[1:] in _TEXT_COMMANDS:
            return self._group_text()
        return _subscript_text(inner)

    def _subscript(self) -> None:
        """A subscript that is an expression of its own."""
        inner = self._group_raw()
        if inner[1:] in _TEXT_COMMANDS:
            inner += "{" + self._group_raw() + "}"
        self._emit("LSUB")
        self.out.extend(_Scanner(inner, self.words, self.level + 1).tokens())
        self._emit("RSUB")

    def _symbol(self, base: str) -> None:
        """A symbol with the subscript and primes that follow it, or a function that the text knows."""
        if self._applied(base):
            return
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
            elif found := re.match(r"\^\s*(?:\\prime|\{\s*\\prime\s*\})", stripped):
                self.at += len(rest) - len(stripped) + found.end()
                name += "_prime"
            elif found := re.match(
                r"\^\s*\{?\s*\\(circ|ominus|standardstate|ddagger)(?![A-Za-z])\s*\}?", stripped
            ):
                self.at += len(rest) - len(stripped) + found.end()
                name += "_ddagger" if found.group(1) == "ddagger" else "_std"
            elif found := re.match(
                r"\^\s*(?:\*|\\ast|\\star|\{\s*(?:\*|\\ast|\\star)\s*\})(?![A-Za-z])", stripped
            ):
                self.at += len(rest) - len(stripped) + found.end()
                name += "_star"
            else:
                break
        if name in self.words.defined and name not in self.words.names and self._peek("("):
            self._emit("FUNC", name)
        else:
            if name in self.words.vectors:
                self._emit("VECTOR", "")
            self._emit("SYM", name)

    def _applied(self, base: str) -> bool:
        """Emit `base` as a function, where the text knows it as one and an argument follows."""
        if base in self.words.names or self.words.functions.keys().isdisjoint({base, f"{base}_"}):
            return False
        ahead = self.text[self.at :]
        subscript = re.match(r"\s*_\s*(?:\{(?:[^{}]|\{[^{}]*\})*\}|\\[A-Za-z]+|\w)", ahead)
        raised = re.compile(r"\s*\^\s*(?:\{(?:[^{}]|\{[^{}]*\})*\}|\w)").match(
            ahead, subscript.end() if subscript else 0
        )
        end = raised.end() if raised else subscript.end() if subscript else 0
        if not ahead[end:].lstrip().startswith(("(", "[", r"\{")):
            return False
        function = self.words.functions.get(f"{base}_" if subscript else base)
        if function is None:
            return False
        self._emit("FUNC", function)
        if subscript:
            self.at += subscript.end() - len(subscript.group().split("_", 1)[1])
            self._subscript()
        return True

    def _function(self, name: str) -> None:
        if self._peek("_"):
            self.at = self.text.index("_", self.at) + 1
            if name != "log":
                if name in {"max", "min"}:
                    self._emit("REDUCE", name)
                    return self._subscript()
                raise NotRead(f"`{name}` with a subscript is not covered")
            base = self._group_raw()
            bases = {"10": "log10", "2": "log2", "e": "ln"}
            if base in bases:
                return self._emit("FUNC", bases[base])
            self._emit("LOGBASE")
            self._emit("LSUB")
            self.out.extend(_Scanner(base, self.words, self.level + 1).tokens())
            return self._emit("RSUB")
        return self._emit("FUNC", name)


def _subscript_text(inner: str) -> str:
    text = re.sub(r"\\(?:" + "|".join(_TEXT_COMMANDS) + r")(?![A-Za-z])\s*", "", inner)
    text = text.replace(r"\_", "_").replace(r"\,", "")
    text = re.sub(r"\\([A-Za-z]+)", r"\1", text)
    text = "".join(GREEK.get(c, c) for c in text)
    text = re.sub(r"[{}\s]", "", text.replace(",", "_"))
    text = re.sub(r"^frac12$|^1/2$|^½$", "half", text)
    if not re.fullmatch(r"[\w=+\-*∞.]*", text):
        raise NotRead(f"the subscript `{inner}` is not covered")
    return text.strip("_")
