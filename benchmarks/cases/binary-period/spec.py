def orbital_period(a, m1, m2):
    r"""Period of a binary from Kepler's third law

        $$ P^2 = \frac{4\pi^2 a^3}{G (m_1 + m_2)} $$

    a : semi-major axis [m]
    m1 : mass of the first star $m_1$ [kg]
    m2 : mass of the second star $m_2$ [kg]

    Returns the period $P$ [s].  $G$: gravitational constant.
    """
    ...
