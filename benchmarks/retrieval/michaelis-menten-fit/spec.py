import numpy as np


def kinetic_constants(S, v, sigma):
    """Vmax and Km, with standard errors, from initial rates v = Vmax S/(Km + S) measured with uncertainty sigma."""
    ...
