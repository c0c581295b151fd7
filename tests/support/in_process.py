"""A sandbox for tests that isolates nothing: it runs code written in the tests, in this process."""

import copy
import traceback
import types
import warnings
from collections.abc import Sequence

from ansatz_sandbox import CallResult, Job, NotReached, Outcome, Raised, Returned, Usage

_USAGE = Usage(0.0, 0.0, 0)


class InProcess:
    """Implements `Sandbox` for trusted code."""

    async def run(self, job: Job) -> Outcome:
        """One job."""
        module = types.ModuleType("candidate")
        try:
            exec(compile(job.code, job.filename, "exec"), module.__dict__)
        except Exception as error:  # noqa: BLE001 - what code under test raises is its result
            raised = Raised(type(error).__name__, str(error), None)
            return Outcome("completed", tuple(NotReached() for _ in job.calls), raised, "", "", _USAGE)
        results: list[CallResult] = []
        for call in job.calls:
            args, kwargs = copy.deepcopy(call.args), copy.deepcopy(dict(call.kwargs))
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    value = getattr(module, job.entry)(*args, **kwargs)
            except Exception as error:  # noqa: BLE001 - what code under test raises is its result
                line = _line_in(job.filename, error)
                results.append(Raised(type(error).__name__, str(error), line, args, kwargs))
            else:
                results.append(Returned(value, args, kwargs))
        return Outcome("completed", tuple(results), None, "", "", _USAGE)

    async def run_all(self, jobs: Sequence[Job]) -> list[Outcome]:
        """Jobs one after the other."""
        return [await self.run(job) for job in jobs]

    async def close(self) -> None:
        """Nothing to end."""


def _line_in(filename: str, error: Exception) -> int | None:
    """The line of the code under test that raised, or that called what did."""
    own = [f.lineno for f in traceback.extract_tb(error.__traceback__) if f.filename == filename]
    return own[-1] if own else None
