"""What a function takes, as far as its text says: the model from which valid inputs are drawn."""

from dataclasses import dataclass, field
from typing import Literal

from .formula import Formula
from .spec import Bounds

InputKind = Literal[
    "number", "integer", "boolean", "text", "array", "generator", "seed", "function", "structure", "omitted"
]
ElementKind = Literal["real", "integer", "complex", "boolean"]
Trait = Literal[
    "symmetric", "hermitian", "positive definite", "rows sum to one", "columns sum to one", "sums to one",
    "increasing", "distinct", "orthogonal", "unit vector", "zero diagonal", "upper triangular", "signs",
    "starts at zero", "labels", "any sign", "decreasing", "cyclic", "unit trace", "power of two", "odd",
    "even",
]  # fmt: skip
Dim = str | int
"""An axis: a symbol shared between arguments (`N`), the name of an argument, a sum (`n+1`) or a number."""


@dataclass(frozen=True, slots=True)
class Input:
    """One argument.

    `dims` are the axes of an array; `leads` says that further axes may stand in front of them.
    `elementwise`: a number, or an array of any shape treated element by element. `label_of` is the
    axis that labels count (class labels below K). A structure's kind and its keys stand in `choices`.
    `is_stated` is False where the kind is a guess.
    """

    name: str
    kind: InputKind
    dims: tuple[Dim, ...] = ()
    leads: bool = False
    elements: ElementKind = "real"
    bounds: Bounds = field(default_factory=Bounds)
    traits: frozenset[Trait] = frozenset()
    choices: tuple[str, ...] = ()
    elementwise: bool = False
    scale: float = 1.0
    default: str | None = None
    label_of: Dim | None = None
    takes: int = 1
    """How many arguments a function that is passed in takes."""
    is_stated: bool = False
    as_list: bool = False
    may_be_nan: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """`left sign right` between arguments and numbers, as the text demands of inputs."""

    left: str | float
    sign: Literal["<", "<=", ">", ">="]
    right: str | float


@dataclass(frozen=True, slots=True)
class Demand:
    """`left sign right` between formulas of arguments and of the lengths of axes."""

    left: Formula
    sign: Literal["<", "<=", ">", ">="]
    right: Formula


@dataclass(frozen=True, slots=True)
class Fit:
    """`y = formula(x; free)`, as the text says that it is fitted; `errors` are the deviations of `y`.

    `known` are those of the free symbols that the caller gives.
    """

    formula: Formula
    x: str
    y: str
    errors: tuple[str, ...]
    free: tuple[str, ...]
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InputModel:
    """All arguments in order, what ties them, and how sure that is.

    `sizes` are axes whose product is another axis (`prod` of the entries of an argument).
    """

    inputs: tuple[Input, ...]
    orders: tuple[Order, ...] = ()
    factors_of: tuple[tuple[str, str], ...] = ()
    """(argument, axis): the argument's entries multiply to the axis' length."""
    fit: Fit | None = None
    demands: tuple[Demand, ...] = ()

    def input(self, name: str) -> Input | None:
        """The argument of that name."""
        return next((i for i in self.inputs if i.name == name), None)
