"""When an exception is the draw's fault: inputs that the text leaves open, refused or unfit for the code.

A docstring that says `1d array` does not say that every length will do, and one that says `str` does not
say which words are known. An exception then tells about the guess and not about the code.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from typing import Final

from ..core.evidence import Inconclusive, Refuted, Verdict
from ..core.inputs import Input, InputModel
from ..core.spec import Spec
from .named_function import FunctionNode, parsed
from .observing import Observation
from .returned import Seen
from .trying import Trial

_MEANT: Final = frozenset({"ValueError", "AssertionError", "OverflowError", "ArithmeticError", "KeyError"})
"""Types of exception by which code says that it was called with what it was not made for."""
_ABOUT_CODE: Final = frozenset(
    {"NameError", "AttributeError", "TypeError", "ImportError", "ModuleNotFoundError", "UnboundLocalError"}
)
_SURROUNDINGS: Final = frozenset(
    {
        *("OSError", "FileNotFoundError", "PermissionError", "IsADirectoryError", "NotADirectoryError"),
        *("ConnectionError", "ConnectionRefusedError", "TimeoutError", "URLError", "gaierror"),
    }
)
"""Types of exception by which files, hosts and devices are missed, which a sandbox does not have."""
_GONE: Final = re.compile(r"ModuleNotFoundError: No module named '(\w+)")


def unless_guessed(verdict: Verdict, trial: Trial, module: str, model: InputModel) -> Verdict:
    """A verdict on running, withdrawn where an exception depends on what the text leaves open."""
    if not isinstance(verdict, Refuted):
        return verdict
    if trial.load_error:
        return unless_missed(verdict, trial.load_error)
    tree = _tree(module)
    doubt = next((one for one in trial.seen if one.was_reached and _is_open(one, tree, model)), None)
    if doubt is None:
        gone = next((m[1] for one in trial.seen if (m := _GONE.match(one.problem))), None)
        # What the code imports itself is a matter of another claim.
        if gone is not None and not re.search(rf"^\s*(?:import|from)\s.*\b{re.escape(gone)}\b", module, re.M):
            return Inconclusive(f"what it calls needs `{gone}`, which is not installed")
        return verdict
    return Inconclusive(f"it returned nothing on inputs that were made up for it: {doubt.problem}")


def unless_missed(verdict: Verdict, problem: str) -> Verdict:
    """A verdict on loading, withdrawn where the sandbox lacks what the module finds where it belongs."""
    kind = problem.split(":")[0]
    # A variable of the environment is missed as a key.
    if kind in {*_SURROUNDINGS, "KeyError"} or "relative import" in problem:
        return Inconclusive(f"the module needs what the sandbox does not have: {problem}")
    return verdict


def refusals_of(observations: Sequence[Observation], module: str, spec: Spec) -> frozenset[int]:
    """Samples (by `id`) that the code itself refused, where the range of an argument is left to it.

    So are those on which it missed a file or a host.

    Where the text gives both ends of the range of every argument, a refusal inside of them is a fault.
    """
    ranges = [p.bounds for p in spec.parameters if p.default is None]
    is_stated = all(b is not None and b.low is not None and b.high is not None for b in ranges)
    raising = frozenset[int]() if is_stated else frozenset(_own_refusals(_tree(module)))
    failed = [(o, o.problem.split(":")[0]) for o in observations if o.values is None]
    return frozenset(
        id(o.sample) for o, kind in failed if kind in _SURROUNDINGS or (kind in _MEANT and o.line in raising)
    )


def _is_open(one: Seen, tree: ast.Module, model: InputModel) -> bool:
    """Whether an exception may be due to inputs that the text does not determine."""
    if one.kind in _MEANT and one.line in frozenset(_own_refusals(tree)):
        return True
    if one.kind == "UnboundLocalError":
        return not _is_bound_always(one, tree)
    return one.kind not in _ABOUT_CODE and not _has_stated_shapes(model)


def _has_stated_shapes(model: InputModel) -> bool:
    """Whether the text names the axes of every array, and more than the length of a single vector.

    The length of one vector may have to obey a rule that no other argument shows: a power of two, two
    or three entries for each of several bodies.
    """
    arrays = [i for i in model.inputs if i.kind == "array"]
    return (len(arrays) > 1 or any(len(i.dims) > 1 for i in arrays)) and all(map(_names_axes, arrays))


def _names_axes(array: Input) -> bool:
    return all(isinstance(d, int) or ("." not in d and d != "*") for d in array.dims)


def _is_bound_always(one: Seen, tree: ast.Module) -> bool:
    """Whether a name that had no value is given one on every way through the function.

    Given in branches alone, it depends on the arguments whether it has one.
    """
    parts = one.problem.split("'")
    if one.line is None or len(parts) < 2:
        return False
    around = [
        n
        for n in ast.walk(tree)
        if isinstance(n, FunctionNode) and n.lineno <= one.line <= (n.end_lineno or n.lineno)
    ]
    if not around:
        return False
    innermost = max(around, key=lambda n: n.lineno)
    plain = (ast.Assign, ast.AnnAssign, ast.AugAssign)
    return any(
        isinstance(node, ast.Name) and node.id == parts[1] and isinstance(node.ctx, ast.Store)
        for statement in innermost.body
        if isinstance(statement, plain)
        for node in ast.walk(statement)
    )


def _own_refusals(tree: ast.Module) -> Iterator[int]:
    """Lines of `raise` and `assert`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise | ast.Assert):
            yield from range(node.lineno, (node.end_lineno or node.lineno) + 1)


def _tree(module: str) -> ast.Module:
    return parsed(module) or ast.Module([], [])
