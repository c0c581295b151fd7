"""Scan LaTeX mathematics into tokens; what has no certain meaning is refused."""

import re
from collections.abc import Collection

from .commands import (
    ACCENTS,
    BOLD,
    DECORATIONS,
    DELIMITERS,
    ENVIRONMENTS,
    IGNORED,
    IGNORED_WITH_ARGUMENT,
    OPERATORS,
    SINGLE,
    SIZES,
    SPACES,
    UPRIGHT,
    WORDS,
)
from .sums import running_index
from .tokens import (
    FUNCTIONS,
    LATEX_LETTERS,
    MAXIMUM_EQUATION,
    MAXIMUM_NESTING,
    Token,
    TokenKind,
    Unread,
)


def scan(
    text: str, offset: int = 0, names: Collection[str] = (), specials: Collection[str] = ()
) -> list[Token]:
    """The tokens of `text`, which starts at `offset` of the docstring.

    `names` are the declared canonical symbols, `specials` stems that name functions of one or more
    orders (`J_v`, `P_n^{(a, b)}`). Braced arguments come out as groups whose brackets
    read `{` and `}`. Raises `Unread` at a command whose meaning is not certain.
    """
    if len(text) > MAXIMUM_EQUATION:
        raise Unread("an equation is too long")
    return _Scanner(text, offset, names, specials).run(0, len(text), 0)


def subscript(content: str, depth: int = 0) -> str:
    """The canonical text of a subscript's content: `\\mathrm{sat},i` is `sat_i`."""
    if depth > 4:
        raise Unread("subscripts nested too deeply")
    parts: list[str] = []
    current: list[str] = []
    at = 0
    while at < len(content):
        character = content[at]
        if character == "\\":
            command, at = _command(content, at)
            if command in UPRIGHT or command in ("rm", "it", "mathbf"):
                continue
            if command in SPACES:
                continue
            if command in LATEX_LETTERS:
                current.append(LATEX_LETTERS[command])
            elif command in ("max", "min", "infty", "odot", "oplus", "circ", "perp", "parallel", "exp", "ln"):
                current.append(command)
            elif command == "pi":
                current.append("pi")
            else:
                raise Unread(f"\\{command} in a subscript")
        elif character in ",_":
            parts.append("".join(current))
            current = []
            at += 1
        elif character in "{} ~":
            at += 1
        elif (character.isascii() and character.isalnum()) or character in "+-*'":
            current.append(character)
            at += 1
        elif character == "/" and content.strip() == "1/2":
            current.append("/")
            at += 1
        else:
            raise Unread(f"{character!r} in a subscript")
    parts.append("".join(current))
    if not all(parts):
        raise Unread("an empty subscript")
    is_sum = len(parts) == 1 and content[0].isalnum() and any(c in content[1:] for c in "+-")
    if is_sum and (parts[0][:1] not in "ijklmn" or parts[0][1:] not in ("+1", "-1", "+2", "-2")):
        raise Unread("arithmetic in a subscript")
    return "_".join(parts)


def _command(text: str, at: int) -> tuple[str, int]:
    """The command whose backslash stands at `at`, and where it ends (blanks after a word are skipped)."""
    end = at + 1
    while end < len(text) and text[end].isascii() and text[end].isalpha():
        end += 1
    if end == at + 1:
        return text[end : end + 1], end + 1
    if text[end : end + 1] == "*" and text[at + 1 : end] in ("operatorname", "tag"):
        return text[at + 1 : end], end + 1
    return text[at + 1 : end], end


class _Scanner:
    def __init__(self, text: str, offset: int, names: Collection[str], specials: Collection[str]) -> None:
        self.text = text
        self.offset = offset
        self.names = names
        self.specials = specials
        self.tokens: list[Token] = []
        self.spaced = False
        self.end = len(text)
        self.braces = self._match_braces()
        self.environments = 0

    def _match_braces(self) -> dict[int, int]:
        """Where each opening brace closes, found in one pass."""
        pairs: dict[int, int] = {}
        waiting: list[int] = []
        at = 0
        while at < len(self.text):
            character = self.text[at]
            if character == "\\":
                at += 2
                continue
            if character == "{":
                waiting.append(at)
                if len(waiting) > MAXIMUM_NESTING:
                    raise Unread("braces nested too deeply")
            elif character == "}":
                if not waiting:
                    raise Unread("an unmatched brace")
                pairs[waiting.pop()] = at
            at += 1
        if waiting:
            raise Unread("an unmatched brace")
        return pairs

    def run(self, start: int, end: int, depth: int) -> list[Token]:
        if depth > MAXIMUM_NESTING:
            raise Unread("nested too deeply")
        outer, self.tokens = self.tokens, []
        outer_end, self.end = self.end, end
        at = start
        while at < end:
            at = self._one(at, end, depth)
        tokens, self.tokens = self.tokens, outer
        self.end = outer_end
        return tokens

    def _sign(self, at: int) -> str:
        """The character at `at`, or nothing past the end of what is being scanned."""
        return self.text[at] if at < self.end else ""

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
        self.tokens.append(
            Token(kind, value, start + self.offset, end + self.offset, self.spaced, sub, index, rows)
        )
        self.spaced = False

    def _inner(self, start: int, end: int, depth: int) -> tuple[Token, ...]:
        """The tokens of [start, end), apart from those scanned so far."""
        spaced = self.spaced
        found = tuple(self.run(start, end, depth + 1))
        self.spaced = spaced
        return found

    def _group(self, start: int, end: int, depth: int) -> None:
        """Emit what stands in [start, end) as a braced group."""
        self._emit("open", "{", start, start)
        self.tokens.extend(self.run(start, end, depth + 1))
        self._emit("close", "}", end, end)

    def _skip(self, at: int) -> int:
        while at < self.end and self.text[at] in " \t\n\r~":
            at += 1
        return at

    def _argument(self, at: int) -> tuple[int, int, int]:
        """The argument from `at` on: where its content starts and ends, and where it is over."""
        at = self._skip(at)
        if at >= self.end:
            raise Unread("a command without its argument")
        if self.text[at] == "{":
            close = self.braces[at]
            return at + 1, close, close + 1
        if self.text[at] == "\\":
            command, end = _command(self.text, at)
            if command in LATEX_LETTERS or command in ("pi", "infty"):
                return at, end, end
            if command in UPRIGHT and self._sign(self._skip(end)) == "{":
                over = self.braces[self._skip(end)] + 1
                return at, over, over
            raise Unread(f"\\{command} as a bare argument")
        if self.text[at].isascii() and self.text[at].isalnum():
            return at, at + 1, at + 1
        raise Unread("a bare argument that is no letter or digit")

    def _one(self, at: int, end: int, depth: int) -> int:
        character = self.text[at]
        if character in " \t\n\r~":
            self.spaced = True
            return at + 1
        if character == "\\":
            return self._escaped(at, end, depth)
        if character == "&":
            return at + 1
        if character == "{":
            if not self.text[at + 1 : self.braces[at]].strip():
                return self.braces[at] + 1
            self._group(at + 1, self.braces[at], depth)
            return self.braces[at] + 1
        if character == "^":
            return self._exponent(at, depth)
        if character == "_":
            return self._subscript(at, depth)
        if character == "!":
            stop = at + 1
            while self._sign(stop) == "!":
                stop += 1
            self._emit("factorial", self.text[at:stop], at, stop)
            return stop
        if self.text.startswith("||", at):
            self._emit("normbar", "‖", at, at + 2)
            return at + 2
        if character == "[":
            return self._bracket(at)
        if self.text.startswith(":=", at):
            self._emit("relation", "=", at, at + 2)
            return at + 2
        if self.text[at : at + 2] in ("<=", ">=", "=="):
            self._emit("relation", self.text[at : at + 2].replace("==", "="), at, at + 2)
            return at + 2
        if self.text.startswith("...", at):
            self._emit("dots", "...", at, at + 3)
            return at + 3
        if character in SINGLE:
            self._emit(*SINGLE[character], at, at + 1)
            return at + 1
        if character.isascii() and character.isdigit():
            return self._number(at)
        if character.isascii() and character.isalpha():
            stop = at + 1
            while stop < end and self.text[stop].isascii() and self.text[stop].isalpha():
                stop += 1
            if self.text[at:stop] in FUNCTIONS and self.text[at:stop] not in self.names:
                # `cosh(x)` without its backslash.
                following = self._skip(stop)
                if self._sign(following) == "(" or self.text.startswith("\\left", following):
                    return self._function(self.text[at:stop], at, stop)
            return self._name(self.text[at:stop], at, stop, "run")
        raise Unread(f"{character!r} has no place in an equation")

    def _number(self, at: int) -> int:
        end = self._digits(at)
        if self._sign(end) == "." and self._sign(end + 1).isdigit():
            end = self._digits(end + 1)
        if (
            self._sign(end) in ("e", "E")
            and self.text[end + 1 : min(self.end, end + 3)].lstrip("+-")[:1].isdigit()
        ):
            raise Unread("a number in the notation of programs inside LaTeX")
        if self.text.startswith("{,}", end):
            raise Unread("a number with a thousands separator")
        self._emit("number", self.text[at:end], at, end)
        return end

    def _digits(self, at: int) -> int:
        while at < self.end and self.text[at] in "0123456789":
            at += 1
        return at

    def _bracket(self, at: int) -> int:
        """`[S]`, `[\\mathrm{Na}^+]_o` are symbols; any other bracket groups."""
        close = self.text.find("]", at, at + 40)
        after_function = bool(self.tokens) and self.tokens[-1].kind == "function"
        if close > 0 and not after_function:
            inner = self.text[at + 1 : close]
            for wrapper in ("\\mathrm", "\\text", "\\rm", "\\mathsf", "{", "}", "_", "^", " ", "\\,"):
                inner = inner.replace(wrapper, "")
            body = inner.rstrip("+-0123456789")
            if body and body.isascii() and body.isalnum() and body[0].isalpha():
                return self._name(f"[{inner}]", at, close + 1, "name")
        self._emit("open", "[", at, at + 1)
        return at + 1

    def _name(self, stem: str, start: int, end: int, kind: TokenKind) -> int:
        """Emit a name with its subscript and decorations; returns where it ends."""
        if stem in self.specials and stem not in self.names and self._is_applied(end):
            return self._special(stem, start, end)
        sub = ""
        after = self._skip(end)
        power: tuple[int, int] | None = None
        if self._sign(after) == "^":
            # `\sigma^2_x`: the subscript belongs to the name wherever it stands.
            inner, stop, over = self._exponent_argument(after)
            if self._sign(self._skip(over)) == "_":
                power, end = (inner, stop), over
                after = self._skip(over)
        if self._sign(after) == "_":
            inner, stop, end = self._argument(after + 1)
            sub = "_" + subscript(self.text[inner:stop])
            if self._sign(self._skip(end)) == "_":
                raise Unread("two subscripts")
        if power is None:
            decoration, end = self._decoration(end)
            sub += decoration
        self._emit(kind, stem, start, end, sub=sub) if kind == "run" else self._emit(
            kind, stem + sub, start, end
        )
        if power is not None:
            self._emit("operator", "^", power[0], power[0])
            self._group(*power, 0)
        return end

    def _is_applied(self, end: int) -> bool:
        """Whether an argument in parentheses follows, after the orders that a function may have."""
        at = self._skip(end)
        for _ in range(2):
            if self._sign(at) not in ("_", "^") or not self._sign(at):
                break
            at = self._skip(self._argument(at + 1)[2])
        return re.match(r"(?:\\(?:left|[bB]igg?l?)\s*)?[(\[]", self.text[at : at + 12]) is not None

    def _special(self, stem: str, start: int, end: int) -> int:
        """A function with its orders: `K_{p-1/2}`, `L_n^{(k)}`, `_2F_1`."""
        marks: dict[str, tuple[Token, ...]] = {"_": (), "^": ()}
        while (sign := self._sign(self._skip(end))) in marks and sign and not marks[sign]:
            inner, stop, over = self._argument(self._skip(end) + 1)
            marks[sign] = self._inner(inner, stop, 1)
            if not marks[sign]:
                raise Unread("an empty mark")
            end = over
            if self._sign(self._skip(end)) not in marks:
                break
        if self.tokens and self.tokens[-1].kind == "subscript":
            # The 2 of `_2F_1`.
            before = self.tokens.pop()
            marks["_"] = (*before.rows[0][0], Token("comma", ",", start, start), *marks["_"])
        self._emit("special", stem, start, end, rows=((marks["_"],), (marks["^"],)))
        return end

    def _subscript(self, at: int, depth: int) -> int:
        """A subscript on something that is no name: the order of a norm."""
        inner, stop, over = self._argument(at + 1)
        self._emit("subscript", "_", at, over, rows=((self._inner(inner, stop, depth),),))
        return over

    def _decoration(self, end: int) -> tuple[str, int]:
        """`'`, `^*`, `^\\circ` and their like, which belong to the name."""
        text = self.text
        if self._sign(end) == "'":
            stop = end
            while self._sign(stop) == "'":
                stop += 1
            return "'" * (stop - end), stop
        after = self._skip(end)
        if self._sign(after) != "^":
            return "", end
        inner, stop, over = self._exponent_argument(after)
        content = text[inner:stop].strip().lstrip("\\")
        if content in DECORATIONS:
            mark = DECORATIONS[content]
            return (mark if mark in ("'", "*") else "^" + mark), over
        return "", end

    def _exponent_argument(self, at: int) -> tuple[int, int, int]:
        """The extent of what is raised by the `^` at `at`."""
        start = self._skip(at + 1)
        follower = self._sign(start)
        if follower == "*":
            return start, start + 1, start + 1
        if follower == "\\":
            command, end = _command(self.text, start)
            if command in DECORATIONS:
                return start, end, end
        return self._argument(at + 1)

    def _exponent(self, at: int, depth: int) -> int:
        inner, stop, over = self._exponent_argument(at)
        content = self.text[inner:stop].strip()
        if not content or content.lstrip("\\") in (*DECORATIONS, "top", "intercal", "T", "+", "-"):
            raise Unread("a raised mark that is no exponent")
        is_bare = self.text[inner - 1] != "{"
        if is_bare and self.text[inner].isdigit() and self._sign(over).isdigit():
            raise Unread("an exponent of several digits without braces")
        self._emit("operator", "^", at, at + 1)
        self._group(inner, stop, depth)
        return over

    def _escaped(self, at: int, end: int, depth: int) -> int:
        command, after = _command(self.text, at)
        if command in SPACES:
            self.spaced = True
        elif command == "\\":
            after = self._row_gap(after)
            self._emit("newline", "\\\\", at, after)
        elif command in IGNORED:
            return after
        elif command in IGNORED_WITH_ARGUMENT:
            return self._argument(after)[2]
        elif command in SIZES:
            return self._sized(command, after)
        elif command in ("frac", "dfrac", "tfrac", "cfrac"):
            return self._fraction(at, after, depth)
        elif command == "sqrt":
            return self._root(at, after, depth)
        elif command in ("binom", "dbinom", "tbinom"):
            top = self._argument(after)
            bottom = self._argument(top[2])
            self._emit("binomial", "binom", at, after)
            self._group(top[0], top[1], depth)
            self._group(bottom[0], bottom[1], depth)
            return bottom[2]
        elif command in ("sum", "prod") or (
            command in ("max", "min") and self._sign(self._limits(after)) == "_"
        ):
            return self._reduction(command, at, after, depth)
        elif command == "int":
            return self._integral(at, after, depth)
        elif command in BOLD:
            inner, stop, over = self._argument(after)
            content = self.text[inner:stop].strip()
            if not (len(content) == 1 and content.isalpha() and content.isascii()):
                found = self._inner(inner, stop, depth)
                if len(found) != 1 or found[0].kind != "name":
                    raise Unread("a bold mark over more than a letter")
                return self._name(found[0].text, at, over, "name")
            return self._name(content, at, over, "name")
        elif command == "Delta":
            return self._difference(at, after)
        elif command in LATEX_LETTERS:
            return self._name(LATEX_LETTERS[command], at, after, "name")
        elif command in OPERATORS:
            self._emit(*OPERATORS[command], at, after)
        elif command in UPRIGHT:
            return self._upright(at, after)
        elif command in ACCENTS:
            inner, stop, over = self._argument(after)
            return self._name(self._accented(ACCENTS[command], inner, stop), at, over, "name")
        elif command in FUNCTIONS:
            return self._function(command, at, after)
        elif command == "begin":
            return self._environment(at, after, end, depth)
        elif command == "end":
            inner, stop, over = self._argument(after)
            if self.text[inner:stop] not in ENVIRONMENTS or self.environments == 0:
                raise Unread("an environment that was not begun")
            self.environments -= 1
            return over
        else:
            raise Unread(f"\\{command} is not understood")
        return after

    def _row_gap(self, after: int) -> int:
        """The end of a line break, with the `[2pt]` it may carry."""
        if self._sign(after) == "[":
            close = self.text.find("]", after, after + 10)
            if close > 0 and self.text[after + 1 : close].endswith(("pt", "em", "ex", "mm", "cm")):
                return close + 1
        return after

    def _sized(self, command: str, after: int) -> int:
        start = self._skip(after)
        if self._sign(start) == "\\":
            name, over = _command(self.text, start)
            delimiter = DELIMITERS.get(name)
        else:
            delimiter, over = self.text[start : start + 1], start + 1
        if delimiter is None or delimiter not in (*"()[]{}|", "norm", "floor", "ceil"):
            raise Unread("a delimiter that is not understood")
        if delimiter in ("|", "norm", "floor", "ceil"):
            if command in ("left", "bigl", "Bigl", "biggl", "Biggl"):
                self._emit("open", delimiter, start, over)
            elif command in ("right", "bigr", "Bigr", "biggr", "Biggr"):
                self._emit("close", delimiter, start, over)
            elif delimiter in ("|", "norm"):
                self._emit("bar" if delimiter == "|" else "normbar", delimiter, start, over)
            else:
                raise Unread("a delimiter that is not understood")
        else:
            self._emit("open" if delimiter in "([{" else "close", delimiter, start, over)
        return over

    def _fraction(self, at: int, after: int, depth: int) -> int:
        top = self._argument(after)
        bottom = self._argument(top[2])
        upper, lower = self.text[top[0] : top[1]].strip(), self.text[bottom[0] : bottom[1]].strip()
        differentials = ("d", "\\mathrm{d}", "\\partial", "\\text{d}")
        if upper.startswith(differentials) and lower.startswith(differentials):
            raise Unread("a quotient that may be a derivative")
        self._emit("fraction", "/", at, after)
        self._group(top[0], top[1], depth)
        self._group(bottom[0], bottom[1], depth)
        return bottom[2]

    def _root(self, at: int, after: int, depth: int) -> int:
        degree, start = "", self._skip(after)
        if self._sign(start) == "[":
            close = self.text.find("]", start, start + 8)
            degree = self.text[start + 1 : close].strip() if close > 0 else ""
            is_name = len(degree) == 1 and degree.isascii() and degree.isalpha()
            if not is_name and not (degree.isdigit() and degree.isascii() and int(degree) >= 2):
                raise Unread("a root of an unusual degree")
            after = close + 1
        inner, stop, over = self._argument(after)
        self._emit("root", "", at, after, sub=degree)
        self._group(inner, stop, depth)
        return over

    def _limits(self, at: int) -> int:
        start = self._skip(at)
        for word in ("\\limits", "\\nolimits"):
            if self.text.startswith(word, start):
                return self._skip(start + len(word))
        return start

    def _bounds(self, after: int, depth: int) -> tuple[tuple[Token, ...], tuple[Token, ...], int]:
        """What stands below and above a large sign, and where it is over."""
        below: tuple[Token, ...] = ()
        above: tuple[Token, ...] = ()
        start, over = self._limits(after), after
        for _ in range(2):
            sign = self._sign(start)
            if sign not in ("_", "^") or (above if sign == "^" else below):
                break
            inner, stop, over = self._argument(start + 1)
            if sign == "_":
                below = self._inner(inner, stop, depth)
            else:
                above = self._inner(inner, stop, depth)
            start = self._skip(over)
        return below, above, over

    def _reduction(self, operation: str, at: int, after: int, depth: int) -> int:
        below, above, over = self._bounds(after, depth)
        index, first = running_index(below)
        self._emit("reduce", operation, at, over, index=index, rows=((first,), (above,)))
        return over

    def _integral(self, at: int, after: int, depth: int) -> int:
        below, above, over = self._bounds(after, depth)
        self._emit("integral", "int", at, over, rows=((below,), (above,)))
        return over

    def _difference(self, at: int, after: int) -> int:
        """`\\Delta T` is one symbol; the letter after it is part of the name."""
        start = self._skip(after)
        follower = self._sign(start)
        if follower.isascii() and follower.isalpha():
            return self._name("Delta" + follower, at, start + 1, "name")
        if follower == "\\":
            command, over = _command(self.text, start)
            if command in LATEX_LETTERS:
                return self._name("Delta" + LATEX_LETTERS[command], at, over, "name")
        return self._name("Delta", at, after, "name")

    def _accented(self, accent: str, inner: int, stop: int) -> str:
        content = self.text[inner:stop].strip()
        tokens = _Scanner(content, 0, self.names, ()).run(0, len(content), 1)
        if len(tokens) != 1 or tokens[0].kind not in ("run", "name"):
            raise Unread("an accent over more than a symbol")
        if tokens[0].kind == "run" and len(tokens[0].text) != 1:
            raise Unread("an accent over more than a symbol")
        return f"{accent}({tokens[0].text}{tokens[0].sub})"

    def _upright(self, at: int, after: int) -> int:
        inner, stop, over = self._argument(after)
        content = self.text[inner:stop].strip().strip(",.;").strip()
        if content in FUNCTIONS and content not in self.names:
            return self._function(content, at, over)
        if content in WORDS:
            self._emit("words", content, at, over)
            return over
        plain = content.replace("\\_", "_")
        if plain and plain.isascii() and plain.replace("_", "").isalnum() and plain[0].isalpha():
            if plain == "d":
                self._emit("run", "d", at, over)
                return over
            return self._name(plain, at, over, "name")
        if content.startswith(("if ", "for ")):
            raise Unread("mathematics inside a text")
        raise Unread("a text inside an equation")

    def _function(self, command: str, at: int, after: int) -> int:
        function = FUNCTIONS[command]
        start = self._skip(after)
        if self._sign(start) == "_":
            inner, stop, over = self._argument(start + 1)
            base = self.text[inner:stop].strip()
            if function == "log" and base in ("10", "2"):
                function = "log10" if base == "10" else "log2"
            elif function == "log" and base in ("e", "\\mathrm{e}"):
                function = "ln"
            else:
                raise Unread(f"\\{command} with a subscript")
            if self.text[inner - 1] != "{" and self._sign(over).isdigit():
                raise Unread("a base of several digits without braces")
            after = over
        self._emit("function", function, at, after)
        return after

    def _environment(self, at: int, after: int, end: int, depth: int) -> int:
        inner, stop, over = self._argument(after)
        name = self.text[inner:stop]
        if name in ENVIRONMENTS:
            self.environments += 1
            return over
        if name not in ("cases", "dcases", "rcases"):
            raise Unread(f"the environment {name} is not understood")
        closing = f"\\end{{{name}}}"
        close = self.text.find(closing, over, end)
        if close < 0 or self.text.find(f"\\begin{{{name}}}", over, close) >= 0:
            raise Unread("cases that are unclosed or nested")
        rows: list[tuple[tuple[Token, ...], ...]] = []
        for row_start, row_stop in self._split(over, close, "\\\\"):
            cells = [
                tuple(self.run(cell_start, cell_stop, depth + 1))
                for cell_start, cell_stop in self._split(row_start, row_stop, "&")
            ]
            if any(cells):
                rows.append(tuple(cells))
        token = Token("cases", name, at + self.offset, close + len(closing) + self.offset, rows=tuple(rows))
        self.tokens.append(token)
        return close + len(closing)

    def _split(self, start: int, end: int, separator: str) -> list[tuple[int, int]]:
        """[start, end) at each separator that stands outside all braces."""
        pieces: list[tuple[int, int]] = []
        at = begin = start
        while at < end:
            if self.text.startswith(separator, at):
                pieces.append((begin, at))
                at = begin = self._row_gap(at + len(separator)) if separator == "\\\\" else at + 1
            elif self.text[at] == "\\":
                at += 2
            elif self.text[at] == "{":
                at = self.braces[at] + 1
            else:
                at += 1
        pieces.append((begin, end))
        return pieces
