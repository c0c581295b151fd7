import numpy as np


def relax(positions):
    """Geometry of lowest energy of a small Lennard-Jones cluster, started from `positions`."""
    ...
