"""`shutdown`: no more requests; what is in work is cancelled, and still answered."""

import asyncio

from ..guard import Stage
from ..session import Session


async def handle(session: Session, params: object) -> None:
    """Ends all work. Engines end with the process, or now, whichever the client lets happen first."""
    session.protocol.stage = Stage.SHUT_DOWN
    session.protocol.cancel_all(but=asyncio.current_task())
    session.spawn(session.close_engines())
