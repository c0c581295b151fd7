def gauss_nodes(n):
    """Nodes and weights of the Gauss-Legendre rule of n points on [-1, 1], by Newton's method.

    Each root of the Legendre polynomial is refined from cos(pi (k - 1/4) / (n + 1/2)); the weight of a root
    is 2 / ((1 - x^2) P'(x)^2).

    Parameters
    ----------
    n : int
        Number of points, at least 1

    Returns
    -------
    nodes : array, shape (n,)
        Increasing
    weights : array, shape (n,)
        Positive, with the sum 2
    """
    raise NotImplementedError
