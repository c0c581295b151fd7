"""Which setting holds, who may make it, and what is said about one that can't be used."""

from pathlib import Path

import pytest

from ansatz.engine.settings import Loaded, SettingsError, keys, load_settings, value_of, workspace_of


def load(
    workspace: Path,
    *,
    user: str = "",
    project: str = "",
    editor: dict[str, object] | None = None,
    environment: dict[str, str] | None = None,
    command_line: dict[str, object] | None = None,
) -> Loaded:
    """Settings from texts and tables; nothing of this machine's own settings gets in."""
    user_file = workspace / "user.toml"
    user_file.write_text(user)
    if project:
        (workspace / "pyproject.toml").write_text(project)
    return load_settings(
        workspace,
        command_line=command_line,
        editor=editor,
        environment=environment or {},
        user=user_file,
    )


def problems_of(workspace: Path, **sources: object) -> tuple[str, ...]:
    with pytest.raises(SettingsError) as raised:
        load(workspace, **sources)  # type: ignore[arg-type]
    return raised.value.problems


def test_each_source_outranks_the_ones_before_it(tmp_path: Path):
    sources: list[tuple[str, dict[str, object]]] = [
        ("user file", {"user": "seed = 1"}),
        ("project", {"project": "[tool.ansatz]\nseed = 2"}),
        ("editor", {"editor": {"seed": 3}}),
        ("environment", {"environment": {"ANSATZ_SEED": "4"}}),
        ("command line", {"command_line": {"seed": 5}}),
    ]
    given: dict[str, object] = {}
    for rank, (kind, source) in enumerate(sources, start=1):
        given |= source
        loaded = load(tmp_path, **given)  # type: ignore[arg-type]
        assert loaded.settings.seed == rank
        assert loaded.origins["seed"].kind == kind


def test_an_origin_names_the_place(tmp_path: Path):
    loaded = load(tmp_path, user="seed = 1", environment={"ANSATZ_TIME_LIMIT_S": "7.5"})
    assert str(loaded.origins["seed"]) == f"user file ({tmp_path / 'user.toml'})"
    assert str(loaded.origins["time_limit_s"]) == "environment (ANSATZ_TIME_LIMIT_S)"
    assert loaded.settings.time_limit_s == 7.5
    assert str(loaded.origins["log_level"]) == "default"


def test_nested_keys_from_every_kind_of_source(tmp_path: Path):
    assert load(tmp_path, user="[sandbox]\nwall_s = 3").settings.sandbox.wall_s == 3
    assert load(tmp_path, editor={"sandbox": {"memory_mb": 512}}).settings.sandbox.memory_mb == 512
    assert load(tmp_path, environment={"ANSATZ_SANDBOX_WALL_S": "4"}).settings.sandbox.wall_s == 4
    assert load(tmp_path, command_line={"sandbox.wall_s": 5}).settings.sandbox.wall_s == 5


@pytest.mark.parametrize("key", [key.name for key in keys() if key.is_trusted])
def test_a_project_may_set_preferences_only(tmp_path: Path, key: str):
    (problem,) = problems_of(tmp_path, project=f"[tool.ansatz]\n{key} = 1")
    variable = "ANSATZ_" + key.replace(".", "_").upper()
    assert problem.startswith(f"{key} in [tool.ansatz] of {tmp_path / 'pyproject.toml'}")
    assert "ansatz.toml" in problem
    assert variable in problem


def test_what_decides_what_runs_is_trusted():
    trusted = {key.name for key in keys() if key.is_trusted}
    assert {"interpreter", "state_dir", "time_limit_s", "sandbox.wall_s", "sandbox.memory_mb"} <= trusted


def test_an_unknown_key_is_named_with_the_nearest_one(tmp_path: Path):
    assert problems_of(tmp_path, user="sede = 1") == (
        f"Unknown setting sede (user file ({tmp_path / 'user.toml'})). The nearest one is seed.",
    )
    (problem,) = problems_of(tmp_path, environment={"ANSATZ_SANDBOX_WALLS": "1"})
    assert problem.endswith("The nearest one is ANSATZ_SANDBOX_WALL_S.")
    (problem,) = problems_of(tmp_path, editor={"sandbox": {"wall": 1}})
    assert "sandbox.wall" in problem
    (problem,) = problems_of(tmp_path, user="sandbox = 3")
    assert "is a table" in problem


def test_every_problem_is_told_at_once(tmp_path: Path):
    found = problems_of(
        tmp_path, user="sede = 1", project="[tool.ansatz]\ninterpreter = '/x'", editor={"seed": -1}
    )
    assert len(found) == 3


def test_a_bad_value_is_told_with_its_key_and_place(tmp_path: Path):
    (problem,) = problems_of(tmp_path, environment={"ANSATZ_SANDBOX_WALL_S": "soon"})
    assert problem.startswith("sandbox.wall_s = 'soon' (environment (ANSATZ_SANDBOX_WALL_S)): ")
    (problem,) = problems_of(tmp_path, editor={"log_level": "loud"})
    assert "log_level" in problem


def test_broken_files_are_problems_not_crashes(tmp_path: Path):
    (problem,) = problems_of(tmp_path, user="seed = = 1")
    assert "not valid TOML" in problem
    (tmp_path / "pyproject.toml").write_bytes(b"\xff\xfe")
    (problem,) = problems_of(tmp_path)
    assert "cannot be read" in problem
    (problem,) = problems_of(tmp_path, project="[tool]\nansatz = 3")
    assert "must be a table" in problem


def test_an_editor_that_leaves_values_empty_sets_nothing(tmp_path: Path):
    editor = {"interpreter": "", "seed": None, "trace": {"server": "off"}, "server": {"command": ["x"]}}
    loaded = load(tmp_path, editor=editor)
    assert loaded.origins["interpreter"].kind == "default"
    assert loaded.origins["seed"].kind == "default"


def environment_with_python(folder: Path) -> Path:
    python = folder / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("")
    return python


def test_the_workspace_s_own_environment_is_the_default_interpreter(tmp_path: Path):
    elsewhere = environment_with_python(tmp_path / "elsewhere")
    activated = {"VIRTUAL_ENV": str(tmp_path / "elsewhere")}
    empty = {"CONDA_PREFIX": str(tmp_path / "nothing-there")}
    assert load(tmp_path, environment=empty).origins["interpreter"].place == "the one that Ansatz runs in"
    assert load(tmp_path, environment=activated).settings.interpreter == elsewhere
    own = environment_with_python(tmp_path / ".venv")
    loaded = load(tmp_path, environment=activated)
    assert loaded.settings.interpreter == own
    assert loaded.origins["interpreter"].place == str(tmp_path / ".venv")


def test_relative_paths_mean_what_their_writer_meant(tmp_path: Path):
    assert (
        load(tmp_path, editor={"interpreter": "env/python"}).settings.interpreter == tmp_path / "env/python"
    )
    given = load(tmp_path, command_line={"interpreter": "env/python"}).settings.interpreter
    assert given == Path.cwd() / "env/python"
    home = load(tmp_path, editor={"interpreter": "~/python"}).settings.interpreter
    assert home == Path.home() / "python"


def test_settings_travel_as_json(tmp_path: Path):
    settings = load(tmp_path, command_line={"seed": 9, "sandbox": {"wall_s": 2}}).settings
    assert type(settings).model_validate_json(settings.model_dump_json()) == settings


def test_every_key_has_a_description_an_origin_and_a_value(tmp_path: Path):
    loaded = load(tmp_path)
    assert list(loaded.origins) == [key.name for key in keys()]
    for key in keys():
        assert key.description
        assert value_of(loaded.settings, key.name) is not None or key.name == "models.trace_file"


def test_the_workspace_of_a_file(tmp_path: Path):
    nested = tmp_path / "project" / "src"
    nested.mkdir(parents=True)
    (nested / "module.py").write_text("")
    (tmp_path / "project" / "pyproject.toml").write_text("")
    assert workspace_of(nested / "module.py") == tmp_path / "project"
    assert workspace_of(nested) == tmp_path / "project"
