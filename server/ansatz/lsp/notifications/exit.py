"""`exit`: ends the process, with success where the client had asked it to shut down."""

from ..guard import Stage
from ..session import Session


def handle(session: Session, params: object) -> None:
    """Ends the server."""
    session.stop(0 if session.protocol.stage is Stage.SHUT_DOWN else 1)
