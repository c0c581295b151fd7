import numpy as np


def strain_rate(xy, v):
    """Velocity gradient tensor that best describes the velocities of more than three stations, and its principal rates."""
    ...
