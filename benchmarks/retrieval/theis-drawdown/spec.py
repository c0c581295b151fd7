import numpy as np


def drawdown(r, t, Q, T, S):
    """Drawdown s [m] at distance r [m] from a pumped well in a confined aquifer (Theis).

    s = Q/(4 pi T) W(u), u = r**2 S/(4 T t), with the well function W(u) = int_u^inf exp(-x)/x dx
    """
    ...
