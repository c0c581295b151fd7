import pandas as pd


def baseflow(discharge: pd.Series, days: int) -> pd.Series:
    """Running minimum of daily discharge over the last `days` days, then smoothed by the mean over the same window."""
    ...
