def plasma_concentration(t, dose, V, k_a, k_e, F=1.0):
    r"""Concentration after an oral dose, one compartment with first-order absorption.

    .. math::

        C(t) = \frac{F D k_a}{V (k_a - k_e)} \left( e^{-k_e t} - e^{-k_a t} \right)

    Parameters
    ----------
    t : float or array
        time after the dose in h
    dose : float
        dose :math:`D` in mg
    V : float
        volume of distribution in L
    k_a : float
        rate constant of absorption in 1/h
    k_e : float
        rate constant of elimination in 1/h
    F : float
        bioavailability

    Returns
    -------
    C : float or array
        concentration in mg/L
    """
    raise NotImplementedError
