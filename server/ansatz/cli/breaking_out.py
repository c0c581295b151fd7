"""`ansatz doctor --sandbox`: programs that want to break out, tried on the sandbox of this machine."""

from collections.abc import Iterator, Sequence

from ansatz.cli.checks import Check
from ansatz.cli.exits import Exit
from ansatz_sandbox import Sandbox
from ansatz_sandbox.host.conformance import PROGRAMS, Report, Result, check, quick

_ADVICE = (
    "Do not rely on this sandbox. Please report this with the versions of the kernel and of bubblewrap or "
    "the Docker engine."
)


async def try_to_break_out(sandbox: Sandbox, *, thorough: bool) -> tuple[Check, ...]:
    """One check for each program, and what this sandbox says of its own weaknesses.

    Raises SandboxUnavailable.
    """
    weaker: Sequence[str] = getattr(sandbox, "weaker", ())
    report = await check(sandbox, PROGRAMS if thorough else quick())
    return (*(Check("sandbox", "warning", f"weaker: {text}") for text in weaker), *_checks(report))


def _checks(report: Report) -> Iterator[Check]:
    for result in report.results:
        yield _check(result)
    for leak in report.leaks:
        yield Check("sandbox", "fault", leak, _ADVICE, Exit.NO_SANDBOX)
    hostile = sum(result.program.is_hostile for result in report.results)
    total = f"{len(report.results)} programs, {hostile} of them hostile"
    if report.passed:
        yield Check("sandbox", "good", f"{total}: each ended as it must, nothing else was touched")
    else:
        found = f"{total}: {len(report.failures)} did not end as they must"
        yield Check("sandbox", "fault", found, _ADVICE, Exit.NO_SANDBOX)


def _check(result: Result) -> Check:
    name = f"{result.program.group}: {result.program.name}"
    if result.excused:
        return Check("sandbox", "warning", f"{name}: not tried ({result.excused})")
    if result.problems:
        found = f"{name}: {'; '.join(result.problems)}"
        return Check("sandbox", "fault", found, "", Exit.NO_SANDBOX)
    return Check("sandbox", "good", name)
