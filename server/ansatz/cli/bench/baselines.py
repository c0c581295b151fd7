"""What other judges say of a candidate: tests from the spec alone, CrossHair, Hypothesis' ghostwriter.

All of it runs in the sandbox. Each answer is "refuted", "passed" or "not applicable".
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

from ansatz import targets
from ansatz.claims.trying import inputs_for, try_claims
from ansatz.reading.read import read_spec
from ansatz_sandbox import Call, CallResult, Job, Limits, Raised, Returned, Sandbox

Answer = Literal["refuted", "passed", "not applicable"]
_LIMITS: Final = Limits(wall_s=60.0, cpu_s=40)
"""Of one candidate. Tests that do not end fail; a tool that does not has found nothing."""
_PLAIN: Final = frozenset({"int", "float", "bool", "str", "complex"})

_RUNNER: Final = '''
import ast
import importlib
import inspect
import os
import sys
import tempfile
import types
import warnings


def load(name, text):
    module = types.ModuleType(name)
    sys.modules[name] = module
    exec(compile(text, name + ".py", "exec"), module.__dict__)
    return module


def tests(solution, text, entry):
    warnings.simplefilter("ignore")
    try:
        function = getattr(load("solution", solution), entry)
    except Exception:
        return "refuted"
    for name, test in list(vars(load("blind", text)).items()):
        if name.startswith(("test_", "prop_")) and callable(test):
            try:
                test(function)
            except Exception:
                return "refuted"
    return "passed"


def crosshair(solution, entry):
    """Exceptions that symbolic execution finds."""
    from crosshair.core_and_libs import MessageType, analyze_function, run_checkables
    from crosshair.options import AnalysisKind, AnalysisOptionSet

    # CrossHair reads conditions from the source, so it has to lie in a file.
    tree = ast.parse(solution)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == entry:
            node.body.insert(0, ast.Expr(ast.Constant("post: True")))
    folder = tempfile.mkdtemp()
    name = "solution_%d" % abs(hash(solution))
    with open(os.path.join(folder, name + ".py"), "w") as file:
        file.write(ast.unparse(ast.fix_missing_locations(tree)))
    sys.path.insert(0, folder)
    function = getattr(importlib.import_module(name), entry)
    options = AnalysisOptionSet(per_condition_timeout=10, analysis_kind=[AnalysisKind.PEP316])
    bad = (MessageType.EXEC_ERR, MessageType.POST_FAIL, MessageType.POST_ERR)
    found = run_checkables(analyze_function(function, options))
    return "refuted" if any(m.state in bad for m in found) else "passed"


def ghostwriter(solution, entry):
    """The test that Hypothesis writes for the function, run as it is written."""
    from hypothesis import HealthCheck, settings
    from hypothesis.extra import ghostwriter

    function = getattr(load("solution", solution), entry)
    if any(p.annotation is p.empty for p in inspect.signature(function).parameters.values()):
        return "not applicable"
    text = ghostwriter.fuzz(function)
    if "nothing()" in text or "TODO" in text:
        return "not applicable"
    written = load("ghost", text)
    checks = list(HealthCheck)
    quiet = settings(
        max_examples=60, deadline=None, database=None, derandomize=True, suppress_health_check=checks
    )
    for name, test in list(vars(written).items()):
        if name.startswith("test_"):
            try:
                quiet(test)()
            except Exception:
                return "refuted"
    return "passed"
'''


async def blind_tests(sandbox: Sandbox, modules: Sequence[str], entry: str, file: Path) -> list[Answer]:
    """Any failing test refutes."""
    if not file.is_file():
        return ["not applicable"] * len(modules)
    text = file.read_text("utf-8")
    return await _asked(sandbox, "tests", [(m, text, entry) for m in modules])


async def crosshair(
    sandbox: Sandbox, modules: Sequence[str], entry: str, annotations: Sequence[str]
) -> list[Answer]:
    """Symbolic execution; functions of builtin types alone can be explored."""
    if not annotations or any(a not in _PLAIN for a in annotations):
        return ["not applicable"] * len(modules)
    return await _asked(sandbox, "crosshair", [(m, entry) for m in modules])


async def ghostwriter(sandbox: Sandbox, modules: Sequence[str], entry: str) -> list[Answer]:
    """A test that is written from the signature, where all of it has annotations."""
    return await _asked(sandbox, "ghostwriter", [(m, entry) for m in modules])


async def ask_all(
    sandbox: Sandbox, text: str, entry: str, modules: Sequence[str], tests: Path
) -> dict[str, list[Answer]]:
    """By judge its answers on the modules, in order. `text` has the stub, `tests` is the case's folder."""
    target = targets.named(text, entry)[0]
    annotations = [p.annotation or "" for p in read_spec(text, target).parameters]
    return {
        "runs": await _runs(sandbox, text, entry, modules),
        "crosshair": await crosshair(sandbox, modules, entry, annotations),
        "ghostwriter": await ghostwriter(sandbox, modules, entry),
        "blind_io": await blind_tests(sandbox, modules, entry, tests / "io_tests.py"),
        "blind_properties": await blind_tests(sandbox, modules, entry, tests / "properties.py"),
    }


async def _runs(sandbox: Sandbox, text: str, entry: str, modules: Sequence[str]) -> list[Answer]:
    """Plain running as a judge: an exception on more than half of the drawn inputs."""
    inputs = inputs_for(read_spec(text, targets.named(text, entry)[0]), 0)
    trials = await try_claims(modules, entry, inputs, (), sandbox, [_LIMITS] * len(modules))
    accepted = [sum(s.parts is not None for s in t.seen) for t in trials]
    return ["refuted" if 2 * n < len(inputs.drawn) else "passed" for n in accepted]


async def _asked(sandbox: Sandbox, name: str, arguments: Sequence[tuple[str, ...]]) -> list[Answer]:
    """One job for each candidate: what one of them does to the process is no matter of the next."""
    jobs = [Job(_RUNNER, name, (Call(a),), _LIMITS) for a in arguments]
    outcomes = await sandbox.run_all(jobs)
    return [_answer(o.results[0] if o.results else None, name) for o in outcomes]


def _answer(result: CallResult | None, name: str) -> Answer:
    match result:
        case Returned(value="passed"):
            return "passed"
        case Returned(value="refuted"):
            return "refuted"
        case Returned():
            return "not applicable"
        case Raised():
            # What a tool can't import or write a test for it does not apply to.
            return "refuted" if name == "tests" else "not applicable"
        case _:
            return "refuted" if name == "tests" else "passed"
