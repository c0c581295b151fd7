import numpy as np


def memory_days(theta):
    """Days after which the autocorrelation of daily soil moisture has fallen below 1/e."""
    ...
