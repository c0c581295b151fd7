"""Symbols that a description makes the length of an argument, and those that only look so."""

import pytest

from ansatz.core.text import Span
from ansatz.reading.docstring import Entry
from ansatz.reading.sizes import lengths


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("ndarray, shape (n,) masses", {"n": "q"}),
        ("(n_stars,) array_like", {"n_stars": "q"}),
        ("array of length K", {"K": "q"}),
        ("sequence of size `m`", {"m": "q"}),
        ("N measured values", {"N": "q"}),
        ("position along a rod of length L", {}),
        ("positions on a grid of size h", {}),
        ("heights in m values", {}),
        ("a list of values", {}),
        ("ndarray, shape (n, 2)", {}),
        ("array of length order", {}),
    ],
)
def test_lengths_are_what_the_words_say(said, expected):
    assert lengths({"q": Entry("q", said, Span(0, 0))}, ("q", "order")) == expected


def test_an_argument_is_no_length():
    assert lengths({"q": Entry("q", "array of length n", Span(0, 0))}, ("q", "n")) == {}
