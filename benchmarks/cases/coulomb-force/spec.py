def coulomb_force(q1, q2, r):
    r"""Force between two charges: $F = \frac{1}{4\pi\varepsilon_0}\,\frac{q_1 q_2}{r^2}$, with $\varepsilon_0$ the vacuum permittivity.

    Parameters
    ----------
    q1, q2 : float
        charges [nC]
    r : float
        distance [cm]

    Returns
    -------
    F : float
        force [mN]
    """
    raise NotImplementedError
