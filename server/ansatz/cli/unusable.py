"""What the user gave can't be used."""


class Unusable(Exception):
    """Ends the command with exit code 2; the message says what is wrong and what to do about it."""
