"""Generated code in a cell: doubts about the names that it brings."""

from ansatz.core.text import DocumentSnapshot
from ansatz.lsp.pages import in_notebook
from ansatz.lsp.placing import doubt_after, draft
from ansatz.notebooks import Cell
from ansatz.targets import named, place

STUB = 'def f(x):\n    """F."""\n    ...\n'


def doubt_of(body: str, *others: str) -> str | None:
    cells = (Cell("code", STUB, "f"), *(Cell("code", text, str(at)) for at, text in enumerate(others)))
    page = in_notebook(DocumentSnapshot("f", STUB, 1), "file:///lab.ipynb", cells, 0)
    assert page is not None
    made, _ = draft(page, None)
    (target,) = named(made.text, "f")
    return doubt_after(made, place(made.text, target, body), target)


def test_new_code_with_a_name_of_two_values_is_in_doubt():
    assert doubt_of("return K * x", "K = 2", "K = 3") is not None
    assert doubt_of("return K * x", "K = 2", "K = 2") is None
    assert doubt_of("return 2 * x", "K = 2", "K = 3") is None
    assert doubt_of("return K * x", "%run constants.py") is not None
