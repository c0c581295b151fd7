import numpy as np


def return_level(annual_maxima, years):
    """Discharge that is exceeded once in `years` years on average, from block maxima."""
    ...
