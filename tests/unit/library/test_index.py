"""A search over a small index: what is found, why, and what is not."""

import sqlite3

import pytest

from ansatz.library import Builder, NoIndex, Stopped, open_index

from .conftest import ROUTINES, build


def names(found):
    return [one.routine.name for one in found]


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("savgol", "scipy.signal.savgol_filter"),
        ("Savitzky–Golay", "scipy.signal.savgol_filter"),
        ("scipy.integrate.quad", "scipy.integrate.quad"),
        ("area under f between two limits: ∫ f(x) dx", "scipy.integrate.quad"),
        ("dm/dt = -k sqrt(m)", "scipy.integrate.solve_ivp"),
        ("square root of an array", "numpy.sqrt"),
    ],
)
def test_a_question_finds_its_routine_first(index, query, best):
    assert names(index.find(query))[0] == best


def test_a_spec_finds_a_routine_by_its_mathematics_alone(index):
    spec = '''
import numpy as np


def share_of_time(Q):
    """Long-run share of time in each conformation of a chain of transitions; pi P = pi."""
    ...
'''
    (first, *_) = index.find(spec)
    assert first.routine.name.endswith("eig")
    assert any("eigenvalue" in why for why in first.why)


def test_what_a_file_imports_is_meant(index):
    spec = 'from scipy.fft import fft\n\n\ndef f(x):\n    """Spectrum of x by a Fourier transform."""\n'
    assert names(index.find(spec))[0] == "scipy.fft.fft"


def test_nothing_is_found_for_nothing(index):
    assert index.find("") == ()
    assert index.find("zxqv") == ()
    assert index.find("integral", 0) == ()


def test_only_the_wanted_are_searched_where_that_is_asked_for(index):
    among = frozenset({"numpy.fft.fft_again", "numpy.sqrt"})
    assert names(index.find("discrete Fourier transform", among=among)) == ["numpy.fft.fft"]


@pytest.mark.parametrize("ranking", ["bm25", "vectors"])
def test_each_kind_of_evidence_can_be_used_alone(index, ranking):
    assert names(index.find("Savitzky-Golay filter", 1, ranking=ranking)) == ["scipy.signal.savgol_filter"]


def test_methods_of_distributions_are_known_but_not_searched(index):
    assert index.routine("scipy.stats.norm.pdf").kind == "method"
    assert "scipy.stats.norm.pdf" not in names(index.find("probability density function"))


def test_a_routine_is_known_by_its_aliases_and_has_its_version(index):
    assert index.routine("numpy.fft.fft_again").name == "numpy.fft.fft"
    assert index.routine("numpy.fft.fft").version == "numpy-version"
    assert index.routine("numpy.nothing") is None


@pytest.mark.parametrize(
    "query",
    ['" OR NEAR(', "name:*", "'; DROP TABLE texts; --", "\x00", "a" * 200_000, "((((" * 5000, "ß𝛼\ud800"],
)
def test_hostile_queries_are_only_text(index, query):
    index.find(query)
    assert names(index.find("savgol")) == ["scipy.signal.savgol_filter"]


def test_an_index_is_the_same_every_time(tmp_path, index):
    again = build(tmp_path / "again.sqlite")
    query = "smooth an array"
    assert [(one.routine.name, one.score) for one in again.find(query)] == [
        (one.routine.name, one.score) for one in index.find(query)
    ]
    again.close()


def test_an_empty_library_can_be_searched(tmp_path):
    empty = build(tmp_path / "empty.sqlite", {})
    assert empty.find("integral") == ()
    empty.close()


def test_a_build_that_is_stopped_leaves_nothing(tmp_path):
    builder = Builder(tmp_path / "library.sqlite", lambda: True)
    with pytest.raises(Stopped):
        builder.add(ROUTINES["scipy"], "1")
    builder.discard()
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_index_says_so(tmp_path):
    with pytest.raises(NoIndex):
        open_index(tmp_path / "nothing.sqlite")
    (tmp_path / "noise.sqlite").write_bytes(b"noise" * 1000)
    with pytest.raises(NoIndex):
        open_index(tmp_path / "noise.sqlite")
    sqlite3.connect(tmp_path / "other.sqlite").executescript("CREATE TABLE t (x); PRAGMA user_version = 99;")
    with pytest.raises(NoIndex):
        open_index(tmp_path / "other.sqlite")
