"""The teacher: explains a verified function, and keeps the words only if code can be made from them again.

After MOSAIC's teacher (arXiv 2510.08804), with a criterion of our own for when a rationale is good enough:
a student who sees name, arguments, rationale and pseudocode, and neither task nor code, must write a function
that behaves as the original does on inputs drawn from its docstring, and satisfies what is known of it.
Where it does not, the teacher is shown how it differs and explains again.
"""

import ast
from dataclasses import dataclass, replace
from typing import Final

from ansatz_sandbox import Call, Job, Returned

from ..claims.comparing import as_source
from ..claims.rivals import compare
from ..claims.trying import try_claims
from ..core.exemplar import Exemplar
from ..core.model import Models
from ..prompts import filled
from ..reading.read import read_spec
from ..sources.model import Code, NoCode, code_in
from ..targets import named
from .stages import Arena

ROUNDS: Final = 2
_DRAWS: Final = 3
"""Inputs that both must take for a comparison to say anything."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a teacher answers."""

    rationale: str
    pseudocode: str


@dataclass(frozen=True, slots=True)
class Explained:
    """The exemplar with its new words, or the old one and why they were not kept."""

    exemplar: Exemplar
    was_kept: bool
    why: str


async def explained(models: Models, exemplar: Exemplar, checks: str, arena: Arena) -> Explained:
    """Asks for words until code made from them alone behaves as the original, at most `ROUNDS` times.

    `checks` are statements that hold of the original, where there are any. Raises `ModelFault`,
    SandboxUnavailable.
    """
    problem = ""
    files = (exemplar.file,) if exemplar.file else ()
    for _ in range(ROUNDS):
        prompt = filled(
            "explain",
            files=files,
            task=exemplar.task,
            code=exemplar.code,
            problem=problem and f"An earlier explanation was not enough: {problem}",
        )
        said = (await models.ask_typed("teacher", prompt, Explanation)).value
        if (leak := _leak(said)) is not None:
            problem = leak
            continue
        told = replace(exemplar, rationale=said.rationale, pseudocode=said.pseudocode)
        again = await regenerated(models, told)
        if isinstance(again, str):
            problem = again
            continue
        code, model = again
        problem = await difference(exemplar, code, checks, arena)
        if not problem:
            kept = replace(told, explained_by="model", regenerated_by=model)
            return Explained(kept, True, f"{model} wrote code from it that behaves the same")
    return Explained(exemplar, False, problem)


async def checked(models: Models, exemplar: Exemplar, checks: str, arena: Arena) -> Explained:
    """The same trial for words that are there already, whoever wrote them."""
    again = await regenerated(models, exemplar)
    if isinstance(again, str):
        return Explained(exemplar, False, again)
    code, model = again
    problem = await difference(exemplar, code, checks, arena)
    if problem:
        return Explained(exemplar, False, problem)
    kept = replace(exemplar, regenerated_by=model)
    return Explained(kept, True, f"{model} wrote code that behaves the same")


async def regenerated(models: Models, exemplar: Exemplar) -> tuple[Code, str] | str:
    """Code from the words alone, with the model that wrote it; a text says why there is none."""
    target = named(exemplar.code, exemplar.function)[0]
    arguments = tuple(each.name for each in target.parameters)
    prompt = filled(
        "regenerate",
        files=(exemplar.file,) if exemplar.file else (),
        signature=f"{exemplar.function}({', '.join(arguments)})",
        rationale=exemplar.rationale,
        pseudocode=exemplar.pseudocode,
    )
    reply = await models.ask("student", prompt)
    try:
        return code_in(reply.text, exemplar.function, arguments), reply.model
    except NoCode as error:
        return f"no code could be made from it: {error}"


async def difference(exemplar: Exemplar, code: Code, checks: str, arena: Arena) -> str:
    """How code differs from the original in what it does; empty where not. Raises SandboxUnavailable."""
    target = named(exemplar.code, exemplar.function)[0]
    spec = read_spec(exemplar.code, target)
    # Edges are left out: the original itself need not take them.
    inputs = arena.inputs(spec)
    module = "\n\n".join(part for part in ("\n".join(code.imports), code.helpers, code.definition) if part)
    modules = [exemplar.code, module]
    trials = await try_claims(modules, exemplar.function, inputs, (), arena.sandbox, [arena.limits] * 2)
    if trials[1].load_error:
        return f"the code made from it does not load: {trials[1].load_error}"
    pairs = list(zip(trials[0].seen, trials[1].seen, strict=True))
    both = sum(one.parts is not None and other.parts is not None for one, other in pairs)
    alone = next((other.problem for one, other in pairs if one.parts and not other.parts), "")
    if alone:
        return f"where the original returns a value, the code made from it does not: {alone}"
    compared = compare(trials, modules, inputs)
    if len(compared.clusters) > 1:
        given = compared.separation.arguments.items() if compared.separation is not None else ()
        shown = ", ".join(f"{name}={as_source(value)}" for name, value in given)
        return f"the code made from it returns something else{f' for {shown[:300]}' if shown else ''}"
    if checks.strip():
        rows = "\n".join(f"    {row}" for row in checks.rstrip().split("\n"))
        job = Job(f"{module}\n\n\ndef checks():\n{rows}\n    return 1\n", "checks", (Call(()),), arena.limits)
        outcome = await arena.sandbox.run(job)
        if not outcome.results or not isinstance(outcome.results[0], Returned):
            return "the code made from it breaks what is known of the original"
    elif both < _DRAWS:
        return "too few inputs could be drawn from the docstring to compare by"
    return ""


def _leak(said: Explanation) -> str | None:
    """Words that are code teach nothing but copying."""
    text = f"{said.rationale}\n{said.pseudocode}"
    if "```" in text or "def " in text or "import " in text:
        return "it holds Python code"
    try:
        tree = ast.parse(said.pseudocode)
    except (SyntaxError, ValueError):
        return None
    flow = any(isinstance(each, ast.Return | ast.For | ast.While) for each in ast.walk(tree))
    return "its pseudocode is Python code" if len(tree.body) > 3 and flow else None
