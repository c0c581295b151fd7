def wind_chill(T, v):
    """Wind chill index (Environment Canada).

    W = 13.12 + 0.6215 T - 11.37 v^0.16 + 0.3965 T v^0.16

    Parameters
    ----------
    T : float
        air temperature in °C
    v : float
        wind speed at 10 m in km/h

    Returns
    -------
    W : float
        wind chill in °C
    """
    raise NotImplementedError
