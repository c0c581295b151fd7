import numpy as np


def ph_buffer(c_acid, c_base, pKa):
    """pH of a buffer from charge balance, [H+] + [Na+] = [OH-] + [A-], without neglecting any ion."""
    ...
