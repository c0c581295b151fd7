import numpy as np


def locate(stations, arrival_times, speed):
    """Position of a calling whale from differences of arrival times at four or more moored receivers."""
    ...
