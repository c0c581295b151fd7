import numpy as np


def nuclei(image, threshold, min_area):
    """Number, areas [px] and centroids of the connected bright regions of a fluorescence micrograph."""
    ...
