"""A function that fits a stated model is given data that the model describes."""

import numpy as np
import pytest

from ansatz import targets
from ansatz.claims.inputs.infer import model_of
from ansatz.claims.trying import Inputs, inputs_for
from ansatz.core.spec import Spec
from ansatz.reading.read import read_spec

MICHAELIS = '''
def kinetics(S, v):
    """Fit of the rate law

        v = Vmax * S / (Km + S)

    to measured initial rates.

    S : (n,) array
        substrate concentrations, positive
    v : (n,) array
        rates, positive

    Returns Vmax, Km.
    """
'''
DECAY = '''
def attenuation(depth, hits):
    """Fits I(depth) = I0 * exp(-mu * depth) to counted hits.

    depth : (n,) depths
    hits : (n,) counts, integers

    Returns mu.
    """
'''
LINE = '''
def calibration(x, y, sigma):
    """Weighted fit of a straight line y = a + b*x to readings.

    x : (n,) array
    y : (n,) array
    sigma : (n,) array
        one-sigma errors of y
    """
'''


def spec_of(text: str) -> Spec:
    (target,) = targets.functions(text)
    return read_spec(text, target)


def data(text: str, style: str, *names: str) -> list[tuple[np.ndarray, ...]]:
    inputs: Inputs = inputs_for(spec_of(text), 0)
    out = [tuple(np.asarray(d.arguments[n]) for n in names) for d in inputs.drawn if d.style == style]
    assert out
    return out


def test_rates_lie_on_the_law() -> None:
    for substrate, rate in data(MICHAELIS, "plain", "S", "v"):
        # Lineweaver and Burk: 1/v is linear in 1/S, with slope Km/Vmax and intercept 1/Vmax.
        slope, offset = np.polyfit(1 / substrate, 1 / rate, 1, w=rate)
        assert slope > 0 and offset > 0
        assert np.max(np.abs((offset + slope / substrate) * rate - 1)) < 0.1


def test_counts_scatter_as_counts_do() -> None:
    for depth, hits in data(DECAY, "plain", "depth", "hits"):
        assert hits.dtype.kind == "i" and hits.min() >= 0
        used = hits > 20
        slope, offset = np.polyfit(depth[used], np.log(hits[used]), 1, w=np.sqrt(hits[used]))
        expected = np.exp(offset + slope * depth[used])
        chi_square = np.sum((hits[used] - expected) ** 2 / expected) / (used.sum() - 2)
        assert 0.3 < chi_square < 2.5


def test_errors_have_the_size_of_the_scatter() -> None:
    for x, y, sigma in data(LINE, "plain", "x", "y", "sigma"):
        slope, offset = np.polyfit(x, y, 1)
        scatter = np.std(y - offset - slope * x)
        assert scatter / 3 < sigma.mean() < scatter * 3


@pytest.mark.parametrize(
    "text",
    [
        MICHAELIS.replace("Fit of the rate law", "Evaluates the rate law"),
        MICHAELIS.replace("Vmax * S / (Km + S)", "Vmax * __import__('os')"),
        LINE.replace("y = a + b*x", "the readings"),
        LINE.replace("a straight line y = a + b*x", "y = a + b*x or y = a * x"),
    ],
)
def test_without_one_model_nothing_is_taken_for_one(text: str) -> None:
    assert model_of(spec_of(text)).fit is None


def test_what_the_caller_gives_is_kept() -> None:
    text = MICHAELIS.replace("(S, v)", "(S, v, Km)").replace(
        "Returns Vmax", "Km : float, positive\n\n    Returns"
    )
    fit = model_of(spec_of(text)).fit
    assert fit is not None and fit.known == ("Km",)
    for drawn in inputs_for(spec_of(text), 0).drawn:
        if drawn.style == "plain":
            substrate, rate, km = (np.asarray(drawn.arguments[n]) for n in ("S", "v", "Km"))
            ratio = rate * (km + substrate) / substrate
            assert np.std(ratio) < 0.05 * np.mean(ratio)
