"""A notebook file with other code in a cell: all else is byte for byte what it was."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansatz.notebooks import with_cell_below, with_text
from ansatz.notebooks.ipynb import NotANotebook, offset_in_file, parse
from ansatz.notebooks.rewriting import rewritten
from support.notebooks import a_notebook, code, markdown, notebooks, text_of, texts


@given(notebooks(), st.data())
@settings(max_examples=150, deadline=None)
def test_only_the_source_of_the_cell_concerned_changes(raw: str, data: st.DataObject):
    book = parse(raw)
    index = data.draw(st.integers(0, len(book.cells) - 1))
    text = data.draw(texts)
    result = rewritten(book, with_text(book.cells, index, text))
    before, after = json.loads(raw), json.loads(result)
    assert text_of(after["cells"][index]) == text
    assert type(after["cells"][index]["source"]) is type(before["cells"][index]["source"])
    after["cells"][index]["source"] = before["cells"][index]["source"]
    assert after == before
    assert [list(each) for each in after["cells"]] == [list(each) for each in before["cells"]]
    place = book.stored[index].source
    assert result.startswith(raw[: place.start])
    assert result.endswith(raw[place.end :])


@given(notebooks(), st.data())
@settings(max_examples=150, deadline=None)
def test_a_new_cell_is_all_that_is_added(raw: str, data: st.DataObject):
    book = parse(raw)
    index = data.draw(st.integers(0, len(book.cells) - 1))
    text = data.draw(texts)
    result = rewritten(book, with_cell_below(book.cells, index, text))
    before, after = json.loads(raw), json.loads(result)
    new = after["cells"].pop(index + 1)
    assert after == before
    assert text_of(new) == text
    assert (new["cell_type"], new["execution_count"], new["outputs"], new["metadata"]) == (
        "code",
        None,
        [],
        {},
    )
    assert ("id" in new) == (before["nbformat_minor"] == 5)
    assert all(new.get("id") != each.get("id", "") for each in before["cells"])
    place = book.stored[index].whole
    assert result.startswith(raw[: place.end])
    assert result.endswith(raw[place.end :])
    assert ("\r\n" in result) == ("\r\n" in raw) and result.count("\n") >= raw.count("\n")


@given(notebooks())
@settings(max_examples=60, deadline=None)
def test_nothing_to_change_changes_nothing(raw: str):
    book = parse(raw)
    assert rewritten(book, book.cells) == raw
    assert [each.text for each in book.cells] == [text_of(each) for each in json.loads(raw)["cells"]]


@given(notebooks(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_character_is_found_where_the_file_writes_it(raw: str, data: st.DataObject):
    stored = data.draw(st.sampled_from(parse(raw).stored))
    text = stored.cell.text
    if text:
        offset = data.draw(st.integers(0, len(text) - 1))
        at = offset_in_file(raw, stored, offset)
        assert stored.source.start < at < stored.source.end
        assert raw[at] in (text[offset], "\\")


def test_unchanged_lines_are_written_as_they_were():
    raw = json.dumps(a_notebook(code(["# \\u00e9\n", "x = 1"])), indent=1).replace("\\\\u00e9", "\\u00e9")
    assert "\\u00e9" in raw and "π" not in raw
    book = parse(raw.replace("\\u03c0", "π"))
    result = rewritten(book, with_text(book.cells, 0, "# é\nx = 2 # è"))
    assert '"# \\u00e9\\n"' in result
    assert '"x = 2 # è"' in result


def test_a_new_cell_looks_as_its_neighbours():
    raw = json.dumps(
        a_notebook(markdown(["# Title\n", "\n", "text"], id="a"), code(["x = 1"], id="b")), indent=1
    )
    book = parse(raw)
    result = rewritten(book, with_cell_below(book.cells, 0, "def f():\n    return 1"))
    assert result == json.dumps(json.loads(result), indent=1)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("", "no JSON"),
        ("[]", "no object"),
        ("{}", "no cells"),
        ('{"cells": [', "no JSON"),
        ("[" * 100_000, "nested too deeply"),
        ('{"nbformat": 3, "worksheets": []}', "format 3"),
        ('{"nbformat": 4, "nbformat_minor": 5, "metadata": {}}', "no cells"),
        (json.dumps(a_notebook({"cell_type": "code", "source": 3})), "source of cell 1"),
        (json.dumps(a_notebook({"cell_type": "code"})), "cell 1 has no source"),
        (json.dumps(a_notebook(code("x"))).replace('"source"', '"source": "y", "source"'), "twice"),
        (json.dumps(a_notebook(kernelspec={"name": "ir", "language": "R"})), "language is r"),
        (json.dumps(a_notebook(language_info={"name": "julia"}, kernelspec={})), "language is julia"),
        (json.dumps(a_notebook(kernelspec={"name": "julia-1.11"})), "language is julia-1.11"),
    ],
)
def test_what_is_no_python_notebook_is_refused(raw: str, why: str):
    with pytest.raises(NotANotebook, match=why):
        parse(raw)


def test_cells_of_another_language_are_not_code():
    cell = code("SELECT 1", metadata={"vscode": {"languageId": "sql"}})
    raw = json.dumps(a_notebook(cell, {"cell_type": "raw", "metadata": {}, "source": "x"}, code("x")))
    assert [each.kind for each in parse(raw).cells] == ["other", "other", "code"]
