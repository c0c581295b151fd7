import numpy as np


def point_instrument(boresight, target, q):
    """Angle between an instrument's line of sight and a target for body-to-inertial quaternions q (scalar last)."""
    ...
