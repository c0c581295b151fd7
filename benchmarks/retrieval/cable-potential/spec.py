import numpy as np


def dendrite_potential(I, g_axial, g_leak):
    """Steady potential of each compartment of an unbranched dendrite with injected currents I."""
    ...
