"""Parameters as the protocol has them: a number is no string, and half a line is no line.

cattrs by itself turns one into the other, so that a client's mistake comes back as a wrong answer.
"""

from typing import TYPE_CHECKING

from pygls.protocol import default_converter

if TYPE_CHECKING:
    from cattrs import Converter


def strict_converter() -> "Converter":
    """pygls' converter, which raises where a value is of another type than it should be."""
    converter = default_converter()
    converter.register_structure_hook(str, _string)
    converter.register_structure_hook(int, _whole_number)
    converter.register_structure_hook(bool, _truth)
    return converter


def _string(value: object, _: type) -> str:
    if isinstance(value, str):
        return value
    raise TypeError(f"{value!r} is not a string")


def _whole_number(value: object, _: type) -> int:
    # JSON has one kind of number, and some encoders write 1.0 for 1.
    if isinstance(value, int | float) and not isinstance(value, bool) and value == int(value):
        return int(value)
    raise TypeError(f"{value!r} is not a whole number")


def _truth(value: object, _: type) -> bool:
    if isinstance(value, bool):
        return value
    raise TypeError(f"{value!r} is neither true nor false")
