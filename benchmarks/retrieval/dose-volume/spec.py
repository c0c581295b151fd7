import numpy as np


def dvh(dose, mask, levels):
    """Fraction of the organ's volume that receives at least each dose level."""
    ...
