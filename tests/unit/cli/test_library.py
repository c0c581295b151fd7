"""`ansatz library`: the examples that there are, and those that one adds."""

from dataclasses import replace
from pathlib import Path

import pytest

from ansatz.cli.exits import Exit
from ansatz.core.outcome import Judged
from ansatz.exemplars import OwnShelf, exemplar_of, kept_from
from support import values

from .conftest import CommandLine

CODE = '''from scipy import constants

LITRES = 1000.0


def osmotic_pressure(c, T):
    """Osmotic pressure of a dilute solution, after van 't Hoff.

    c: concentration of the solute [mol/L]
    T: temperature [K]

    Returns the pressure in Pa.
    """
    return c * LITRES * constants.R * T
'''


def test_the_shipped_examples_are_listed_with_who_explained_them(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str]
):
    assert command_line("library", "list") == Exit.ACCEPTED
    shown = capsys.readouterr().out
    assert "physics/escape_speed" in shown and "explained by hand" in shown and shown.count("\n") >= 30


def test_a_field_or_an_example_that_is_none_is_named(
    command_line: CommandLine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file = tmp_path / "solutions.py"
    file.write_text(CODE)
    assert command_line("library", "add", "--field", "alchemy", f"{file}::osmotic_pressure") == Exit.UNUSABLE
    assert "alchemy is no field" in capsys.readouterr().err
    assert command_line("library", "teach", "gold") == Exit.UNUSABLE
    assert "gold" in capsys.readouterr().err


def test_an_example_of_ones_own_is_kept_found_first_and_dropped(tmp_path: Path):
    path = tmp_path / "deep" / "exemplars.json"
    shelf = OwnShelf(path)
    own = exemplar_of(CODE, "osmotic_pressure", "chemistry", "/lab/solutions.py", "your own, plausible")
    shelf.keep(own)
    assert kept_from(path) == (own,)
    assert own.task.endswith('"""') and "LITRES" not in own.task
    again = OwnShelf(path)
    found = again.find("osmotic pressure of a solution of a solute", "chemistry", 1)
    assert found == (own,)
    again.keep(replace(own, rationale="1. Like a gas."))
    assert [each.rationale for each in again.named("osmotic_pressure")] == ["1. Like a gas."]
    assert again.drop(own.name) and not again.drop(own.name)
    assert kept_from(path) == () and len(again.exemplars) >= 30


@pytest.mark.parametrize("content", ["", "{", '{"version": 9, "exemplars": []}', '{"version": 1}', "[]"])
def test_a_file_that_cant_be_read_costs_ones_own_examples_and_no_more(tmp_path: Path, content: str):
    path = tmp_path / "exemplars.json"
    path.write_text(content)
    assert kept_from(path) == () and len(OwnShelf(path).exemplars) >= 30


def test_what_its_own_docstring_refutes_is_no_example(
    command_line: CommandLine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file = tmp_path / "solutions.py"
    file.write_text(CODE)
    judged = Judged(values.record("osmotic_pressure", level="refuted", reasons=("its units are wrong",)))
    command_line.service.script = lambda *_: judged
    assert command_line("library", "add", f"{file}::osmotic_pressure") == Exit.NONE_ACCEPTED
    assert "its units are wrong" in capsys.readouterr().err
