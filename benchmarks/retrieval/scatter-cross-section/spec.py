import numpy as np


def hard_sphere_cross_section(k, a, theta):
    """Differential cross section of quantum scattering by an impenetrable sphere, partial waves up to convergence."""
    ...
