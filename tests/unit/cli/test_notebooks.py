"""Notebooks on the command line: what is chosen, what is said of it, and what of the file changes."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansatz import targets
from ansatz.cli.pages import NotebookPage
from ansatz.core.evidence import Refuted, Witness
from ansatz.core.outcome import Accepted, Declined, Judged, ProposedStubs
from ansatz.core.spec import Fault
from ansatz.core.target import FunctionTarget
from ansatz.core.text import DocumentSnapshot, Span
from ansatz.notebooks.ipynb import parse
from ansatz.reading.proposing import propose
from support.notebooks import a_notebook, code, markdown, notebooks, text_of

from .conftest import CommandLine, FakeService, a_record, accepts, judges

STUB = '''\
def area(r):
    """Area of a disc, A = pi r^2."""
    ...
'''
BODY = '''\
# %% no cell of its own
def double(x):
    """Twice x."""
    return x * 2

def triple(x):
    """Thrice x."""
    return x * 3
'''
WORDS = "## Depth\n\nThe **depth** after a time $t$ [s] is $d = v t$ with $v$ [m/s]."


@dataclass
class Proposing(FakeService):
    """Also reads passages."""

    async def propose(self, snapshot: DocumentSnapshot, selection: Span) -> ProposedStubs | None:
        found = targets.passage(snapshot.text, selection)
        stubs = propose(found.words)
        if not stubs:
            return None
        change = targets.insertion(snapshot.text, found, tuple(each.source for each in stubs))
        return ProposedStubs(tuple(each.name for each in stubs), change)


@pytest.fixture
def path(command_line: CommandLine) -> Path:
    """A notebook as Jupyter writes it."""
    command_line.service = Proposing(accepts("return 3"))
    book = a_notebook(
        markdown(["# Discs\n", "\n", "Nothing to compute."], id="intro"),
        code(["%matplotlib inline\n", "import math\n", "FACTOR = 2"], id="setup"),
        code([*STUB.splitlines(keepends=True)], id="stub"),
        markdown([*WORDS.splitlines(keepends=True)], id="depth"),
        code(BODY, id="bodies"),
    )
    return written(book)


def written(book: dict[str, Any]) -> Path:
    path = Path("discs.ipynb")
    path.write_text(json.dumps(book, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return path


def test_a_stub_is_written_into_its_cell_and_nowhere_else(command_line: CommandLine, path: Path):
    before = path.read_text("utf-8")
    assert command_line("generate", "--write", f"{path}::area") == 0
    assert path.read_text("utf-8") == before.replace('"    ...\\n"', '"    return 3\\n"')
    ((_, name, text),) = command_line.service.asked
    assert name == "area" and "FACTOR = 2" in text and "matplotlib" not in text


@pytest.mark.parametrize("name", ["cell-3", "3", "cell-stub", "stub", "area"])
def test_a_cell_is_named_by_number_or_id(command_line: CommandLine, path: Path, name: str):
    assert command_line("generate", "--diff", f"{path}::{name}") == 0
    assert [asked[1] for asked in command_line.service.asked] == ["area"]


def test_a_difference_is_one_of_the_cell(
    command_line: CommandLine, path: Path, capsys: pytest.CaptureFixture[str]
):
    assert command_line("generate", "--diff", path) == 0
    patch = capsys.readouterr().out
    assert patch.startswith("--- a/discs.ipynb (cell 3)\n+++ b/discs.ipynb (cell 3)\n@@ -1,3 +1,3 @@\n")
    assert patch.endswith("-    ...\n+    return 3\n") and '"' not in patch.splitlines()[-1]


@pytest.mark.parametrize("name", ["cell-4", "4", "depth", "cell-depth"])
def test_a_markdown_cell_gives_a_code_cell_below_it(command_line: CommandLine, path: Path, name: str):
    before = json.loads(path.read_text("utf-8"))
    assert command_line("generate", "--write", f"{path}::{name}") == 0
    after = json.loads(path.read_text("utf-8"))
    new = after["cells"].pop(4)
    assert after == before
    assert (new["cell_type"], new["outputs"], new["execution_count"]) == ("code", [], None)
    assert len(new["id"]) == 8
    assert text_of(new).startswith("def depth(v, t):\n") and text_of(new).endswith("    return 3")


def test_a_cell_that_is_not_there_yet_has_no_number_of_another(
    command_line: CommandLine, path: Path, capsys: pytest.CaptureFixture[str]
):
    assert command_line("generate", f"{path}::cell-4") == 0
    assert "depth (new cell below cell 4): verified" in capsys.readouterr().out
    assert command_line("generate", "--json", f"{path}::cell-4") == 0
    (function,) = json.loads(capsys.readouterr().out)["files"][0]["functions"]
    assert function["cell"] == {"number": 5, "id": "", "below": 4}


def test_a_markdown_cell_without_a_calculation_changes_nothing(
    command_line: CommandLine, path: Path, capsys: pytest.CaptureFixture[str]
):
    before = path.read_bytes()
    assert command_line("generate", "--write", f"{path}::cell-1") == 1
    assert "cell 1: nothing offered" in capsys.readouterr().out
    assert path.read_bytes() == before


def test_json_has_the_cell_and_its_offsets(
    command_line: CommandLine, path: Path, capsys: pytest.CaptureFixture[str]
):
    assert command_line("generate", "--json", f"{path}::area") == 0
    (file,) = json.loads(capsys.readouterr().out)["files"]
    (function,) = file["functions"]
    assert function["cell"] == {"number": 3, "id": "stub", "below": None} and function["line"] == 1
    (change,) = function["outcome"]["edit"]["changes"]
    assert STUB[change["span"]["start"] : change["span"]["end"]] == "..."
    assert text_of(json.loads(file["text"])["cells"][2]) == STUB.replace("...", "return 3")


def test_faults_are_told_at_their_cell_and_line(
    command_line: CommandLine, path: Path, capsys: pytest.CaptureFixture[str]
):
    def declines(snapshot: DocumentSnapshot, target: FunctionTarget) -> Declined:
        start = snapshot.text.index("A = pi")
        return Declined((Fault("undefined-symbol", "what is A", Span(start, start + 1), "say it"),))

    command_line.service.script = declines
    assert command_line("generate", f"{path}::area") == 1
    assert (
        f"discs.ipynb:cell 3:2:{STUB.splitlines()[1].index('A = pi') + 1}: spec-" in capsys.readouterr().out
    )


def test_reports_of_a_validation_name_cells(
    command_line: CommandLine, path: Path, capsys: pytest.CaptureFixture[str]
):
    command_line.service.script = judges("refuted", Refuted(Witness((), "1", "2", line=4)))
    assert command_line("validate", path, "--sarif", "out.sarif", "--junit", "out.xml") == 1
    out = capsys.readouterr().out
    assert "double (cell 5): refuted" in out and "triple (cell 5): refuted" in out
    results = json.loads(Path("out.sarif").read_text())["runs"][0]["results"]
    places = [each["locations"][0] for each in results]
    assert [each["logicalLocations"][0]["properties"]["line"] for each in places] == [2, 6]
    assert {each["logicalLocations"][0]["fullyQualifiedName"] for each in places} == {"discs.ipynb::cell-5"}
    rows: list[str] = path.read_text("utf-8").split("\n")
    for place, name in zip(places, ["double", "triple"], strict=True):
        region: dict[str, int] = place["physicalLocation"]["region"]
        row = rows[region["startLine"] - 1]
        assert row[region["startColumn"] - 1 : region["endColumn"] - 1] == name
    failure = ElementTree.parse("out.xml").getroot().find(".//failure")
    assert failure is not None and "cell 5, line 2: " in str(failure.text)


def test_a_line_that_fails_is_one_of_its_cell(
    command_line: CommandLine, path: Path, capsys: pytest.CaptureFixture[str]
):
    # What runs is the function alone, whose third line is the seventh of its cell.
    command_line.service.script = judges("refuted", Refuted(Witness((), "1", "2", line=3)))
    assert command_line("validate", f"{path}::triple") == 1
    assert "(line 8)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["generate", "discs.ipynb::9"], "cells 1 to 5"),
        (["generate", "discs.ipynb::cell-nope"], "cells 1 to 5"),
        (["generate", "discs.ipynb::2-3"], "lines of a notebook"),
        (["generate", "discs.ipynb::cell-2"], "No function in cell 2"),
        (["generate", "discs.ipynb::arae"], "Did you mean area"),
        (["validate", "discs.ipynb::cell-4"], "which is Markdown"),
        (["keep", "discs.ipynb::double"], "is a notebook"),
        (["explain", "discs.ipynb::cell-4"], "is not one function"),
        (["library", "add", "discs.ipynb::double"], "is a notebook"),
    ],
)
def test_what_is_not_there_is_said(
    command_line: CommandLine,
    path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    why: str,
):
    before = path.read_bytes()
    assert command_line(*arguments) == 2
    assert why in capsys.readouterr().err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no JSON"),
        (b'{"cells": [}', "no JSON from line 1"),
        (b"[1]", "no object"),
        (b"\xff\xfe", "no UTF-8"),
        (json.dumps({"worksheets": [], "nbformat": 3}).encode(), "format 3"),
        (json.dumps(a_notebook(code(STUB), kernelspec={"language": "R"})).encode(), "language is r"),
    ],
)
def test_what_is_no_python_notebook_is_left_as_it_is(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str], content: bytes, why: str
):
    path = Path("other.ipynb")
    path.write_bytes(content)
    assert command_line("generate", "--write", path) == 2
    assert why in capsys.readouterr().err
    assert path.read_bytes() == content


def test_a_cell_that_is_not_closed_is_pointed_out(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str]
):
    path = written(a_notebook(code("import math"), code(STUB.replace('."""', "."))))
    assert command_line("generate", f"{path}::area") == 2
    assert "Cell 2 is not read: a bracket or a string is not closed there." in capsys.readouterr().err


def test_names_that_only_running_decides_are_told_and_nothing_is_judged(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str]
):
    path = written(
        a_notebook(code("%run constants.py"), code('def f(x):\n    """Of x."""\n    return K * x'))
    )
    command_line.service.script = judges("verified")
    assert command_line("validate", path) == 1
    assert "it needs `K`, which `%run constants.py` (cell 1, line 1) may set" in capsys.readouterr().out
    assert command_line.service.asked == []


def test_a_notebook_that_was_saved_meanwhile_is_not_overwritten(
    command_line: CommandLine, path: Path, capsys: pytest.CaptureFixture[str]
):
    def saved_meanwhile(snapshot: DocumentSnapshot, target: FunctionTarget) -> Accepted | Judged:
        path.write_text(path.read_text("utf-8").replace("FACTOR = 2", "FACTOR = 5"), "utf-8")
        outcome = accepts("return 3")(snapshot, target)
        assert isinstance(outcome, Accepted)
        return outcome

    command_line.service.script = saved_meanwhile
    assert command_line("generate", "--write", f"{path}::area") == 1
    assert "was changed meanwhile" in capsys.readouterr().out
    assert "FACTOR = 5" in path.read_text("utf-8") and "return 3" not in path.read_text("utf-8")


def test_a_byte_order_mark_stays(command_line: CommandLine, path: Path):
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    before = path.read_bytes()
    assert command_line("generate", "--write", f"{path}::area") == 0
    assert path.read_bytes() == before.replace(b'"    ...\\n"', b'"    return 3\\n"')


def test_explaining_shows_the_evidence(
    command_line: CommandLine, path: Path, capsys: pytest.CaptureFixture[str]
):
    command_line.records.record = a_record("double")
    assert command_line("explain", f"{path}::double") == 0
    assert "double: verified" in capsys.readouterr().out


@given(notebooks(), st.data())
@settings(max_examples=150, deadline=None)
def test_of_any_notebook_only_the_cell_of_the_stub_changes(raw: str, data: st.DataObject):
    book = json.loads(raw)
    index = data.draw(st.integers(0, len(book["cells"])))
    lead = data.draw(st.sampled_from(["", "%%time\n", "%matplotlib inline\n", "import os\n\n\n", "# é 😀\n"]))
    tail = data.draw(st.sampled_from(["", "\n\n", "\nprint(area(3))", "\n!ls", "\nhelp?"]))
    source = lead + STUB + tail
    as_list = data.draw(st.booleans())
    book["cells"].insert(index, code(source.splitlines(keepends=True) if as_list else source, id="own"))
    raw = json.dumps(
        book, indent=data.draw(st.sampled_from([None, 1, "\t"])), ensure_ascii=data.draw(st.booleans())
    )
    stored = parse(raw)
    page = NotebookPage(stored, stored.cells)
    piece = page.module.of(index)
    assert piece is not None
    target = next(each for each in targets.named(page.text, "area") if piece.span.contains(each.span))
    imports = data.draw(st.sampled_from([(), ("import math",), ("import math", "from os import path")]))
    changes = targets.place(page.text, target, "return math.pi * r**2", imports)
    result = page.changed(changes, target.name_span.start).content()
    place = stored.stored[index].source
    assert result.startswith(raw[: place.start]) and result.endswith(raw[place.end :])
    after = json.loads(result)
    text = text_of(after["cells"][index])
    after["cells"][index]["source"] = book["cells"][index]["source"]
    assert after == book
    rows = text.splitlines()
    # Beside a cell that does not parse an import may have to stand in the function.
    assert [row for row in rows if row.strip() not in (*imports, "")] == [
        row.replace("...", "return math.pi * r**2") for row in source.splitlines() if row
    ]
    assert text.index("%%time") == 0 if lead == "%%time\n" else True


def test_new_code_is_not_accepted_where_a_name_of_it_has_two_values(
    command_line: CommandLine, capsys: pytest.CaptureFixture[str]
):
    command_line.service = FakeService(accepts("return FACTOR * r"))
    path = written(a_notebook(code("FACTOR = 2"), code("FACTOR = 3"), code(STUB)))
    before = path.read_text("utf-8")
    assert command_line("generate", "--write", f"{path}::area") == 1
    assert "it uses `FACTOR`, to which cells 1 and 2 give different values" in capsys.readouterr().out
    assert path.read_text("utf-8") == before
