"""The `ansatz bench` commands put together."""

import typer

from ansatz.cli.bench import compare, coverage, fitting, judges, retrieve, server, solve, validate
from ansatz.cli.bench.corpus import command as corpus
from ansatz.cli.bench.pipeline import command as pipeline
from ansatz.cli.bench.sandbox import command as sandbox
from ansatz.cli.bench.scicode import command as scicode


def bench_app() -> typer.Typer:
    """The sub-commands."""
    app = typer.Typer(help="Measure Ansatz, and write a result file.", no_args_is_help=True)
    app.command()(solve.solve)
    app.command()(validate.validate)
    app.command()(judges.judges)
    app.command()(coverage.coverage)
    app.command()(fitting.weights)
    app.command()(server.server)
    app.command()(corpus.corpus)
    app.command()(pipeline.pipeline)
    app.command()(sandbox.sandbox)
    app.command()(scicode.scicode)
    app.command()(retrieve.retrieve)
    app.command()(compare.compare)
    return app
