"""All laws by name."""

from typing import Final

from . import (
    calculus,
    chance,
    elementwise,
    ensembles,
    exchange,
    harsh,
    implicit,
    limits,
    paths,
    sameness,
    scaling,
    values,
)
from .law import Law

LAWS: Final[dict[str, Law]] = {
    law.name: law
    for law in (
        *sameness.LAWS,
        *elementwise.LAWS,
        *values.LAWS,
        *limits.LAWS,
        *harsh.LAWS,
        *implicit.LAWS,
        *exchange.LAWS,
        *paths.LAWS,
        *scaling.LAWS,
        *calculus.LAWS,
        *chance.LAWS,
        *ensembles.LAWS,
    )
}
"""Cheap ones first."""
