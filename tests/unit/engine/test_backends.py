"""Which isolation is opened for which settings."""

import asyncio
from pathlib import Path

import pytest

from ansatz.engine.settings import Settings, SettingsError, load_settings
from ansatz.engine.wiring import open_arena, open_sandbox
from ansatz_sandbox import SandboxUnavailable
from ansatz_sandbox.host.interpreting import Interpreting


def settings(tmp_path: Path, environment: dict[str, str] | None = None, **chosen: str) -> Settings:
    command_line = {f"sandbox.{name}": value for name, value in chosen.items()}
    user = tmp_path / "none.toml"
    return load_settings(
        tmp_path, command_line=command_line, environment=environment or {}, user=user
    ).settings


def test_none_is_isolation_by_nobody(tmp_path: Path):
    chosen = settings(tmp_path, backend="none")
    with pytest.raises(SandboxUnavailable, match=r"sandbox\.backend"):
        asyncio.run(open_sandbox(chosen))
    assert isinstance(asyncio.run(open_arena(chosen)), Interpreting)


def test_what_was_asked_for_is_never_replaced(tmp_path: Path):
    chosen = settings(
        tmp_path, backend="docker", docker_host=f"unix://{tmp_path / 'docker.sock'}", image="any"
    )
    for open_one in (open_sandbox, open_arena):
        with pytest.raises(SandboxUnavailable, match=r"docker\.sock"):
            asyncio.run(open_one(chosen))


def test_the_engine_is_where_docker_host_says(tmp_path: Path):
    environment = {"DOCKER_HOST": "tcp://192.0.2.7:2376"}
    assert settings(tmp_path, environment).sandbox.docker_host == "tcp://192.0.2.7:2376"
    assert settings(tmp_path, environment, docker_host="unix:///x").sandbox.docker_host == "unix:///x"


def test_a_project_chooses_no_sandbox(tmp_path: Path):
    (tmp_path / "pyproject.toml").write_text('[tool.ansatz.sandbox]\nbackend = "none"\nimage = "theirs"\n')
    with pytest.raises(SettingsError) as caught:
        settings(tmp_path)
    assert len(caught.value.problems) == 2


def test_a_backend_that_does_not_exist(tmp_path: Path):
    with pytest.raises(SettingsError, match=r"sandbox\.backend"):
        settings(tmp_path, backend="chroot")
