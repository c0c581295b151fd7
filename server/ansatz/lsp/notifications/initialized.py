"""`initialized`: the client is ready for our questions."""

from ..registry import warm_up
from ..session import Session


def handle(session: Session, params: object) -> None:
    """Asks for the settings, and gets ready for the first requests."""
    session.spawn(_settle(session))


async def _settle(session: Session) -> None:
    # The question first: its answer travels while we import.
    asking = session.spawn(session.pull_settings())
    await warm_up()
    await asking
    if session.editor.registers_configuration:
        await session.editor.register_configuration("ansatz")
