"""The documents say what the code does: every setting, every diagnostic code."""

import re
from pathlib import Path
from typing import get_args

from ansatz.core.claim import Relation
from ansatz.core.spec import FaultKind
from ansatz.engine.settings import Settings, keys, load_settings, value_of
from ansatz.ide.codes import PAGE, refuted_code, spec_code

DOCS = Path(__file__).parents[3] / "docs"


def test_every_setting_is_documented_with_its_default(tmp_path: Path):
    rows = dict(re.findall(r"^\| `([\w.]+)` \| (.+) \|$", (DOCS / "settings.md").read_text("utf-8"), re.M))
    assert list(rows) == [key.name for key in keys()]
    settings = load_settings(tmp_path, environment={}, user=tmp_path / "none.toml").settings
    for key in keys():
        default, project, meaning = rows[key.name].split(" | ")
        assert meaning.startswith(key.description)
        assert project == ("no" if key.is_trusted else "yes")
        if key.name not in ("interpreter", "state_dir", "sandbox.docker_host"):
            value = value_of(settings, key.name)
            assert default == ("none" if value in ("", None) else f"`{value}`")
    assert set(Settings.model_fields) == {key.name.partition(".")[0] for key in keys()}


def test_every_code_is_documented():
    text = PAGE.read_text("utf-8")
    assert re.findall(r"^### (spec-\S+)", text, re.M) == [spec_code(kind) for kind in get_args(FaultKind)]
    codes = [refuted_code(one.__dataclass_fields__["kind"].default) for one in get_args(Relation)]
    assert sorted(re.findall(r"^### (refuted-\S+)", text, re.M)) == sorted(codes)
