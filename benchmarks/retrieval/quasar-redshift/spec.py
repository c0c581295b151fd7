import numpy as np


def redshift(wave, flux, template_wave, template_flux):
    """Redshift at which the template, on a logarithmic wavelength grid, lines up with the observed spectrum."""
    ...
