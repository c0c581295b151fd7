"""Inputs that a text itself calls hard: long series, large numbers, high orders, missing values."""

import re
from typing import Final, Literal, NamedTuple

import numpy as np

from ...core.inputs import Input, InputModel
from ...core.spec import Spec
from .draw import Drawn
from .standins import Argument

How = Literal["long", "large", "reach"]
_FLOW: Final = (
    r"\b(?:under|over)flow\w*\b|numerically\s+stable|\bhas\s+to\s+survive\b|must\s+survive|log-?sum-?exp"
)
_LONG: Final = (
    r"\b(?:thousands?\s+of|long)\s+(?:\w+\s+)?(?:markers|symbols|steps|observations|samples|"
    r"sequences?|sites|bases)\b|"
    r"\b(?:sequences|series|chains)\b[^.;]{0,60}\b(?:thousands|long)\b"
)
_LARGE: Final = (
    r"\b(?:scores|values|energies|logits|features|arguments|exponents)\s+of\s+(?:several\s+|"
    r"a\s+few\s+|many\s+)?"
    r"(?:thousand|hundred)s?\b|\bbadly\s+scaled\s+(?:features|inputs|data)\b"
)
_NAN: Final = re.compile(
    r"\bnans?\b[^.;]{0,50}\b(no-?data|missing|failed|masked|gaps?|allowed|invalid|left out|"
    r"ignored|skipped|dropped)\b",
    re.IGNORECASE,
)


class Hard(NamedTuple):
    """One argument, in which way it is hard, and where the text says so. `to` is the order to reach."""

    name: str
    how: How
    place: tuple[int, int]
    to: int = 0


def hardships(spec: Spec, model: InputModel) -> list[Hard]:
    """What the text says the function has to stand."""
    out: list[Hard] = []
    flow = re.search(_FLOW, spec.text, re.IGNORECASE)
    long = re.search(_LONG, spec.text, re.IGNORECASE)
    large = re.search(_LARGE, spec.text, re.IGNORECASE)
    for i in model.inputs:
        says = f"{i.name} {_says(spec, i)}"
        if flow and long and i.kind == "array" and len(i.dims) == 1:
            alone = not any(j.name != i.name and i.dims[0] in j.dims for j in model.inputs)
            if alone and re.search(r"\b(obs\w*|sequence|symbols|series|signal)\b", says):
                out.append(Hard(i.name, "long", flow.span()))
        is_signed = i.kind == "array" and i.elements == "real" and "any sign" in i.traits
        is_meant = re.search(r"\b(features|scores|logits|energies|inputs|data)\b", says) is not None
        if flow and large and is_signed and is_meant:
            out.append(Hard(i.name, "large", large.span()))
        if i.kind == "integer":
            reach = re.search(
                rf"(?<![\w.]){re.escape(i.name)}\W{{1,3}}(?:goes\s+)?(?:up\s+to|of)"
                rf"\s+(?:about\s+)?(\d{{1,3}})(?!\d|\.\d)",
                spec.text,
            )
            if reach and 2 <= int(reach.group(1)) <= 200:
                out.append(Hard(i.name, "reach", reach.span(), int(reach.group(1))))
    return out


def _says(spec: Spec, i: Input) -> str:
    return next((p.description for p in spec.parameters if p.name == i.name), "")


def hardened(hard: Hard, drawn: Drawn) -> Drawn | None:
    """A draw made hard; None where it can't be."""
    value = drawn.arguments[hard.name]
    if hard.how == "reach":
        return Drawn("harsh", {**drawn.arguments, hard.name: hard.to}, drawn.sizes)
    given = np.asarray(value)
    if given.size == 0:
        return None
    moved: Argument = np.tile(given, 3000 // len(given) + 1) if hard.how == "long" else given * 4000.0
    return Drawn("harsh", {**drawn.arguments, hard.name: moved}, drawn.sizes)


def with_gaps(spec: Spec, model: InputModel, drawn: Drawn, rng: np.random.Generator) -> Drawn | None:
    """A draw with missing values where the text speaks of them; None where it does not."""
    if not _NAN.search(spec.text):
        return None
    arrays = [i for i in model.inputs if i.kind == "array" and i.elements == "real" and not i.as_list]
    chosen = [i for i in arrays if i.may_be_nan] or (arrays if len(arrays) == 1 else [])
    moved = dict(drawn.arguments)
    for i in chosen:
        values = np.array(moved[i.name], dtype=np.float64)
        if values.size < 3:
            return None
        values.ravel()[rng.choice(values.size, max(1, values.size // 8), replace=False)] = np.nan
        moved[i.name] = values
    return Drawn("gaps", moved, drawn.sizes) if chosen else None
