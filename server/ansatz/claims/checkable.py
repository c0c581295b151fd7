"""What a docstring would have to say for more of the code to be checkable, with the words proposed.

Only what the text leaves open is named, and only what some kind of claim could then be made of: the
equation, the range of the result, a worked example, what goes in, how chance is distributed. No value is
proposed that only the code could tell: evidence copied from the code would say nothing about it.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from ..core.claim import HasProperty
from ..core.inputs import InputModel
from ..core.spec import Spec
from ..core.text import Span
from ..core.understanding import Gap, Proposal, Understanding
from ..reading.understanding import understanding_of
from .inputs.draw import draw, folded
from .inputs.infer import model_of
from .properties import properties_of
from .session import sessions_of

_ANY_FUNCTION: Final = frozenset({"unchanged", "repeatable", "whole", "elementwise"})
"""Laws that hold of functions without a word of theirs."""
_PLACE: Final = "..."
_ASKED: Final = re.compile(r"`(?P<symbol>[^`]+)`: did you mean (?P<what>[^?]+)\? Write `(?P<words>[^`]+)`")
"""How the reader asks whether a symbol is a constant of physics, with the words that settle it."""


def understanding_with_advice(spec: Spec, text: str) -> Understanding:
    """How a spec was understood, and what it would have to say besides; `text` is the whole text."""
    known = understanding_of(spec, text)
    if spec.faults or not spec.text.strip():
        return known
    return replace(known, gaps=(*known.gaps, *advice(spec, text)))


def advice(spec: Spec, text: str) -> tuple[Gap, ...]:
    """Gaps that keep whole kinds of claims from being made, the most telling first."""
    return tuple(_gaps(spec, text))


def _gaps(spec: Spec, text: str) -> Iterator[Gap]:
    questions = [each for reading in spec.readings for each in reading.ambiguities]
    for asked in (found for each in questions for found in _ASKED.finditer(each)):
        yield Gap(
            "constant",
            f"`{asked['symbol']}` is no argument, and the docstring does not say what it is: probably "
            f"{asked['what']}, and nothing is generated before it says so",
            spec.span,
            (_paragraph(f"Write `{asked['words']}`", f"{asked['words']}.", spec, text),),
        )
    model = folded(model_of(spec))
    laws = {c.relation.law for c in properties_of(spec, model) if isinstance(c.relation, HasProperty)}
    own = laws - _ANY_FUNCTION
    chance = [i.name for i in model.inputs if i.kind == "generator"]
    names = [i.name for i in model.inputs if i.kind in {"number", "integer", "array"}]
    if not spec.readings and names and not chance:
        left = ", ".join(f"`{name}`" for name in names[:6])
        symbol = next((r.symbol or r.name for r in spec.results if r.symbol or r.name), None) or "y"
        yield Gap(
            "equation",
            f"no equation says how the result follows from {left}: write it with these names, and the code "
            "is compared with it on drawn inputs",
            spec.span,
            (_paragraph(f"Write the equation: `{symbol} = {_PLACE}`", f"{symbol} = {_PLACE}", spec, text),),
        )
    if not spec.examples and not sessions_of(spec) and (call := _call(spec, model)) is not None:
        yield Gap(
            "example",
            f"no worked example: the value of `{call}` from a table, a paper or a case done by hand is "
            "evidence that no equation gives",
            spec.span,
            (_paragraph(f"Add an example: `>>> {call}`", f">>> {call}\n{_PLACE}", spec, text),),
        )
    if chance and "distribution" not in own and "probability" not in own and "target kept" not in own:
        numbers = [i.name for i in model.inputs if i.kind == "number"][:2]
        wording = _distribution(numbers)
        yield Gap(
            "property",
            f"nothing says how what comes back is distributed, so that only its repeatability is checked: "
            f"say for instance `{wording}`",
            spec.span,
            (_paragraph("State the distribution", f"{wording[0].upper()}{wording[1:]}.", spec, text),),
        )
    for i in model.inputs:
        said = next((p for p in spec.parameters if p.name == i.name), None)
        if said is not None and not i.is_stated and not said.description.strip() and not said.annotation:
            yield Gap(
                "argument",
                f"nothing says what `{i.name}` is (a number, an array of which shape, its unit and range): "
                "inputs for it are guessed",
                spec.span,
            )
    result = spec.results[0] if len(spec.results) == 1 else None
    if result is not None and result.bounds is None and not own and result.span.start < result.span.end:
        end = result.span.start + len(result.span.of(text).rstrip().removesuffix("."))
        yield Gap(
            "property",
            "nothing is said of the result that any right implementation keeps to (a range, a symmetry, a "
            "limit, a value that is known)",
            result.span,
            tuple(
                Proposal(f"Say of the result: {said}, if that is so", Span(end, end), f", {said}")
                for said in ("never negative", "between 0 and 1")
            ),
        )


def _distribution(names: list[str]) -> str:
    if len(names) == 2:
        return f"draws from a normal distribution with mean `{names[0]}` and standard deviation `{names[1]}`"
    scale = f"mean `{names[0]}`" if names else "mean 1"
    return f"draws from an exponential distribution with {scale}"


def _paragraph(title: str, wording: str, spec: Spec, text: str) -> Proposal:
    """Words as a paragraph of their own behind the docstring's first one."""
    line = text.rfind("\n", 0, spec.span.start) + 1
    indent = re.match(r"[ \t]*", text[line:])
    lead = "\n" + (indent.group() if indent else "")
    first = re.search(r"\n[ \t]*\n", spec.text)
    kept = spec.text[: first.start()] if first else spec.text.rstrip()
    at = spec.span.start + len(kept.rstrip())
    body = "".join(lead + each for each in wording.split("\n"))
    is_last = first is None and "\n" not in spec.text[len(kept.rstrip()) :]
    return Proposal(title, Span(at, at), f"\n{body}{lead if is_last else ''}")


def _call(spec: Spec, model: InputModel) -> str | None:
    """A call with plain numbers, None where an argument can't be written down."""
    needed = [i for i in model.inputs if i.default is None]
    if not needed or any(i.kind not in {"number", "integer", "array"} for i in needed):
        return None
    drawn = draw(replace(model, inputs=tuple(needed)), np.random.default_rng(1), "plain")
    if drawn is None:
        return None
    written: list[str] = []
    for i in needed:
        values = np.asarray(drawn.arguments[i.name])
        if values.dtype.kind not in "iuf" or values.size > 6 or values.ndim > 1:
            return None
        shown = [_short(v) for v in values.ravel().tolist()]
        written.append(f"[{', '.join(shown)}]" if values.ndim else shown[0])
    return f"{spec.name}({', '.join(written)})"


def _short(value: float) -> str:
    return repr(value) if isinstance(value, int) else f"{float(f'{value:.2g}')!r}"
