"""The catalogue of everyday routines against what is installed."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from installed import PACKAGES, routine

from ansatz.sources.library.everyday import ENTRIES, Entry, called
from ansatz.sources.library.senses import SENSES
from ansatz.sources.library.words import spaced

HERE = [e for e in ENTRIES if e.routine.split(".")[0] in PACKAGES]


@pytest.mark.parametrize("entry", HERE, ids=lambda e: e.routine)
def test_every_part_is_a_parameter_of_the_routine(entry: Entry):
    known = routine(entry.routine)
    if known is None:
        pytest.skip("not in this version")
    parameters = {p.name for p in known.parameters}
    assert set(entry.takes) <= parameters
    assert {one.option for one in entry.opens} <= parameters


def test_settled_settings_and_met_senses_are_senses():
    names = {sense.name for sense in SENSES}
    assert {s for e in ENTRIES for one in e.opens for s in one.senses} <= names
    assert {s for e in ENTRIES for s in e.meets} <= names


def test_a_name_within_a_longer_name_does_not_count():
    found = called("Median absolute deviation of the residuals.", "")
    assert "scipy.stats.median_abs_deviation" in found
    assert "numpy.median" not in found


def test_a_common_word_counts_in_the_first_sentence_alone():
    assert "numpy.std" not in called("Standard error of the mean.", "The standard deviation uses n - 1.")


def test_blanks_match_the_end_of_a_line():
    import re

    assert re.search(spaced(r"forward and[ -]backward(?<! x)"), "forward\n    and backward")
