"""Where a kept result belongs after the text has changed under it."""

import pytest

from ansatz.core.kept import Kept
from ansatz.core.target import FunctionTarget
from ansatz.ide import offers
from ansatz.targets import apply, named, place, refound, slice_digest, spec_digest
from support import values

BASE = '''import os
from math import (
    pi,
)


def before(x):
    """Before."""
    ...


@decorated
def f(x):
    """Spec."""
    ...


def after(x):
    """After."""
    ...
'''


def a_result(text: str, name: str = "f", body: str = "y = sqrt(x)\nreturn y", needs: str = "sqrt") -> Kept:
    (target,) = named(text, name)
    changes = place(text, target, body, (f"from math import {needs}",))
    done = apply(text, changes)
    placed = refound(done, target)
    assert placed is not None
    record = values.record(
        target.name,
        qualified_name=target.qualified_name,
        spec_digest=spec_digest(done, placed),
        slice_digest=slice_digest(done, placed),
    )
    return Kept(target, text, changes, record)


def check_offered(now: str, *, title: str = "Apply kept result for `f`", kept: Kept | None = None) -> str:
    """The text after the one offer was taken."""
    (offer,) = offers(now, [kept or a_result(BASE)])
    assert offer.title == title
    return apply(now, offer.changes)


def check_judged(now: str, result: Kept) -> None:
    """That what stands in the text is what the evidence is on."""
    found = [
        each
        for each in named(now, result.target.qualified_name)
        if slice_digest(now, each) == result.record.slice_digest
    ]
    assert found


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("import os\n", "import os\nimport sys\n\n# 𝔘\n"),
        ("import os\n", ""),
        ("import os\nfrom", "from"),
        ('"""Before."""\n    ...', '"""Before."""\n    return x\n\n\ndef more():\n    pass'),
        ('def before(x):\n    """Before."""\n    ...\n\n\n', ""),
        ("After", "Much after"),
        (BASE[BASE.index("def after") :], ""),
        ("    pi,\n", "    e,\n    pi,\n"),
    ],
)
def test_a_change_elsewhere_moves_it_along(old: str, new: str) -> None:
    now = BASE.replace(old, new, 1)
    assert now != BASE
    done = check_offered(now)
    check_judged(done, a_result(BASE))
    assert done.replace("    y = sqrt(x)\n    return y\n", "    ...\n").count("...") == now.count("...")


def test_it_never_lands_in_a_like_function() -> None:
    # Every line of `f` stands elsewhere too; only its name says that it is gone.
    gone = BASE[: BASE.index("@decorated")] + BASE[BASE.index("def after") :]
    assert offers(gone, [a_result(BASE)]) == ()


def test_of_two_equal_functions_it_keeps_to_its_own() -> None:
    twice = 'def f(x):\n    """Spec."""\n    ...\n\n\n' * 2
    _, second = named(twice, "f")
    changes = place(twice, second, "return x")
    done = apply(twice, changes)
    placed = refound(done, second)
    assert placed is not None
    record = values.record(
        "f", spec_digest=spec_digest(done, placed), slice_digest=slice_digest(done, placed)
    )
    kept = Kept(second, twice, changes, record)
    now = "# above\n" + twice
    (offer,) = offers(now, [kept])
    assert apply(now, offer.changes).index("return x") > now.index("...")


@pytest.mark.parametrize(
    "body",
    ["...", "return x + 1", "y = 1\n    # mine\n    return y", '"""Not a docstring."""\n    pass'],
)
def test_a_body_of_the_users_is_replaced_only_for_who_asks(body: str) -> None:
    now = BASE.replace('"""Spec."""\n    ...', f'"""Spec."""\n    {body}')
    check_judged(check_offered(now), a_result(BASE))


@pytest.mark.parametrize(
    "now_def", ['def f(x): """Spec."""', 'def f(x): """Spec."""; ...', 'def f(x):\n    """Spec."""']
)
def test_a_function_without_a_body_gets_one(now_def: str) -> None:
    now = BASE.replace('def f(x):\n    """Spec."""\n    ...', now_def)
    done = check_offered(now)
    compile(done, "done", "exec")
    assert done.count("    y = sqrt(x)\n    return y\n") == 1


def test_another_docstring_is_said() -> None:
    now = BASE.replace("Spec.", "Another.")
    check_offered(now, title="Apply kept result for `f` (its docstring has changed since)")


@pytest.mark.parametrize("signature", ["f(y)", "f(x, y)", "f(*, x)", "g(x)", "f(x"])
def test_another_signature_is_offered_nothing(signature: str) -> None:
    assert offers(BASE.replace("f(x)", signature), [a_result(BASE)]) == ()


def test_imports_are_decided_anew() -> None:
    now = BASE.replace("    pi,\n", "    pi,\n    sqrt,\n")
    assert check_offered(now).count("sqrt") == 2
    taken = BASE.replace("import os\n", "import os\nfrom cmath import sqrt\n")
    done = check_offered(taken)
    assert done.index("from math import sqrt") > done.index("def f")


def test_crlf_stays_crlf() -> None:
    base = BASE.replace("\n", "\r\n")
    kept = a_result(base)
    now = base.replace("import os", "import os\r\nimport sys").replace("    ...", "    pass")
    done = check_offered(now, kept=kept)
    assert "\n" not in done.replace("\r\n", "")
    check_judged(done, kept)


def test_targets_are_what_they_were() -> None:
    assert isinstance(a_result(BASE).target, FunctionTarget)
    assert a_result(BASE).key == ("f", 0, 0)
