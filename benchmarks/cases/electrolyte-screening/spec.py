def debye_length(I, T, eps_r):
    r"""Debye screening length in an electrolyte.

    .. math::

        \kappa^{-1} = \sqrt{\frac{\varepsilon_r \varepsilon_0 k_B T}{2 N_A e^2 I}}

    Parameters
    ----------
    I : float
        Ionic strength :math:`I` in mol/m^3.
    T : float
        Temperature :math:`T` in K.
    eps_r : float
        Relative permittivity :math:`\varepsilon_r`.

    Returns
    -------
    float
        Debye length :math:`\kappa^{-1}` in nm.
    """
    ...
