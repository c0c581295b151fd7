def swelling(x, a, b):
    r"""Pressure of a swelling clay.

    .. math::

        p(x) = \begin{cases} a x^2 & x \le b \\ a b (2 x - b) & x > b \end{cases}

    Parameters
    ----------
    x : float
        water content
    a : float
        stiffness [kPa]
    b : float
        limit of the quadratic law

    Returns
    -------
    float
        p [kPa]
    """
    raise NotImplementedError
