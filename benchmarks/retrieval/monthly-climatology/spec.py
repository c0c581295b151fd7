import xarray as xr


def anomalies(sst):
    """Sea surface temperature minus the mean of its calendar month over all years."""
    ...
