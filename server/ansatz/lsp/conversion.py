"""Between the protocol's positions and code-point offsets, and from features' values to the protocol's."""

from collections.abc import Iterable

from lsprotocol import types

from ansatz.core.text import DocumentSnapshot, Span, TextEdit
from ansatz.targets.lines import Encoding, lines

from .editor import Editor


def offset_of(text: str, position: types.Position, encoding: Encoding) -> int:
    """The offset of a position, clamped to its line and the text."""
    return lines(text).offset(position.line, position.character, encoding)


def span_of(text: str, place: types.Range, encoding: Encoding) -> Span:
    """The span of a range; one that ends before it starts is empty at its start."""
    start = offset_of(text, place.start, encoding)
    return Span(start, max(start, offset_of(text, place.end, encoding)))


def position_of(text: str, offset: int, encoding: Encoding) -> types.Position:
    """The position of an offset."""
    place = lines(text).place(offset, encoding)
    return types.Position(place.line, place.column)


def range_of(text: str, span: Span, encoding: Encoding) -> types.Range:
    """The range of a span."""
    return types.Range(position_of(text, span.start, encoding), position_of(text, span.end, encoding))


def argument(snapshot: DocumentSnapshot, selection: types.Range) -> dict[str, object]:
    """What our commands are given: a place in one version of a document."""
    return {
        "uri": snapshot.uri,
        "version": snapshot.version,
        "range": {
            "start": {"line": selection.start.line, "character": selection.start.character},
            "end": {"line": selection.end.line, "character": selection.end.character},
        },
    }


def workspace_edit(
    snapshot: DocumentSnapshot, changes: Iterable[TextEdit], editor: Editor
) -> types.WorkspaceEdit:
    """Changes to one document; they name its version where the client can hold us to it."""
    edits = [
        types.TextEdit(range_of(snapshot.text, change.span, editor.encoding), change.text)
        for change in changes
    ]
    if not editor.versions_edits:
        return types.WorkspaceEdit(changes={snapshot.uri: edits})
    document = types.OptionalVersionedTextDocumentIdentifier(snapshot.uri, snapshot.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, list(edits))])
