"""The tokens that both notations come down to, and what a text makes of its words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

MAX_CHARACTERS: Final = 4_000
"""Longer than any equation in print; what is longer is not one."""
MAX_DEPTH: Final = 60
MAX_TOKENS: Final = 400
MAX_POWERS: Final = 40


GLUED: Final = "glued"
"""What an opening bracket holds that nobody wrote: the one around `2π` in `1/2π`."""


class NotRead(ValueError):
    """The text is no equation that this grammar covers; the message says what was met."""


class Token(NamedTuple):
    """One sign of an equation. `LSUB … RSUB` enclose a subscript that is itself an expression."""

    type: str
    value: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the text around an equation makes of its words.

    `names` are words that are one symbol. `functions` are symbols that stand for a function where an
    argument in brackets follows: `Phi` for `normal_cdf`; with a stroke at the end (`J_`) where they have a
    subscript too. `defined` are functions that other equations of the text define, `vectors` quantities
    that are one-dimensional as a whole, `letters` what `GM` may be taken apart into.
    """

    names: frozenset[str] = frozenset()
    functions: Mapping[str, str] = field(default_factory=dict[str, str])
    defined: frozenset[str] = frozenset()
    vectors: frozenset[str] = frozenset()
    letters: frozenset[str] = frozenset()


def vocabulary(words: "Vocabulary | frozenset[str]") -> Vocabulary:
    """Plain names as a vocabulary that knows nothing else."""
    return words if isinstance(words, Vocabulary) else Vocabulary(frozenset(words))


class Bars:
    """Decides for each `|` whether it opens or closes an absolute value.

    A bar closes when one is open at this depth of brackets and something stands before it that a
    value can end with.
    """

    def __init__(self) -> None:
        self._open: list[int] = []

    def is_open(self, depth: int) -> bool:
        """Whether a bar waits to be closed at this depth of brackets."""
        return bool(self._open) and self._open[-1] == depth

    def closes(self, depth: int, after_value: bool) -> bool:
        """Whether the bar met now closes the last one that was opened."""
        if self.is_open(depth) and after_value:
            self._open.pop()
            return True
        self._open.append(depth)
        return False


VALUE_ENDS: Final = frozenset(
    {"NUM", "SYM", "CONST", "RPAR", "RBRACE", "RBAR", "RNORM", "RFLOOR", "RCEIL", "SUP", "BANG", "RSUB"}
)
OPENING: Final = frozenset({"LPAR", "LBRACE", "LBAR", "LNORM", "LSUB", "LFLOOR", "LCEIL"})
CLOSING: Final = frozenset({"RPAR", "RBRACE", "RBAR", "RNORM", "RSUB", "RFLOOR", "RCEIL"})


def check_depth(tokens: list[Token]) -> None:
    """Refuse length and nesting that no person writes. Raises NotRead."""
    if len(tokens) > MAX_TOKENS or sum(token.type == "CARET" for token in tokens) > MAX_POWERS:
        raise NotRead("too long for one equation")
    depth = 0
    for token in tokens:
        depth += (token.type in OPENING) - (token.type in CLOSING)
        if depth > MAX_DEPTH:
            raise NotRead("brackets are nested too deeply")
