import numpy as np
from scipy.spatial.distance import pdist, squareform


def dissimilarities(cover):
    """Canberra distance between all pairs of reef sites.

    Args:
        cover: (sites, species) array of percent cover, one site per row

    Returns:
        (sites, sites) symmetric matrix of distances
    """
    ...
