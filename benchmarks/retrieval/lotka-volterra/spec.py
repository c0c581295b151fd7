import numpy as np


def hares_and_lynx(t, h0, l0, a, b, c, d):
    """Abundances of hares and lynx at the times t [years].

        dh/dt = a h - b h l
        dl/dt = -c l + d h l
    """
    ...
