import numpy as np


def principal_moments(I):
    """Principal moments of inertia: eigenvalues of the symmetric inertia tensor, in descending order.

    I : (3, 3) array, kg m^2
    """
    ...
