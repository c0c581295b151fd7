"""What other judges say of a candidate: tests from the spec alone, CrossHair, Hypothesis' ghostwriter.

All of it runs in the sandbox. Each answer is "refuted", "passed" or "not applicable".
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal

from ansatz_sandbox import Call, CallResult, Job, Limits, Returned, Sandbox

Answer = Literal["refuted", "passed", "not applicable"]
_LIMITS: Final = Limits(wall_s=600.0, cpu_s=500)

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


PLAIN = {"int", "float", "bool", "str", "complex"}


def crosshair(solution, annotations, entry):
    """Exceptions that symbolic execution finds; functions of builtin types alone can be explored."""
    if not annotations or any(a not in PLAIN for a in annotations):
        return "not applicable"
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
    sandbox: Sandbox, modules: Sequence[str], entry: str, annotations: list[str]
) -> list[Answer]:
    """Symbolic execution, where all arguments are of builtin types."""
    return await _asked(sandbox, "crosshair", [(m, annotations, entry) for m in modules])


async def ghostwriter(sandbox: Sandbox, modules: Sequence[str], entry: str) -> list[Answer]:
    """A test that is written from the signature, where it has annotations."""
    return await _asked(sandbox, "ghostwriter", [(m, entry) for m in modules])


async def _asked(
    sandbox: Sandbox, name: str, arguments: Sequence[tuple[str | list[str], ...]]
) -> list[Answer]:
    calls = tuple(Call(a) for a in arguments)
    outcome = await sandbox.run(Job(_RUNNER, name, calls, _LIMITS))
    return [_answer(result, name) for result in outcome.results]


def _answer(result: CallResult, name: str) -> Answer:
    match result:
        case Returned(value="passed"):
            return "passed"
        case Returned(value="refuted"):
            return "refuted"
        case _:
            # What ends the run of a test is the candidate; a tool that can't import it does not apply.
            return "refuted" if name == "tests" else "not applicable"
