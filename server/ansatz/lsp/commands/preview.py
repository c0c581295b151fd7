"""`ansatz.preview`: implementations with their rivals as differences, and nothing changed yet."""

from lsprotocol import types

from ..session import Session
from . import Argument
from .answers import Answer
from .generation import generated


async def run(session: Session, argument: Argument, token: types.ProgressToken | None) -> Answer:
    """Generates what the selection covers, and keeps it for `ansatz.applyKept`."""
    return await generated(session, argument, token, previews=True)
