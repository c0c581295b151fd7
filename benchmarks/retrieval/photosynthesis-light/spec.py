import numpy as np


def light_response(par, assimilation):
    """Parameters (alpha, A_max, theta, R_d) of the non-rectangular hyperbola from gas-exchange measurements."""
    ...
