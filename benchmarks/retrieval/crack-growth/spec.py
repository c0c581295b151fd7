import numpy as np


def cycles_to_failure(a0, ac, dsigma, C, m, Y):
    """Load cycles in which a crack grows from a0 to ac by Paris' law, da/dN = C (dK)^m, dK = Y(a) dsigma sqrt(pi a)."""
    ...
