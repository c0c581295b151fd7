"""A computation of several steps that no single equation gives, with a plan and code for each step."""

from .scripted_models import as_plan, code, step

CHAIN = '''"""Chains of beads."""
import numpy as np


def chain_size(steps, bond):
    """Size of a chain of beads from the steps between them, and how straight it is.

    First add up the steps to get the place of every bead, beginning at the origin. Then move the
    places so that their mean is at the origin. Next take the root of the mean squared distance of
    the beads from there, in units of the bond length. Finally divide the distance between the two
    ends of the chain by the length of the path along it.

    Parameters
    ----------
    steps : ndarray, shape (n, 3)
        vectors from each bead to the next [nm]
    bond : float
        length of a bond [nm], greater than 0

    Returns
    -------
    size : float
        radius of gyration in units of the bond length
    straightness : float
        between 0 and 1
    """
    raise NotImplementedError
'''

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
