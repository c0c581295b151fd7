import numpy as np


def unmix(spectrum, library):
    """Abundances (none negative) of the library's minerals whose weighted sum comes closest to a pixel's spectrum."""
    ...
