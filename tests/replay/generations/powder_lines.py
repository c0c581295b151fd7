def powder_lines(a, wavelength, two_theta_max):
    """Angles and multiplicities of the powder diffraction lines of a face-centred cubic crystal.

    A reflection (h, k, l) is allowed where the indices are all even or all odd, not all zero. Its spacing is
    a / sqrt(h^2 + k^2 + l^2), and Bragg's law of the first order gives the angle. Reflections with the same
    h^2 + k^2 + l^2 are one line; its multiplicity is how many triples of integers, signs and order counted,
    belong to it.

    Parameters
    ----------
    a : float
        Lattice constant [angstrom]
    wavelength : float
        Wavelength [angstrom]
    two_theta_max : float
        Highest angle between the beams that counts [deg]

    Returns
    -------
    two_theta : array
        Angles between the beams, increasing [deg]
    multiplicity : array of int
        Multiplicity of each line
    """
    raise NotImplementedError
