"""Which Docker engine is meant, and how it is reached."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class EngineAddress:
    """`host` as in DOCKER_HOST (`unix://…`, `tcp://…`, `npipe://…`); empty: this machine's own.

    `certificates` is the folder with `ca.pem`, `cert.pem` and `key.pem` for an engine behind TLS.
    """

    host: str = ""
    certificates: Path | None = None

    @property
    def url(self) -> str:
        """The address itself."""
        if self.host:
            return self.host
        if sys.platform == "win32":
            return "npipe:////./pipe/docker_engine"
        # Docker Desktop keeps its socket in the home folder, unless it was asked for the other one.
        desktop = Path("~/.docker/run/docker.sock").expanduser()
        system = Path("/var/run/docker.sock")
        return f"unix://{desktop if desktop.exists() and not system.exists() else system}"

    @property
    def is_local(self) -> bool:
        """Whether paths of this machine mean the same to the engine."""
        return self.url.startswith(("unix://", "npipe://"))
