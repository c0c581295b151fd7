import numpy as np


def ganglion_response(image, sigma_center, sigma_surround, weight):
    """Response of a layer of centre-surround cells to an image."""
    ...
