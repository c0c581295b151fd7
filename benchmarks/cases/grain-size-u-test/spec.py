import numpy as np
from scipy import stats


def size_p_value(upstream, downstream):
    """Two-sided Mann-Whitney U test of whether grain sizes differ between two reaches of a river.

    Parameters
    ----------
    upstream, downstream : array
        Grain diameters in mm; the two samples are independent and may differ in size.

    Returns
    -------
    float
        The p-value.
    """
    raise NotImplementedError
