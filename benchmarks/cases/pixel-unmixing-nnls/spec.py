import numpy as np
from scipy.optimize import nnls


def unmix(endmembers, pixel):
    """Abundances of the endmembers in a pixel by non-negative least squares.

    :param endmembers: (bands, k) matrix of endmember spectra, one per column
    :param pixel: (bands,) spectrum of the pixel
    :returns: (k,) abundances
    """
    raise NotImplementedError
