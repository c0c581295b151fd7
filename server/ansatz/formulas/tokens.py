"""The tokens that both notations come down to before the grammar sees them."""

from collections.abc import Iterator
from typing import Final

from lark import Token
from lark.lexer import Lexer

MAX_CHARACTERS: Final = 4_000
"""Longer than any equation in print; what is longer is not one."""
MAX_DEPTH: Final = 60
MAX_TOKENS: Final = 300
MAX_POWERS: Final = 40


class NotRead(ValueError):
    """The text is no equation that this grammar covers; the message says what was met."""


class Prepared(Lexer):
    """Feeds the parser tokens that were made beforehand: the "text" it is given is a list of them."""

    def __init__(self, lexer_conf: object) -> None:
        pass

    def lex(self, data: list[Token]) -> Iterator[Token]:  # type: ignore[override]
        """The tokens themselves."""
        yield from data


class Bars:
    """Decides for each `|` whether it opens or closes an absolute value.

    A bar closes when one is open at this depth of brackets and something stands before it that a
    value can end with.
    """

    def __init__(self) -> None:
        self._open: list[int] = []

    def kind(self, depth: int, after_value: bool) -> str:
        """`LBAR` or `RBAR`."""
        if self._open and self._open[-1] == depth and after_value:
            self._open.pop()
            return "RBAR"
        self._open.append(depth)
        return "LBAR"


VALUE_ENDS: Final = frozenset({"NUM", "SYM", "CONST", "RPAR", "RBRACE", "RBAR", "SUP", "MEAN"})


def check_depth(tokens: list[Token]) -> None:
    """Refuse length and nesting that no person writes. Raises NotRead."""
    if len(tokens) > MAX_TOKENS or sum(token.type == "CARET" for token in tokens) > MAX_POWERS:
        raise NotRead("too long for one equation")
    depth = 0
    for token in tokens:
        depth += (token.type in {"LPAR", "LBRACE", "LBAR"}) - (token.type in {"RPAR", "RBRACE", "RBAR"})
        if depth > MAX_DEPTH:
            raise NotRead("brackets are nested too deeply")
