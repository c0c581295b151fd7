"""`python -P -m ansatz.engine --parent PID`: started by the server, never by hand."""

import argparse
import logging
import sys

from . import child, limits


def main() -> int:
    """The engine process from its first to its last breath."""
    parser = argparse.ArgumentParser(prog="ansatz.engine")
    parser.add_argument("--parent", type=int, required=True)
    parser.add_argument("--service", default="ansatz.engine.wiring:build_service")
    arguments = parser.parse_args()
    pipe = child.claim_standard_streams()
    limits.die_with_parent(arguments.parent)
    limits.apply(limits.Limits())
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="ansatz engine: %(message)s")

    async def run() -> None:
        await child.Engine(pipe, arguments.service).run()

    return child.serve(run)


if __name__ == "__main__":
    sys.exit(main())
