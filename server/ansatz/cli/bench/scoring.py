"""Whether generated code is right, by a case's hidden check, which runs in the sandbox beside the code."""

from dataclasses import dataclass

from ansatz_sandbox import Call, Job, Limits, Raised, Returned, Sandbox

_LIMITS = Limits(wall_s=120.0, cpu_s=110)

# Both texts arrive as values and become modules of their own, so neither can shadow a name of the other.
_RUNNER = """
import sys
import types

def load(name, text):
    module = types.ModuleType(name)
    sys.modules[name] = module
    exec(compile(text, name + ".py", "exec"), module.__dict__)
    return module

def score(solution, check, entry):
    try:
        hidden = load("hidden_check", check)
    except ImportError as error:
        return ["unscored", str(error)]
    function = getattr(load("solution", solution), entry)
    try:
        hidden.check(function)
    except Exception as error:
        return ["wrong", type(error).__name__ + ": " + str(error)[:500]]
    return ["right", ""]
"""


@dataclass(frozen=True, slots=True)
class Score:
    """`right` is None where the check could not be run, and `why` says why."""

    right: bool | None
    why: str = ""


async def score(sandbox: Sandbox, solution: str, check: str, entry: str) -> Score:
    """Runs `check(function)` of the check's text on the function `entry` of the solution's text."""
    job = Job(_RUNNER, "score", (Call((solution, check, entry)),), _LIMITS, filename="score.py")
    outcome = await sandbox.run(job)
    match outcome.results[0]:
        case Returned(value=["right", _]):
            return Score(True)
        case Returned(value=["wrong", why]):
            return Score(False, str(why))
        case Returned(value=["unscored", why]):
            return Score(None, f"The check needs what the interpreter does not have: {why}.")
        case Raised(type=kind, message=message):
            return Score(False, f"{kind}: {message}")
        case _:
            return Score(False, f"The run ended early: {outcome.status}. {outcome.detail}".strip())
