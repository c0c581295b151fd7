import numpy as np


def hydrograph(rain, area, k, n, dt):
    """Discharge from effective rain through a cascade of n equal linear reservoirs (Nash)."""
    ...
