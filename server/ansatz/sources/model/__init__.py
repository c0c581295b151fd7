"""Language models as a source: a plan, drafts of its steps and repairs, all text until it is judged."""

from .assembling import assembled, whole
from .context import consolidated, consolidated_steps, tokens_of
from .plan_rules import problems_of
from .planner import planned
from .repairing import Bug, repaired
from .replies import Code, NoCode, code_in
from .student import Draft, draft_step, draft_whole
from .task import Task, task_of

__all__ = [
    "Bug",
    "Code",
    "Draft",
    "NoCode",
    "Task",
    "assembled",
    "code_in",
    "consolidated",
    "consolidated_steps",
    "draft_step",
    "draft_whole",
    "planned",
    "problems_of",
    "repaired",
    "task_of",
    "tokens_of",
    "whole",
]
