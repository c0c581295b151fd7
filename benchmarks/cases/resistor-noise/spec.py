def thermal_noise(R, T, bandwidth):
    r"""RMS thermal noise voltage of a resistor.

    .. math:: v_n = \sqrt{4 k_B T R \Delta f}

    Parameters
    ----------
    R : float
        resistance [kΩ]
    T : float
        temperature [K]
    bandwidth : float
        bandwidth :math:`\Delta f` [kHz]

    Returns
    -------
    v_n : float
        noise voltage [µV]
    """
    raise NotImplementedError
