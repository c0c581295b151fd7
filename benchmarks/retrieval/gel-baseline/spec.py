import numpy as np


def bands(profile, min_height):
    """Positions and widths at half maximum of the bands in a densitometer trace of a gel lane.

    Neighbouring bands closer than 5 pixels count as one (the higher).
    """
    ...
