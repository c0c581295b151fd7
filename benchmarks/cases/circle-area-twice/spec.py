def circle_area(r):
    """Area of a circle.

    A = π r²
    A = 2 π r²

    r: radius [m]
    Returns A [m²]
    """
    ...
