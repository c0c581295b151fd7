"""Options of a routine set from the prose: which phrase is answered by which parameter and value."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from .manual import Manual, Slot
from .senses import Phrase


@dataclass(frozen=True, slots=True)
class Setting:
    """`slot = value` as source text, because of `phrase`; `is_default`: the routine does so unasked."""

    slot: Slot
    value: str
    phrase: Phrase
    is_default: bool
    also: tuple[Phrase, ...] = ()
    """Further phrases that ask for the same."""


def settings_for(
    manual: Manual, found: Sequence[Phrase], filled: Collection[str], names: Mapping[str, str]
) -> tuple[list[Setting], bool]:
    """Settings that the phrases ask for, and whether two of them are at odds.

    `filled` are parameters that take an argument; `names` gives the source of other parameters.
    """
    out: dict[str, Setting] = {}
    counted = next((p for p in found if p.sense.name == "segment number"), None)
    if counted is not None:
        names = {**names, "nperseg": counted.value("{1}")}
    is_at_odds = False
    meets = manual.entry.meets if manual.entry is not None else frozenset[str]()
    for phrase in found:
        if phrase.is_negated or phrase.sense.name in meets:
            continue
        for pattern, template in phrase.sense.options:
            slot = next((s for s in manual.slots if re.fullmatch(pattern, s.name)), None)
            if slot is None or slot.name in filled:
                continue
            value = _value(slot, phrase, template, names)
            if value is None:
                continue
            known = out.get(slot.name)
            also: tuple[Phrase, ...] = ()
            if known is not None and known.value != value:
                is_at_odds = True
            elif known is not None:
                also = (known.phrase, *known.also)
            out[slot.name] = Setting(slot, value, phrase, _is_default(slot, value), also)
            if slot.name != "left":
                break
    return list(out.values()), is_at_odds


def _value(slot: Slot, phrase: Phrase, template: str, names: Mapping[str, str]) -> str | None:
    if template == "half":
        return "None" if re.search(r"//\s*2", slot.text) else _share_of(names, 0.5)
    if template == "percent":
        share = float(phrase.groups[0]) / 100
        return "None" if share == 0.5 and re.search(r"//\s*2", slot.text) else _share_of(names, share)
    value = phrase.value(template.replace("{n}", "{1}"))
    if "{" in value:
        return None
    if value == "'rectangular'":
        value = "'boxcar'"
    bare = value.strip("'")
    if value.startswith("'") and slot.name != "window" and _lists_all(slot) and bare not in slot.choices:
        return None
    if re.fullmatch(r"-?\d+\.0", value):
        value = value[:-2]
    return value.replace("'", '"')


def _lists_all(slot: Slot) -> bool:
    """Whether the description names the possible values, and not just one of them."""
    return len(slot.choices) > 1


def _share_of(names: Mapping[str, str], share: float) -> str | None:
    length = names.get("nperseg")
    if length is not None and length.isdigit():
        return str(int(share * int(length)))
    return None if length is None else f"int({share:g} * {length})"


def _is_default(slot: Slot, value: str) -> bool:
    if slot.default is None:
        return False
    default = slot.default.replace("'", '"')
    return default == value or {default, value} == {'"low"', '"lowpass"'}
