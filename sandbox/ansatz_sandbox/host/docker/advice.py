"""Why there is no Docker sandbox, in words that say what to do."""

from __future__ import annotations

import sys

from ...job import SandboxUnavailable
from .address import EngineAddress

_BASE = (
    "On a machine without a registry, make a base image and name it in the setting sandbox.image: "
    "`mmdebstrap --variant=minbase --include=python3,python3-numpy,python3-scipy,python3-pip bookworm "
    "base.tar`, then `docker import base.tar ansatz-base`."
)


def unreachable(address: EngineAddress, said: str) -> SandboxUnavailable:
    """No engine answers, or it does not let us in."""
    reason = f"No Docker engine answers at {address.url}: {said}."
    if "permission denied" in said.lower():
        return SandboxUnavailable(
            reason,
            "This user may not use it. Add the user to the group that owns the socket (`sudo usermod -aG "
            "docker $USER`, then log in again), or run a rootless engine and name it in DOCKER_HOST.",
        )
    if sys.platform in ("darwin", "win32"):
        return SandboxUnavailable(reason, "Install Docker Desktop or another Docker engine, and start it.")
    return SandboxUnavailable(
        reason,
        "Install one (`apt install docker.io`, `dnf install moby-engine`) and start it, or name another in "
        "DOCKER_HOST. On Linux bubblewrap does the same without an engine: `apt install bubblewrap`.",
    )


def no_image(base: str, said: str) -> SandboxUnavailable:
    """The base image is not there and can't be had, or nothing can be built on it."""
    return SandboxUnavailable(f"No image for the sandbox could be made from {base}: {said}", _BASE)


def refused(image: str, said: str) -> SandboxUnavailable:
    """The engine did not make a container, or the guest did not start in it."""
    last = said.strip().splitlines()[-1] if said.strip() else "it said nothing"
    return SandboxUnavailable(
        f"No container of {image} could be started: {last}.",
        "Check `docker info`, and that the image has a `python3` of version 3.9 or later.",
    )


def failed_self_test(address: EngineAddress, what: str) -> SandboxUnavailable:
    """Containers start and do not isolate."""
    return SandboxUnavailable(
        f"The isolation by the Docker engine at {address.url} does not hold: {what}.",
        "Ansatz runs nothing in a sandbox that fails its own test. Please report this with the output of "
        "`docker info`.",
    )
