import numpy as np


def ionic_strength(c, z):
    r"""Ionic strength of a solution.

    $$ I = \frac{1}{2} \sum_i c_i z_i^2 $$

    Parameters
    ----------
    c : array
        Concentrations $c_i$ of the ions [mol/L].
    z : array
        Their charge numbers $z_i$, in the same order.

    Returns
    -------
    float
        Ionic strength $I$ [mol/L].
    """
    raise NotImplementedError
