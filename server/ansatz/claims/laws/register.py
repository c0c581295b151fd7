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
    parity,
    paths,
    refusing,
    rotations,
    sameness,
    scaling,
    sides,
    slopes,
    special,
    turns,
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
        *special.LAWS,
        *sides.LAWS,
        *matrices.LAWS,
        *limits.LAWS,
        *refusing.LAWS,
        *harsh.LAWS,
        *implicit.LAWS,
        *exchange.LAWS,
        *parity.LAWS,
        *turns.LAWS,
        *rotations.LAWS,
        *paths.LAWS,
        *scaling.LAWS,
        *calculus.LAWS,
        *slopes.LAWS,
        *chance.LAWS,
        *ensembles.LAWS,
    )
}
"""Cheap ones first."""
