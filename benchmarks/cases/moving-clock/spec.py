def time_dilation(t, v):
    """Time that passes on a moving clock: t' = t √(1 − v²/c²), c the speed of light.

    t: time in the frame at rest [s]
    v: speed of the clock [km/s]

    Returns t' [s].
    """
    raise NotImplementedError
