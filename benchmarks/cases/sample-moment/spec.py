def central_moment(x, k):
    r"""Central moment of order k of a sample.

    .. math::

        m_k = \frac{1}{n} \sum_{i=1}^{n} (x_i - \bar{x})^k

    Parameters
    ----------
    x : 1-D array
        sample of size n with mean :math:`\bar{x}`
    k : int
        order of the moment

    Returns
    -------
    float
        :math:`m_k`
    """
    ...
