"""Which engine processes run, as /proc tells."""

from pathlib import Path

from .editor import Editor


def engines() -> set[int]:
    """The engine processes of servers that this process started."""
    found: set[int] = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes()
                state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
            except OSError:
                continue
            if b"ansatz.engine" in command and b"support.fake_engine" in command and state != "Z":
                found.add(int(entry.name))
    return found


def engine_of(editor: Editor) -> int | None:
    """The engine that a server started."""
    for pid in engines():
        try:
            parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]
        except OSError:
            continue
        if int(parent) == editor.process.pid:
            return pid
    return None
