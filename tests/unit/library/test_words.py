"""Words of specs, docstrings and names come to the same terms."""

import pytest

from ansatz.library import words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Savitzky–Golay smoothing", "savitzky golay smoothed"),
        ("interpolation", "interpolating"),
        ("derivatives", "derivative"),
        ("matrices", "matrix"),
        ("probabilities", "probability"),
        ("Hückel", "huckel"),
        ("θ", "theta"),
        ("gaussian_filter", "GaussianFilter"),
        ("Earth mover's", "earth movers"),
        ("fitted", "fits"),
    ],
)
def test_spellings_that_mean_one_thing_have_one_stem(one, other):
    assert words.terms(one) == words.terms(other)


@pytest.mark.parametrize(("one", "other"), [("station", "state"), ("normal", "norm"), ("signal", "sign")])
def test_words_of_other_things_are_kept_apart(one, other):
    assert words.terms(one) != words.terms(other)


def test_digits_belong_to_the_names_that_have_them():
    assert "fft2" in words.of_name("scipy.fft.fft2")
    assert {"savgol", "savgol_filter"} <= set(words.of_name("scipy.signal.savgol_filter"))
    assert "ks1samp" in words.terms("ks_1samp")


def test_words_that_say_nothing_are_left_out_of_terms_but_not_of_sequences():
    assert words.terms("the root of the function") == ["root"]
    assert words.sequence("root of the") == ["root", "of", "the"]
