import numpy as np


def check(f):
    rng = np.random.default_rng(6)
    n, fs = 64, 200.0
    x = rng.normal(size=512) + 0.01 * np.arange(512)
    w = 0.54 - 0.46 * np.cos(2 * np.pi * np.arange(n) / n)
    acc, count = 0.0, 0
    k = np.arange(n)
    for s in range(0, 512 - n + 1, 16):
        seg = x[s : s + n]
        seg = seg - np.polyval(np.polyfit(k, seg, 1), k)
        acc, count = acc + np.abs(np.fft.rfft(w * seg)) ** 2, count + 1
    p = acc / count / (fs * np.sum(w * w))
    p[1:-1] *= 2
    fr, S = f(x, fs, n)
    assert np.allclose(fr, np.fft.rfftfreq(n, 1 / fs)) and np.allclose(S, p)
