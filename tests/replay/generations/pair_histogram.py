def pair_histogram(positions, box, edges):
    """Radial distribution function of particles in a cubic periodic box.

    For each pair of particles take the distance to the nearest periodic image. Count the pairs in each
    bin of `edges`, and divide by the number of pairs that an ideal gas of the same density would have in
    the spherical shell of the bin: half the number of particles times the density times the shell's volume.

    Parameters
    ----------
    positions : array, shape (n, 3)
        Coordinates in the box [nm]
    box : float
        Edge of the box [nm]
    edges : array
        Increasing edges of the bins, none beyond half the box [nm]

    Returns
    -------
    g : array
        One value for each bin, dimensionless
    """
    raise NotImplementedError
