from scipy import signal


def detided(level):
    return signal.detrend(level, axis=0)
