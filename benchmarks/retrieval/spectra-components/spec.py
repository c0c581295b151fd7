import numpy as np


def principal_spectra(X, k):
    """The k orthogonal directions of greatest variance among Raman spectra (rows), scores and explained shares."""
    ...
