"""`workspace/didChangeConfiguration`."""

from typing import cast

from lsprotocol import types

from ..session import Session


def handle(session: Session, params: types.DidChangeConfigurationParams) -> None:
    """Asks for the new settings; a client that can't be asked has sent them along."""
    if session.editor.pulls_configuration:
        session.spawn(session.pull_settings())
        return
    sent: object = params.settings
    own = cast("dict[str, object]", sent).get("ansatz") if isinstance(sent, dict) else None
    session.take_settings(cast("dict[str, object]", own) if isinstance(own, dict) else {})
