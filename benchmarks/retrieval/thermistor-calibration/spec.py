import numpy as np


def steinhart_hart(R, T):
    """Coefficients A, B, C of 1/T = A + B ln R + C (ln R)^3 from measured resistances [ohm] and temperatures [K].

    More than three pairs may be given; the sum of squared residuals in 1/T is made as small as possible.
    """
    raise NotImplementedError
