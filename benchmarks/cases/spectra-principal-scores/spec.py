import numpy as np
from sklearn.decomposition import PCA


def pc_scores(X, k):
    """Scores of the first k principal components of the (column-centred) data.

    X : (n_samples, n_features) array
    k : int, number of components
    Returns (n_samples, k) array
    """
    ...
