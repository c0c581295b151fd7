"""Why there is no bubblewrap sandbox: what is said on which system."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansatz_sandbox.host import advice

DENIED = (
    "bwrap: setting up uid map: Permission denied",
    "bwrap: loopback: Failed RTM_NEWADDR: Operation not permitted",
)


@pytest.fixture
def kernel(tmp_path: Path) -> Path:
    """The settings of a kernel as Ubuntu 24.04 has them."""
    (tmp_path / "apparmor_restrict_unprivileged_userns").write_text("1\n")
    return tmp_path


@pytest.mark.parametrize("said", DENIED)
def test_the_rule_of_apparmor_has_a_message_of_its_own(kernel: Path, said: str):
    found = advice.refused(Path("/usr/bin/bwrap"), said, as_root=False, kernel=kernel)
    assert said in found.reason
    assert "AppArmor" in found.advice
    assert "apparmor-profiles" in found.advice
    assert "kernel.apparmor_restrict_unprivileged_userns=0" in found.advice


@pytest.mark.parametrize("said", DENIED)
def test_the_rule_does_not_bind_root_and_is_not_blamed_where_it_is_off(kernel: Path, said: str):
    as_root = advice.refused(Path("/usr/bin/bwrap"), said, as_root=True, kernel=kernel)
    assert "AppArmor" not in as_root.advice
    assert "--cap-add SYS_ADMIN" in as_root.advice
    (kernel / "apparmor_restrict_unprivileged_userns").write_text("0\n")
    elsewhere = advice.refused(Path("/usr/bin/bwrap"), said, as_root=False, kernel=kernel)
    assert "max_user_namespaces" in elsewhere.advice


def test_what_has_nothing_to_do_with_rights_blames_none(kernel: Path):
    found = advice.refused(
        Path("/usr/bin/bwrap"), "bwrap: execvp python: No such file", as_root=False, kernel=kernel
    )
    assert "AppArmor" not in found.advice
    assert "interpreter" in found.advice
