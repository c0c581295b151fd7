from scipy.cluster.hierarchy import fcluster, linkage


def group_galaxies(positions, k):
    return fcluster(linkage(positions, method="ward"), k, criterion="maxclust")
