"""Unified diffs, as `patch` reads them."""

import pytest

from ansatz.editing import unified_diff


def test_a_diff() -> None:
    old = "".join(f"{n}\n" for n in range(10))
    assert unified_diff(old, old.replace("5\n", "five\nfive\n"), "f.py") == (
        "--- a/f.py\n+++ b/f.py\n@@ -3,7 +3,8 @@\n 2\n 3\n 4\n-5\n+five\n+five\n 6\n 7\n 8\n"
    )


def test_no_difference() -> None:
    assert unified_diff("a\n", "a\n", "f.py") == ""


def test_a_missing_line_end_is_pointed_out() -> None:
    assert unified_diff("a", "a\n", "f.py") == (
        "--- a/f.py\n+++ b/f.py\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n"
    )


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_line_ends_are_those_of_the_texts(ending: str) -> None:
    assert unified_diff(f"a{ending}", f"b{ending}", "f.py").endswith(f"-a{ending}+b{ending}")


def test_form_feeds_and_other_separators_end_no_line() -> None:
    assert "-a\fb\u2028c\n+d\n" in unified_diff("a\fb\u2028c\n", "d\n", "f.py")
