"""A provider of language models as a process: answers every prompt for the chain of beads, over HTTP.

    python tests/support/serve_models.py PORT_FILE

It takes a free port of this machine and writes the URL to PORT_FILE once it listens; it ends with its
standard input. Point `models.all` at it: `openai/scripted at URL with SCRIPTED_KEY`, with any
SCRIPTED_KEY in the environment, and `models.unknown_prices` at `allow`. The text to generate from is
`support.chains.CHAIN`.
"""

import asyncio
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from support.chains import said_to
from support.provider import Asked, Scripted, provider


def answer(asked: Asked) -> Scripted:
    """What the scripted model says to a call."""
    return Scripted(said_to(asked.text), usage=(len(asked.text) // 4, 120))


async def main(port_file: Path) -> None:
    """Serves until standard input ends."""
    async with provider(answer) as running:
        port_file.write_text(running.url, "utf-8")
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
