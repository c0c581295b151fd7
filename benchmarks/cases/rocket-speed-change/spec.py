def delta_v(Isp, m0, mf):
    r"""Change of speed of a rocket (Tsiolkovsky).

    .. math:: \Delta v = I_{sp}\, g_0 \ln\frac{m_0}{m_f}

    with :math:`g_0 = 9.80665\ \mathrm{m/s^2}`.

    Parameters
    ----------
    Isp : float
        specific impulse :math:`I_{sp}` [s]
    m0 : float
        mass at the start :math:`m_0` [t]
    mf : float
        mass at the end :math:`m_f` [t]

    Returns
    -------
    float
        :math:`\Delta v` [km/s]
    """
    raise NotImplementedError
