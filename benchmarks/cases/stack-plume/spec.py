def plume(Q, u, sigma_y, sigma_z, y, z, H):
    r"""Concentration downwind of a stack (Gaussian plume with reflection at the ground).

    $$
    C = \frac{Q}{2\pi u \sigma_y \sigma_z} \exp\left(-\frac{y^2}{2\sigma_y^2}\right)
        \left[\exp\left(-\frac{(z-H)^2}{2\sigma_z^2}\right) + \exp\left(-\frac{(z+H)^2}{2\sigma_z^2}\right)\right]
    $$

    Parameters
    ----------
    Q : float
        emission rate [g/s]
    u : float
        wind speed [m/s]
    sigma_y, sigma_z : float
        dispersion lengths [m]
    y, z : float
        position across the wind and above the ground [m]
    H : float
        height of the stack [m]

    Returns
    -------
    C : float
        concentration [µg/m^3]
    """
    raise NotImplementedError
