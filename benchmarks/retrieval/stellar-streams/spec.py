import numpy as np


def streams(positions, velocities, eps):
    """Labels of overdense groups of stars in phase space; stars of the smooth halo get -1."""
    ...
