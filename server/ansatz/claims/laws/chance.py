"""Laws of chance: values follow the distribution that a text states, events their probability."""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from ...core.claim import HasProperty
from ...core.inputs import InputModel
from ...core.spec import Spec
from ...core.text import Span
from ...formulas.evaluate import NotEvaluable, evaluate
from ...formulas.tree import symbols
from ..formula_text import equation_in
from ..inputs.standins import standin
from ..returned import Arguments, Seen
from .law import Broken, Case, Finding, Ground, Held, Law, Open, Run, Stated, generators, is_number
from .testing import CALLS, WHOLE, cdf_of, follows, has_frequency

_FAMILIES: Final = {
    "normal": "normal", "gaussian": "normal", "uniform": "uniform", "uniformly": "uniform",
    "exponential": "exponential", "exponentially": "exponential", "normally": "normal",
    "poisson": "poisson", "rayleigh": "rayleigh", "laplace": "laplace", "gamma": "gamma",
    "binomial": "binomial", "cauchy": "cauchy", "lorentzian": "cauchy", "beta": "beta",
    "chi-squared": "chi-squared", "chi-square": "chi-squared",
}  # fmt: skip
_SAYS: Final = re.compile(
    r"\b(?P<verb>draws?|drawn|samples?|variates?|deviates?|generates?|random (?:numbers?|values?|times|"
    r"variates?|energies|speeds|counts)|simulates?)\b(?P<between>[^.;]{0,70}?)"
    rf"\b(?P<family>{'|'.join(sorted(_FAMILIES, key=len, reverse=True))})\b(?P<rest>(?:[^.;]|\.\d){{0,140}})",
    re.IGNORECASE,
)
_ALSO: Final = re.compile(
    rf"(?P<between>^|\W)(?P<family>{'|'.join(sorted(_FAMILIES, key=len, reverse=True))})\s+(?:random\s+)?"
    r"(?:numbers?|variates?|deviates?|samples?)\s+(?P<rest>with\b(?:[^.;]|\.\d){0,140})",
    re.IGNORECASE,
)
_OTHERWISE: Final = re.compile(
    r"\b(truncat\w*|sorted|order statistics?|quasi|mixture|conditional|assum\w+|approximat\w+|propos\w+|"
    r"prior|noise|walk|process|path|trajector\w+|chain|metropolis|mcmc|bridge|sum of|product of|maximum of|"
    r"minimum of|log-?normal\w*|half-?normal|multivariate|inverse|wrapped|folded|standardi[sz]ed by|"
    r"bootstrap\w*|histogram|mean of \d|estimate\w*|mask\w*|correlated)\b",
    re.IGNORECASE,
)
_VALUE: Final = (
    r"(?:\s+(?:of|is|equal to|parameter))?\s*[=:]?\s*[`*$:]{0,3}(?P<value>[A-Za-z_]\w*|-?\d+(?:\.\d+)?)"
    r"(?![\w.]*\s*[/^+(\[]|\s*\*(?!\*?\s|$)|\w)"
)
_WORDS: Final = {"zero": 0.0, "unit": 1.0, "one": 1.0, "unity": 1.0}
_PARTS: Final = {
    "mean": r"(?:mean|expectation|expected value|average)",
    "sd": r"(?:standard deviation|std|s\.d\.|sd|sigma)",
    "variance": r"variance",
    "rate": r"(?:rate)",
    "scale": r"(?:scale|width|half-width)",
    "location": r"(?:location|centre|center|median)",
    "shape": r"(?:shape)",
    "probability": r"(?:success )?probability",
    "trials": r"(?:number of )?trials",
    "freedom": r"degrees of freedom",
}


def _has_chance(model: InputModel) -> str | None:
    """The one argument that decides what chance does."""
    found = [i.name for i in generators(model)]
    found += [i.name for i in model.inputs if i.name in {"seed", "random_seed"}]
    return found[0] if len(found) == 1 else None


def _stated(spec: Spec, model: InputModel) -> list[Stated]:
    found = _distribution(spec, model)
    if found is None or len(spec.results) > 1:
        return []
    family, values, span = found
    text = f"its values follow the {family} distribution that the text states"
    return [Stated(HasProperty("distribution", words=(family, *values)), text, span)]


def _distribution(spec: Spec, model: InputModel) -> tuple[str, tuple[str, ...], Span] | None:
    """The family, its parameters as in `cdf_of` (names or numbers), and the place of the words."""
    if _has_chance(model) is None or _OTHERWISE.search(spec.text):
        return None
    said = [*_SAYS.finditer(spec.text)] or [*_ALSO.finditer(spec.text)]
    found = [m for m in said if not _is_of_argument(m["between"])]
    if len({_FAMILIES[m["family"].lower()] for m in found}) != 1:
        return None
    match = found[0]
    family = _FAMILIES[match["family"].lower()]
    names = frozenset(i.name for i in model.inputs if i.kind in {"number", "integer"})
    rest = " ".join(match["rest"].split())
    if family == "normal" and re.search(r"\bstandard\s*$", match["between"], re.IGNORECASE):
        return family, ("0", "1"), Span(match.start(), match.start("rest"))
    values = _parameters(family, rest, names)
    return None if values is None else (family, values, Span(match.start(), match.end()))


def _is_of_argument(between: str) -> bool:
    """`samples x assumed …`, `number of samples`: words of what goes in."""
    return (
        re.search(r"\b(sample size|size of|number of|mean of|variance of|given|argument)\b", between)
        is not None
    )


def _parameters(family: str, said: str, names: frozenset[str]) -> tuple[str, ...] | None:
    found = {part: value for part in _PARTS if (value := _value(_PARTS[part], said, names)) is not None}
    keys = frozenset(found)
    if family == "uniform":
        ends = re.search(
            r"(?:between|from|on|in|over)\s+(?:the interval\s+)?[\[(`]*(?P<a>[A-Za-z_]\w*|-?\d+(?:\.\d+)?)`*"
            r"(?:,| and| to)\s*`*(?P<b>[A-Za-z_]\w*|-?\d+(?:\.\d+)?)(?![\w*/^+(])",
            said,
        )
        both = [_known(ends[g], names) for g in ("a", "b")] if ends else []
        return (both[0] or "", both[1] or "") if all(both) and both else None
    wanted: dict[str, tuple[frozenset[str], ...]] = {
        "normal": (frozenset({"mean", "sd"}), frozenset({"mean", "variance"})),
        "exponential": (frozenset({"rate"}), frozenset({"mean"}), frozenset({"scale"})),
        "poisson": (frozenset({"mean"}), frozenset({"rate"})),
        "rayleigh": (frozenset({"scale"}),),
        "laplace": (frozenset({"location", "scale"}), frozenset({"mean", "scale"})),
        "cauchy": (frozenset({"location", "scale"}),),
        "gamma": (frozenset({"shape", "scale"}), frozenset({"shape", "rate"})),
        "binomial": (frozenset({"trials", "probability"}),),
        "chi-squared": (frozenset({"freedom"}),),
    }
    if keys not in wanted.get(family, ()):
        return None
    order = (
        "shape",
        "location",
        "mean",
        "trials",
        "freedom",
        "rate",
        "scale",
        "sd",
        "variance",
        "probability",
    )
    # How a parameter enters is kept in front of it, as `rate:lam`.
    return tuple(f"{part}:{found[part]}" for part in order if part in found)


def _value(pattern: str, said: str, names: frozenset[str]) -> str | None:
    after = re.search(rf"\b{pattern}\b{_VALUE}", said, re.IGNORECASE)
    if after and (known := _known(after["value"], names)) is not None:
        return known
    before = re.search(
        rf"(?<!\w)`?(?P<value>zero|unit|{'|'.join(sorted(names)) or 'zero'})`?\s+{pattern}\b", said
    )
    return _known(before["value"], names) if before else None


def _known(text: str, names: frozenset[str]) -> str | None:
    if text in names:
        return text
    if text.lower() in _WORDS:
        return str(_WORDS[text.lower()])
    return text if re.fullmatch(r"-?\d+(?:\.\d+)?", text) else None


def _numbers(words: Sequence[str], arguments: Arguments) -> list[float] | None:
    """The parameters of the family, as `cdf_of` takes them, for one call."""
    out: list[float] = []
    for word in words:
        part, _, text = word.rpartition(":")
        value = arguments.get(text)
        number = float(value) if isinstance(value, int | float) else None
        if number is None:
            try:
                number = float(text)
            except ValueError:
                return None
        if part == "rate":
            number = 1.0 / number if number > 0 else float("nan")
        out.append(number**0.5 if part == "variance" and number > 0 else number)
    return out


def repeated(ground: Ground, run: Run, calls: int = CALLS) -> tuple[Arguments, ...] | None:
    """The same call with so many states of chance."""
    name = _has_chance(ground.model)
    if name is None:
        return None
    is_generator = any(i.name == name for i in generators(ground.model))
    return tuple(
        {
            **run.drawn.arguments,
            name: standin("generator", 104729 * n + 31) if is_generator else 7919 * n + 31,
        }
        for n in range(calls)
    )


def _cases(relation: HasProperty, ground: Ground) -> list[Case]:
    out: list[Case] = []
    for run in ground.plain(9):
        parts = run.seen.parts or ()
        numbers = _numbers_of(relation, run.drawn.arguments)
        if len(parts) != 1 or parts[0].size == 0 or parts[0].ndim > 1 or numbers is None:
            continue
        calls = repeated(ground, run)
        if calls is not None and cdf_of(relation.words[0], numbers) is not None:
            out.append(Case(calls, run, (np.asarray(numbers),)))
    return out[:2]


def _numbers_of(relation: HasProperty, arguments: Arguments) -> list[float] | None:
    family, *words = relation.words
    if family == "poisson":
        words = [w.replace("rate:", "mean:") for w in words]
    return _numbers(words, arguments)


def _check(relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    values: list[float] = []
    for number, seen in enumerate(results):
        if seen.parts is None or seen.parts[0].size == 0 or seen.parts[0].dtype.kind not in "iuf":
            return Open(seen.problem or "a call gave no numbers")
        part = seen.parts[0].ravel()
        values.append(float(part[number % part.size]))
    x, family = np.asarray(values), relation.words[0]
    numbers = [float(v) for v in case.kept[0]]
    cdf = cdf_of(family, numbers)
    if cdf is None:
        return Open("the distribution is not defined there")
    if follows(x, cdf, family in WHOLE):
        return Held()
    shown = ", ".join(f"{n:.6g}" for n in numbers)
    return Broken(
        f"values of the {family} distribution ({shown})",
        f"over {len(x)} calls a mean of {x.mean():.4g} and a standard deviation of {x.std():.4g}",
        at=0,
    )


_EVENT: Final = re.compile(
    r"\b(?:True|accept(?:s|ed|ance)?|success(?:es)?|fires?|decays?|absorbed|scatters?|reacts?|flips?|mutates?)\b"
    r"(?:[^.;:]|\.\d){0,60}?\bwith probability\s+[`$*]{0,2}"
    r"(?P<p>(?:[^.;,`$\n()]|\.\d|\((?:[^()]|\([^()]*\))*\))+)"
)


def _event_stated(spec: Spec, model: InputModel) -> list[Stated]:
    found = _event(spec, model)
    if found is None:
        return []
    text, place = found
    claim = f"it happens with probability {text}, as the text says"
    return [Stated(HasProperty("probability", words=(text,)), claim, place)]


def _event(spec: Spec, model: InputModel) -> tuple[str, Span] | None:
    if _has_chance(model) is None:
        return None
    matches = list(_EVENT.finditer(spec.text))
    if len(matches) != 1:
        return None
    match = matches[0]
    text = re.split(r"\s(?:and|otherwise|else|or|where|if|for|when|per|in|during|at|by)\b", match["p"])[
        0
    ].strip()
    names = frozenset(i.name for i in model.inputs)
    equation = equation_in(f"probability_ = {text}", names | {"probability_"})
    if equation is None or not symbols(equation.right) or not symbols(equation.right) <= names:
        return None
    return text, Span(match.start(), match.end())


def _event_cases(relation: HasProperty, ground: Ground) -> list[Case]:
    names = frozenset(i.name for i in ground.model.inputs)
    equation = equation_in(f"probability_ = {relation.words[0]}", names | {"probability_"})
    out: list[Case] = []
    for run in ground.runs if equation is not None else ():
        values = {
            n: float(v) for n, v in run.drawn.arguments.items() if is_number(v) and isinstance(v, int | float)
        }
        try:
            p = evaluate(equation.right, values) if equation is not None else float("nan")
        except (NotEvaluable, ValueError, ZeroDivisionError):
            continue
        calls = repeated(ground, run)
        if calls is not None and 0.03 < p < 0.97:
            out.append(Case(calls, run, (np.asarray(p),)))
    return out[:3]


def _event_check(_relation: HasProperty, case: Case, results: Sequence[Seen]) -> Finding:
    values: list[float] = []
    for seen in results:
        if seen.parts is None or len(seen.parts) != 1 or seen.parts[0].size != 1:
            return Open(seen.problem or "no single answer came back")
        values.append(float(seen.parts[0].ravel()[0].real))
    if not set(values) <= {0.0, 1.0}:
        return Open("what came back is no yes or no")
    p, count = float(case.kept[0]), int(sum(values))
    if has_frequency(count, len(values), p):
        return Held()
    return Broken(f"a frequency near {p:.4g}", f"{count} of {len(values)} calls", at=0)


DISTRIBUTION: Final = Law("distribution", _stated, _cases, _check)
PROBABILITY: Final = Law("probability", _event_stated, _event_cases, _event_check)
LAWS: Final = (DISTRIBUTION, PROBABILITY)
