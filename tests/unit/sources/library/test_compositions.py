"""What is composed for a docstring, and what is asked or left alone instead."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from installed import EverydaySearch

from ansatz import targets
from ansatz.reading.read import read_spec
from ansatz.sources.library.source import Drafted, drafted


def draft(spec: str, barred: frozenset[str] = frozenset()) -> Drafted:
    target = next(iter(targets.functions(spec)))
    return drafted(spec, target, read_spec(spec, target), EverydaySearch(barred))


def check_body(spec: str, *lines: str) -> None:
    found = draft(spec)
    assert found.candidates, (found.why_not, found.question)
    assert found.candidates[0].body.splitlines() == list(lines)


def stub(signature: str, docstring: str, imports: str = "import numpy as np") -> str:
    return f'{imports}\n\n\ndef {signature}:\n    """{docstring}"""\n    raise NotImplementedError\n'


def test_an_option_is_set_from_the_prose():
    check_body(
        stub(
            "compare(control, drug)",
            """Welch's t-test of two groups of mice.

    control, drug: 1-D arrays of weights in g

    Returns the p-value.
    """,
            "from scipy import stats",
        ),
        "return stats.ttest_ind(control, drug, equal_var=False).pvalue",
    )


def test_an_option_that_is_not_settled_is_asked_for():
    found = draft(
        stub(
            "standard_scores(x)",
            """Z-scores of a sample.

    x: 1-D array
    """,
            "from scipy import stats",
        )
    )
    assert not found.candidates
    assert found.question is not None and "n - 1" in found.question


def test_samples_in_any_order_are_sorted_first():
    check_body(
        stub(
            "salinity_at(q, depth, s)",
            """Salinity at the depths q, linearly interpolated.

    q : array
        Depths where the salinity is wanted (m).
    depth : array
        Sampled depths (m), in any order.
    s : array
        Salinity of the samples.

    Outside the sampled depths the result is nan.
    """,
        ),
        "order = np.argsort(depth)",
        "return np.interp(q, depth[order], s[order], left=np.nan, right=np.nan)",
    )


def test_units_are_converted_and_never_confused():
    text = """Energy from a power record by the trapezoidal rule.

    Parameters
    ----------
    t : (n,) array
        Times in {time}.
    p : (n,) array
        Power in W.

    Returns
    -------
    float
        Energy in {energy}.
    """
    imports = "from scipy.integrate import trapezoid"
    check_body(
        stub("energy(t, p)", text.format(time="hours", energy="J"), imports),
        "return float(trapezoid(p, x=t) * 3600)",
    )
    found = draft(stub("energy(t, p)", text.format(time="hours", energy="kg"), imports))
    assert not found.candidates
    assert "which is no kg" in found.why_not[0]


def test_a_frequency_in_hertz_becomes_angular():
    check_body(
        stub(
            "power(t, y, freq)",
            """Lomb-Scargle periodogram of unevenly sampled data, not normalised.

    t: times [s]
    y: values with zero mean
    freq: frequencies [Hz] at which the power is wanted
    """,
            "import numpy as np\nfrom scipy.signal import lombscargle",
        ),
        "return lombscargle(t, y, 2 * np.pi * freq)",
    )


@pytest.mark.parametrize(
    ("measure", "call"),
    [
        ("degrees", "stats.circmean(heading, high=360)"),
        ("radians", "stats.circmean(heading)"),
    ],
)
def test_angles_come_in_the_stated_measure(measure: str, call: str):
    text = f"""Circular mean of the headings.

    heading: 1-D array, {measure}
    """
    check_body(stub("mean_heading(heading)", text, "from scipy import stats"), f"return {call}")


def test_a_table_runs_along_its_axis_of_samples():
    check_body(
        stub(
            "lowpass(traces, fs, fc)",
            """Zero-phase fourth-order Butterworth low-pass.

    traces: (samples, sensors) array
    fs: sampling rate, Hz
    fc: cut-off frequency, Hz
    """,
            "from scipy import signal",
        ),
        'sos = signal.butter(4, fc, btype="lowpass", output="sos", fs=fs)',
        "return signal.sosfiltfilt(sos, traces, axis=0)",
    )


def test_a_direction_of_filtering_that_is_open_is_not_guessed():
    found = draft(
        stub(
            "lowpass(trace, fs, fc)",
            """Fourth-order Butterworth low-pass.

    trace: 1-D array
    fs: sampling rate, Hz
    fc: cut-off frequency, Hz
    """,
            "from scipy import signal",
        )
    )
    assert not found.candidates
    assert "both directions" in found.why_not[0]


def test_what_nothing_answers_forbids_the_candidate():
    found = draft(
        stub(
            "spread(x)",
            """Interquartile range of the logarithms of a sample.

    x: 1-D array
    """,
            "from scipy import stats",
        )
    )
    assert not found.candidates
    assert "logarithms" in found.why_not[0]


def test_a_negated_phrase_does_not_set_an_option():
    found = draft(
        stub(
            "psd(x, fs, n)",
            """Welch power spectral density. Do not subtract the mean of each segment.

    x: 1-D array of samples
    fs: sampling rate, Hz
    n: segment length in samples

    Returns (f, p): frequencies and density.
    """,
            "from scipy import signal",
        )
    )
    assert not found.candidates


def test_ties_between_results_are_settled_by_their_order():
    check_body(
        stub(
            "pair_up(cost)",
            """Optimal one-to-one assignment of sources to sinks with the least total cost.

    cost: (n, n) array

    Returns (rows, cols): indices of the pairs.
    """,
            "from scipy.optimize import linear_sum_assignment",
        ),
        "rows, cols = linear_sum_assignment(cost)",
        "return rows, cols",
    )


def test_a_barred_routine_is_never_called():
    spec = stub("hull(p)", """Area of the convex hull.\n\n    p : (n, 2) array of positions, m\n    """)
    check = draft(spec)
    assert check.candidates and ".volume" in check.candidates[0].body
    barred = draft(spec, frozenset({"scipy.spatial.ConvexHull"}))
    assert all("ConvexHull" not in c.body for c in barred.candidates)


def test_every_trial_passes_all_arguments():
    found = draft(
        stub(
            "slope_of(t, y)",
            """Theil-Sen slope.

    t: times, s
    y: values
    """,
            "from scipy import stats",
        )
    )
    (candidate,) = found.candidates
    assert candidate.trials and all(set(trial) == {"t", "y"} for trial in candidate.trials)


def test_a_value_that_is_not_wanted_is_not_returned():
    check_body(
        stub(
            "correlation(x, y)",
            """Spearman rank correlation between x and y, without its p-value.

    x, y: 1-D arrays
    """,
            "from scipy import stats",
        ),
        "return stats.spearmanr(x, y).statistic",
    )


def test_all_results_that_a_sentence_lists_are_returned():
    check_body(
        stub(
            "pair_up(distances)",
            """Pair points of two sets at least total distance (linear sum assignment).

    distances : (n, m) array, distance from point i to point j

    Returns the row indices and the column indices of the optimal assignment.
    """,
            "from scipy.optimize import linear_sum_assignment",
        ),
        "row_ind, col_ind = linear_sum_assignment(distances)",
        "return row_ind, col_ind",
    )
