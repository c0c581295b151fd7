"""A cue: what in a spec hints at a family of routines, and which."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cue:
    """General knowledge of scientific computing, independent of any package's documentation.

    `why` completes "it asks for …". `phrases` holds alternatives; each is one or more word sequences or
    marks of mathematics (`@integral`) that must all be in the text. `routines` are public paths, the best
    first; those that are not installed are passed over.
    """

    why: str
    phrases: tuple[tuple[str, ...], ...]
    routines: tuple[str, ...]
    weight: float = 1.0


def cue(why: str, when: str, routines: str, weight: float = 1.0) -> Cue:
    """`when`: alternatives divided by `|`, parts that belong together joined by `+`."""
    phrases = tuple(
        tuple(part.strip() for part in alternative.split("+") if part.strip())
        for alternative in " ".join(when.split()).split("|")
        if alternative.strip()
    )
    return Cue(why, phrases, tuple(routines.split()), weight)
