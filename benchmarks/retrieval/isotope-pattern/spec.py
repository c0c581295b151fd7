import numpy as np


def isotope_pattern(formula, abundances):
    """Relative intensities of M, M+1, M+2 … of a molecule from the isotopic abundances of its elements."""
    ...
