"""Rivals compared by what they do: clusters, the input that tells them apart, and whom to trust most.

Agreement never refutes. Candidates that share an origin share their faults, so that copies (the same
results to the last bit on every draw, or the same code but for names) speak with one voice.
"""

import ast
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from .laws.law import agree
from .named_function import parsed
from .returned import Arguments, Array, Seen
from .trying import Inputs, Trial

RTOL: Final = 1e-6
LEVELS: Final = (1e-6, 1e-3)
"""Agreement is counted at both: methods of different accuracy agree at the second, near misses at neither."""
_ALIKE: Final = 0.92
_EDGE: Final = 0.3
"""What an edge counts for: its inputs may be ones that no right program has to take.
So with a draw on which some give nothing finite."""


@dataclass(frozen=True, slots=True)
class Separation:
    """A draw on which rivals part, the parties (by number), and what the first of each returns."""

    arguments: Arguments
    parties: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """`support`: for each candidate the mean share of independent voices that return what it returns."""

    support: tuple[float, ...]
    weights: tuple[float, ...]
    clusters: tuple[tuple[int, ...], ...]
    """Candidates that agree on every draw, the largest party first."""
    separation: Separation | None


def compare(trials: Sequence[Trial], modules: Sequence[str], inputs: Inputs) -> Compared:
    """Compares what rivals returned on the same draws, value by value."""
    count = len(trials)
    weights = _weights(trials, modules)
    together = np.ones((count, count), dtype=bool)
    shares: list[list[tuple[float, float]]] = [[] for _ in trials]
    best: tuple[float, Separation] | None = None
    for ensemble in inputs.ensembles:
        same = _same_in_distribution([[t.seen[n] for n in ensemble] for t in trials])
        _count_shares(same, weights, shares, 1.0)
    for number, drawn in enumerate(inputs.drawn):
        results = [t.seen[number] for t in trials]
        if inputs.ensembles:
            # Two right programs use the random numbers in different orders; only means can agree.
            break
        if sum(s.parts is not None for s in results) < max(2, count / 3):
            continue
        parts = max((len(s.parts) for s in results if s.parts is not None), default=0)
        whole = np.ones((count, count), dtype=bool)
        is_odd = any(s.parts is None or not all(_is_finite(p) for p in s.parts) for s in results)
        for place in range(parts):
            values = [_part(s, place, parts) for s in results]
            near = [_agreement(values, level) for level in LEVELS]
            whole &= near[0]
            for same in near:
                _count_shares(same, weights, shares, _EDGE if drawn.style == "edge" or is_odd else 1.0)
        together &= whole
        parties = _parties(whole)
        if len(parties) > 1:
            sizes = [sum(weights[i] for i in p) for p in parties]
            # The most even split that a person can check: the information of the split, less for its size.
            spread = -sum((s / sum(sizes)) * np.log(s / sum(sizes)) for s in sizes)
            worth = float(spread) - 0.01 * sum(
                np.size(np.asarray(v)) for v in drawn.arguments.values() if not isinstance(v, str)
            )
            if best is None or worth > best[0]:
                best = (worth, Separation(dict(drawn.arguments), parties))
    support = tuple(_mean(s) for s in shares)
    return Compared(support, tuple(weights), _parties(together), best[1] if best else None)


def _same_in_distribution(
    samples: Sequence[Sequence[Seen]],
) -> "np.ndarray[tuple[int, int], np.dtype[np.bool_]]":
    """Whether the means of random results agree within four standard errors, value by value."""
    count = len(samples)
    moments = [_moments(s) for s in samples]
    same = np.eye(count, dtype=bool)
    for i in range(count):
        for j in range(i + 1, count):
            one, other = moments[i], moments[j]
            if one is None or other is None or one[0].shape != other[0].shape:
                continue
            room = 4.0 * np.sqrt(one[1] + other[1]) + 1e-9 * np.abs(one[0])
            same[i, j] = same[j, i] = bool(np.all(np.abs(one[0] - other[0]) <= room))
    return same


def _moments(sample: Sequence[Seen]) -> tuple[Array, Array] | None:
    """Means and their variances of all values, flattened; None where runs differ in what they return."""
    rows: list[Array] = []
    for seen in sample:
        if seen.parts is None or any(p.dtype.kind not in "biuf" for p in seen.parts):
            return None
        rows.append(np.concatenate([p.astype(np.float64).ravel() for p in seen.parts]))
    if len({len(r) for r in rows}) != 1:
        return None
    table = np.asarray(rows)
    return table.mean(axis=0), table.var(axis=0, ddof=1) / len(table)


def _is_finite(part: Array) -> bool:
    return part.dtype.kind not in "fc" or bool(np.isfinite(part).all())


def _mean(shares: Sequence[tuple[float, float]]) -> float:
    total = sum(w for _, w in shares)
    return sum(s * w for s, w in shares) / total if total else 0.0


def _part(seen: Seen, place: int, parts: int) -> Array | None:
    if seen.parts is None or len(seen.parts) != parts:
        return None
    return seen.parts[place]


def _agreement(
    values: Sequence[Array | None], rtol: float = RTOL
) -> "np.ndarray[tuple[int, int], np.dtype[np.bool_]]":
    count = len(values)
    same = np.eye(count, dtype=bool)
    for i in range(count):
        for j in range(i + 1, count):
            same[i, j] = same[j, i] = _alike(values[i], values[j], rtol)
    return same


def _alike(one: Array | None, other: Array | None, rtol: float) -> bool:
    if one is None or other is None or one.shape != other.shape:
        return False
    if not np.array_equal(np.isnan(one), np.isnan(other)):
        return False
    return agree(one, other, rtol)


def _count_shares(
    same: "np.ndarray[tuple[int, int], np.dtype[np.bool_]]",
    weights: Sequence[float],
    shares: list[list[tuple[float, float]]],
    factor: float,
) -> None:
    total = sum(weights)
    largest = max(sum(w for w, s in zip(weights, row, strict=True) if s) for row in same)
    if same.all() or total <= 0 or (len(same) > 3 and largest <= max(weights)):
        # All agree, or nobody does with anybody: nothing is learned about anyone.
        return
    for i, row in enumerate(shares):
        share = float(sum(w for w, s in zip(weights, same[i], strict=True) if s)) / total
        row.append((share, factor))


def _parties(same: "np.ndarray[tuple[int, int], np.dtype[np.bool_]]") -> tuple[tuple[int, ...], ...]:
    out: list[list[int]] = []
    for i in range(len(same)):
        home = next((p for p in out if same[i, p[0]]), None)
        if home is None:
            out.append([i])
        else:
            home.append(i)
    return tuple(tuple(p) for p in sorted(out, key=len, reverse=True))


def _weights(trials: Sequence[Trial], modules: Sequence[str]) -> list[float]:
    """One voice for each group of copies."""
    count = len(trials)
    shapes = [_shape_of(m) for m in modules]
    group = list(range(count))
    for i in range(count):
        for j in range(i):
            if group[j] == j and (
                _identical(trials[i], trials[j]) or _similar(shapes[i], shapes[j]) >= _ALIKE
            ):
                group[i] = j
                break
    sizes = Counter(group)
    return [1.0 / sizes[g] for g in group]


def _identical(one: Trial, other: Trial) -> bool:
    """The same bits wherever rounding could tell two programs apart."""
    telling = 0
    for a, b in zip(one.seen, other.seen, strict=True):
        if (a.parts is None) != (b.parts is None):
            return False
        if a.parts is None or b.parts is None:
            continue
        if len(a.parts) != len(b.parts):
            return False
        for x, y in zip(a.parts, b.parts, strict=True):
            if not np.array_equal(x, y, equal_nan=x.dtype.kind in "fc" and y.dtype.kind in "fc"):
                return False
            if x.dtype.kind == "f" and x.size:
                values = x.astype(np.float64)
                telling += int(np.sum(np.isfinite(values) & (values != np.round(values, 6))))
    return telling >= 40


def _shape_of(module: str) -> Counter[str]:
    """Pairs of parent and child in the syntax tree, with names left out."""
    tree = parsed(module)
    if tree is None:
        return Counter()
    out: Counter[str] = Counter()
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr_context | ast.alias | ast.Import | ast.ImportFrom):
                continue
            out[f"{_label(node)}>{_label(child)}"] += 1
    return out


def _label(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=value):
            return f"={value!r}"
        case ast.Attribute(attr=attr):
            return f".{attr}"
        case _:
            return type(node).__name__


def _similar(one: Counter[str], other: Counter[str]) -> float:
    """Weighted Jaccard index."""
    union = sum((one | other).values())
    return sum((one & other).values()) / union if union else 0.0


def ranked(scores: Sequence[float], compared: Compared, is_refuted: Sequence[bool]) -> list[float]:
    """A standing for each candidate, the highest first choice: evidence alone, then independent support.

    `scores` are log odds from the candidate's own evidence. The share of voices counts as odds, each
    voice discounted for what rivals have in common.
    """
    out: list[float] = []
    for score, support, refuted in zip(scores, compared.support, is_refuted, strict=True):
        share = min(max(support, 0.02), 0.98)
        out.append(score + 2.5 * float(np.log(share / (1 - share))) - (100.0 if refuted else 0.0))
    return out


def majority(trials: Sequence[Trial], inputs: Inputs) -> list[float]:
    """Size of the party that does all the same: plain majority vote, as a baseline."""
    count = len(trials)
    together = np.ones((count, count), dtype=bool)
    for number in range(len(inputs.drawn)):
        results = [t.seen[number] for t in trials]
        parts = max((len(s.parts) for s in results if s.parts is not None), default=0)
        for place in range(parts):
            together &= _agreement([_part(s, place, parts) for s in results])
    return [float(row.sum()) for row in together]


def medoid(trials: Sequence[Trial], inputs: Inputs) -> list[float]:
    """Mean agreement with the others over all draws: the behavioural medoid, as a baseline."""
    count = len(trials)
    total = np.zeros((count, count))
    for number in range(len(inputs.drawn)):
        results = [t.seen[number] for t in trials]
        parts = max((len(s.parts) for s in results if s.parts is not None), default=0)
        whole = np.ones((count, count), dtype=bool)
        for place in range(parts):
            whole &= _agreement([_part(s, place, parts) for s in results])
        total += whole
    return [float(row.sum()) for row in total]
