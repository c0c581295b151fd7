"""Laws of ensembles: a Markov chain keeps its target, an unbiased estimate is right on average."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from ...core.claim import HasProperty
from ...core.inputs import Input, InputModel
from ...core.spec import Spec
from ..inputs.standins import WELL, Argument, standin
from ..inputs.words import ENERGY, LOG_DENSITY
from ..returned import Arguments, Array, Seen
from .chance import repeated
from .law import Broken, Case, Finding, Ground, Held, Law, Open, Stated, find, find_all, is_number, span_of
from .testing import CALLS, cdf_of, follows, has_mean

_CHAIN: Final = (
    r"\b(metropolis(-hastings)?|markov chain monte carlo|mcmc|detailed balance|slice sampl\w+|"
    r"leaves? the (target|density|distribution) (invariant|unchanged))\b"
)
_NOT_EXACT: Final = (
    r"\b(unadjusted|adapt\w*|anneal\w*|temper(ed|ing)|cooling|approximat\w*|ensemble|walkers|reversible jump|"
    r"truncat\w*|bounded|constrain\w*|optimi[sz]\w*|maximi[sz]\w*|minimi[sz]\w*|average|autocorrelation|"
    r"histogram|discrete|lattice|spins?|permutation\w*)\b"
)
_STATE: Final = re.compile(
    r"^(x|x0|x_0|start|init|initial|state|theta|theta0|q0?|position|current|x_init|x_start)$"
)
_FUNCTION: Final = {"log density": f"{WELL} * -1.0", "energy": WELL}


_LENGTH: Final = re.compile(r"^(n|length|(n_?|num_|number_of_)?(steps|samples|iter(ations)?|moves|draws))$")
_STEPS: Final = 25
"""A fault of each step adds up over the chain."""


class Chain(NamedTuple):
    """Arguments by what they are: the state, the target and its kind, the temperature (or its inverse)."""

    state: Input
    target: Input
    kind: str
    temperature: str = ""
    is_inverse: bool = False


def _chain(spec: Spec, model: InputModel) -> Chain | None:
    if not find(spec, _CHAIN) or find(spec, _NOT_EXACT):
        return None
    functions = [i for i in model.inputs if i.kind == "function"]
    states = [
        i
        for i in model.inputs
        if _STATE.match(i.name)
        and i.elements == "real"
        and (i.kind == "number" or (i.kind == "array" and len(i.dims) == 1))
        and not i.traits - {"any sign"}
    ]
    if len(functions) != 1 or len(states) != 1:
        return None
    target, state = functions[0], states[0]
    heat = [i for i in model.inputs if i.name in {"T", "temperature", "temp", "kT", "kt"}]
    cold = [i for i in model.inputs if i.name in {"beta", "inverse_temperature"}]
    if LOG_DENSITY.match(target.name) and not heat and not cold:
        return Chain(state, target, "log density")
    if ENERGY.match(target.name) and len(heat) + len(cold) == 1:
        return Chain(state, target, "energy", (heat or cold)[0].name, bool(cold))
    return None


def _stationary_stated(spec: Spec, model: InputModel) -> list[Stated]:
    found = _chain(spec, model)
    if found is None:
        return []
    text = f"started from the target it stays there (`{found.target.name}` of a normal distribution)"
    return [Stated(HasProperty("target kept", (found.state.name,)), text, span_of(find(spec, _CHAIN)))]


def _stationary_cases(_relation: HasProperty, ground: Ground) -> list[Case]:
    chain = _chain(ground.spec, ground.model)
    out: list[Case] = []
    for run in ground.plain(9) if chain is not None else ():
        deviation = _deviation(chain, run.drawn.arguments) if chain is not None else None
        calls = repeated(ground, run)
        if chain is None or calls is None or deviation is None:
            continue
        shape = np.shape(np.asarray(run.drawn.arguments[chain.state.name]))
        long: Arguments = {
            i.name: _STEPS
            for i in ground.model.inputs
            if i.kind == "integer" and _LENGTH.match(i.name) and (i.bounds.high or _STEPS) >= _STEPS
        }
        starts = ground.rng().normal(0.0, deviation, (CALLS, *shape))
        function = standin("function", _FUNCTION[chain.kind])
        out.append(
            Case(
                tuple(
                    {**call, **long, chain.state.name: _as_given(start), chain.target.name: function}
                    for call, start in zip(calls, starts, strict=True)
                ),
                run,
                (starts, np.asarray(deviation)),
            )
        )
    return out[:2]


def _as_given(start: Array) -> Argument:
    return float(start) if np.ndim(start) == 0 else np.asarray(start)


def _deviation(chain: Chain, arguments: Arguments) -> float | None:
    """The standard deviation of the target: of exp(-x²/2T) it is the root of T."""
    if not chain.temperature:
        return 1.0
    value = arguments.get(chain.temperature)
    if not is_number(value) or not isinstance(value, int | float) or value <= 0:
        return None
    return float(value ** (-0.5 if chain.is_inverse else 0.5))


def _stationary(_relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    starts, deviation = case.kept[0], float(case.kept[1])
    last: list[float] = []
    for start, seen in zip(starts, results, strict=True):
        state = None if not seen.parts else _last_state(seen.parts[0], np.shape(start))
        if state is None:
            return Open(seen.problem or "no state came back")
        last.append(state)
    ends, begun = np.asarray(last), starts.reshape(len(starts), -1)[:, 0]
    if np.mean(ends == begun) > 0.9:
        return Open("the chain hardly moves")
    cdf = cdf_of("normal", (0.0, deviation))
    if cdf is None or follows(ends, cdf, is_whole=False):
        return Held()
    return Broken(
        f"a mean of 0 and a standard deviation of {deviation:.4g}, as the starts have",
        f"a mean of {ends.mean():.4g} and a standard deviation of {ends.std():.4g} over {len(ends)} calls",
        at=0,
    )


def _last_state(part: Array, shape: tuple[int, ...]) -> float | None:
    """The first coordinate of the state, or of a chain's last one."""
    if part.dtype.kind not in "iuf" or part.size == 0 or 0 in shape:
        return None
    if part.shape == shape:
        return float(part.ravel()[0])
    if part.shape[1:] == shape and part.ndim == len(shape) + 1:
        return float(part[-1].ravel()[0])
    return None


_UNBIASED: Final = (
    r"\bunbiased (?:sample |estimat(?:e|or) of (?:the )?)?(?:population |sample )?(?P<of>variance)\b(?!-)"
)
_SIZE: Final = 3
_DEVIATION: Final = 2.0


def _unbiased_stated(spec: Spec, model: InputModel) -> list[Stated]:
    found = find_all(spec, _UNBIASED)
    needed = [i for i in model.inputs if i.default is None]
    fits = len(needed) == 1 and needed[0].kind == "array" and len(needed[0].dims) == 1
    if len(found) != 1 or not fits or needed[0].elements != "real" or needed[0].traits - {"any sign"}:
        return []
    if find(spec, r"\b(not unbiased|weight\w*|correlat\w*|pooled|maximum likelihood|asymptotic\w*|log\w*)\b"):
        return []
    relation = HasProperty("unbiased", (needed[0].name,))
    return [
        Stated(relation, "on average it gives the variance of what the data come from", span_of(found[0]))
    ]


def _unbiased_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    name = relation.parameters[0]
    runs = ground.plain(1)
    if not runs:
        return []
    out: list[Case] = []
    rng = ground.rng()
    for size in (_SIZE, _SIZE + 1):
        given = {k: v for k, v in runs[0].drawn.arguments.items() if k == name}
        as_list = isinstance(given[name], list)
        data = rng.normal(1.7, _DEVIATION, (2 * CALLS, size))
        calls: list[Arguments] = [{name: row.tolist() if as_list else row} for row in data]
        out.append(Case(tuple(calls), runs[0]))
    return out


def _unbiased(_relation: HasProperty, _case: Case, results: Sequence[Seen]) -> Finding:
    if any(s.parts is None or len(s.parts) != 1 or s.parts[0].size != 1 for s in results):
        return Open(next((s.problem for s in results if s.problem), "no single number came back"))
    x = np.asarray([float(s.parts[0].ravel()[0].real) for s in results if s.parts], dtype=np.float64)
    if not np.isfinite(x).all():
        return Open("not every sample gives a finite value")
    if has_mean(x, _DEVIATION**2):
        return Held()
    return Broken(
        f"{_DEVIATION**2:g} on average over samples of a normal distribution of that variance",
        f"{x.mean():.4g} over {len(x)} samples",
        at=0,
    )


STATIONARY: Final = Law("target kept", _stationary_stated, _stationary_cases, _stationary)
UNBIASED: Final = Law("unbiased", _unbiased_stated, _unbiased_cases, _unbiased)
LAWS: Final = (STATIONARY, UNBIASED)
