"""What `generate` and `validate` make of one function, with a real sandbox."""

import asyncio
import sys
from pathlib import Path

import pytest

from ansatz.core.outcome import Judged, Outcome
from ansatz.core.text import DocumentSnapshot
from ansatz.pipeline.run import Tools, generate, validate
from ansatz.sources.equation import EquationSource
from ansatz_sandbox import Bubblewrap, Limits, SandboxUnavailable
from support.specs import only_function, stub


def judged(signature: str, docstring: str, body: str) -> str:
    """The level of `body` as the implementation of `docstring`; the kind of outcome where there is none."""
    outcome = _with_sandbox(validate, stub(signature, docstring, body=body))
    return outcome.record.level if isinstance(outcome, Judged) else type(outcome).__name__


def generated(signature: str, docstring: str) -> Outcome:
    """What is offered for a stub with this docstring."""
    return _with_sandbox(generate, stub(signature, docstring))


def _with_sandbox(work, text: str) -> Outcome:
    async def run() -> Outcome:
        try:
            sandbox = await Bubblewrap.open(Path(sys.executable))
        except SandboxUnavailable as error:
            pytest.skip(f"no sandbox: {error.reason}")
        try:
            tools = Tools((EquationSource(),), sandbox, Limits(), 0, ())
            snapshot = DocumentSnapshot("file:///f.py", text, 1)
            return await work(snapshot, only_function(text), tools, lambda progress: None)
        finally:
            await sandbox.close()

    return asyncio.run(run())
