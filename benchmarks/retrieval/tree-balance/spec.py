import numpy as np


def phenology_shift(year, first_flower):
    """Strength and significance of a monotone change of first flowering dates, whatever its form; ties occur."""
    ...
