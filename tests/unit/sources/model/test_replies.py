"""What may come out of a model's reply: one function that computes, and nothing else."""

import pytest

from ansatz.sources.model import NoCode, code_in
from ansatz.sources.model.outside import modules_used

GOOD = """1. By the definition.

```python
import numpy as np
from scipy import constants, special

SCALE = 2.0

def helper(x):
    return x * SCALE

def area(r, n=1):
    \"\"\"Area.\"\"\"
    # pi r^2
    return np.pi * helper(r)**n

if __name__ == "__main__":
    print(area(2))
```
"""


def test_a_function_comes_with_its_imports_helpers_and_reasoning_and_without_its_demonstration():
    found = code_in(GOOD, "area", ("r", "n"))
    assert found.rationale == "1. By the definition."
    assert found.imports == ("import numpy as np", "from scipy import constants", "from scipy import special")
    assert found.helpers == "SCALE = 2.0\n\ndef helper(x):\n    return x * SCALE"
    assert found.body == "# pi r^2\nreturn np.pi * helper(r)**n"
    assert "print" not in found.definition + found.helpers


def test_the_last_of_several_blocks_counts_and_thoughts_do_not():
    text = (
        "<think>```python\ndef f(x):\n    return 0\n```</think>"
        "First\n```python\ndef f(x):\n    return 1\n```\nBetter:\n```py\ndef f(x):\n    return 2\n```"
    )
    assert code_in(text, "f", ("x",)).body == "return 2"
    assert code_in("def f(x):\n    return 3", "f", ("x",)).body == "return 3"


def test_a_string_over_several_lines_keeps_its_value():
    body = code_in('```python\ndef f():\n    return """a\n  b"""\n```', "f", ()).body
    scope = {}
    exec(f"def g():\n    {body}", scope)
    assert scope["g"]() == "a\n  b"


@pytest.mark.parametrize(
    "text, why",
    [
        ("I can't help with that.", "no code"),
        ("```python\ndef f(x:\n```", "does not parse"),
        ("```python\ndef g(x):\n    return x\n```", "no function `f`"),
        ("```python\ndef f(y):\n    return y\n```", "must take (x)"),
        ("```python\ndef f(x):\n    '''Only words.'''\n```", "no body"),
    ],
)
def test_a_reply_without_the_function_says_what_is_missing(text, why):
    with pytest.raises(NoCode, match=why.replace("(", r"\(").replace(")", r"\)")):
        code_in(text, "f", ("x",))


@pytest.mark.parametrize(
    "line",
    [
        "import os\n    os.remove('/tmp/x')",
        "from subprocess import run\n    run(['true'])",
        "open('/etc/passwd').read()",
        "eval('1')",
        "__import__('os')",
        "().__class__.__base__.__subclasses__()",
        "import urllib.request as u\n    u.urlopen('http://localhost')",
        "np.save('x.npy', x)",
        "x.tofile('out')",
        "import ctypes",
        "from ansatz.engine import settings",
        "from . import neighbours",
        "global x",
        "getattr(x, '__class__'); x.__class__",
    ],
)
def test_code_that_reaches_outside_of_the_computation_is_none(line):
    with pytest.raises(NoCode, match="reaches outside"):
        code_in(f"```python\ndef f(x):\n    {line}\n    return x\n```", "f", ("x",))


def test_what_the_users_file_uses_already_may_be_used():
    allowed = modules_used("import os.path\nfrom pathlib import Path\n")
    assert allowed == {"os", "pathlib"}
    code = "```python\nfrom pathlib import Path\n\ndef f(x):\n    return Path(x).name\n```"
    assert code_in(code, "f", ("x",), allowed).imports == ("from pathlib import Path",)
