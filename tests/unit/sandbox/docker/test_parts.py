"""The Docker backend where no engine is needed: what it tells one, images, packages, streams, advice."""

from __future__ import annotations

import asyncio
import io
import json
import socket
import struct
import sys
import tarfile
from pathlib import Path

import pytest

from ansatz_sandbox import Limits, SandboxUnavailable
from ansatz_sandbox.guest.syscalls import REFUSED
from ansatz_sandbox.host.docker import Docker, EngineAddress, advice, image, packages
from ansatz_sandbox.host.docker.container import Recipe, canonical, memory_of
from ansatz_sandbox.host.docker.stream import Stream, StreamEnded
from ansatz_sandbox.wire import frames

PROFILE = json.loads(image.shipped("seccomp.json"))
ALLOWED = {
    name for rule in PROFILE["syscalls"] if rule["action"] == "SCMP_ACT_ALLOW" for name in rule["names"]
}


def test_the_profile_refuses_what_it_does_not_name():
    assert PROFILE["defaultAction"] == "SCMP_ACT_ERRNO"
    # By their arguments, or once the guest has used them to confine the job further.
    decided_later = {"clone", "personality", "socketpair", "prlimit64"}
    assert not ALLOWED & (REFUSED.keys() - decided_later)


@pytest.mark.parametrize(
    "name",
    ["io_uring_setup", "ptrace", "process_vm_readv", "bpf", "mount", "unshare", "setns", "socket", "connect",
     "userfaultfd", "perf_event_open", "keyctl", "add_key", "kexec_load", "open_by_handle_at", "clone3"],
)  # fmt: skip
def test_the_profile_closes(name: str):
    assert name not in ALLOWED


def test_new_processes_are_allowed_without_namespaces():
    (rule,) = [rule for rule in PROFILE["syscalls"] if "clone" in rule["names"]]
    (condition,) = rule["args"]
    time, mount, cgroup, uts, ipc = 0x80, 0x00020000, 0x02000000, 0x04000000, 0x08000000
    every_namespace = time | mount | cgroup | uts | ipc | 0x10000000 | 0x20000000 | 0x40000000
    assert condition["value"] == every_namespace
    assert condition["valueTwo"] == 0


def test_containers_are_told_what_they_may_not():
    recipe = Recipe("image", canonical('{"a": 1}'), limits=Limits(memory_bytes=1 << 28, processes=8))
    told = recipe.host_config()
    assert told["network_mode"] == "none"
    assert told["read_only"] is True
    assert told["cap_drop"] == ["ALL"]
    assert told["security_opt"] == ["no-new-privileges:true", 'seccomp={"a":1}']
    assert told["mem_limit"] == told["memswap_limit"] == memory_of(recipe.limits, recipe.tmp_bytes)
    assert told["pids_limit"] == 24
    assert told["ipc_mode"] == "none"
    users = {str(recipe.options()["user"]) for _ in range(3)}
    assert len(users) == 3, "the kernel counts processes by user"
    assert all(int(user.partition(":")[0]) >= 1000 for user in users)


def context(pins: dict[str, str]) -> dict[str, bytes]:
    """What an image is built from, by name."""
    made = image._context(pins, ())  # pyright: ignore[reportPrivateUsage]
    with tarfile.open(fileobj=io.BytesIO(made)) as tar:
        files = {name: tar.extractfile(name) for name in tar.getnames()}
        return {name: file.read() for name, file in files.items() if file is not None}


def test_an_image_depends_on_its_versions_and_on_nothing_else():
    one = image._context({"b": "2", "a": "1"}, ())  # pyright: ignore[reportPrivateUsage]
    assert one == image._context({"a": "1", "b": "2"}, ())  # pyright: ignore[reportPrivateUsage]
    assert one != image._context({"a": "1", "b": "3"}, ())  # pyright: ignore[reportPrivateUsage]


def test_an_image_holds_the_guest_and_the_pins():
    files = context({"numpy": "2.1.0", "odd": "1; rm -rf /", "--index-url": "x", "also\nodd": "1"})
    assert files["packages/requirements.txt"] == b"numpy==2.1.0\n"
    assert {"Containerfile", "ansatz_sandbox/guest/main.py", "ansatz_sandbox/wire/frames.py"} <= files.keys()
    assert files["ansatz_sandbox/__init__.py"] == b""


def test_what_is_installed_is_read_and_never_run(tmp_path: Path):
    prefix = tmp_path / "env"
    site = prefix / "lib/python3.12/site-packages"
    for name, version, more in (
        ("numpy", "2.0.1", ""),
        ("pip", "24.0", ""),
        ("mine", "1.0", '{"url": "file:///x"}'),
    ):
        folder = site / f"{name}-{version}.dist-info"
        folder.mkdir(parents=True)
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        if more:
            (folder / "direct_url.json").write_text(more)
    (prefix / "bin").mkdir()
    (prefix / "bin/python").symlink_to(Path(sys.executable).resolve())
    (prefix / "pyvenv.cfg").write_text(f"home = {Path(sys.executable).resolve().parent}\n")
    assert packages.installed(prefix / "bin/python") == {"numpy": "2.0.1"}
    assert packages.python_version(prefix / "bin/python") == "3.12"


def multiplexed(kind: int, data: bytes) -> bytes:
    return struct.pack(">BxxxL", kind, len(data)) + data


def test_a_frame_is_found_in_the_engines_streams():
    ours, theirs = socket.socketpair()
    frame = frames.pack({"ready": True}, [b"blob"])
    with theirs:
        theirs.sendall(multiplexed(2, b"a warning") + multiplexed(1, frame[:7]) + multiplexed(1, frame[7:]))
        stream = Stream(ours)
        found = stream.exchange(b"hello", 1 << 16)
        assert found.header == {"ready": True}
        assert bytes(found.blobs[0]) == b"blob"
        assert stream.stderr == "a warning"
        assert theirs.recv(5) == b"hello"
        stream.close()


@pytest.mark.parametrize(
    "sent", [b"", b"\x01", multiplexed(1, b"not a frame of ours at all"), multiplexed(1, b"AZ")]
)
def test_a_stream_that_ends_or_says_something_else(sent: bytes):
    ours, theirs = socket.socketpair()
    theirs.sendall(sent)
    theirs.shutdown(socket.SHUT_WR)
    stream = Stream(ours)
    with theirs, pytest.raises(StreamEnded):
        stream.exchange(b"", 1 << 16)
    stream.close()


def test_an_engine_that_is_not_there_says_what_to_do(tmp_path: Path):
    address = EngineAddress(f"unix://{tmp_path / 'docker.sock'}")
    with pytest.raises(SandboxUnavailable) as caught:
        asyncio.run(Docker.open(address=address, base="any"))
    assert str(tmp_path) in caught.value.reason
    assert "Install" in caught.value.advice or "install" in caught.value.advice


def test_a_socket_that_is_somebody_elses_says_whose():
    said = advice.unreachable(EngineAddress("unix:///run/docker.sock"), "Permission denied")
    assert "group" in said.advice


def test_only_an_engine_here_sees_our_folders():
    assert EngineAddress("unix:///run/docker.sock").is_local
    assert not EngineAddress("tcp://192.0.2.7:2376").is_local
