import numpy as np


def redistribute(images):
    """Images of a string method moved along their polyline so that neighbours are equally far apart."""
    ...
