import numpy as np


def tristimulus(wavelength, reflectance, illuminant, observer):
    """XYZ of a painted surface; the observer's curves are tabulated at other wavelengths than the reflectance."""
    ...
