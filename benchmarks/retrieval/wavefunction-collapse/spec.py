import numpy as np


def reduced_state(psi, dims, keep):
    """State of some of the parts of a composite system in the pure state psi."""
    ...
