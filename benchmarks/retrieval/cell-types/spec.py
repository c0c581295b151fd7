import numpy as np


def assign_types(expression, k, seed):
    """Split cells into k groups with the smallest within-group sum of squares."""
    ...
