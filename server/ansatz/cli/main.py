"""The `ansatz` command's entry: starts the server without loading the rest, and catches the unexpected."""

import sys
import traceback
from collections.abc import Sequence

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        if given[:1] == ["serve"]:
            # An editor waits for this one: no typer, no rich.
            from ansatz.cli.serve import serve

            return serve(given[1:])
        from ansatz.cli.app import run

        return run(given)
    except KeyboardInterrupt:
        sys.stderr.write("ansatz: interrupted.\n")
        return INTERRUPTED
    except Exception:  # noqa: BLE001 - the one place where a defect becomes an exit code
        traceback.print_exc()
        sys.stderr.write("ansatz: this is a defect in Ansatz; please report it with the lines above.\n")
        from ansatz.cli.exits import Exit

        return Exit.DEFECT


if __name__ == "__main__":
    sys.exit(main())
