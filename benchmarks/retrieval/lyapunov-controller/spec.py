import numpy as np


def lqr_gain(A, B, Q, R):
    """State feedback gain K that minimises the integral of x'Qx + u'Ru for dx/dt = A x + B u."""
    ...
