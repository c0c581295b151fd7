"""Meanings of words from their company: a truncated SVD of the term matrix (latent semantic analysis).

Deerwester et al. 1990; the randomised range finder with power iterations of Halko, Martinsson & Tropp 2011,
algorithm 4.4.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

DIMENSIONS: Final = 128
_OVERSAMPLING: Final = 16
_POWERS: Final = 1


def latent(matrix: Any, dimensions: int = DIMENSIONS, seed: int = 0) -> Floats:
    """Vectors (columns, dimensions) of the terms of a weighted matrix (rows are documents).

    A row times these is the row's vector. Deterministic for a seed.
    """
    rows, columns = matrix.shape
    width = min(dimensions + _OVERSAMPLING, rows, columns)
    drawn = np.random.default_rng(seed).standard_normal((columns, width), np.float32)
    transposed: Any = matrix.T.tocsr()
    basis: Any = matrix @ drawn
    for _ in range(_POWERS):
        # Columns alike long keep the small directions from drowning; cheaper than making them orthogonal.
        basis = matrix @ (transposed @ (basis / np.linalg.norm(basis, axis=0)))
    # Orthonormal by the Gram matrix: it is only `width` wide, and half of the digits do.
    lengths, turned = np.linalg.eigh(basis.T @ basis)
    kept = lengths > lengths[-1] * 1e-7
    basis = basis @ (turned[:, kept] / np.sqrt(lengths[kept]))
    small: Any = transposed @ basis
    sizes, turned = np.linalg.eigh(small.T @ small)
    order = np.argsort(sizes)[::-1][:dimensions]
    sizes = np.sqrt(np.maximum(sizes[order], 1e-12))
    # Divided by the square root as well: between all directions alike and the few largest alone.
    found = np.zeros((columns, dimensions), np.float32)
    found[:, : len(order)] = (small @ turned[:, order]) / sizes**1.5
    return found


def unit(vectors: Floats) -> Floats:
    """Rows of length one; a row of zeros stays."""
    norms = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12), np.float32)
