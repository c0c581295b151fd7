def manning_velocity(n, R, S):
    r"""Mean velocity in an open channel (Manning, metric units).

    .. math:: V = \frac{1}{n} R^{2/3} S^{1/2}

    :param n: roughness coefficient :math:`n` [s/m^(1/3)]
    :param R: hydraulic radius :math:`R` [m]
    :param S: slope :math:`S` of the bed [-]
    :return: velocity :math:`V` [m/s]
    """
    raise NotImplementedError
