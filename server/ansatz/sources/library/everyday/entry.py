"""What is known of an everyday routine beyond its documentation: names, parts, conventions, results.

Documentation describes a parameter in its own words; a spec describes an argument in the words of its
field. An entry says which part each parameter plays, so that the two can meet, and which settings
change the result so much that a text has to settle them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast, get_args

from ..roles import Role

_ROLES = frozenset(get_args(Role))


@dataclass(frozen=True, slots=True)
class Open:
    """A setting that the text must settle: by a sense of `senses`, or by an argument for `option`."""

    option: str
    senses: frozenset[str]
    question: str


@dataclass(frozen=True, slots=True)
class Gives:
    """What is returned where the text asks for `words`: the call followed by `then`."""

    words: str
    then: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One routine. `called` are names that people use for it, as a pattern.

    `unit` is how the result's unit follows from the arguments': `y` that of the role ordinate or data,
    `x` that of the abscissa, `1` a pure number; empty where nothing is said. `main` is the returned
    value that is meant where the text does not name one. `meets` are senses that the routine fulfils
    unasked, `says` words that it accounts for.
    """

    routine: str
    called: str
    takes: Mapping[str, Role]
    unit: str = ""
    main: str = ""
    gives: tuple[Gives, ...] = ()
    opens: tuple[Open, ...] = ()
    meets: frozenset[str] = frozenset()
    says: str = ""
    is_plain: bool = False
    """The name is a common word: only the first sentence can ask for the routine by it."""
    angles: str = ""
    """The argument that is an angle, or an angular frequency, in radians."""


def entry(
    routine: str,
    called: str,
    takes: str,
    *,
    unit: str = "",
    main: str = "",
    gives: tuple[tuple[str, str], ...] = (),
    opens: tuple[Open, ...] = (),
    meets: str = "",
    says: str = "",
    angles: str = "",
    plain: bool = False,
) -> Entry:
    """An entry from text: `takes` is `parameter=part`, a part's blanks written `_`; `meets` is "
    "parted by commas."""
    pairs = dict(part.split("=") for part in takes.split())
    roles = {name: role.replace("_", " ") for name, role in pairs.items()}
    if unknown := set(roles.values()) - _ROLES:
        raise ValueError(f"{routine}: no such part: {unknown}")
    return Entry(
        routine,
        called,
        cast("Mapping[str, Role]", roles),
        unit,
        main,
        tuple(Gives(words, then) for words, then in gives),
        opens,
        frozenset(m.strip() for m in meets.split(",") if m.strip()),
        says,
        plain,
        angles,
    )


SPREAD = Open(
    "ddof", frozenset({"unbiased", "biased"}), "Is the sum of squares divided by n or by n - 1 (ddof)?"
)
BIAS = Open("bias", frozenset({"unbiased", "biased"}), "Is the biased or the unbiased estimate meant?")
VARIANCES = Open(
    "equal_var",
    frozenset({"unequal variances", "equal variances"}),
    "Are the two variances taken to be equal (Student) or not (Welch)?",
)
ENDS = Open(
    "bc_type",
    frozenset({"natural", "not a knot", "clamped", "periodic ends"}),
    "Which end conditions does the spline have: natural, not-a-knot, clamped or periodic?",
)
YATES = Open(
    "correction", frozenset({"corrected", "not corrected"}), "With or without Yates' continuity correction?"
)
CENTRALITY = Open(
    "normalized",
    frozenset({"normalised", "not normalised"}),
    "Is the centrality normalised or a plain count?",
)
BASE = Open("base", frozenset({"bits", "nats"}), "Is the entropy in bits or in nats?")
MODE = Open("mode", frozenset({"full", "same size", "valid"}), "Which part is meant: full, same or valid?")
EXCESS = Open(
    "fisher",
    frozenset({"excess", "pearson kurtosis"}),
    "Is it the excess kurtosis (normal: 0) or Pearson's (normal: 3)?",
)
LINKAGE = Open(
    "method",
    frozenset({"linkage", "upgma", "ward"}),
    "By which linkage are clusters merged: single, complete, average, ward?",
)
PERIODOGRAM = Open(
    "normalize",
    frozenset({"normalised", "not normalised", "standard normalisation"}),
    "Is the periodogram normalised?",
)
