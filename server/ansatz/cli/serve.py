"""`ansatz serve`: the language server on standard input and output. Imports nothing before it is needed."""

import sys
from collections.abc import Sequence

_HELP = """\
Usage: ansatz serve [--stdio]

  Speak the language server protocol on standard input and output. An editor starts this.

  --stdio  The only transport there is; accepted because many editors pass it.
  --help   Show this message and exit.
"""


def serve(arguments: Sequence[str]) -> int:
    """Runs the server until its client ends it, and returns the exit code."""
    if "--help" in arguments or "-h" in arguments:
        sys.stdout.write(_HELP)
        return 0
    unknown = [argument for argument in arguments if argument != "--stdio"]
    if unknown:
        sys.stderr.write(f"ansatz serve: {unknown[0]} is not an option of this command.\n\n{_HELP}")
        return 2
    from ansatz.lsp.server import serve as run_server

    return run_server()
