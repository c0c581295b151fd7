import numpy as np


def main_pack(concentration, land):
    """Mask of the largest unbroken area with more than 15 % sea ice; floes that don't touch it are left out."""
    ...
