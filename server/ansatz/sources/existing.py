"""The code that is already there, whoever wrote it, as a candidate."""

from ..core.candidate import Candidate
from ..core.claim import Basis
from ..core.target import FunctionTarget
from ..core.text import DocumentSnapshot
from ..targets import module_slice
from .calling import as_function

AUTHOR = Basis("author", "the code's author", "code")


def existing_code(snapshot: DocumentSnapshot, target: FunctionTarget) -> Candidate:
    """The function as it stands, with what it needs of its module."""
    cut = module_slice(snapshot.text, target, None)
    callable_ = as_function(cut, target)
    return Candidate(
        source="existing",
        title="the code in the file",
        body=target.statements.of(snapshot.text),
        imports=(),
        module=callable_.module,
        entry=callable_.entry,
        rests_on=frozenset({AUTHOR}),
        line_offset=cut.line_offset,
    )
