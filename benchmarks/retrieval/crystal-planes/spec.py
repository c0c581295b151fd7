import numpy as np


def d_spacing(cell, hkl):
    """Distance between lattice planes of a triclinic crystal with the cell vectors as rows."""
    ...
