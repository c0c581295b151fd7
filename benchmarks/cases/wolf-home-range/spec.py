import numpy as np
from scipy.spatial import ConvexHull


def home_range_area(xy):
    """Home range of an animal as the area of the minimum convex polygon (convex hull) around its fixes.

    xy : (n, 2) array of positions in metres

    Returns the area in m^2.
    """
    ...
