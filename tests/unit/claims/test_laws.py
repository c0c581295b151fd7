"""For each law a right and a wrong function of real science that it tells apart."""

import asyncio
import textwrap
from dataclasses import dataclass

import pytest

from ansatz.claims.assessing import assess, free_claims
from ansatz.claims.laws import ends, matrices, parity, refusing, rotations, sides, slopes, special, turns
from ansatz.claims.laws.register import LAWS
from ansatz.claims.trying import inputs_for
from ansatz.core.candidate import Candidate
from ansatz.core.claim import Basis
from ansatz.core.evidence import Refuted, Supported
from ansatz.reading.read import read_spec
from ansatz_sandbox import Limits
from support.in_process import InProcess
from support.specs import only_function


@dataclass(frozen=True)
class Pair:
    """A law, a spec, and two bodies of which it refutes the second."""

    law: str
    signature: str
    doc: str
    right: str
    wrong: str
    head: str = ""


PAIRS = [
    Pair(
        "unchanged",
        "remove_mean(series)",
        """Anomalies of a climate series.

        series: (n,) monthly means
        Returns the departures from the mean, same shape as series.
        """,
        "return series - series.mean()",
        "series -= series.mean()\nreturn series",
    ),
    Pair(
        "repeatable",
        "random_walk(n_steps, rng)",
        """Positions of an unbiased walker with Gaussian steps.

        n_steps: number of steps
        rng: numpy.random.Generator
        """,
        "return np.cumsum(rng.normal(size=n_steps))",
        "return np.cumsum(np.random.normal(size=n_steps))",
    ),
    Pair(
        "fresh",
        "thermal_velocities(n, rng=None)",
        """Maxwellian velocities of n particles, shape (n, 3).

        n: number of particles
        rng: numpy.random.Generator; a fresh default_rng() if None
        """,
        "rng = np.random.default_rng() if rng is None else rng\nreturn rng.normal(size=(n, 3))",
        "rng = np.random.default_rng(0) if rng is None else rng\nreturn rng.normal(size=(n, 3))",
    ),
    Pair(
        "whole",
        "growth_rate(temperature)",
        """Relative growth of a culture, temperature a number or array.

        temperature: float or array, degrees above the threshold
        """,
        "return np.asarray(temperature, dtype=float) / 7.3",
        "t = np.asarray(temperature)\nout = np.zeros_like(t)\nout[...] = t / 7.3\nreturn out",
    ),
    Pair(
        "elementwise",
        "lorentz_factor(beta)",
        """Lorentz factor.

        beta: float or array of them, 0 <= beta < 1; the result has the same shape as beta.
        """,
        "return 1 / np.sqrt(1 - np.asarray(beta) ** 2)",
        "return 1 / np.sqrt(1 - np.max(np.asarray(beta)) ** 2) + 0 * np.asarray(beta)",
    ),
    Pair(
        "rows",
        "bond_angle(a, b, c)",
        """Angle at b in radians.

        Atoms are Cartesian points; a, b and c have shape (..., 3).

        a: array of shape (..., 3)
        b: array of shape (..., 3)
        c: array of shape (..., 3)
        """,
        "u, v = a - b, c - b\n"
        "n = np.linalg.norm(u, axis=-1) * np.linalg.norm(v, axis=-1)\n"
        "return np.arccos((u * v).sum(-1) / n)",
        "u, v = a - b, c - b\nreturn np.arccos((u * v).sum(-1) / (np.linalg.norm(u) * np.linalg.norm(v)))",
    ),
    Pair(
        "reordered",
        "dose_area(times, doses)",
        """Area under a dose curve by the trapezoidal rule.

        times: (n,) sampling times, all different, in any order
        doses: (n,) doses at these times
        """,
        "k = np.argsort(times)\nreturn np.trapezoid(doses[k], times[k])",
        "return np.trapezoid(doses, times)",
    ),
    Pair(
        "within",
        "detection(distance, scale)",
        """Half-normal detection function of line transects.

        distance: float, >= 0
        scale: float, > 0

        Returns
        -------
        g : float
            Probability of detection, between 0 and 1.
        """,
        "return np.exp(-distance**2 / (2 * scale**2))",
        "return np.exp(distance**2 / (2 * scale**2))",
    ),
    Pair(
        "sums",
        "populations(energies, kT)",
        """Boltzmann populations of levels.

        energies: (n,) level energies, any sign
        kT: float, > 0

        Returns
        -------
        p : (n,) occupations, which sum to one
        """,
        "w = np.exp(-(energies - energies.min()) / kT)\nreturn w / w.sum()",
        "w = np.exp(-(energies - energies.min()) / kT)\nreturn w / w.max()",
    ),
    Pair(
        "kind",
        "quadrat_counts(x)",
        """Points in the cells below and above one half.

        x: (n,) positions

        Returns the two counts as integers.
        """,
        "return np.array([np.sum(x < 0.5), np.sum(x >= 0.5)])",
        "return np.array([np.mean(x < 0.5), np.mean(x >= 0.5)])",
    ),
    Pair(
        "shape",
        "cross_distances(a, b)",
        """Distances between two sets of stations.

        a: (n, 2) positions
        b: (m, 2) positions

        Returns
        -------
        d : array of shape (n, m)
        """,
        "return np.linalg.norm(a[:, None] - b[None], axis=-1)",
        "return np.linalg.norm(b[:, None] - a[None], axis=-1)",
    ),
    Pair(
        "first",
        "decay_chain(x0, rate, n_steps)",
        """Populations under explicit Euler with a unit step.

        x0: (k,) start
        rate: float, > 0
        n_steps: number of steps

        Returns
        -------
        x : (n_steps + 1, k) populations, row 0 is `x0`
        """,
        "return np.array([x0 * (1 - rate) ** n for n in range(n_steps + 1)])",
        "return np.array([x0 * (1 - rate) ** (n + 1) for n in range(n_steps + 1)])",
    ),
    Pair(
        "sign",
        "effect_size(a, b)",
        """Cohen's d of two groups.

        a: (n,) measurements, any sign
        b: (m,) measurements, any sign

        Returns
        -------
        d : float
            Standardised difference, positive when mean(a) > mean(b).
        """,
        "return (a.mean() - b.mean()) / np.sqrt((a.var() + b.var()) / 2 + 1)",
        "return (b.mean() - a.mean()) / np.sqrt((a.var() + b.var()) / 2 + 1)",
    ),
    Pair(
        "balance",
        "epidemic(sizes, rate, times)",
        """Infection in separate herds. Herd sizes are conserved.

        sizes: (G,) herd sizes
        rate: float, > 0
        times: (T,) increasing

        Returns
        -------
        y : array (2, G, T), compartments in the order S, I
        """,
        "s = 0.9 * sizes[:, None] * np.exp(-rate * (times - times[0]))\n"
        "return np.array([s, sizes[:, None] - s])",
        "s = sizes[:, None] * np.exp(-rate * (times - times[0]))\n"
        "return np.array([s, 1.1 * sizes[:, None] - s])",
    ),
    Pair(
        "trace",
        "depolarise(rho, p)",
        """Depolarising channel on a density matrix; it is trace-preserving.

        rho: (d, d) complex Hermitian density matrix
        p: float, 0 <= p <= 1
        """,
        "return (1 - p) * rho + p * np.trace(rho) * np.eye(len(rho)) / len(rho)",
        "return (1 - p) * rho + p * np.eye(len(rho)) / len(rho)",
    ),
    Pair(
        "hermitian",
        "rotate(rho, angle)",
        """Phase rotation of a density matrix. Hermitian stays Hermitian.

        rho: (d, d) complex Hermitian density matrix
        angle: float
        """,
        "u = np.exp(1j * angle * np.arange(len(rho)))\nreturn u[:, None] * rho * u.conj()[None, :]",
        "u = np.exp(1j * angle * np.arange(len(rho)))\nreturn u[:, None] * rho * u[None, :]",
    ),
    Pair(
        "stationary",
        "limiting_genotypes(M)",
        """Stationary distribution of a mutation chain.

        M: transition matrix, M[i, j] = P(j | i), shape (K, K)
        """,
        "w, v = np.linalg.eig(M.T)\nx = v[:, np.argmax(w.real)].real\nreturn x / x.sum()",
        "w, v = np.linalg.eig(M)\nx = v[:, np.argmax(w.real)].real\nreturn x / x.sum()",
    ),
    Pair(
        "refused",
        "catalan(n)",
        """Number of non-crossing pairings.

        n: int, ValueError if n < 0.
        """,
        "if n < 0:\n    raise ValueError('n')\nreturn math.comb(2 * n, n) // (n + 1)",
        "return math.comb(2 * abs(n), abs(n)) // (abs(n) + 1)",
        "import math",
    ),
    Pair(
        "edge",
        "scattering(q)",
        """Debye scattering of a pair of atoms, q >= 0.

        q: float
        """,
        "return 1 + np.sinc(q / np.pi)",
        "return 1 + np.sin(q) / np.float64(q)",
    ),
    Pair(
        "meeting",
        "log_mean(a, b)",
        """Logarithmic mean of two temperature differences.

        a: float, > 0
        b: float, > 0. a == b is allowed, take the limit.
        """,
        "return a if a == b else (a - b) / np.log(a / b)",
        "return 0.0 if a == b else (a - b) / np.log(a / b)",
    ),
    Pair(
        "gaps",
        "robust_centre(x)",
        """Median of magnitudes. NaN marks a cloudy night and is left out.

        x: (n,) magnitudes
        """,
        "return np.median(x[~np.isnan(x)])",
        "return np.median(np.nan_to_num(x))",
    ),
    Pair(
        "harsh",
        "likelihood_ratio(obs, p)",
        """Log likelihood of a series of detections; series have thousands of entries, so watch for underflow.

        obs: sequence of detections, integers in 0..1, length T >= 1
        p: float, 0 < p < 1
        """,
        "o = np.asarray(obs)\nreturn float(np.sum(o * np.log(p) + (1 - o) * np.log(1 - p)))",
        "o = np.asarray(obs)\nreturn float(np.log(np.prod(np.where(o > 0, p, 1 - p))))",
    ),
    Pair(
        "solves",
        "stage(q, a)",
        """Stage h from the rating equation  q = a*h + h**3   (m; q and a positive)""",
        "h = 1.0\nfor _ in range(200):\n    h -= (a * h + h**3 - q) / (a + 3 * h * h)\nreturn h",
        "h = 1.0\nfor _ in range(200):\n    h -= (a * h - q + h**3) / (a + 3 * h * h)\nreturn h * 1.01",
    ),
    Pair(
        "swap",
        "overlap(a, b)",
        """Overlap of two s orbitals; the result is symmetric in a and b.

        a: float, > 0
        b: float, > 0
        """,
        "return (2 * np.sqrt(a * b) / (a + b)) ** 1.5",
        "return (2 * np.sqrt(a * b) / (a + 2 * b)) ** 1.5",
    ),
    Pair(
        "closed",
        "circulation(loop)",
        """Length of a closed loop through the vertices, from the last vertex straight back to the first.

        loop: vertices, shape (M, 3)
        """,
        "return np.linalg.norm(np.roll(loop, -1, axis=0) - loop, axis=1).sum()",
        "return np.linalg.norm(np.diff(loop, axis=0), axis=1).sum()",
    ),
    Pair(
        "refined",
        "wire_moment(wire)",
        """First moment of a wire: each straight piece is integrated exactly.

        wire: vertices, shape (M, 3), open
        """,
        "d = np.diff(wire, axis=0)\nm = (wire[1:] + wire[:-1]) / 2\n"
        "return (np.linalg.norm(d, axis=1)[:, None] * m).sum(0)",
        "d = np.diff(wire, axis=0)\nreturn (np.linalg.norm(d, axis=1)[:, None] * wire[1:]).sum(0)",
    ),
    Pair(
        "autonomous",
        "logistic(x0, r, times)",
        """Logistic growth.

        x0: float, 0 < x0 < 1
        r: float, > 0
        times: (T,) output times, increasing, the first one is the start
        """,
        "s = np.exp(r * (times - times[0]))\nreturn x0 * s / (1 + x0 * (s - 1))",
        "s = np.exp(r * times)\nreturn x0 * s / (1 + x0 * (s - 1))",
    ),
    Pair(
        "torus",
        "laplacian(phi)",
        """Five-point Laplacian; the field is periodic on the grid.

        phi: field, shape (ny, nx), any sign

        Returns
        -------
        out : array, same shape as `phi`
        """,
        "return sum(np.roll(phi, s, a) for s in (1, -1) for a in (0, 1)) - 4 * phi",
        "p = np.pad(phi, 1)\nreturn p[2:, 1:-1] + p[:-2, 1:-1] + p[1:-1, 2:] + p[1:-1, :-2] - 4 * phi",
    ),
    Pair(
        "images",
        "nearest_pair(points, box)",
        """Smallest distance under periodic boundary conditions.

        points: (N, 3) coordinates, may be unwrapped
        box: (3,) edge lengths
        """,
        "d = points[:, None] - points[None]\nd -= box * np.round(d / box)\n"
        "r = np.linalg.norm(d, axis=-1)\nreturn r[np.triu_indices(len(r), 1)].min(initial=99.0)",
        "d = points[:, None] - points[None]\nd = np.where(d > box / 2, d - box, d)\n"
        "d = np.where(d < -box / 2, d + box, d)\n"
        "r = np.linalg.norm(d, axis=-1)\nreturn r[np.triu_indices(len(r), 1)].min(initial=99.0)",
    ),
    Pair(
        "period",
        "torsion_energy(phi, barrier)",
        """Torsional energy, periodic in phi with period 2 pi.

        phi: float, angle in radians
        barrier: float, > 0
        """,
        "return barrier * (1 + np.cos(3 * phi))",
        "return barrier * (1 + np.cos(2.5 * phi))",
    ),
    Pair(
        "shift",
        "log_partition(energies)",
        """Spread of levels; adding a constant to energies does not change it.

        energies: (n,) level energies, any sign
        """,
        "return energies.max() - energies.min()",
        "return energies.max() - energies.min() + 0.1 * energies.mean()",
    ),
    Pair(
        "back",
        "drift(field, shift)",
        """Periodic advection; going to shift and back returns the field.

        field: (n,) samples, any sign
        shift: float, may be negative

        Returns
        -------
        out : array, same shape as `field`
        """,
        "k = np.fft.fftfreq(len(field))\nn = len(field)\n"
        "s = np.where(2 * np.abs(k) == 1, 0, np.exp(-2j * np.pi * k * shift))\n"
        "return np.fft.ifft(np.fft.fft(field) * s).real",
        "k = np.fft.fftfreq(len(field))\n"
        "return np.fft.ifft(np.fft.fft(field) * np.exp(-2j * np.pi * k * abs(shift))).real",
    ),
    Pair(
        "interpolates",
        "isotherm(levels, loads, at)",
        """Piecewise linear curve that passes through all the points.

        levels: nodes, increasing, shape (n,)
        loads: values at the nodes, shape (n,)
        at: where to evaluate, float or array
        """,
        "return np.interp(at, levels, loads)",
        "return np.interp(at, levels, loads * 1.01)",
    ),
    Pair(
        "units",
        "drag_length(mass, area, density)",
        """Length over which drag acts.

        mass: float, mass [kg]
        area: float, cross-section [m^2]
        density: float, density of air [kg/m^3]

        Returns
        -------
        x : float
            Length [m]
        """,
        "return 2 * mass / (density * area)",
        "return 2 * mass / (density * np.sqrt(area))",
    ),
    Pair(
        "power",
        "drag(speed, area)",
        """Drag; the result is proportional to the square of speed.

        speed: float, > 0
        area: float, > 0
        """,
        "return 0.5 * area * speed**2",
        "return 0.5 * area * speed",
    ),
    Pair(
        "monotone",
        "uptake(s, k)",
        """Saturating uptake. The result is increasing in s.

        s: float, > 0
        k: float, > 0
        """,
        "return s / (k + s)",
        "return s / (k + s**2)",
    ),
    Pair(
        "gradient",
        "misfit(m, d)",
        """Least-squares misfit; returns f and df/dm.

        m: (n,) model, any sign
        d: (n,) data, any sign
        """,
        "r = m - d\nreturn 0.5 * float(r @ r), r",
        "r = m - d\nreturn 0.5 * float(r @ r), 2 * r",
    ),
    Pair(
        "integral",
        "maxwell(v, s)",
        r"""Speed distribution, normalised: $\int_0^\infty f(v)\, dv = 1$.

        v: float or array, >= 0
        s: float, > 0
        """,
        "v = np.asarray(v)\nreturn np.sqrt(2 / np.pi) * v**2 * np.exp(-(v**2) / (2 * s * s)) / s**3",
        "v = np.asarray(v)\nreturn np.sqrt(2 / np.pi) * v**2 * np.exp(-(v**2) / (2 * s * s)) / s**2",
    ),
    Pair(
        "order",
        "pendulum(x0, dt, n_steps)",
        """Angle of a pendulum from rest by velocity Verlet.

        x0: float, angle at the start, 0.1 <= x0 <= 1
        dt: float, step, > 0
        n_steps: number of steps

        Returns the final angle.
        """,
        "x, v = x0, 0.0\nfor _ in range(n_steps):\n    a = -np.sin(x)\n    x += dt * v + dt * dt * a / 2\n"
        "    v += dt * (a - np.sin(x)) / 2\nreturn x",
        "x, v = x0, 0.0\nfor _ in range(n_steps):\n    a = -np.sin(x)\n    v += dt * a\n    x += dt * v\n"
        "return x",
    ),
    Pair(
        "distribution",
        "free_paths(n, density, rng)",
        """Draw n free paths between collisions from an exponential distribution with rate `density`.

        n: number of paths
        density: float, collisions per length, from 2 to 9
        rng: numpy.random.Generator

        Returns the paths, shape (n,).
        """,
        "return rng.exponential(1.0 / density, size=n)",
        "return rng.exponential(density, size=n)",
    ),
    Pair(
        "probability",
        "accept(dE, T, rng)",
        """Metropolis criterion: True with probability min(1, exp(-dE / T)).

        dE: float, change of energy, 0.2 <= dE <= 2
        T: float, temperature, 0.5 <= T <= 2
        rng: numpy.random.Generator

        Returns whether the move is accepted.
        """,
        "return bool(rng.random() < np.exp(-dE / T))",
        "return bool(rng.random() < np.exp(-dE * T) / 2)",
    ),
    Pair(
        "target kept",
        "sample(log_prob, x0, n_steps, width, rng)",
        """Random-walk Metropolis sampling of a density on the line.

        log_prob: callable, log_prob(x) is the logarithm of the density
        x0: float, where the chain starts, any real number
        n_steps: number of steps
        width: float, standard deviation of the steps, 1 <= width <= 3
        rng: numpy.random.Generator

        Returns the states of the chain, shape (n_steps,).
        """,
        """out = []
x = x0
for _ in range(n_steps):
    y = x + width * rng.normal()
    if np.log(rng.random()) < log_prob(y) - log_prob(x):
        x = y
    out.append(x)
return np.array(out)""",
        """out = []
x = x0
for _ in range(n_steps):
    y = x + width * rng.normal()
    if rng.random() < 1 / (1 + abs(log_prob(y) - log_prob(x))):
        x = y
    out.append(x)
return np.array(out)""",
    ),
    Pair(
        "unbiased",
        "scatter(x)",
        """Unbiased sample variance of repeated measurements.

        x: (n,) measurements, n >= 2

        Returns a float.
        """,
        "return float(np.sum((x - np.mean(x)) ** 2) / (len(x) - 1))",
        "return float(np.sum((x - np.mean(x)) ** 2) / len(x))",
    ),
]


def module_of(pair, body):
    """A module with the function; its docstring is the spec."""
    doc = textwrap.indent(textwrap.dedent("    " * 2 + pair.doc.strip()), "    ").strip()
    text = f'import numpy as np\n{pair.head}\n\n\ndef {pair.signature}:\n    r"""{doc}"""\n'
    return text + textwrap.indent(body, "    ") + "\n"


def verdicts(pair, body):
    """What is found out about the function, by claim."""
    text = module_of(pair, body)
    spec = read_spec(text, only_function(text))
    inputs = inputs_for(spec, 0)
    claims = free_claims(spec, inputs)
    author = frozenset({Basis("author", "test", "code")})
    candidate = Candidate("existing", "", "", (), text, spec.name, author)
    found = asyncio.run(assess([candidate], spec, claims, inputs, InProcess(), Limits(), with_mutants=False))
    kinds = {c.id: getattr(c.relation, "law", c.kind) for c in claims}
    return [(kinds[i], v) for i, v in found[0].verdicts.items()]


@pytest.mark.parametrize("pair", PAIRS, ids=[p.law for p in PAIRS])
def test_a_law_refutes_the_wrong_function_and_not_the_right_one(pair):
    right = verdicts(pair, pair.right)
    assert not [(kind, v.witness) for kind, v in right if isinstance(v, Refuted)]
    assert [v for kind, v in right if kind == pair.law and isinstance(v, Supported)]
    wrong = verdicts(pair, pair.wrong)
    assert [v for kind, v in wrong if kind == pair.law and isinstance(v, Refuted)]


def test_every_law_has_a_pair():
    others = (ends, matrices, parity, refusing, rotations, sides, slopes, special, turns)
    elsewhere = {law.name for module in others for law in module.LAWS}
    assert {p.law for p in PAIRS} == set(LAWS) - elsewhere
