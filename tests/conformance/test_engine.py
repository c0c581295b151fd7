"""What is the Docker engine's own: containers without rights, images made once, cancelled and lost jobs."""

from __future__ import annotations

import asyncio
import contextlib
import io
import os
import zipfile
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import docker
import pytest
from docker.errors import NotFound

from ansatz_sandbox import Call, Job, Limits, Outcome, Project, Returned, SandboxUnavailable, Value
from ansatz_sandbox.host.docker import Docker, EngineAddress
from ansatz_sandbox.host.docker.container import LABEL
from ansatz_sandbox.host.docker.image import NAME

from .conftest import BASE

pytestmark = pytest.mark.sandbox

SLEEP = Job("import time\ndef f(): time.sleep(60)", "f", (Call(),), Limits(wall_s=60))
ONE = Job("def f(): return 1", "f", (Call(),))


def run(work: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(cast("Any", work()))


@asynccontextmanager
async def opened(engine: EngineAddress, **options: Any) -> AsyncIterator[Docker]:
    sandbox = await Docker.open(address=engine, base=BASE, preload=(), **options)
    try:
        yield sandbox
    finally:
        await sandbox.close()


def client(engine: EngineAddress) -> Any:
    return cast("Any", docker).APIClient(base_url=engine.url, version="auto")


def containers(engine: EngineAddress, known: Sequence[dict[str, Any]] = ()) -> list[dict[str, Any]]:
    """Those of this process that are there now, without the `known` ones, which other tests have open."""
    api, found = client(engine), []
    try:
        for one in api.containers(all=True, filters={"label": f"{LABEL}={os.getpid()}"}):
            with contextlib.suppress(NotFound):  # its removal was under way
                found.append(api.inspect_container(one["Id"]))
    finally:
        api.close()
    return [one for one in found if one["Id"] not in {other["Id"] for other in known}]


def value(outcome: Outcome) -> Value:
    (result,) = outcome.results
    assert isinstance(result, Returned), outcome
    return cast("Value", result.value)


def test_containers_have_no_rights(engine: EngineAddress) -> None:
    others = containers(engine)

    async def work() -> None:
        async with opened(engine) as sandbox:
            await sandbox.run(ONE)
            found = containers(engine, others)
            assert found
            for one in found:
                host, config = one["HostConfig"], one["Config"]
                assert host["NetworkMode"] == "none"
                assert host["ReadonlyRootfs"]
                assert host["CapDrop"] == ["ALL"]
                assert not host["CapAdd"]
                assert not host["Privileged"]
                assert not host["Binds"]
                assert host["Memory"] == host["MemorySwap"] > 0
                assert host["NanoCpus"] > 0
                assert 0 < host["PidsLimit"] < 200
                assert "no-new-privileges:true" in host["SecurityOpt"]
                assert any(text.startswith("seccomp={") for text in host["SecurityOpt"])
                assert int(config["User"].partition(":")[0]) >= 1000
                assert not one["Mounts"]

    run(work)


def test_a_cancelled_job_leaves_no_container(engine: EngineAddress) -> None:
    others = containers(engine)

    async def work() -> None:
        async with opened(engine, spare=1) as sandbox:
            await sandbox.run(ONE)
            task = asyncio.create_task(sandbox.run(SLEEP))
            await asyncio.sleep(1.0)
            running = {one["Id"] for one in containers(engine, others)}
            task.cancel()
            await asyncio.wait([task])
            left = containers(engine, others)
            assert task.cancelled()
            assert len(running - {one["Id"] for one in left}) == 1
            assert value(await sandbox.run(ONE)) == 1
        assert containers(engine, others) == []

    run(work)


def test_what_waits_is_served_in_turn_and_closing_ends_all(engine: EngineAddress) -> None:
    others = containers(engine)

    async def work() -> None:
        async with opened(engine, parallel=1, spare=1) as sandbox:
            outcomes = await sandbox.run_all([ONE] * 4)
            assert [value(outcome) for outcome in outcomes] == [1] * 4
            task = asyncio.create_task(sandbox.run_all([SLEEP] * 3))
            await asyncio.sleep(0.5)
            await sandbox.close()
            await asyncio.wait([task])
            assert task.cancelled()
        assert containers(engine, others) == []

    run(work)


def wheel(folder: Path, version: str) -> Path:
    """A package of one constant."""
    packed, made = io.BytesIO(), zipfile.ZipInfo  # which has always the same date
    info = f"ansatz_example-{version}.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: ansatz-example\nVersion: {version}\n"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(made("ansatz_example.py"), f"VERSION = {version!r}\n")
        archive.writestr(made(f"{info}/METADATA"), metadata)
        archive.writestr(
            made(f"{info}/WHEEL"), "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(made(f"{info}/RECORD"), "")
    path = folder / f"ansatz_example-{version}-py3-none-any.whl"
    path.write_bytes(packed.getvalue())
    return path


def test_a_projects_packages_are_a_layer_that_is_made_once(engine: EngineAddress, tmp_path: Path) -> None:
    api = client(engine)
    job = Job("import ansatz_example\ndef f(): return ansatz_example.VERSION", "f", (Call(),))

    async def tag_and_value(version: str) -> tuple[str, Value]:
        pins, wheels = {"ansatz-example": version}, [wheel(tmp_path, version)]
        async with opened(engine, pins=pins, wheels=wheels, spare=1) as sandbox:
            return sandbox.recipe.image, value(await sandbox.run(job))

    async def work() -> None:
        first, found = await tag_and_value("1.0")
        assert found == "1.0"
        made = api.inspect_image(first)["Created"]
        again, _ = await tag_and_value("1.0")
        assert again == first
        assert api.inspect_image(again)["Created"] == made
        other, found = await tag_and_value("2.0")
        assert other != first
        assert found == "2.0"
        for tag in (first, other):
            assert tag.startswith(f"{NAME}:")

    try:
        run(work)
    finally:
        api.close()


def test_a_package_that_linux_does_not_have_is_left_out(engine: EngineAddress, tmp_path: Path) -> None:
    job = Job("import ansatz_example\ndef f(): return ansatz_example.VERSION", "f", (Call(),))
    pins = {"ansatz-example": "3.0", "ansatz-of-another-system": "1.0"}

    async def work() -> None:
        async with opened(engine, pins=pins, wheels=[wheel(tmp_path, "3.0")], spare=1) as sandbox:
            assert value(await sandbox.run(job)) == "3.0"
        with pytest.raises(SandboxUnavailable):
            await Docker.open(address=engine, base=BASE, pins={"ansatz-of-another-system": "1.0"},
                              wheels=[wheel(tmp_path, "3.0")])  # fmt: skip

    run(work)


def test_a_project_is_imported_and_not_written_to(engine: EngineAddress, tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "rates.py").write_text("open('/tmp/effect', 'w').close()\nK = 8.5\n")
    code = "import rates\ndef f(path):\n    try: open(path, 'w')\n    except OSError: return rates.K\n"
    call = Call((str(tmp_path / "rates.py"),))
    project = Project((tmp_path,), (tmp_path,))

    async def work() -> None:
        async with opened(engine, readable=[tmp_path], spare=1) as sandbox:
            outcome = await sandbox.run(Job(code, "f", (call,), project=project))
            assert value(outcome) == 8.5

    run(work)
    assert (tmp_path / "rates.py").read_text().endswith("K = 8.5\n")


def test_a_container_that_dies_is_replaced_and_its_job_run_again(engine: EngineAddress) -> None:
    api, others = client(engine), containers(engine)

    async def work() -> None:
        async with opened(engine, spare=1) as sandbox:
            await sandbox.run(ONE)
            await asyncio.sleep(2.0)
            for one in containers(engine, others):
                api.kill(one["Id"])
            assert value(await sandbox.run(ONE)) == 1

    try:
        run(work)
    finally:
        api.close()


def test_an_image_that_nobody_has(engine: EngineAddress) -> None:
    async def work() -> None:
        with pytest.raises(SandboxUnavailable, match="mmdebstrap"):
            await Docker.open(address=engine, base="ansatz-base:no-such-suite")

    run(work)
