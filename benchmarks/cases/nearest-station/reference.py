from scipy.spatial import cKDTree


def nearest(stations, sites):
    return cKDTree(stations).query(sites)[0]
