import numpy as np
from scipy.spatial import cKDTree


def nearest(stations, sites):
    """Distance from each site to its nearest station, with a k-d tree.

    Args:
        stations: (n, 2) array of coordinates in km, one station per row
        sites: (m, 2) array of coordinates in km, one site per row

    Returns:
        (m,) Euclidean distances in km
    """
    ...
