import numpy as np


def order_parameter(T, J, z):
    """Long-range order of a binary alloy in the Bragg-Williams picture, s = tanh(z J s/(k T)), the stable solution."""
    ...
