"""A sweep as a picture (SVG): the equation, the code, where they part, and the witness."""

import base64
import math
from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import Final

from ansatz.core.evidence import Refuted, Sweep
from ansatz.core.record import Record

_WIDTH: Final = 460
_HEIGHT: Final = 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 14, 30, 42
_EXPECTED: Final = "#2a7fd4"
_GOT: Final = "#d4552a"
_TOLERANCE: Final = 1e-6
_ALONG: Final = ("start", "middle", "end")
_BESIDE: Final = ("end", "end", "end")
Scale = Callable[[float], float]


def sweep_of(record: Record) -> Sweep | None:
    """The first that a record has."""
    return next(
        (
            c.verdict.sweep
            for c in record.claims
            if isinstance(c.verdict, Refuted) and c.verdict.sweep is not None
        ),
        None,
    )


def as_image(sweep: Sweep, name: str) -> str:
    """The picture inside Markdown, for editors that show images."""
    inside = base64.b64encode(picture(sweep, name).encode()).decode("ascii")
    return f"![equation and code over {escape(sweep.parameter)}](data:image/svg+xml;base64,{inside})"


def picture(sweep: Sweep, name: str) -> str:
    """An SVG document without scripts, links or fonts of its own."""
    ys = [y for y in (*sweep.expected, *sweep.got) if y is not None]
    x_low, x_high = sweep.values[0], sweep.values[-1]
    is_wide = x_low > 0 and x_high > 30 * x_low
    is_tall = bool(ys) and min(ys) > 0 and max(ys) > 100 * min(ys)
    y_low, y_high = (min(ys), max(ys)) if ys else (0.0, 1.0)
    x = _scale(x_low, x_high, _LEFT, _WIDTH - _RIGHT, is_wide)
    y = _scale(y_low, y_high, _HEIGHT - _BOTTOM, _TOP, is_tall)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="11">',
        f"<title>{escape(name)}: code and equation over {escape(sweep.parameter)}</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>',
        *_regions(sweep, x),
        f'<path d="M{_LEFT} {_TOP}V{_HEIGHT - _BOTTOM}H{_WIDTH - _RIGHT}" fill="none" stroke="#666666"/>',
        *_ticks(x_low, x_high, is_wide, lambda v: (x(v), _HEIGHT - _BOTTOM + 15), _ALONG),
        *_ticks(y_low, y_high, is_tall, lambda v: (_LEFT - 6, y(v) + 4), _BESIDE),
        *_line(sweep.values, sweep.expected, x, y, _EXPECTED, 3.0, ""),
        *_line(sweep.values, sweep.got, x, y, _GOT, 1.6, ' stroke-dasharray="5 3"'),
        *_witness(sweep, x, y),
        _text(_WIDTH / 2, _HEIGHT - 8, "middle", "#333333", sweep.parameter),
        _text(_LEFT, 18, "start", _EXPECTED, "equation"),
        _text(_LEFT + 70, 18, "start", _GOT, "code"),
        _text(_WIDTH - _RIGHT, 18, "end", "#333333", f"witness: {sweep.parameter} = {sweep.at:.6g}"),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def regions(sweep: Sweep) -> tuple[tuple[float, float], ...]:
    """Stretches of the argument on which the code differs from the equation."""
    out: list[tuple[float, float]] = []
    start = None
    before = sweep.values[0]
    for value, expected, got in zip(sweep.values, sweep.expected, sweep.got, strict=True):
        apart = expected is not None and (
            got is None or abs(got - expected) > _TOLERANCE * max(abs(expected), abs(got))
        )
        if apart and start is None:
            start = value
        elif not apart and start is not None:
            out.append((start, before))
            start = None
        before = value
    if start is not None:
        out.append((start, before))
    return tuple(out)


def _regions(sweep: Sweep, x: Scale) -> Iterator[str]:
    for low, high in regions(sweep):
        left, right = x(low) - 1.5, x(high) + 1.5
        yield (
            f'<rect x="{left:.1f}" y="{_TOP}" width="{right - left:.1f}" height="{_HEIGHT - _BOTTOM - _TOP}" '
            f'fill="{_GOT}" fill-opacity="0.12"/>'
        )


def _scale(low: float, high: float, first: float, last: float, is_log: bool) -> Scale:
    a, b = (math.log(low), math.log(high)) if is_log else (low, high)
    span = b - a or 1.0

    def place(value: float) -> float:
        part = ((math.log(value) if is_log else value) - a) / span
        return first + min(max(part, -0.02), 1.02) * (last - first)

    return place


def _ticks(
    low: float,
    high: float,
    is_log: bool,
    place: Callable[[float], tuple[float, float]],
    anchors: tuple[str, str, str],
) -> Iterator[str]:
    for part, anchor in zip((0.0, 0.5, 1.0), anchors, strict=True):
        value = low * (high / low) ** part if is_log else low + part * (high - low)
        across, down = place(value)
        yield _text(across, down, anchor, "#666666", f"{value:.4g}")


def _line(
    xs: Sequence[float], ys: Sequence[float | None], x: Scale, y: Scale, colour: str, width: float, dash: str
) -> Iterator[str]:
    """Stretches of finite values; a value alone is a dot."""
    stretch: list[str] = []
    for across, value in [*zip(xs, ys, strict=True), (xs[-1], None)]:
        if value is not None:
            stretch.append(f"{x(across):.1f} {y(value):.1f}")
            continue
        if stretch:
            lead = stretch if len(stretch) > 1 else stretch * 2
            yield (
                f'<path d="M{" L".join(lead)}" fill="none" stroke="{colour}" stroke-width="{width}" '
                f'stroke-linecap="round"{dash}/>'
            )
        stretch = []


def _witness(sweep: Sweep, x: Scale, y: Scale) -> Iterator[str]:
    place = min(range(len(sweep.values)), key=lambda n: abs(sweep.values[n] - sweep.at))
    across = x(sweep.values[place])
    yield (
        f'<path d="M{across:.1f} {_TOP}V{_HEIGHT - _BOTTOM}" stroke="#333333" stroke-width="0.8" '
        f'stroke-dasharray="2 3"/>'
    )
    for value, colour in ((sweep.expected[place], _EXPECTED), (sweep.got[place], _GOT)):
        if value is not None:
            yield f'<circle cx="{across:.1f}" cy="{y(value):.1f}" r="4" fill="{colour}" stroke="#ffffff"/>'


def _text(x: float, y: float, anchor: str, colour: str, text: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{escape(text)}</text>'
