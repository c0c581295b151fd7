import numpy as np


def field_on_path(R, Z, psi, path):
    """Poloidal flux and its gradient along a line of sight from values on an (R, Z) grid, smooth between nodes."""
    ...
