"""An engine service whose requests do what the document says: wait, block, print, raise, exit."""

import asyncio
import os
import sys
import time
from pathlib import Path

from ansatz.core.outcome import FunctionReading, KeptTest, NoneAccepted, ProposedStubs, TargetOutcome
from ansatz.core.progress import Progress, Report
from ansatz.core.text import DocumentSnapshot, Span
from ansatz.engine.wire import Start


class ScriptedService:
    """Obeys the words of the snapshot's text, and notes in its folder what became of it."""

    def __init__(self, start: Start) -> None:
        self._folder = Path(start.folder)

    async def generate(
        self, snapshot: DocumentSnapshot, selection: Span, report: Report, with_models: bool = True
    ) -> tuple[TargetOutcome, ...]:
        verb = snapshot.text
        report(Progress("read", verb))
        match verb:
            case "wait":
                try:
                    await asyncio.sleep(60)
                except asyncio.CancelledError:
                    (self._folder / "cancelled").touch()
                    raise
            case "block":
                time.sleep(60)
            case "print":
                print("noise on standard output")
                os.write(1, b"more noise\n")
                assert sys.stdin.buffer.raw.read(1) in (b"", None)
            case "raise":
                raise ValueError("as asked")
            case "exit":
                os._exit(3)
            case "limits":
                import resource

                core, space = resource.RLIMIT_CORE, resource.RLIMIT_AS
                verb = f"{resource.getrlimit(core)[0]} {resource.getrlimit(space)[0]}"
            case _:
                pass
        return (TargetOutcome("f", "f", 0, NoneAccepted(verb)),)

    async def validate(
        self, snapshot: DocumentSnapshot, selection: Span, report: Report
    ) -> tuple[TargetOutcome, ...]:
        return await self.generate(snapshot, selection, report)

    async def change(
        self, snapshot: DocumentSnapshot, selection: Span, instruction: str, report: Report
    ) -> tuple[TargetOutcome, ...]:
        return await self.generate(snapshot, selection, report)

    async def read_specs(self, snapshot: DocumentSnapshot) -> tuple[FunctionReading, ...]:
        return (FunctionReading("f", "f", 0, ()),)

    async def propose(self, snapshot: DocumentSnapshot, selection: Span) -> ProposedStubs | None:
        return None

    async def keep(self, snapshot: DocumentSnapshot, selection: Span) -> tuple[KeptTest, ...]:
        return ()

    async def close(self) -> None:
        (self._folder / "closed").touch()


def build(start: Start) -> ScriptedService:
    """The factory that the engine is given."""
    if start.editor.get("refuse"):
        raise RuntimeError("no such thing as this service")
    return ScriptedService(start)
