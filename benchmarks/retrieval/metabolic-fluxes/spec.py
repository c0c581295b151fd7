import numpy as np


def max_biomass(S, lower, upper, biomass):
    """Flux vector v with S v = 0 and lower <= v <= upper that has the greatest flux through reaction `biomass`."""
    ...
