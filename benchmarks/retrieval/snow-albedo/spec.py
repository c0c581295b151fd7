import numpy as np


def lookup(grain, zenith, impurity, table):
    """Broadband albedo from a table over grain radius, solar zenith and soot content."""
    ...
