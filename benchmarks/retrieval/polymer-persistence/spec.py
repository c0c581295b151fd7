import numpy as np


def persistence_length(beads):
    """Decay length of <t(s) . t(0)> along a chain of beads (n, 3), from an exponential through the tangent correlations."""
    ...
