"""The VS Code extension's manifest says what the server says, and its lock file says no more than it must."""

import json
from pathlib import Path
from typing import Any

import pytest

from ansatz.engine.settings import keys

ROOT = Path(__file__).parents[3]
MANIFEST: dict[str, Any] = json.loads((ROOT / "clients/vscode/package.json").read_text())
PROPERTIES: dict[str, dict[str, Any]] = MANIFEST["contributes"]["configuration"]["properties"]
RESTRICTED: list[str] = MANIFEST["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"]
LOCKS = ("clients/vscode/package-lock.json", "tests/e2e/vscode/package-lock.json")


def test_every_setting_of_the_server_can_be_made_and_no_other():
    own = {name for name in PROPERTIES if name.startswith(("ansatz.server.", "ansatz.trace."))}
    assert {f"ansatz.{key.name}" for key in keys()} == set(PROPERTIES) - own


@pytest.mark.parametrize("key", keys(), ids=lambda key: key.name)
def test_a_setting_left_alone_overrides_nothing_and_a_trusted_one_is_out_of_a_workspaces_reach(key: Any):
    name = f"ansatz.{key.name}"
    # VS Code sends defaults along like values: any other would trump the project's and the user's files.
    assert PROPERTIES[name]["default"] in (None, "")
    assert PROPERTIES[name].get("markdownDescription") or PROPERTIES[name].get("description")
    if key.is_trusted:
        scope = PROPERTIES[name]["scope"]
        assert scope == "machine" or (scope == "machine-overridable" and name in RESTRICTED)


@pytest.mark.parametrize("path", LOCKS)
def test_the_lock_holds_names_versions_and_hashes_but_no_address(path: str):
    text = (ROOT / path).read_text()
    assert "://" not in text
    packages = json.loads(text)["packages"]
    assert len(packages) > 1
    assert all("integrity" in package for name, package in packages.items() if name)
