import numpy as np


def substrate_left(t, S0, Vmax, Km, Ki):
    """Substrate concentration against time for an enzyme that its product inhibits competitively."""
    ...
