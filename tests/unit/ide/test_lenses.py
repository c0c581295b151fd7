"""Lenses: what can be done with a function, and how its last verdict was."""

from datetime import UTC, datetime, timedelta

import pytest

from ansatz.core.outcome import FunctionReading
from ansatz.core.text import Span
from ansatz.core.understanding import Understanding, UnderstoodEquation
from ansatz.ide import lenses
from ansatz.ide.lenses import age
from ansatz.targets import functions, slice_digest, spec_digest
from support import values

TEXT = '''def stub(x):
    """Doc."""
    ...


def body(x):
    """y = 2 x"""
    return 2 * x


def plain(x):
    """Doc."""
    return x


def bare(x):
    return x
'''
NOW = datetime(2026, 1, 10, tzinfo=UTC)
READ = (
    FunctionReading(
        "body", "body", 0, (), Understanding((UnderstoodEquation(Span(0, 1), "y = 2 x", ("a",)),), (), ())
    ),
    FunctionReading("plain", "plain", 0, (), Understanding((), (), ())),
)


class Records:
    def __init__(self, *records: values.Record) -> None:
        self._records = records

    def get(self, qualified_name, spec_digest, slice_digest):
        return next((r for r in self._records if r.slice_digest == slice_digest), None)

    def latest(self, qualified_name, spec_digest):
        return next((r for r in self._records if r.qualified_name == qualified_name), None)


def _titles(*records: values.Record) -> list[tuple[str, str, str]]:
    found = lenses(TEXT, Records(*records), READ, NOW)
    return [(each.span.of(TEXT), each.title, each.verb) for each in found]


def test_stubs_can_be_generated_and_what_states_an_equation_validated():
    assert _titles() == [("stub", "Generate", "generate"), ("body", "Validate", "validate")]


def _record(code: str) -> values.Record:
    target = next(each for each in functions(TEXT) if each.name == "body")
    return values.record(
        "body",
        spec_digest=spec_digest(TEXT, target),
        slice_digest=slice_digest(TEXT, target) if code == "current" else "other",
        level="verified",
        action="validated",
    )


def test_the_last_verdict_is_shown_and_goes_stale():
    (_, title, verb) = _titles(_record("current"))[1]
    assert title.startswith("✓ Verified, validated ")
    assert verb == "validate"
    assert "Edited since" in _titles(_record("old"))[1][1]


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(hours=5, minutes=10), "5 hours ago"),
        (timedelta(days=40), "40 days ago"),
        (timedelta(seconds=-5), "just now"),
    ],
)
def test_ages_are_said_as_people_do(before: timedelta, said: str):
    assert age((NOW - before).isoformat(), NOW) == said
