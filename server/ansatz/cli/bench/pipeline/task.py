"""A task of many steps for measuring: its text, the plan and the drafts that the provider answers with."""

import json
import re
from typing import Final

STEPS: Final = 10

_DOES: Final = (
    "takes the mean of the readings away from each of them",
    "smooths the readings with a running mean over three",
    "takes differences between neighbours, beginning with zero",
    "adds up the differences from the left",
    "scales the sums by their largest magnitude",
    "sets a taper over the ends",
    "squares what is left",
    "folds each value with its mirror image",
    "takes the root of the folded values",
    "weighs the roots by their place and adds them up",
)
_BODIES: Final = (
    "{x} - np.mean({x})",
    "np.convolve(np.pad({x}, 1, mode='edge'), np.ones(3) / 3, mode='valid')",
    "np.diff({x}, prepend={x}[:1])",
    "np.cumsum({x})",
    "{x} / np.max(np.abs({x})) if np.any({x}) else {x}",
    "{x} * np.hanning(len({x}) + 2)[1:-1]",
    "{x}**2",
    "({x} + {x}[::-1]) / 2",
    "np.sqrt({x})",
    "float(np.sum({x} * np.arange(1, len({x}) + 1)))",
)

TEXT: Final = (
    '"""Signals."""\nimport numpy as np\n\n\n'
    "def weigh(readings):\n"
    '    """One number for a series of readings, by a chain of steps.\n\n    First, the function '
    + ". Then it ".join(_DOES)
    + ".\n\n    Parameters\n    ----------\n    readings : ndarray, shape (n,)\n        voltages [mV]\n\n"
    "    Returns\n    -------\n    total : float\n        at least 0\n"
    '    """\n    raise NotImplementedError\n'
)
"""The stub to generate from."""


def _value(number: int) -> str:
    return "readings" if number == 0 else "total" if number == STEPS else f"series_{number}"


def _plan() -> str:
    steps = [
        {
            "name": f"stage_{n + 1}",
            "does": does,
            "inputs": [{"name": _value(n), "form": "array (n,)"}],
            "outputs": [{"name": _value(n + 1), "form": "number" if n + 1 == STEPS else "array (n,)"}],
            "contract": "as many values as came in",
            "difficulty": 3,
        }
        for n, does in enumerate(_DOES)
    ]
    return json.dumps({"steps": steps, "returns": ["total"]})


PLAN: Final = _plan()


def code_of(number: int) -> str:
    """The code of a step, from 1."""
    taken, body = _value(number - 1), _BODIES[number - 1].format(x=_value(number - 1))
    return f"import numpy as np\n\n\ndef stage_{number}({taken}):\n    return {body}\n"


def answer(prompt: str) -> str:
    """What the provider says to a prompt of the pipeline."""
    if "Plan the computation as steps" in prompt:
        return PLAN
    found = re.findall(r"`def stage_(\d+)\(", prompt)
    return f"1. As the contract says.\n\n```python\n{code_of(int(found[-1]))}```\n"
