"""Asks for a plan, holds it against the rules, and lets it be put right once."""

from dataclasses import dataclass
from typing import Final

from ansatz.core.model import ModelFault, Models, Prompt, Reply
from ansatz.core.steps import StepPlan
from ansatz.prompts import filled

from .plan_rules import problems_of
from .task import Task

_REPAIRS: Final = 1
_SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class Planned:
    """The plan, None where none kept to the rules; what was wrong with the last; what was asked."""

    plan: StepPlan | None
    problems: tuple[str, ...]
    asked: tuple[tuple[Prompt, Reply], ...]
    fault: ModelFault | None = None


async def planned(models: Models, task: Task) -> Planned:
    """A plan that keeps to the rules, or why there is none. Raises `ModelFault` where nobody answers.

    A plan is a way to code and never evidence, so that an answer that fits no plan ends in none.
    """
    problems: tuple[str, ...] = ()
    asked: list[tuple[Prompt, Reply]] = []
    for _ in range(_REPAIRS + 1):
        prompt = filled(
            "plan",
            files=task.files,
            task=task.shown,
            context=task.context,
            examples=_names_of(task),
            name=task.name,
            problems=_told(problems),
        )
        try:
            answer = await models.ask_typed("planner", prompt, StepPlan)
        except ModelFault as fault:
            if fault.kind != "reply":
                raise
            return Planned(None, (fault.message,), tuple(asked), fault)
        asked.append((prompt, answer.reply))
        problems = problems_of(answer.value, task.target, task.spec)
        if not problems:
            return Planned(answer.value, (), tuple(asked))
    return Planned(None, problems, tuple(asked))


def _names_of(task: Task) -> str:
    """The pseudocode of the examples, which shows how such a task divides; their code is for the student."""
    shown = [
        f"<example>\n{each.task.strip()}\n\n{each.pseudocode}\n</example>"
        for each in task.exemplars
        if each.pseudocode and task.with_rationales
    ]
    return "Examples of the same field:\n\n" + "\n\n".join(shown) if shown else ""


def _told(problems: tuple[str, ...]) -> str:
    if not problems:
        return ""
    listed = "\n".join(f"- {each}" for each in problems[:_SHOWN])
    return f"\nAn earlier plan did not fit, because:\n{listed}\nGive a plan in which this is right."
