"""Servers that are measured side by side."""

import shlex
import sys
from dataclasses import dataclass
from pathlib import Path

from ansatz.cli.unusable import Unusable

from .lsp_client import Client, ServerFailed


@dataclass(frozen=True, slots=True)
class Peer:
    """A server to measure. The name is part of its metrics' names."""

    name: str
    command: tuple[str, ...]
    is_ours: bool = False


def peer_of(text: str) -> Peer:
    """What `NAME=COMMAND` says."""
    name, _, command = text.partition("=")
    if not (name and command.strip()):
        raise Unusable(f"--vs {text}: write NAME=COMMAND.")
    program, *arguments = shlex.split(command)
    # Each server is started in a folder of its own, so what is relative to this one must be said in full.
    if "/" in program:
        program = str(Path(program).absolute())
    return Peer(name, (program, *arguments))


def own_program() -> str:
    """The `ansatz` installed beside this interpreter: what an editor would start."""
    program = Path(sys.executable).with_name("ansatz")
    if not program.is_file():
        raise Unusable(f"There is no {program}: install Ansatz into this environment.")
    return str(program)


async def index_built(client: Client, uri: str) -> None:
    """Waits for our index over what is installed, which is built once and not whenever a file is opened."""
    asked = {"query": "median of an array", "limit": 1, "uri": uri}
    found = await client.request(
        "workspace/executeCommand", {"command": "ansatz.search", "arguments": [asked]}
    )
    if found["status"] != "found":
        raise ServerFailed(f"The search ended as {found['status']}: {found['message']}")
