"""A model's plan: steps with signatures and contracts, before any of them is code."""

from dataclasses import dataclass
from typing import Literal

Difficulty = Literal[1, 2, 3]
"""1: read off a formula. 2: an algorithm that a textbook states. 3: where a careful person errs."""


@dataclass(frozen=True, slots=True)
class StepValue:
    """A value that a step takes or gives. `unit` is empty where it has none or none is known."""

    name: str
    unit: str = ""
    form: str = ""
    """`number`, `array (n,)`, `function`, in a few words."""
    about: str = ""


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """One function of the plan. `passage` quotes the words of the docstring that ask for it."""

    name: str
    does: str
    inputs: tuple[StepValue, ...]
    outputs: tuple[StepValue, ...]
    equation: str = ""
    contract: str = ""
    passage: str = ""
    difficulty: Difficulty = 2


@dataclass(frozen=True, slots=True)
class StepPlan:
    """Steps in order; each takes arguments of the function and outputs of earlier ones.

    `returns` names the values that the function gives back, in order.
    """

    steps: tuple[PlannedStep, ...]
    returns: tuple[str, ...]
