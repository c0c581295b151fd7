"""Edits one after another are one edit."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ansatz.core.text import Span, TextEdit
from ansatz.ide import Composition
from ansatz.targets import apply


@st.composite
def edits(draw: st.DrawFn, text: str) -> list[TextEdit]:
    """Changes in ascending order that don't overlap."""
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    pairs = zip(places[::2], places[1::2], strict=False)
    return [TextEdit(Span(start, end), draw(st.text("xyz\n", max_size=4))) for start, end in pairs]


@given(st.data(), st.text("ab\n", max_size=12))
def test_the_composed_edit_does_what_the_edits_did(data: st.DataObject, base: str) -> None:
    composition, text = Composition(base), base
    for _ in range(data.draw(st.integers(0, 4))):
        changes = data.draw(edits(text))
        composition.add(changes)
        text = apply(text, changes)
        assert composition.text == text
    composed = composition.changes()
    assert apply(base, composed) == text
    assert all(one.span.end < two.span.start for one, two in pairwise(composed))


def test_what_no_edit_touched_is_in_no_change() -> None:
    composition = Composition("import a\n\n\nf\n")
    composition.add([TextEdit(Span(9, 9), "import b\n")])
    composition.add([TextEdit(Span(20, 21), "g")])
    assert composition.changes() == (TextEdit(Span(9, 9), "import b\n"), TextEdit(Span(11, 12), "g"))
