def dew_point(T, RH):
    r"""Dew point by the Magnus formula.

    .. math::

       \gamma &= \ln\left(\frac{RH}{100}\right) + \frac{b T}{c + T} \\
       T_d &= \frac{c \gamma}{b - \gamma}

    with :math:`b = 17.62` and :math:`c = 243.12` °C.

    Parameters
    ----------
    T : float
        air temperature [°C]
    RH : float
        relative humidity [%]

    Returns
    -------
    float
        dew point :math:`T_d` [°C]
    """
    ...
