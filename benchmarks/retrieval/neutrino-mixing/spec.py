import numpy as np


def survival_in_matter(E, L, dm2, U, density):
    """Probability that an electron neutrino is still one after L km through matter of constant density."""
    ...
