import numpy as np


def airy_intensity(theta, aperture, wavelength):
    """Relative intensity of the Fraunhofer diffraction pattern of a circular aperture.

    theta: angle off axis [rad], array
    aperture: diameter [m]
    wavelength: [m]
    """
    ...
