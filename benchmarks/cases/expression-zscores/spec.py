import numpy as np
from scipy import stats


def standardise(expr):
    """Z-scores of gene expression, gene by gene.

    Args:
        expr: array (genes, samples)

    Returns:
        array (genes, samples): each row has mean zero and unit sample standard deviation (n - 1).
    """
    ...
