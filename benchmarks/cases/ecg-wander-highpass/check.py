import numpy as np
from scipy import signal


def check(f):
    x = np.random.default_rng(0).normal(size=900).cumsum()
    a = f(x, 250.0, 0.7)
    s = signal.sosfiltfilt(signal.butter(2, 0.7, "highpass", fs=250.0, output="sos"), x)
    b, a2 = signal.butter(2, 0.7, "highpass", fs=250.0)
    assert np.allclose(a[100:-100], s[100:-100], atol=0.05)
