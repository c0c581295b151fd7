import numpy as np


def evolve_thickness(H, bed, dx, years, accumulation, A, n=3):
    """Ice thickness along a flowline under the shallow-ice approximation, dH/dt = a - dq/dx, for `years` years."""
    ...
