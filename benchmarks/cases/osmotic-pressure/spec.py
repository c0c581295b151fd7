def osmotic_pressure(c, T, i=1.0):
    """Osmotic pressure of a dilute solution (van 't Hoff).

    Π = i c R T, where R = 8.314462618 J mol⁻¹ K⁻¹ is the gas constant

    c: concentration of the solute in mmol/L
    T: temperature in °C
    i: van 't Hoff factor

    Returns:
        Π in kPa
    """
    raise NotImplementedError
