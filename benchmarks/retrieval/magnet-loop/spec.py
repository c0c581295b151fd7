import numpy as np


def loop_field(rho, z, a, I):
    """Magnetic flux density off the axis of a circular current loop of radius a."""
    ...
