"""The server process: standard input to messages, messages to handlers, answers to standard output."""

import asyncio
import logging
import os
import sys
import threading
from typing import BinaryIO

from pygls.lsp.server import LanguageServer

from ansatz import __version__

from .framing import BadFrame, read_frame
from .guard import GuardedProtocol
from .registry import handlers
from .session import Session
from .strictness import strict_converter

log = logging.getLogger(__name__)

NAME = "ansatz"


def serve(service: str | None = None) -> int:
    """Serves one client on standard input and output; the process's exit code.

    `service` names another engine service than the usual one, as `MODULE:FACTORY`.
    """
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="ansatz: %(message)s")
    incoming, outgoing = _claim_standard_streams()
    return asyncio.run(_serve(incoming, outgoing, service))


def _claim_standard_streams() -> tuple[BinaryIO, BinaryIO]:
    """The protocol's streams, which nothing else in the process can reach any more."""
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb", buffering=0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return incoming, outgoing


async def _serve(incoming: BinaryIO, outgoing: BinaryIO, service: str | None) -> int:
    loop = asyncio.get_running_loop()
    exit_code: asyncio.Future[int] = loop.create_future()

    def stop(code: int) -> None:
        if not exit_code.done():
            exit_code.set_result(code)

    def write(data: bytes) -> None:
        left = memoryview(data)
        try:
            while left:
                left = left[outgoing.write(left) or 0 :]
        except OSError:
            # The client is gone, and with it everybody who could be told.
            stop(1)

    server = LanguageServer(
        NAME, __version__, protocol_cls=GuardedProtocol, converter_factory=strict_converter
    )
    protocol = server.protocol
    assert isinstance(protocol, GuardedProtocol)
    protocol.write = write
    session = Session(protocol, service, stop)
    protocol.handlers = handlers(session)

    def listen() -> None:
        try:
            while (arrived := read_frame(incoming)) is not None:
                if isinstance(arrived, BadFrame):
                    loop.call_soon_threadsafe(protocol.refuse, arrived.why)
                else:
                    loop.call_soon_threadsafe(protocol.receive, arrived)
        finally:
            loop.call_soon_threadsafe(stop, 1)

    threading.Thread(target=listen, daemon=True, name="listen").start()
    code = await exit_code
    await session.close()
    return code
