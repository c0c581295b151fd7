import numpy as np


def ld50(dose, dead, total):
    """Dose that kills half of the insects, from binomial counts with a logit link in log dose, and its standard error."""
    ...
