"""The library of an interpreter: collected in a real sandbox, built once, kept by version, cancelled."""

import asyncio
import json
import sys
from pathlib import Path

import pytest

from ansatz.library import Library
from ansatz_sandbox import Bubblewrap, NotReached, Outcome, Returned, SandboxUnavailable, Usage

AIR = '''
"""A package of a few routines, whose parts misbehave when they are imported."""
def moist(p, t=273.0, *, exact=False):
    """Density of moist air.

    Parameters
    ----------
    p : float
        Pressure [Pa].
    """
def _hidden(): """Not public."""
class Parcel:
    """A parcel of air that is lifted."""
'''


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """A folder with packages: one sound in part, one that can't be imported, one that ends the process."""
    folder = tmp_path / "packages"
    for name, text in {
        "air": AIR,
        "broken": "raise RuntimeError('no such instrument')",
        "leaves": "import os; os._exit(3)",
    }.items():
        (folder / name).mkdir(parents=True)
        (folder / name / "__init__.py").write_text(text)
        about = folder / f"{name}-1.5.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.5\n")
    (folder / "air" / "exits.py").write_text("import sys; sys.exit('as a script')")
    (folder / "air" / "chatty.py").write_text("print('noise')\ndef dry(p):\n    '''Density of dry air.'''\n")
    return folder


def library(packages: Path, folder: Path) -> Library:
    async def open_sandbox():
        try:
            return await Bubblewrap.open(Path(sys.executable), [packages], [packages])
        except SandboxUnavailable as error:
            pytest.skip(f"no sandbox: {error.reason}")

    class Few(Library):
        pass

    return Few(open_sandbox, folder, ("air", "broken", "leaves"))


@pytest.fixture(autouse=True)
def few_packages(monkeypatch: pytest.MonkeyPatch):
    """Only the packages of these tests: indexing what is really installed takes seconds."""
    monkeypatch.setattr("ansatz.library.collecting.STACK", ())


def test_packages_that_misbehave_cost_only_themselves(packages, tmp_path):
    async def run():
        one = library(packages, tmp_path / "kept")
        said = []
        index = await one.index(said.append)
        found = [each.routine.name for each in index.find("density of moist air")]
        facts, moist, dry = index.facts, index.routine("air.moist"), index.routine("air.chatty.dry")
        hidden = index.routine("air._hidden")
        again = await one.index(said.append)
        is_same = again is index and one.ready is index
        await one.close()
        return said, found, facts, moist, dry, hidden, is_same

    said, found, facts, moist, dry, hidden, is_same = asyncio.run(run())
    assert found[0] == "air.moist"
    assert (moist.version, moist.kind) == ("1.5", "function")
    assert [(one.name, one.kind) for one in moist.parameters] == [
        ("p", "positional"),
        ("t", "positional"),
        ("exact", "keyword_only"),
    ]
    assert dry is not None and hidden is None and is_same
    failures = json.loads(facts["failures"])
    assert set(failures) == {"broken", "leaves"}
    assert "no such instrument" in failures["broken"]
    assert {one.stage for one in said} == {"index"}
    assert any("air" in one.message for one in said)


def test_an_index_is_built_once_and_again_when_a_version_changes(packages, tmp_path):
    async def count_after() -> int:
        one = library(packages, tmp_path / "kept")
        await asyncio.gather(*(one.index(lambda _: None) for _ in range(3)))
        await one.close()
        return len(list((tmp_path / "kept").iterdir()))

    assert asyncio.run(count_after()) == 1
    assert asyncio.run(count_after()) == 1
    (packages / "air-1.5.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: air\nVersion: 1.6\n"
    )
    assert asyncio.run(count_after()) == 2


def test_a_cancel_ends_the_build_and_leaves_nothing_unless_others_wait(packages, tmp_path):
    async def run():
        one = library(packages, tmp_path / "kept")
        started = asyncio.Event()
        alone = asyncio.create_task(one.index(lambda _: started.set()))
        await started.wait()
        alone.cancel()
        await asyncio.gather(alone, return_exceptions=True)
        left = list((tmp_path / "kept").iterdir())
        impatient = asyncio.create_task(one.index(lambda _: None))
        patient = asyncio.create_task(one.index(lambda _: None))
        await asyncio.sleep(0)
        impatient.cancel()
        index = await patient
        size = index.size
        await one.close()
        return alone.cancelled(), left, impatient.cancelled() or impatient.done(), size

    was_cancelled, left, _, size = asyncio.run(run())
    assert was_cancelled
    assert left == []
    assert size >= 2


class OutOfTime:
    """A sandbox in which `slow` runs out of time as often as it is told to."""

    def __init__(self, left: list[str]) -> None:
        self._left = left

    async def run(self, job):
        (call,) = job.calls
        if job.entry == "versions":
            return _returned({"air": "1.5", "slow": "2.0"})
        if call.args == ("slow",) and self._left:
            self._left.pop()
            return Outcome("deadline", (NotReached(),), None, "", "", Usage(120.0, 1.0, 0))
        (package,) = call.args
        return _returned(json.dumps([[f"{package}.moist", [], "function", [], "Density of moist air."]]))

    async def close(self):
        pass


def _returned(value) -> Outcome:
    return Outcome("completed", (Returned(value, (), {}),), None, "", "", Usage(0.1, 0.1, 0))


def test_what_only_ran_out_of_time_is_tried_again_by_the_next_start(tmp_path):
    left = ["once"]

    async def open_sandbox():
        return OutOfTime(left)

    async def known() -> tuple[bool, bool, int]:
        one = Library(open_sandbox, tmp_path / "kept", ("air", "slow"))
        index = await one.index(lambda _: None)
        found = index.routine("air.moist") is not None, index.routine("slow.moist") is not None
        await one.close()
        return *found, len(list((tmp_path / "kept").iterdir()))

    assert asyncio.run(known()) == (True, False, 0)
    assert asyncio.run(known()) == (True, True, 1)
    assert asyncio.run(known()) == (True, True, 1)
