"""The server with its real engine, on the editors' samples: from an equation to hover and squiggle."""

from pathlib import Path

import pytest

from support.editor import TESTS, server

pytestmark = pytest.mark.asyncio


async def test_an_equation_becomes_code_with_evidence_and_a_unit_fault_a_diagnostic(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    samples = TESTS / "e2e" / "samples"
    async with server(folder, "-m", "ansatz.cli.main", "serve") as editor:
        await editor.initialize(folder)
        right, wrong = (folder / "speed.py").as_uri(), (folder / "unit_fault.py").as_uri()
        before = (samples / "speed.py").read_text("utf-8")
        editor.open(wrong, (samples / "unit_fault.py").read_text("utf-8"))
        editor.open(right, before)
        (fault,) = await editor.until(lambda: editor.diagnostics(wrong))
        assert (fault["code"], fault["source"]) == ("spec-units", "ansatz")
        assert (await editor.do(wrong, "raise NotImpl", "Generate"))["status"] == "declined"
        answer = await editor.do(right, "raise NotImpl", "Generate")
        if answer["status"] == "sandbox_unavailable":
            pytest.skip(answer["message"])
        assert answer["status"] == "accepted" and answer["level"] in ("verified", "plausible")
        stub = before.index("    raise NotImpl")
        after = editor.text(right)
        assert after[:stub] == before[:stub] and "sqrt" in after[stub:]
        shown = await editor.hover(right, "sqrt(")
        assert shown and answer["level"] in shown and "This line" in shown and "m/s" in shown
        judged = await editor.do(right, "sqrt(", "Validate")
        assert (judged["status"], judged["level"]) == ("judged", answer["level"])
        editor.replace(right, "gamma * p", "gamma + p")
        judged = await editor.do(right, "sqrt(", "Validate")
        assert (judged["status"], judged["level"]) == ("judged", "refuted"), judged
        (refuted, *_) = await editor.until(lambda: editor.diagnostics(right))
        assert refuted["code"].startswith("refuted-") and refuted["range"]["start"] == editor.at(
            right, "speed_of"
        )
        assert await editor.shutdown() == 0
