"""JUnit XML, which CI services show as a list of tests: each function is a test case."""

import re
from collections.abc import Sequence
from xml.etree import ElementTree

from ansatz.cli.exits import Exit, exit_of
from ansatz.cli.reports.problems import problems
from ansatz.cli.work import FileResult, Finding
from ansatz.core.outcome import Declined, Judged
from ansatz.ide import told

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(results: Sequence[FileResult]) -> str:
    """One suite a file. Refuted code and docstrings that can't be met fail; what is unchecked is skipped."""
    root = ElementTree.Element("testsuites", name="ansatz validate")
    for result in results:
        suite = ElementTree.SubElement(root, "testsuite", name=result.source.shown)
        counts = {"tests": 0, "failures": 0, "skipped": 0, "errors": 0}
        for finding in result.findings:
            _case(suite, result, finding, counts)
        suite.attrib.update({name: str(count) for name, count in counts.items()})
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _case(suite: ElementTree.Element, result: FileResult, finding: Finding, counts: dict[str, int]) -> None:
    found = finding.outcome
    outcome = found.outcome
    seconds = outcome.record.seconds if isinstance(outcome, Judged) else 0.0
    case = ElementTree.SubElement(
        suite,
        "testcase",
        classname=_clean(result.source.shown),
        name=_clean(found.qualified_name),
        time=f"{seconds:.3f}",
    )
    counts["tests"] += 1
    message = _clean(told(found.name, outcome).message)
    if isinstance(outcome, Declined) or (isinstance(outcome, Judged) and outcome.record.level == "refuted"):
        counts["failures"] += 1
        only = FileResult(result.source, result.page, (finding,))
        details = "\n".join(f"{each.note.code}: {each.message}" for each in problems([only]))
        ElementTree.SubElement(case, "failure", message=message).text = _clean(details)
    elif exit_of(outcome) is Exit.NO_SANDBOX:
        counts["errors"] += 1
        ElementTree.SubElement(case, "error", message=message)
    elif exit_of(outcome) is not Exit.ACCEPTED:
        counts["skipped"] += 1
        ElementTree.SubElement(case, "skipped", message=message)


def _clean(text: str) -> str:
    """Text without the characters that XML 1.0 has no way to hold."""
    return _NOT_XML.sub("�", text)
