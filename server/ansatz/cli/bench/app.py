"""The `ansatz bench` commands put together."""

import typer

from ansatz.cli.bench import compare, server, solve
from ansatz.cli.bench.corpus import command as corpus


def bench_app() -> typer.Typer:
    """The sub-commands."""
    app = typer.Typer(help="Measure Ansatz, and write a result file.", no_args_is_help=True)
    app.command()(solve.solve)
    app.command()(server.server)
    app.command()(corpus.corpus)
    app.command()(compare.compare)
    return app
