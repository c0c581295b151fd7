"""`ansatz explain`: the evidence on a function, or how its docstring is understood."""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ansatz import targets
from ansatz.claims.checkable import understanding_with_advice
from ansatz.cli.as_json import dump, record_as_json, spec_as_json
from ansatz.cli.exits import Exit
from ansatz.cli.options import JsonOption, SetOption, overrides
from ansatz.cli.places import Place, one_function
from ansatz.cli.session import settings_for
from ansatz.cli.show import level, show_faults, show_record, visible
from ansatz.cli.tools import Tools, run_to_end
from ansatz.core.record import Record
from ansatz.core.spec import Spec
from ansatz.core.understanding import UnderstoodValue
from ansatz.engine.settings import Settings


def explain(
    context: typer.Context,
    function: Annotated[
        str, typer.Argument(metavar="FILE::NAME", help="The function, as FILE::NAME.", show_default=False)
    ],
    spec: Annotated[
        bool, typer.Option("--spec", help="Show how the docstring is understood; nothing is run.")
    ] = False,
    as_json: JsonOption = False,
    settings: SetOption = None,
) -> None:
    """Show the stored evidence on a function: what it was checked against, and what each check found.

    Exit code 1: there is no evidence yet, or with --spec, the docstring can't be met.
    """
    tools: Tools = context.obj
    place = one_function(function)
    chosen = settings_for(place.source.path, overrides(settings))
    if spec:
        raise typer.Exit(_explain_spec(run_to_end(_read(tools, chosen, place)), place, as_json=as_json))
    raise typer.Exit(_explain_record(tools, chosen, place, as_json=as_json))


async def _read(tools: Tools, settings: Settings, place: Place) -> Spec:
    async with tools.service(settings) as service:
        (spec,) = await service.read(place.source.snapshot(), place.functions[0].caret)
    return spec


def _explain_record(tools: Tools, settings: Settings, place: Place, *, as_json: bool) -> Exit:
    (target,) = place.functions
    text, name = place.source.text, target.qualified_name
    spec_digest = targets.spec_digest(text, target)
    store = tools.open_records(settings)
    try:
        exact = store.get(name, spec_digest, targets.slice_digest(text, target))
        record = exact or store.latest(name, spec_digest)
    finally:
        store.close()
    if record is None:
        sys.stderr.write(
            f"ansatz: There is no evidence on {name} with this docstring yet: "
            "`ansatz generate` or `ansatz validate` gathers it.\n"
        )
        return Exit.NONE_ACCEPTED
    if as_json:
        sys.stdout.write(dump(record_as_json(record)))
        return Exit.ACCEPTED
    console = Console(highlight=False)
    heading = f" ({visible(record.title)}), {record.action} {record.created}, {record.seconds:.1f} s"
    name = visible(record.qualified_name)
    console.print(Text.assemble((name, "bold"), ": ", level(record.level), heading), soft_wrap=True)
    if exact is None:
        console.print("  This is about other code than the file holds now.", style="yellow", soft_wrap=True)
    _show_steps(console, record)
    show_record(console, record, in_full=True)
    for line in record.understanding:
        console.print(Text(f"  Understood: {visible(line)}"), soft_wrap=True)
    versions = ", ".join(f"{package} {version}" for package, version in record.versions)
    console.print(Text(f"  Found with {versions}."), soft_wrap=True)
    return Exit.ACCEPTED


def _show_steps(console: Console, record: Record) -> None:
    for step in record.steps:
        lines = (
            f"{step.first_line}"
            if step.first_line == step.last_line
            else f"{step.first_line}-{step.last_line}"
        )
        console.print(Text(f"  line {lines} of the body: {visible(step.equation)}"), soft_wrap=True)


def _explain_spec(spec: Spec, place: Place, *, as_json: bool) -> Exit:
    code = Exit.NONE_ACCEPTED if spec.faults else Exit.ACCEPTED
    if as_json:
        sys.stdout.write(dump(spec_as_json(spec)))
        return code
    understanding = understanding_with_advice(spec, place.source.text)
    console = Console(highlight=False)
    console.print(Text(visible(spec.qualified_name), style="bold"), soft_wrap=True)
    for equation in understanding.equations:
        console.print(Text(f"  {visible(equation.rendered)}", style="cyan"), soft_wrap=True)
    readers = understanding.equations[0].readers if understanding.equations else ()
    if len(readers) > 1:
        console.print(Text(f"  Read alike by {len(readers)} independent readers."), soft_wrap=True)
    console.print(_values(understanding.values))
    for example in spec.examples:
        shown = ", ".join(f"{value:g}" for value in example.shown)
        console.print(Text(f"  Example: {visible(example.source)} gives {shown}"), soft_wrap=True)
    for gap in understanding.gaps:
        console.print(Text(f"  Can't be checked: {visible(gap.message)}", style="yellow"), soft_wrap=True)
        for proposal in gap.proposals:
            console.print(Text(f"    {visible(proposal.title)}"), soft_wrap=True)
    show_faults(console, place.source.shown, place.source.page, spec.faults)
    return code


def _values(values: Sequence[UnderstoodValue]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for title in ("Value", "Symbol", "Unit", "Shape", "Range"):
        table.add_column(title, overflow="fold")
    for value in values:
        name = f"returns {value.name}" if value.role == "result" else value.name
        cells = (name, ", ".join(value.symbols), value.unit, value.extent, value.range)
        table.add_row(*(Text(visible(cell)) for cell in cells))
    return table
