"""Keys that the operating system keeps: found by the names that settings give, and shown nowhere."""

import io
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from ansatz.cli.app import run
from ansatz.engine.asking_models import configuration_of
from ansatz.engine.key_store import SERVICE
from ansatz.engine.settings import load_settings


class InMemory(KeyringBackend):
    """What a desktop's store does, without the desktop."""

    priority = 1  # pyright: ignore[reportAssignmentType]

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}
        self.is_locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.is_locked:
            raise KeyringLocked("locked with s3cret")
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.is_locked:
            raise KeyringLocked("locked with s3cret")
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.held.pop((service, username), None) is None:
            raise PasswordDeleteError(username)


@pytest.fixture
def store() -> Iterator[InMemory]:
    before, store = keyring.get_keyring(), InMemory()
    keyring.set_keyring(store)
    yield store
    keyring.set_keyring(before)


def keys(tmp_path: Path) -> dict[str, str]:
    chosen = {"models": {"all": "openai/lab at http://localhost:1/v1 with LAB_TEST_KEY"}}
    return dict(configuration_of(load_settings(tmp_path, command_line=chosen).settings).keys)


def test_a_key_is_kept_found_and_forgotten(
    tmp_path: Path, store: InMemory, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.delenv("LAB_TEST_KEY", raising=False)
    assert "LAB_TEST_KEY" not in keys(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO("sk-typed\n"))
    assert run(["models", "--keep-key", "LAB_TEST_KEY"]) == 0
    assert store.held == {(SERVICE, "LAB_TEST_KEY"): "sk-typed"}
    assert keys(tmp_path)["LAB_TEST_KEY"] == "sk-typed"
    assert run(["models", "--forget-key", "LAB_TEST_KEY"]) == 0
    assert store.held == {}
    assert run(["models", "--forget-key", "LAB_TEST_KEY"]) == 2
    assert "has no LAB_TEST_KEY" in capsys.readouterr().err


def test_the_environment_comes_first(tmp_path: Path, store: InMemory, monkeypatch: pytest.MonkeyPatch):
    store.held[SERVICE, "LAB_TEST_KEY"] = "sk-kept"
    monkeypatch.setenv("LAB_TEST_KEY", "sk-said")
    assert keys(tmp_path)["LAB_TEST_KEY"] == "sk-said"


def test_a_locked_store_is_as_good_as_empty_and_what_it_says_is_not_logged(
    tmp_path: Path, store: InMemory, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.delenv("LAB_TEST_KEY", raising=False)
    store.is_locked = True
    assert "LAB_TEST_KEY" not in keys(tmp_path)
    assert "LAB_TEST_KEY" in caplog.text
    assert "s3cret" not in caplog.text


def test_what_can_t_be_kept_is_said_and_no_key_is_shown(
    store: InMemory, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    store.is_locked = True
    monkeypatch.setattr("sys.stdin", io.StringIO("sk-typed\n"))
    assert run(["models", "--keep-key", "LAB_TEST_KEY"]) == 2
    said = capsys.readouterr()
    assert "environment variable" in said.err
    assert "sk-typed" not in said.err + said.out
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    assert run(["models", "--keep-key", "LAB_TEST_KEY"]) == 2
    assert run(["models", "--keep-key", "not a name"]) == 2
