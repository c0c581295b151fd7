import numpy as np


def formants(frame, fs, order=12):
    """Resonances [Hz] of the vocal tract from an all-pole model of a windowed speech frame."""
    ...
