"""The kinds of our code actions and the names of our commands, by verb."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ansatz.ide.actions import Verb

KINDS: "Mapping[Verb, str]" = {
    "generate": "refactor.rewrite.ansatz.generate",
    "preview": "refactor.rewrite.ansatz.preview",
    "validate": "source.ansatz.validate",
    "keepTest": "source.ansatz.keepTest",
    "dismissClaim": "quickfix.ansatz.dismissClaim",
    "applyKept": "quickfix.ansatz",
}
COMMANDS: "Mapping[str, Verb]" = {f"ansatz.{verb}": verb for verb in (*KINDS, "change", "dryRun")}
"""`change` is no code action: it wants an instruction, which only the editor can ask for. Nor is `dryRun`:
it is for whoever looks for it."""
FINISH = "ansatz.finishSuggestion"
"""What the editor runs after it has inserted a suggestion."""
OTHERS = {FINISH: "finish_suggestion", "ansatz.status": "status", "ansatz.search": "search"}
"""Commands that take other arguments than a place in a document, and their modules."""
NOTEBOOK_TYPE = "jupyter-notebook"
"""What editors call the notebooks that Jupyter writes."""
INSERT_CELL = "ansatz/insertCell"
"""Our request to an editor that can put cells into a notebook, which the protocol has no edit for."""
WORDING_KIND = "quickfix.ansatz"
"""Of changes to a docstring, which no command carries out, and of another implementation for refuted code."""
