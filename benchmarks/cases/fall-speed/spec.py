def impact_speed(h, g=9.81):
    """Speed of a body that has fallen from rest, without drag.

    v = sqrt(2 g h)

    Parameters
    ----------
    h : float or array
        Height of fall [m], not negative.
    g : float
        Acceleration of free fall [m/s^2].

    Returns
    -------
    v : float or array
        Speed on impact [m/s].
    """
    raise NotImplementedError
