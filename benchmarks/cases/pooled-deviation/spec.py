def pooled_sd(s1, n1, s2, n2):
    r"""Pooled standard deviation of two samples.

    .. math::
       s_p = \sqrt{\frac{(n_1 - 1)\, s_1^2 + (n_2 - 1)\, s_2^2}{n_1 + n_2 - 2}}

    Args:
        s1 (float): standard deviation of the first sample
        n1 (int): size of the first sample
        s2 (float): standard deviation of the second sample
        n2 (int): size of the second sample

    Returns:
        float: s_p
    """
    raise NotImplementedError
