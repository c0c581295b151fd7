def shared_information(counts):
    """Mutual information of two columns of a sequence alignment, from how often each pair of letters occurs.

    Frequencies are the counts divided by their total; pairs that never occur contribute nothing. The
    information is in bits.

    Parameters
    ----------
    counts : array, shape (n, m)
        How often letter i of the first column stands beside letter j of the second, not all zero

    Returns
    -------
    information : float
        Never negative [bit]
    """
    raise NotImplementedError
