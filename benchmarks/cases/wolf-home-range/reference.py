from scipy.spatial import ConvexHull


def home_range_area(xy):
    return ConvexHull(xy).volume
