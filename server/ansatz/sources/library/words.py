"""Words as they are compared: stems of prose, and identifiers taken apart (`savgol_filter`)."""

import re
from collections.abc import Iterable
from typing import Final

STOP: Final = frozenset(
    """a an the of in on at to for from with and or by as is are be it its this that these those which into
    over under between each per if one two given using use used uses compute computes computed calculate
    calculates calculated return returns returned returning perform performs estimate estimates determine get
    gives give value values array arrays input output function data set parameter parameters method see also
    can may has have associated representation their they them than then when where both same via such whose
    along across note default not no non only all any other optional number numbers type based like array_like
    will must should measured known shape""".split()  # noqa: SIM905
)
_ENDINGS: Final = (
    "izations", "isations", "ization", "isation", "ically", "ations", "ation", "ities", "ments", "ating",
    "ional", "ings", "ized", "ised", "izes", "ises", "izing", "ising", "ative", "ates", "ated", "ally",
    "ance",
    "ity", "ies", "ing", "ely", "ion", "ions", "ous", "ive", "ment", "ed", "es", "ly", "al", "ic", "er", "ar",
    "or", "s", "e", "y",
)  # fmt: skip


def stem(word: str) -> str:
    """The part of a word that its forms share; British and American spellings come out alike."""
    word = word.lower().replace("colour", "color").replace("centre", "center")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def words(text: str) -> list[str]:
    """Lower-case words in order; hyphens and possessives separate."""
    return re.findall(r"[a-z][a-z0-9]*|\d+(?:\.\d+)?", text.lower().replace("'s", ""))


def stems(text: str) -> frozenset[str]:
    """Stems of the words that carry meaning."""
    return frozenset(stem(word) for word in words(text) if word not in STOP and len(word) > 1)


def identifier_words(name: str) -> list[str]:
    """`scipy.signal.savgol_filter` to `savgol`, `filter`; `PchipInterpolator` to `pchip`, `interpolator`."""
    last = name.rsplit(".", 1)[-1]
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|_", " ", last)
    return [part.lower() for part in parted.split()]


def share(wanted: Iterable[str], there: Iterable[str]) -> float:
    """The fraction of `wanted` that is there, where one may begin the other (`savgol`, `savgolfilter`)."""
    wanted, there = list(wanted), list(there)
    if not wanted:
        return 0.0
    found = sum(any(is_alike(word, other) for other in there) for word in wanted)
    return found / len(wanted)


def is_alike(one: str, other: str) -> bool:
    """Whether two stems are forms of one word."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= 5 and long.startswith(short)


_LOOK_BEHIND: Final = re.compile(r"\(\?<[!=][^()]*\)")


def spaced(pattern: str) -> str:
    """A pattern whose blanks match any white space, so that phrases may run over the end of a line."""
    out: list[str] = []
    is_class = False
    place = 0
    while place < len(pattern):
        c = pattern[place]
        behind = _LOOK_BEHIND.match(pattern, place)
        if c == "\\":
            out.append(pattern[place : place + 2])
            place += 2
        elif behind is not None and not is_class:
            # What is looked back for has a fixed length.
            out.append(behind.group().replace(" ", r"\s"))
            place = behind.end()
        elif c == " " and not is_class and pattern[place + 1 : place + 2] in {"?", "*"}:
            out.append(r"\s*")
            place += 2
        else:
            is_class = c == "[" or (is_class and c != "]")
            out.append((r"\s" if is_class else r"\s+") if c == " " else c)
            place += 1
    return "".join(out)
