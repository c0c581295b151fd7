import numpy as np


def to_age(depth, tie_depth, tie_age):
    """Age at each sample depth from dated tie points; must never decrease with depth."""
    ...
