import numpy as np


def surface_roughness(x, y, z):
    """Ratio of true to projected area of a surface sampled at irregular points, by flat facets between neighbours."""
    ...
