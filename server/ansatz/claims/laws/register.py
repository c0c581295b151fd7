"""All laws by name."""

from typing import Final

from . import (
    calculus,
    chance,
    elementwise,
    ends,
    ensembles,
    exchange,
    harsh,
    implicit,
    limits,
    matrices,
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
        *ends.LAWS,
        *matrices.LAWS,
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
