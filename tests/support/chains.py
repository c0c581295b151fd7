"""A computation of several steps that no single equation gives, with a plan and code for each step."""

from pathlib import Path

from .scripted_models import as_plan, code, step

CHAIN = (Path(__file__).parents[1] / "e2e" / "samples" / "chain.py").read_text(encoding="utf-8")

PLAN = as_plan(
    step("bead_places", {"steps": "nm"}, {"places": "nm"}, "places of the beads, from the origin",
         contract="one row more than there are steps", passage="add up the steps"),
    step("centred", {"places": "nm"}, {"around": "nm"}, "places about their mean",
         passage="their mean is at the origin"),
    step("gyration", {"around": "nm", "bond": "nm"}, {"size": ""}, "radius of gyration over the bond length",
         difficulty=2),
    step("end_to_path", {"steps": "nm", "places": "nm"}, {"straightness": ""},
         "end-to-end distance over the length of the path"),
    returns=("size", "straightness"),
)  # fmt: skip

STEPS = {
    "bead_places": """
import numpy as np

def bead_places(steps):
    return np.vstack([np.zeros((1, 3)), np.cumsum(steps, axis=0)])
""",
    "centred": """
def centred(places):
    return places - places.mean(axis=0)
""",
    "gyration": """
import numpy as np

def gyration(around, bond):
    return np.sqrt(np.mean(np.sum(around**2, axis=1))) / bond
""",
    "end_to_path": """
import numpy as np

def end_to_path(steps, places):
    path = np.sum(np.linalg.norm(steps, axis=1))
    return np.linalg.norm(places[-1] - places[0]) / path
""",
}


def said_to(told):
    """What a good model says to each of the pipeline's prompts for `CHAIN`."""
    if "Plan the computation as steps" in told:
        return PLAN
    return code(next(text for name, text in STEPS.items() if f"`def {name}(" in told))


def answer(role, prompt, sample=0):
    """The same as an answer of `ScriptedModels`."""
    return said_to("\n".join(each.text for each in prompt.messages))
