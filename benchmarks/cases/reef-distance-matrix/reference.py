from scipy.spatial.distance import pdist, squareform


def dissimilarities(cover):
    return squareform(pdist(cover, metric="canberra"))
