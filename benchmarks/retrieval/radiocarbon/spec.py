import numpy as np


def calibrate(age, error, curve_cal, curve_age, curve_error):
    """Probability density of the calendar date, and the shortest ranges that hold 95 % of it."""
    ...
