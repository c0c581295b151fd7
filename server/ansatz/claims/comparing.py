"""When two numbers count as equal, and how a witness shows that they are not."""

from collections.abc import Mapping
from typing import Final, cast

import numpy as np
from numpy.typing import NDArray

from ..core.evidence import Witness
from ..formulas.evaluate import Argument

_NOISE: Final = 1e-15
_NOISE_GAIN: Final = 200.0


def allowed(expected: NDArray[np.float64], shaken: NDArray[np.float64], rtol: float) -> NDArray[np.float64]:
    """The deviation that rounding can explain.

    `shaken` is the expected value for arguments moved by a relative 1e-15: where a formula
    magnifies rounding (cancellation, large phases), so much more is allowed.
    """
    with np.errstate(all="ignore"):
        sensitivity = np.abs(shaken - expected)
        return (
            rtol * np.abs(expected)
            + _NOISE_GAIN * np.where(np.isfinite(sensitivity), sensitivity, 0.0)
            + 1e-300
        )


def shaken(arguments: Mapping[str, Argument]) -> dict[str, Argument]:
    """Arguments moved in their last digit; whole numbers stay."""
    out: dict[str, Argument] = {}
    for number, (name, value) in enumerate(arguments.items()):
        factor = 1.0 + _NOISE * (4 if number % 2 else -4)
        array = np.asarray(value)
        out[name] = (array * factor) if array.dtype.kind == "f" else array.astype(np.float64)
    return out


def as_source(value: object) -> str:
    """A value as Python that a person can paste."""
    if isinstance(value, np.ndarray):
        array = cast("NDArray[np.float64]", value)
        return f"np.array({np.array2string(array, separator=', ', precision=12, max_line_width=10_000)})"
    if isinstance(value, float):
        return f"{value:.12g}"
    if isinstance(value, list):
        return f"[{', '.join(as_source(item) for item in cast('list[object]', value))}]"
    return repr(value)


def witness(arguments: Mapping[str, Argument], expected: str, got: str, line: int | None = None) -> Witness:
    """The input on which something is wrong."""
    return Witness(tuple((name, as_source(value)) for name, value in arguments.items()), expected, got, line)
