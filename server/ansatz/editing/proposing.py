"""A candidate as the edit that puts it into the user's text."""

from ansatz.core.candidate import Candidate
from ansatz.core.edit import ProposedEdit
from ansatz.core.target import FunctionTarget
from ansatz.core.text import DocumentSnapshot
from ansatz.targets.placing import place


def propose(snapshot: DocumentSnapshot, target: FunctionTarget, candidate: Candidate) -> ProposedEdit:
    """The edit that replaces what follows the docstring by the candidate's body, with its imports.

    Docstring, decorators, the comments around the replaced statements and every other byte stay.
    Raises NoPlaceError where the signature or the docstring is not complete.
    """
    changes = place(snapshot.text, target, candidate.body, candidate.imports)
    return ProposedEdit(snapshot.uri, snapshot.version, changes)
