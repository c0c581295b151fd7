import numpy as np


def same_depths(day, night):
    """p value for day and night depths of copepods being drawn from one and the same distribution."""
    ...
