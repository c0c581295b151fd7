"""A filter designed by one routine and run over data by another."""

import re
from collections.abc import Sequence

from .adaptors import axis_setting, in_units_of
from .binding import Pair
from .composition import Composition, NotComposed, call
from .direct import bound
from .facts import Argument
from .manual import Manual, Slot, read_manual
from .settings import Setting

_EDGES = {"low cutoff", "high cutoff"}
_BANDS = {"band pass", "band stop"}


def is_design(manual: Manual) -> bool:
    """Whether the routine designs a digital filter and can give second-order sections."""
    output = manual.slot("output")
    return output is not None and "sos" in output.choices and manual.slot("fs") is not None


def compose_filter(c: Composition, manual: Manual) -> None:
    """Design, then run over the data. Raises NotComposed where something essential is open."""
    if c.has("both passes") == c.has("one pass"):
        raise NotComposed("it is not said whether the filter runs forward only or in both directions")
    runs = "scipy.signal.sosfiltfilt" if c.has("both passes") else "scipy.signal.sosfilt"
    found = c.search.routine(runs)
    if found is None:
        raise NotComposed(f"{runs} is not installed")
    running = read_manual(found)
    if not c.has("low pass", "high pass", "band pass", "band stop"):
        raise NotComposed("it is not said which frequencies pass")
    data = _data(c)
    rest = [a for a in c.facts.arguments if a is not data]
    edges = [a for a in rest if a.roles & {"low cutoff", "high cutoff"}]
    single = [a for a in rest if a not in edges]
    is_band = c.has(*_BANDS)
    if is_band != (len(edges) == 2):
        raise NotComposed("a band needs a lower and an upper frequency")
    assignment, settings = bound(c, manual, [*single, *edges[:1]])
    rate = next((p.argument for p in assignment.pairs if p.slot.name == "fs"), None)
    interval = next((a for a in assignment.left if "spacing" in a.roles), None)
    left = [a for a in assignment.left if a is not interval]
    if left:
        raise NotComposed(f"`{left[0].name}` has no place in {manual.routine.name}")
    if [s for s in assignment.missing if s.name != "Wn"] or assignment.into("Wn") is None:
        open_ = next((s.name for s in assignment.missing), "Wn")
        raise NotComposed(f"nothing says what {open_} is")
    if rate is None and interval is None:
        raise NotComposed("the cut-off frequency needs a sampling rate")
    c.use(manual)
    c.use(running)
    corner = _corner(c, assignment.into("Wn"), edges, rate)
    positional = [
        _value(s, assignment.pairs, settings_of(settings), corner) for s in manual.slots if s.is_required
    ]
    keywords = [
        (p.slot.name, c.expr(p.argument))
        for p in assignment.pairs
        if not p.slot.is_required and p.slot.name not in {"fs", "Wn"}
    ]
    keywords += [
        (s.slot.name, s.value)
        for s in settings
        if not s.slot.is_required and s.slot.name != "output" and (not s.is_default or s.slot.name == "btype")
    ]
    keywords += [
        ("output", '"sos"'),
        ("fs", rate.name if rate else f"1 / {interval.name if interval else ''}"),
    ]
    axis = axis_setting(c, running, [data])
    c.pairs += [*assignment.pairs, Pair(_slot(running, "x"), data, 4.0, "the data")]
    c.settings += [(manual, s) for s in settings]
    c.met |= {"digital", "both passes", "one pass"}
    for pair in c.pairs:
        c.vocabulary.append(f"{pair.slot.name} {pair.slot.text[:200]}")
    c.vocabulary.append("filtered filter order cutoff frequency")
    sos = c.writer.fresh("sos")
    c.writer.add(f"{sos} = {call(c.writer.ref(manual.routine.name), positional, keywords)}")
    c.main_line = c.writer.add(f"return {call(c.writer.ref(runs), [sos, data.name], axis)}")
    c.adapted.append(("second-order sections", "designed once, then run over the data"))


def settings_of(settings: Sequence[Setting]) -> dict[str, str]:
    """Values by parameter."""
    return {s.slot.name: s.value for s in settings}


def _data(c: Composition) -> Argument:
    arrays = [a for a in c.facts.arguments if a.kind in {"array", "table"}]
    if not arrays:
        arrays = [
            a
            for a in c.facts.arguments
            if a.kind == "unknown" and not a.roles & {"rate", "cutoff", "spacing", "order"}
        ]
    if len(arrays) != 1:
        raise NotComposed("it is not clear which argument is filtered")
    return arrays[0]


def _corner(c: Composition, corner: Argument | None, edges: list[Argument], rate: Argument | None) -> str:
    if len(edges) == 2:
        lows, highs = (
            [
                e
                for e in edges
                if re.search(pattern, e.name, re.IGNORECASE) or (not e.roles >= _EDGES and role in e.roles)
            ]
            for pattern, role in ((r"lo|min|1$", "low cutoff"), (r"hi|max|up|2$", "high cutoff"))
        )
        if len(lows) != 1 or len(highs) != 1 or lows == highs:
            raise NotComposed("a band needs a lower and an upper frequency")
        low, high = lows[0], highs[0]
        return f"[{low.name}, {high.name}]"
    if corner is None:
        raise NotComposed("nothing says where the filter cuts")
    if rate is None:
        return corner.name
    if re.search(r"nyquist|normali[sz]ed", corner.text, re.IGNORECASE):
        raise NotComposed("a cut-off in fractions of the Nyquist frequency beside a sampling rate")
    factor = in_units_of(corner, rate)
    if factor:
        c.adapted.append((f"{corner.name}{factor}", "into the unit of the sampling rate"))
    return f"{corner.name}{factor}"


def _value(slot: Slot, pairs: tuple[Pair, ...], settings: dict[str, str], corner: str) -> str:
    if slot.name == "Wn":
        return corner
    pair = next((p for p in pairs if p.slot.name == slot.name), None)
    return pair.argument.name if pair else settings[slot.name]


def _slot(manual: Manual, name: str) -> Slot:
    slot = manual.slot(name)
    if slot is None:
        raise NotComposed(f"{manual.routine.name} takes no {name}")
    return slot
