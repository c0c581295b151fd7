"""Text of specs and docstrings as words: identifiers split, Greek and accents spelled out, endings cut."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

_IDENTIFIER: Final = re.compile(r"[^\W\d]\w*", re.UNICODE)
_SPELLED_CHARS: Final = 4000
_POSSESSIVE: Final = re.compile(r"['’]s\b")
_CAMEL: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_GREEK: Final = {
    "α": "alpha", "β": "beta", "γ": "gamma", "Γ": "gamma", "δ": "delta", "Δ": "delta", "ε": "epsilon",
    "ζ": "zeta", "η": "eta", "θ": "theta", "ϑ": "theta", "κ": "kappa", "λ": "lambda", "Λ": "lambda",
    "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "φ": "phi", "ϕ": "phi",
    "χ": "chi", "ψ": "psi", "Ψ": "psi", "ω": "omega", "Ω": "omega",
}  # fmt: skip
_SUFFIXES: Final = (
    ("ization", 4), ("isation", 4), ("ation", 4), ("ator", 4), ("ating", 4), ("ated", 4), ("ative", 4),
    ("izing", 4), ("ising", 4), ("ized", 4), ("ised", 4), ("ize", 4), ("ise", 4), ("ate", 4), ("ion", 5),
    ("ing", 4), ("ally", 5), ("al", 5), ("ed", 4), ("ly", 5), ("er", 6), ("e", 4),
)  # fmt: skip
_IRREGULAR: Final = {
    "matrices": "matrix", "vertices": "vertex", "indices": "index", "axes": "axis", "analyses": "analysis",
    "bases": "basis", "hypotheses": "hypothesis", "minima": "minimum", "maxima": "maximum", "data": "data",
    "spectra": "spectrum", "roots": "root", "series": "series", "modulo": "modulo", "distances": "distance",
}  # fmt: skip


def _plain_words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOP: Final = _plain_words(
    """
    a an the of to in on at by for from with without and or not no nor as is are be been was were
    will would can could may might must shall should do does done did has have had it its this that
    these those there then than so if else when where which who whose what how why all any each
    every both either other others another same such only also very more most less least much many
    few some one two three first last next into onto over under above below between among per up out
    off about after before until while during through again here just we you they he she i me my
    your their our us them whether however thus hence therefore e g ie eg etc vs args arguments arg
    argument returns return returned returning raises raise raised yields notes note examples
    example parameters parameter params param see references optional default given give gives using
    use used uses function value values array arrays float floats int ints integer integers bool str
    string strings list tuple dict none true false type types ndarray np numpy scalar scalars like
    shape shaped dtype length size import def self class object objects result results output
    outputs input inputs new number numbers element elements set sets get otherwise called call
    calls name names specified specify following notimplementederror ellipsis data method methods
    compute computes computed calculate calculates calculated let
    """
)
"""Words that say nothing of what a routine does."""


def terms(text: str) -> list[str]:
    """Stems of the words of `text`, in order, those that say nothing left out."""
    found: list[str] = []
    for word in _IDENTIFIER.findall(text):
        found += _of_identifier(word)
    return found


def sequence(text: str) -> list[str]:
    """Stems of all words of `text`, in order and with none left out: what phrases are looked up in."""
    found: list[str] = []
    for word in _IDENTIFIER.findall(_POSSESSIVE.sub("", text)):
        found += _parts(word)
    return found


def of_name(name: str) -> list[str]:
    """Terms of a dotted path: each identifier whole, and its parts."""
    found: list[str] = []
    for part in name.split("."):
        whole = fold(part)
        parts = _of_identifier(part)
        found += [whole, *(one for one in parts if one != whole)]
    return found


@lru_cache(maxsize=200_000)
def _of_identifier(word: str) -> tuple[str, ...]:
    return tuple(part for part in _parts(word) if part not in _STOP_STEMS and len(part) > 1)


@lru_cache(maxsize=200_000)
def _parts(word: str) -> tuple[str, ...]:
    if word.isascii() and word.isalpha() and (word.islower() or word.istitle()):
        return (stem(word.lower()),)
    plain = fold(word, keep_case=True)
    parts = [part.lower() for piece in plain.split("_") for part in _CAMEL.findall(piece)]
    # `fft2`, `j1`, `ks_1samp`: the digit belongs to the name.
    joined = plain.replace("_", "").lower()
    if any(part.isdigit() for part in parts):
        parts = [part for part in parts if not part.isdigit()] + [joined]
    return tuple(dict.fromkeys(stem(part) for part in parts if part))


def fold(word: str, *, keep_case: bool = False) -> str:
    """Without accents, Greek letters by their names, in lower case."""
    if not word.isascii():
        word = "".join(_GREEK.get(letter, letter) for letter in word)
        decomposed = unicodedata.normalize("NFKD", word)
        word = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return word if keep_case else word.lower()


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The word without its ending; crude, and the same for specs and docstrings, which is what counts."""
    word = _IRREGULAR.get(word) or _singular(word)
    for suffix, least in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= least:
            cut = word[: -len(suffix)]
            if suffix in ("ing", "ed", "er") and cut[-1] == cut[-2] and cut[-1] not in "sl":
                return cut[:-1]
            return cut
    return word


def _singular(word: str) -> str:
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1]


_STOP_STEMS: Final = frozenset(STOP) | frozenset(stem(word) for word in STOP)


def spelled(text: str, stems: Sequence[str]) -> list[str]:
    """The words of `text` that have these stems, as they are written."""
    found: dict[str, str] = {}
    for word in text[:_SPELLED_CHARS].replace("_", " ").replace(".", " ").split():
        plain = word.strip("(),:;“”\"'`[]")
        for stem in terms(plain):
            if stem in stems:
                found.setdefault(stem, plain)
    return list(dict.fromkeys(f"“{found.get(stem, stem)}”" for stem in stems))
