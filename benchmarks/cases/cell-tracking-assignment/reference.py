from scipy.optimize import linear_sum_assignment


def match_cells(c):
    return linear_sum_assignment(c)
