import numpy as np


def swing_period(length, theta0, g=9.81):
    """Exact period [s] of a rigid pendulum released at rest at the angle theta0 [rad], 0 <= theta0 < pi."""
    ...
