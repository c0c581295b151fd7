"""The image that jobs run in: a base, the project's packages as a layer, our guest; built when missing."""

from __future__ import annotations

import hashlib
import io
import re
import tarfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from .engine import Engine, EngineError

NAME = "ansatz-sandbox"
PACKAGES = "/opt/packages"
_PACKAGE = Path(__file__).resolve().parents[2]
_GUEST = ("guest", "wire")
_REQUIREMENT = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?==[A-Za-z0-9.!+_-]+")


def shipped(name: str) -> str:
    """The text of a file of `sandbox/images`, in a checkout or an installed package."""
    installed = _PACKAGE / "images" / name
    return (installed if installed.exists() else _PACKAGE.parent / "images" / name).read_text("utf-8")


def ensure(engine: Engine, base: str, packages: Mapping[str, str], wheels: Sequence[Path] = ()) -> str:
    """The tag of an image of exactly this base, these versions and this guest; raises `EngineError`.

    A base that the engine does not have is fetched from its registry. `packages` maps names to
    versions; they come from `wheels` where there are any, else from the engine's package index.
    """
    if engine.image_id(base) is None:
        engine.pull(base)
    identity = engine.image_id(base)
    if identity is None:
        raise EngineError(f"there is no image {base}", gone=False)
    context = _context(packages, wheels)
    tag = f"{NAME}:{hashlib.sha256(identity.encode() + context).hexdigest()[:24]}"
    if engine.image_id(tag) is None:
        # Nothing is fetched where nothing is missing, so that the build can't depend on a network then.
        network = "default" if packages and not wheels else "none"
        engine.build(context, tag, {"BASE": base}, network=network)
    return tag


def _context(packages: Mapping[str, str], wheels: Sequence[Path]) -> bytes:
    """A tar whose bytes depend on nothing but what is in it."""
    files = {"Containerfile": shipped("Containerfile").encode()}
    files["packages/requirements.txt"] = "".join(_lines(packages)).encode()
    for wheel in wheels:
        files[f"packages/{wheel.name}"] = wheel.read_bytes()
    for part in _GUEST:
        for source in (_PACKAGE / part).glob("*.py"):
            files[f"ansatz_sandbox/{part}/{source.name}"] = source.read_bytes()
    # A package without code of its own: the real one's imports belong to the host.
    files["ansatz_sandbox/__init__.py"] = b""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, data in sorted(files.items()):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(data), 0o644
            tar.addfile(entry, io.BytesIO(data))
    return packed.getvalue()


def _lines(packages: Mapping[str, str]) -> list[str]:
    """One pin a line. Names and versions were read from files of a project, and go into a command's input."""
    pins = [f"{name}=={version}" for name, version in sorted(packages.items())]
    return [f"{pin}\n" for pin in pins if _REQUIREMENT.fullmatch(pin)]
