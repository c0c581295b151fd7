import numpy as np


def trajectory(r0, v0, times, mu):
    """Positions and velocities of a satellite under r'' = -mu r/|r|^3, relative error below 1e-9."""
    ...
