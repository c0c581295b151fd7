"""Text to term: a recursive descent by precedence over a small grammar, bounded in length and depth.

The notation is that of array expressions as scientists write them (`x**2`, `A @ v`, `x[:, 0]`,
`a if c else b`, `[f(i) for i in range(n)]`, `lambda t: …`). There are no attributes, statements or
imports; what the grammar does not know is an error with its place.
"""

import re
from typing import Final, cast

from ...core.term import (
    Apply,
    Choice,
    Constant,
    Each,
    Function,
    Item,
    Listed,
    Name,
    Operation,
    Sign,
    Slice,
    Term,
)

LONGEST: Final = 4000
DEEPEST: Final = 60

_TOKEN: Final = re.compile(
    r"""\s*(?:
    (?P<number>(?:\d+\.\d*|\.\d+|\d+)(?:[eE][+-]?\d+)?j?)
  | (?P<name>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?)
  | (?P<text>"[^"\\\n]*"|'[^'\\\n]*')
  | (?P<sign>\*\*|//|==|!=|<=|>=|\.\.\.|[-+*/%@<>()\[\],:=])
  | (?P<end>\Z)
    )""",
    re.VERBOSE,
)
_WORDS: Final = frozenset({"if", "else", "for", "in", "and", "or", "not", "lambda"})
_VALUES: Final[dict[str, bool | float | None]] = {
    "True": True,
    "False": False,
    "None": None,
    "inf": float("inf"),
    "nan": float("nan"),
}
_COMPARISONS: Final = ("==", "!=", "<=", ">=", "<", ">")
_BINARY: Final = (("+", "-"), ("*", "/", "//", "%", "@"))


class NoTerm(ValueError):
    """The text is no term; says where and why."""


def parse_term(text: str) -> Term:
    """The term that a text writes. Raises `NoTerm`."""
    parser = _Parser(text)
    term = parser.term()
    parser.expect_end()
    return term


class _Parser:
    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise NoTerm(f"longer than {LONGEST} characters")
        self._tokens: list[tuple[str, str]] = []
        self._at = 0
        self._depth = 0
        place = 0
        while True:
            found = _TOKEN.match(text, place)
            if found is None or found.lastgroup is None:
                raise NoTerm(f"`{text[place : place + 20].strip()}` is not part of the notation")
            kind, place = found.lastgroup, found.end()
            word = found.group(kind)
            self._tokens.append(("sign" if kind == "name" and word in _WORDS else kind, word))
            if kind == "end":
                return

    def term(self) -> Term:
        """A function, a choice, or anything that binds tighter."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise NoTerm(f"nested deeper than {DEEPEST}")
        try:
            if self._takes("lambda"):
                return self._function()
            value = self._either()
            if self._takes("if"):
                condition = self._either()
                self._expect("else")
                return Choice(condition, value, self.term())
            return value
        finally:
            self._depth -= 1

    def expect_end(self) -> None:
        """Nothing may follow."""
        if self._tokens[self._at][0] != "end":
            raise NoTerm(f"`{self._tokens[self._at][1]}` is not expected there")

    def _function(self) -> Term:
        names = [self._name()]
        while self._takes(","):
            names.append(self._name())
        self._expect(":")
        return Function(tuple(names), self.term())

    def _either(self) -> Term:
        left = self._both()
        while self._takes("or"):
            left = Operation("or", (left, self._both()))
        return left

    def _both(self) -> Term:
        left = self._inverted()
        while self._takes("and"):
            left = Operation("and", (left, self._inverted()))
        return left

    def _inverted(self) -> Term:
        count = 0
        while self._takes("not"):
            count += 1
        term = self._compared()
        return Operation("not", (term,)) if count % 2 else term

    def _compared(self) -> Term:
        left = self._sum(0)
        found: Term | None = None
        while (sign := self._takes(*_COMPARISONS)) is not None:
            right = self._sum(0)
            one = Operation(cast("Sign", sign), (left, right))
            found = one if found is None else Operation("and", (found, one))
            left = right
        return left if found is None else found

    def _sum(self, level: int) -> Term:
        if level == len(_BINARY):
            return self._signed()
        left = self._sum(level + 1)
        while (sign := self._takes(*_BINARY[level])) is not None:
            left = Operation(cast("Sign", sign), (left, self._sum(level + 1)))
        return left

    def _signed(self) -> Term:
        negative = False
        while (sign := self._takes("-", "+")) is not None:
            negative ^= sign == "-"
        value = self._power()
        return Operation("neg", (value,)) if negative else value

    def _power(self) -> Term:
        base = self._postfix()
        if self._takes("**"):
            self._depth += 1
            if self._depth > DEEPEST:
                raise NoTerm(f"nested deeper than {DEEPEST}")
            exponent = self._signed()
            self._depth -= 1
            return Operation("**", (base, exponent))
        return base

    def _postfix(self) -> Term:
        value = self._atom()
        while True:
            if self._takes("["):
                index = [self._index()]
                while self._takes(","):
                    index.append(self._index())
                self._expect("]")
                value = Item(value, tuple(index))
            elif self._next("("):
                raise NoTerm("only a named function can be applied")
            else:
                return value

    def _index(self) -> Term | Slice:
        if self._takes("..."):
            return Constant("...")
        start = None if self._next(":") else self.term()
        if not self._takes(":"):
            assert start is not None
            return start
        stop = None if self._next(":", ",", "]") else self.term()
        step = None
        if self._takes(":"):
            step = None if self._next(",", "]") else self.term()
        return Slice(start, stop, step)

    def _atom(self) -> Term:
        kind, word = self._tokens[self._at]
        self._at += 1
        if kind == "number":
            return Constant(_number(word))
        if kind == "text":
            return Constant(word[1:-1])
        if kind == "name":
            if self._takes("("):
                return self._applied(word)
            return Constant(_VALUES[word]) if word in _VALUES else Name(word)
        if word == "(":
            return self._grouped()
        if word == "[":
            return self._listed()
        raise NoTerm(f"`{word}` is not expected there" if word else "it ends too early")

    def _applied(self, function: str) -> Term:
        arguments: list[Term] = []
        named: list[tuple[str, Term]] = []
        while not self._takes(")"):
            if self._tokens[self._at][0] == "name" and self._tokens[self._at + 1][1] == "=":
                name = self._name()
                self._expect("=")
                named.append((name, self.term()))
            else:
                argument = self.term()
                if self._next("for"):
                    argument = self._each(argument)
                arguments.append(argument)
            if not self._next(")"):
                self._expect(",")
        return Apply(function, tuple(arguments), tuple(named))

    def _grouped(self) -> Term:
        items = [self.term()]
        is_tuple = False
        while self._takes(","):
            is_tuple = True
            if self._next(")"):
                break
            items.append(self.term())
        self._expect(")")
        return Listed(tuple(items), is_tuple=True) if is_tuple else items[0]

    def _listed(self) -> Term:
        items: list[Term] = []
        while not self._takes("]"):
            items.append(self.term())
            if len(items) == 1 and self._next("for"):
                each = self._each(items[0])
                self._expect("]")
                return each
            if not self._next("]"):
                self._expect(",")
        return Listed(tuple(items))

    def _each(self, body: Term) -> Term:
        loops: list[tuple[tuple[str, ...], Term]] = []
        condition: Term | None = None
        while self._takes("for"):
            names = [self._name()]
            while self._takes(","):
                names.append(self._name())
            self._expect("in")
            loops.append((tuple(names), self._either()))
        if self._takes("if"):
            condition = self._either()
        return Each(body, tuple(loops), condition)

    def _name(self) -> str:
        kind, word = self._tokens[self._at]
        if kind != "name" or word in _VALUES or "." in word:
            raise NoTerm(f"a name is expected in place of `{word}`")
        self._at += 1
        return word

    def _takes(self, *words: str) -> str | None:
        kind, word = self._tokens[self._at]
        if kind == "sign" and word in words:
            self._at += 1
            return word
        return None

    def _next(self, *words: str) -> bool:
        kind, word = self._tokens[self._at]
        return kind == "sign" and word in words

    def _expect(self, word: str) -> None:
        if self._takes(word) is None:
            found = self._tokens[self._at][1]
            raise NoTerm(f"`{word}` is expected {f'in place of `{found}`' if found else 'at the end'}")


def _number(word: str) -> int | float | complex:
    if word.endswith("j"):
        return complex(0.0, float(word[:-1]))
    if re.fullmatch(r"\d+", word) and len(word) <= 15:
        return int(word)
    return float(word)
