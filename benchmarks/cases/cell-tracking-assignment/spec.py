import numpy as np
from scipy.optimize import linear_sum_assignment


def match_cells(cost):
    """Assign cells of one frame to cells of the next with least total cost (Hungarian algorithm).

    cost : (n, m) array, cost of matching cell i to cell j

    Returns the row indices and the column indices of the optimal assignment.
    """
    ...
