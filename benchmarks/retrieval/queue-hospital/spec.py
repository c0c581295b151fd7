import numpy as np


def bed_occupancy(arrival, service, beds):
    """Equilibrium probabilities of 0..beds occupied beds from the generator of the birth-death process."""
    ...
