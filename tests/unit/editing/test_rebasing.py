"""An edit kept while its document changed."""

import pytest

from ansatz.core.candidate import Candidate
from ansatz.core.edit import ProposedEdit
from ansatz.core.text import DocumentSnapshot, Span, TextEdit
from ansatz.editing import apply, propose, rebase
from ansatz.targets import named

OLD = '"""M."""\n\n\nclass A:\n    def f(self, x):\n        """Twice x."""\n        ...\n\n\ndef g(): ...\n'
BODY = "# by the book\ntext = '''\n  raw'''\nreturn np.exp(x)"


def kept(text: str = OLD, name: str = "f") -> ProposedEdit:
    candidate = Candidate("equation", "a draft", BODY, ("import numpy as np",), "", "", frozenset())
    return propose(DocumentSnapshot("file:///f.py", text, 1), named(text, name)[0], candidate)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"""M."""\n', '"""M."""\nimport os\n'),
        ('"""M."""\n', '"""M."""\nimport numpy as np\n'),
        ('"""M."""\n', '"""M."""\nnp = 3\n'),
        ('"""M."""\n', '"""M."""\nx = (1,\n'),
        ("class A:\n", "class A:\n    K = 1\n\n    def f2(self): ...\n\n"),
        ("def g(): ...\n", "def g(): return (\n"),
        ("\n", "\r\n"),
        ("class A:", "class A(object):  # why"),
    ],
)
def test_carried_over(old: str, new: str) -> None:
    now = OLD.replace(old, new)
    found = rebase(kept(), OLD, now, 2)
    assert found is not None
    assert (found.uri, found.base_version) == ("file:///f.py", 2)
    assert apply(now, found.changes) == apply(now, kept(now).changes)


def test_an_import_that_has_come_since_is_not_added_again() -> None:
    now = OLD.replace('"""M."""\n', '"""M."""\nimport numpy as np\n')
    found = rebase(kept(), OLD, now)
    assert found is not None
    assert apply(now, found.changes).count("import numpy") == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Twice x.", "Thrice x."),
        ("(self, x)", "(self, x, y)"),
        ("(self, x):", "(self, x) -> float:"),
        ("        ...\n", "        return 3\n"),
        ("def f", "def h"),
        ("class A", "class B"),
        ("(self, x):", "(self, x:"),
    ],
)
def test_not_carried_over(old: str, new: str) -> None:
    assert rebase(kept(), OLD, OLD.replace(old, new, 1)) is None


def test_the_order_of_namesakes_counts() -> None:
    old = "def f(x):\n    '''One.'''\n\n\ndef f(x):\n    '''Two.'''\n"
    edit = kept(old, "f#2")
    assert rebase(edit, old, "def f(x):\n    '''Two.'''\n") is None
    assert rebase(edit, old, "import os\n" + old) is not None


def test_edits_of_another_make_are_not_carried_over() -> None:
    for change in (
        TextEdit(Span(0, 1), "x"),
        TextEdit(Span(50, 52), "x"),
        TextEdit(Span(len(OLD), len(OLD)), "x"),
    ):
        assert rebase(ProposedEdit("u", 1, (change,)), OLD, OLD) is None
    assert rebase(ProposedEdit("u", 1, ()), OLD, OLD) is None


def test_two_kept_edits_one_after_the_other() -> None:
    first, second = kept(OLD, "f"), kept(OLD, "g")
    now = apply(OLD, first.changes)
    found = rebase(second, OLD, now)
    assert found is not None
    result = apply(now, found.changes)
    assert result.count("import numpy as np") == 1
    assert result.count("return np.exp(x)") == 2
