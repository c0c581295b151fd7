def refraction_angle(n1, n2, theta1):
    r"""Angle of refraction from Snell's law.

    .. math:: n_1 \sin\theta_1 = n_2 \sin\theta_2

    Parameters
    ----------
    n1, n2 : float
        refractive indices on the side of incidence and behind the boundary
    theta1 : float
        angle of incidence :math:`\theta_1` in degrees, 0 to 40

    Returns
    -------
    theta2 : float
        angle of refraction :math:`\theta_2` in degrees
    """
    raise NotImplementedError
