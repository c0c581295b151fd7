import numpy as np


def home_range(xy):
    """Area [km2] of the smallest convex polygon around an animal's fixes."""
    ...
