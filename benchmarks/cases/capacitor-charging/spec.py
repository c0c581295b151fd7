def capacitor_voltage(t, V0, R, C):
    r"""Voltage across a charging capacitor, $V(t) = V_0\left(1 - e^{-t/(RC)}\right)$.

    Parameters
    ----------
    t : float or array
        time since the switch was closed [ms]
    V0 : float
        source voltage $V_0$ [V]
    R : float
        resistance [kOhm]
    C : float
        capacitance [µF]

    Returns
    -------
    V : float or array
        voltage [V]
    """
    raise NotImplementedError
