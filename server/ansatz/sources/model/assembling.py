"""Drafts to a candidate: one function as it is, or steps as functions inside of the one asked for."""

import ast
import textwrap
from collections.abc import Sequence

from ansatz.core.candidate import Candidate, Making, PlacedStep
from ansatz.core.claim import Basis
from ansatz.core.steps import PlannedStep, StepPlan
from ansatz.core.text import Span
from ansatz.targets import NoPlaceError, module_slice

from ..calling import as_function
from .context import contract_of
from .replies import Code, NoCode
from .student import Draft
from .task import Task


def whole(task: Task, draft: Draft, making: Making | None = None, plan: StepPlan | None = None) -> Candidate:
    """A draft of the function itself as a candidate. Raises NoCode.

    With `plan`, functions in it that are named like steps are shown as these steps.
    """
    if draft.code is None:
        raise NoCode(draft.problem, draft.text)
    body = "\n\n".join(part for part in (draft.code.helpers, draft.code.body) if part)
    return _candidate(task, body, draft.code.imports, (draft,), making, plan)


def assembled(
    task: Task,
    plan: StepPlan,
    drafts: Sequence[Draft],
    making: Making | None = None,
    returns: Sequence[str] | None = None,
) -> Candidate:
    """The steps in order, each defined and called, and at the end what is returned. Raises NoCode.

    With fewer drafts than steps it is the beginning of the program; `returns` says what comes back.
    """
    blocks: list[str] = []
    imports: list[str] = []
    for step, draft in zip(plan.steps, drafts, strict=False):
        if draft.code is None:
            raise NoCode(draft.problem, draft.text)
        imports += draft.code.imports
        blocks.append(_block(step, draft.code))
    names = plan.returns if returns is None else returns
    body = "\n\n".join([*blocks, f"return {', '.join(names)}"])
    return _candidate(task, body, tuple(dict.fromkeys(imports)), drafts, making, plan)


def _block(step: PlannedStep, code: Code) -> str:
    """A step: its helpers inside of it, so that no two steps share a name, its words, and its call."""
    given = ", ".join(each.name for each in step.outputs)
    taken = ", ".join(each.name for each in step.inputs)
    says = " ".join(step.does.split()).replace("\\", "\\\\").replace('"', "'")
    inner = "\n\n".join(part for part in (code.helpers, code.body) if part)
    header = f"def {step.name}({taken}):"
    return f'{header}\n    """{says}"""\n{_indented(inner)}\n\n{given} = {step.name}({taken})'


def _indented(text: str) -> str:
    """Set in by four; strings over several lines keep their value."""
    moved = textwrap.indent(text, "    ")
    want = ast.dump(ast.parse(text))
    got = ast.dump(ast.Module(ast.parse(f"def f():\n{moved}").body[0].body, []))  # pyright: ignore
    if want == got:
        return moved
    return textwrap.indent("\n".join(ast.unparse(each) for each in ast.parse(text).body), "    ")


def _candidate(
    task: Task,
    body: str,
    imports: tuple[str, ...],
    drafts: Sequence[Draft],
    making: Making | None,
    plan: StepPlan | None,
) -> Candidate:
    try:
        cut = module_slice(task.snapshot.text, task.target, body, imports)
    except (NoPlaceError, ValueError) as error:
        raise NoCode(str(error), body) from error
    callable_ = as_function(cut, task.target)
    models = dict.fromkeys(draft.reply.model for draft in drafts)
    written = ", ".join(models)
    return Candidate(
        source="model",
        title=f"written by {written}"
        + (f" in {len(plan.steps)} steps" if plan and len(plan.steps) > 1 else ""),
        body=body,
        imports=imports,
        module=callable_.module,
        entry=callable_.entry,
        rests_on=frozenset({Basis("author", written, "code")}),
        steps=placed(task, body, plan, drafts) if plan is not None else (),
        line_offset=cut.line_offset,
        making=making,
    )


def placed(task: Task, body: str, plan: StepPlan, drafts: Sequence[Draft]) -> tuple[PlacedStep, ...]:
    """Where in the body each step stands: its definition, and the line that calls it."""
    try:
        statements = ast.parse(body).body
    except SyntaxError:
        return ()
    seen = {draft.name: draft.exemplars for draft in drafts}
    every = tuple(dict.fromkeys(name for draft in drafts for name in draft.exemplars))
    found: list[PlacedStep] = []
    for step in plan.steps:
        at = next(
            (
                n
                for n, each in enumerate(statements)
                if isinstance(each, ast.FunctionDef) and each.name == step.name
            ),
            None,
        )
        if at is None:
            continue
        last = statements[at]
        if at + 1 < len(statements) and _calls(statements[at + 1], step.name):
            last = statements[at + 1]
        found.append(
            PlacedStep(
                symbol=", ".join(each.name for each in step.outputs),
                equation=step.equation or step.does,
                equation_span=_span(task, step),
                rendered=contract_of(step),
                first_line=statements[at].lineno,
                last_line=last.end_lineno or last.lineno,
                exemplars=seen.get(step.name, every),
            )
        )
    return tuple(found)


def _calls(statement: ast.stmt, name: str) -> bool:
    return any(
        isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == name
        for n in ast.walk(statement)
    )


def _span(task: Task, step: PlannedStep) -> Span:
    """Where the docstring asks for the step, as the plan quotes it; else all of the docstring."""
    start = task.spec.text.find(step.passage) if step.passage.strip() else -1
    if start < 0:
        return task.spec.span
    return Span(task.spec.span.start + start, task.spec.span.start + start + len(step.passage))
