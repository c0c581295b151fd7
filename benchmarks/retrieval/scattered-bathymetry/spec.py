import numpy as np


def grid_soundings(lon, lat, depth, grid_lon, grid_lat):
    """Depth on a regular grid from ship soundings scattered along tracks; nan outside their hull."""
    ...
