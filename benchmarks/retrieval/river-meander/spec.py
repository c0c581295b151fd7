import numpy as np


def curvature(x, y):
    """Signed curvature along a digitised centreline with unequal spacing."""
    ...
