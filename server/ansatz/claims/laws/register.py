"""All laws by name."""

from typing import Final

from . import calculus, elementwise, exchange, harsh, limits, sameness, scaling, values
from .law import Law

LAWS: Final[dict[str, Law]] = {
    law.name: law
    for law in (
        *sameness.LAWS,
        *elementwise.LAWS,
        *values.LAWS,
        *limits.LAWS,
        *harsh.LAWS,
        *exchange.LAWS,
        *scaling.LAWS,
        *calculus.LAWS,
    )
}
"""Cheap ones first."""
