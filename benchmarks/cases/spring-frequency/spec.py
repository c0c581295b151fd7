def spring_frequency(k, m):
    """Natural frequency of a mass on a spring.

    f = (1/2π) √(k/m)

    k   spring constant [N/m]
    m   mass [g]

    Returns f [Hz]
    """
    ...
