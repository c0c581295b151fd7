import numpy as np


def first_arrival(depth, source, dx):
    """Time at which a tsunami from the source cell reaches every ocean cell, local speed sqrt(g depth)."""
    ...
