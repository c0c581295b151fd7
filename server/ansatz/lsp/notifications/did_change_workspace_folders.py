"""`workspace/didChangeWorkspaceFolders`."""

from lsprotocol import types

from ..session import Session


def handle(session: Session, params: types.DidChangeWorkspaceFoldersParams) -> None:
    """Follows the workspace; new folders have settings of their own."""
    gone = {folder.uri for folder in params.event.removed}
    added = [folder.uri for folder in params.event.added]
    session.folders = [uri for uri in session.folders if uri not in gone and uri not in added] + added
    session.spawn(session.pull_settings())
