import numpy as np


def attitude(body, reference, weights):
    """Rotation that best carries reference star directions into those measured in the camera (Wahba's problem)."""
    ...
