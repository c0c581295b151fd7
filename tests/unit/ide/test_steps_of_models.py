"""Hover on a step that a model planned: its examples, its own evidence, and what the whole took."""

from dataclasses import replace

from ansatz.core.candidate import Making, PlacedStep
from ansatz.core.text import Span
from ansatz.ide import hover
from ansatz.ide.making import cost_of, made_with
from ansatz.targets import named, slice_digest, spec_digest
from support import values
from support.values import Records

TEXT = '''def spread(x):
    """How far values lie apart."""
    def centre(x):
        """mean of the values"""
        return x.mean()

    middle = centre(x)

    return abs(x - middle).max()
'''
STEP = PlacedStep(
    "middle", "mean", Span(0, 4), "`centre(x) -> middle`: mean of the values", 1, 5,
    ("mathematics/power_iteration",), ("ran on 9 of 11 inputs drawn from the docstring",),
)  # fmt: skip
MAKING = Making(
    ("lab/model",), (("plan", 1, "ab"),), ("mathematics/power_iteration",), "mathematics",
    6, 5000, 213, None, 8.13,
)  # fmt: skip


def shown(mark):
    (target,) = named(TEXT, "spread")
    record = replace(
        values.record(
            "spread",
            qualified_name="spread",
            spec_digest=spec_digest(TEXT, target),
            slice_digest=slice_digest(TEXT, target),
            steps=[STEP],
        ),
        making=MAKING,
    )
    found = hover(TEXT, Records(record), TEXT.index(mark))
    return found and found.plain


def test_a_step_that_is_a_function_of_its_own_names_its_examples_and_evidence():
    text = shown("x.mean()")
    assert text is not None
    assert "mathematics/power_iteration" in text and "ran on 9 of 11 inputs" in text
    assert "6 calls, 5,213 tokens, price not known, 8.1 s" in text


def test_beside_the_steps_only_the_whole_is_told():
    text = shown("return abs")
    assert text is not None and "This step" not in text and "Written by lab/model" in text


def test_the_cost_is_said_in_money_where_prices_are_known_and_as_nothing_where_nothing_was_sent():
    assert "$0.0310" in cost_of(replace(MAKING, usd=0.031))
    assert "Nothing was sent" in made_with(replace(MAKING, calls=0))
