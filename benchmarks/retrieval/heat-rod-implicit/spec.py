import numpy as np


def step_temperature(u, dt, dx, kappa):
    """One Crank-Nicolson step of u_t = kappa u_xx on a rod whose ends are held at their temperatures.

    O(n) work.
    """
    ...
