import numpy as np


def dobson_units(pressure, mixing_ratio):
    """Ozone column above each sounding's lowest level from mixing ratios at pressure levels."""
    ...
