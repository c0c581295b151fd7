from sklearn.decomposition import PCA


def pc_scores(X, k):
    return PCA(n_components=k).fit_transform(X)
