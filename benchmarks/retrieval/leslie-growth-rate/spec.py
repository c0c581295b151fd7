import numpy as np


def asymptotic_growth(fecundity, survival):
    """Long-term growth rate per year of an age-structured population, and its stable age structure.

    fecundity: (n,) daughters per female and year by age class
    survival: (n-1,) fraction that lives on into the next age class
    Returns (lambda, w), w summing to 1.
    """
    ...
