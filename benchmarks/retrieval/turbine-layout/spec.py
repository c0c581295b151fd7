import numpy as np


def place_turbines(n, boundary, wind_rose, wake):
    """Positions of n turbines with the greatest yearly yield, at least five rotor diameters apart."""
    ...
