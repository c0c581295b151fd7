def photon_energy(f, h=6.62607015e-34):
    """Energy of a photon.

    E = h f

    Parameters
    ----------
    f : float
        Frequency [Hz].
    h : float
        Planck constant [J s].

    Returns
    -------
    E : float
        Energy [J].

    Examples
    --------
    >>> photon_energy(2.0, h=3.0)
    9.0
    """
    raise NotImplementedError
