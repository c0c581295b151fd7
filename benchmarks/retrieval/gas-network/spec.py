import numpy as np


def node_pressures(pipes, demands, p_source):
    """Pressures at the junctions of a looped gas network in which flow goes as the root of the difference of squared pressures."""
    ...
