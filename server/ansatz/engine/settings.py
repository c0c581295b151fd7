"""Settings: what may be chosen, by whom, and which value holds. The only reader of the environment.

Sources, weakest first: defaults, the user's file, the workspace's `[tool.ansatz]`, the editor, the
environment (`ANSATZ_…`), the command line. A workspace's files come from whoever wrote the project,
so they may set preferences only: a key that decides what is run, or how much, is refused there.
"""

import difflib
import os
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, cast

import platformdirs
from pydantic import BaseModel, ConfigDict, Field, ValidationError

LogLevel = Literal["debug", "info", "warning", "error"]
SandboxBackend = Literal["auto", "bubblewrap", "docker", "none"]
UnknownPrices = Literal["refuse", "allow"]
ChosenDomain = Literal["auto", "physics", "chemistry", "biology", "mathematics", "materials"]
ValidateOnSave = Literal["static", "off"]
SourceKind = Literal["default", "user file", "project", "editor", "environment", "command line"]

_PREFIX = "ANSATZ_"
_PATHS = ("interpreter", "state_dir", "models.trace_file")
_OWNED_BY_EDITORS = ("server", "trace")
"""Sections that an editor's extension keeps for itself under the same name."""


@dataclass(frozen=True, slots=True)
class Trusted:
    """Marks a setting that a project's own files may not make."""


class SandboxSettings(BaseModel):
    """What isolates untrusted code, and the limits of one run of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    backend: Annotated[
        SandboxBackend,
        Trusted(),
        Field(
            description="What isolates code: `bubblewrap` on Linux, `docker` anywhere, or `none`, which only "
            "interprets equations. `auto`: the first on Linux, the second elsewhere, the last without either."
        ),
    ] = "auto"
    docker_host: Annotated[
        str,
        Trusted(),
        Field(description="Address of the Docker engine, as in DOCKER_HOST. Empty: this machine's own."),
    ] = ""
    image: Annotated[
        str,
        Trusted(),
        Field(
            description="Image with the Python and the packages that jobs need. Empty: the official image of "
            "the interpreter's version, with what is installed beside the interpreter."
        ),
    ] = ""
    wall_s: Annotated[
        float, Trusted(), Field(gt=0, le=3600, description="Seconds that one run of a candidate may take.")
    ] = 20.0
    memory_mb: Annotated[
        int,
        Trusted(),
        Field(ge=64, le=1_048_576, description="Memory that one run of a candidate may use, in MB."),
    ] = 2048


class InlineSettings(BaseModel):
    """Suggestions at the cursor."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    automatic: Annotated[
        bool,
        Trusted(),
        Field(description="Whether suggestions come while one types, and not only when asked for."),
    ] = False
    wait_s: Annotated[
        float, Field(ge=0, le=60, description="Seconds that the editor waits for a suggestion at most.")
    ] = 2.0


class ModelSettings(BaseModel):
    """Which language models are asked, with whose key, and what that may take."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    all: Annotated[
        str,
        Trusted(),
        Field(
            description="The model for every role that has none of its own, but for the embedder: `MODEL`, "
            "`MODEL at URL` or `MODEL at URL with VARIABLE`, where VARIABLE names the environment variable "
            "that holds the key. Empty: no model, and nothing leaves the computer."
        ),
    ] = ""
    planner: Annotated[
        str,
        Trusted(),
        Field(description="The model that divides a task into steps; written as `models.all`."),
    ] = ""
    teacher: Annotated[
        str, Trusted(), Field(description="The model that explains examples; written as `models.all`.")
    ] = ""
    student: Annotated[
        str, Trusted(), Field(description="The model that drafts code; written as `models.all`.")
    ] = ""
    critic: Annotated[
        str,
        Trusted(),
        Field(
            description="The model that proposes what must hold; written as `models.all`. Claims are asked "
            "for where it is set."
        ),
    ] = ""
    embedder: Annotated[
        str, Trusted(), Field(description="The model that turns text into vectors; written as `models.all`.")
    ] = ""
    domain: Annotated[
        ChosenDomain,
        Field(
            description="The field whose verified examples a model sees: `physics`, `chemistry`, `biology`, "
            "`mathematics`, `materials`, or `auto`, by the words of the docstring."
        ),
    ] = "auto"
    public_files: Annotated[
        str,
        Trusted(),
        Field(
            description="Patterns of the only files whose text may be sent, with commas between, such as "
            "`open/*.py, demo.py`. Empty: all files that you work on."
        ),
    ] = ""
    calls_per_request: Annotated[
        int, Trusted(), Field(ge=0, le=1_000_000, description="Calls that one request may make.")
    ] = 60
    tokens_per_request: Annotated[
        int,
        Trusted(),
        Field(ge=0, description="Tokens that one request may take, prompts and answers together."),
    ] = 500_000
    usd_per_request: Annotated[
        float, Trusted(), Field(ge=0, description="US dollars that one request may cost.")
    ] = 1.0
    seconds_per_request: Annotated[
        float, Trusted(), Field(ge=0, description="Seconds that the calls of one request may take in sum.")
    ] = 1800.0
    calls_per_day: Annotated[
        int, Trusted(), Field(ge=0, le=1_000_000, description="Calls that may be made in a day (UTC).")
    ] = 2000
    tokens_per_day: Annotated[
        int, Trusted(), Field(ge=0, description="Tokens that may be taken in a day (UTC).")
    ] = 10_000_000
    usd_per_day: Annotated[
        float, Trusted(), Field(ge=0, description="US dollars that may be spent in a day (UTC).")
    ] = 10.0
    seconds_per_day: Annotated[
        float, Trusted(), Field(ge=0, description="Seconds that the calls of a day (UTC) may take in sum.")
    ] = 36_000.0
    unknown_prices: Annotated[
        UnknownPrices,
        Trusted(),
        Field(
            description="Whether a model may be asked whose price is not known, so that no bound in dollars "
            "holds: `refuse` or `allow`."
        ),
    ] = "refuse"
    call_s: Annotated[
        float,
        Trusted(),
        Field(gt=0, le=3600, description="Seconds for one answer, with waits and repeated attempts."),
    ] = 180.0
    silence_s: Annotated[
        float,
        Trusted(),
        Field(gt=0, le=3600, description="Seconds without a word after which an answer is given up."),
    ] = 90.0
    answer_tokens: Annotated[
        int, Trusted(), Field(ge=16, le=1_000_000, description="Tokens that one answer may have.")
    ] = 8192
    temperature: Annotated[
        float, Trusted(), Field(ge=0, le=2, description="How much drafts of one prompt differ.")
    ] = 0.7
    concurrency: Annotated[
        int, Trusted(), Field(ge=1, le=64, description="Calls that are made at the same time at most.")
    ] = 4
    cache: Annotated[
        bool, Trusted(), Field(description="Whether answers are kept, so that the same question costs once.")
    ] = True
    trace_file: Annotated[
        Path | None,
        Trusted(),
        Field(description="File to which each question and answer is appended as a line of JSON."),
    ] = None


class Settings(BaseModel):
    """Every setting, parsed. Passed on as a value, never looked up again."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    interpreter: Annotated[
        Path,
        Trusted(),
        Field(description="Python interpreter of the project, 3.9 or later. It is run in the sandbox only."),
    ]
    state_dir: Annotated[
        Path, Trusted(), Field(description="Folder in which the records of evidence are kept.")
    ]
    time_limit_s: Annotated[
        float, Trusted(), Field(gt=0, le=86_400, description="Seconds that one function may take in all.")
    ] = 60.0
    seed: Annotated[int, Field(ge=0, lt=2**32, description="Seed of everything that is drawn at random.")] = 0
    sandbox: SandboxSettings = SandboxSettings()
    inline: InlineSettings = InlineSettings()
    models: ModelSettings = ModelSettings()
    validate_on_save: Annotated[
        ValidateOnSave,
        Field(
            description="What is validated when a file is saved: `static`, what shows without running "
            "anything, or `off`."
        ),
    ] = "static"
    log_level: Annotated[LogLevel, Field(description="How much is logged, on standard error.")] = "warning"


@dataclass(frozen=True, slots=True)
class Origin:
    """Who set a value, and where: a file, a variable, an option."""

    kind: SourceKind
    place: str = ""

    def __str__(self) -> str:
        return f"{self.kind} ({self.place})" if self.place else self.kind


@dataclass(frozen=True, slots=True)
class Loaded:
    """The settings, and for each dotted key the origin of its value."""

    settings: Settings
    origins: Mapping[str, Origin]


@dataclass(frozen=True, slots=True)
class Key:
    """A setting as the user meets it."""

    name: str
    variable: str
    is_trusted: bool
    description: str


class SettingsError(Exception):
    """Settings that can't be used; each problem names the key, the place, and what to do."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class _Layer:
    """What one source says, flattened to dotted keys."""

    kind: SourceKind
    values: Mapping[str, object]
    places: Mapping[str, str] = field(default_factory=dict[str, str])
    place: str = ""

    def origin(self, key: str) -> Origin:
        return Origin(self.kind, self.places.get(key, self.place))


def keys() -> tuple[Key, ...]:
    """Every setting there is, in the order of `ansatz config`."""
    return tuple(_keys(Settings, ""))


def user_file() -> Path:
    """Where the user's own settings are kept."""
    return Path(platformdirs.user_config_dir("ansatz", appauthor=False)) / "ansatz.toml"


def workspace_of(path: Path) -> Path:
    """The folder that a file belongs to: the nearest with a `pyproject.toml` or `.git`, else its own."""
    start = path if path.is_dir() else path.parent
    for folder in (start, *start.parents):
        if (folder / "pyproject.toml").is_file() or (folder / ".git").exists():
            return folder
    return start


def load_settings(
    workspace: Path,
    *,
    command_line: Mapping[str, object] | None = None,
    editor: Mapping[str, object] | None = None,
    environment: Mapping[str, str] | None = None,
    user: Path | None = None,
) -> Loaded:
    """All sources brought together for one workspace folder.

    `command_line` and `editor` hold keys as `ansatz config` shows them, dotted or nested; None and
    the empty string mean "not set". `environment` defaults to this process's, `user` to the user's
    file. Raises `SettingsError` with every problem found.
    """
    variables = os.environ if environment is None else environment
    problems: list[str] = []
    layers = [
        _file_layer("user file", user or user_file(), (), problems),
        _project_layer(workspace / "pyproject.toml", problems),
        _Layer("editor", _without_own(_flat(editor or {}))),
        _environment_layer(variables),
        _Layer("command line", _flat(command_line or {})),
    ]
    chosen: dict[str, object] = {}
    origins: dict[str, Origin] = {}
    for layer in layers:
        for key, value in layer.values.items():
            if value is None or value == "":
                continue
            if (problem := _unknown(key, layer)) is not None:
                problems.append(problem)
                continue
            chosen[key] = value
            origins[key] = layer.origin(key)
    for key, value, why in _defaults(workspace, variables):
        if key not in chosen:
            chosen[key] = value
            origins[key] = Origin("default", why)
    settings = _validated(chosen, origins, workspace, problems)
    if problems or settings is None:
        raise SettingsError(tuple(problems))
    everything = {key.name: origins.get(key.name, Origin("default")) for key in keys()}
    return Loaded(settings, everything)


def value_of(settings: Settings, key: str) -> object:
    """The value of a dotted key."""
    found: object = settings
    for part in key.split("."):
        found = getattr(found, part)
    return found


def secrets_named(variables: Iterable[str], environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """The values of environment variables that hold keys, for those that are set. Never to be shown."""
    found = os.environ if environment is None else environment
    return {name: value for name in variables if (value := found.get(name, "").strip())}


def settle_litellm() -> None:
    """To be called before litellm is first imported.

    Else it fetches lists over the network when imported, and reads a `.env` file of the current folder,
    which whoever wrote the project could use to choose where prompts are sent.
    """
    os.environ["LITELLM_MODE"] = "PRODUCTION"
    for what in ("MODEL_COST_MAP", "BLOG_POSTS", "ANTHROPIC_BETA_HEADERS", "AUTOROUTER_PRESETS"):
        os.environ[f"LITELLM_LOCAL_{what}"] = "True"


def interpreter_in(environment_folder: Path) -> Path | None:
    """The interpreter of a virtual or conda environment, where it has one."""
    for inside in ("bin/python", "bin/python3", "Scripts/python.exe", "python.exe"):
        if (candidate := environment_folder / inside).is_file():
            return candidate
    return None


def _keys(model: type[BaseModel], prefix: str) -> Iterator[Key]:
    for name, info in model.model_fields.items():
        kind = info.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            yield from _keys(kind, f"{prefix}{name}.")
        else:
            dotted = prefix + name
            is_trusted = any(isinstance(mark, Trusted) for mark in info.metadata)
            yield Key(dotted, _variable(dotted), is_trusted, info.description or "")


def _variable(key: str) -> str:
    return _PREFIX + key.replace(".", "_").upper()


def _flat(values: Mapping[str, object], prefix: str = "") -> dict[str, object]:
    flat: dict[str, object] = {}
    for key, value in values.items():
        if isinstance(value, Mapping):
            flat |= _flat(cast("Mapping[str, object]", value), f"{prefix}{key}.")
        else:
            flat[prefix + key] = value
    return flat


def _without_own(values: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in values.items() if key.split(".")[0] not in _OWNED_BY_EDITORS}


def _file_layer(kind: SourceKind, path: Path, table: tuple[str, ...], problems: list[str]) -> _Layer:
    try:
        content: Any = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return _Layer(kind, {})
    except (OSError, UnicodeDecodeError) as error:
        problems.append(f"{path} cannot be read: {error}.")
        return _Layer(kind, {})
    except tomllib.TOMLDecodeError as error:
        problems.append(f"{path} is not valid TOML: {error}.")
        return _Layer(kind, {})
    for name in table:
        content = content.get(name, {}) if isinstance(content, dict) else {}  # pyright: ignore[reportUnknownVariableType]
    if not isinstance(content, dict):
        problems.append(f"[{'.'.join(table)}] in {path} must be a table.")
        return _Layer(kind, {})
    return _Layer(kind, _flat(cast("dict[str, object]", content)), place=str(path))


def _project_layer(path: Path, problems: list[str]) -> _Layer:
    """What the project may say; what it may not is a problem that says where it belongs."""
    layer = _file_layer("project", path, ("tool", "ansatz"), problems)
    refused = {key.name for key in keys() if key.is_trusted and key.name in layer.values}
    for name in sorted(refused):
        problems.append(
            f"{name} in [tool.ansatz] of {path}: a project's files may not choose this. "
            f"Set it in {user_file()}, as {_variable(name)} in the environment, or in your editor's settings."
        )
    allowed = {key: value for key, value in layer.values.items() if key not in refused}
    return _Layer("project", allowed, place=str(path))


def _environment_layer(variables: Mapping[str, str]) -> _Layer:
    by_variable = {key.variable: key.name for key in keys()}
    values: dict[str, object] = {}
    places: dict[str, str] = {}
    for variable, value in variables.items():
        if variable.startswith(_PREFIX):
            key = by_variable.get(variable, variable)
            values[key] = value
            places[key] = variable
    return _Layer("environment", values, places)


def _unknown(key: str, layer: _Layer) -> str | None:
    names = [one.name for one in keys()]
    if key in names:
        return None
    if layer.kind == "environment":
        names = [one.variable for one in keys()]
    if any(name.startswith(f"{key}.") for name in names):
        return f"{key} ({layer.origin(key)}) is a table, not a value."
    near = difflib.get_close_matches(key, names, n=1, cutoff=0.0)
    return f"Unknown setting {key} ({layer.origin(key)}). The nearest one is {near[0]}."


def _defaults(workspace: Path, variables: Mapping[str, str]) -> Iterator[tuple[str, object, str]]:
    """Defaults that depend on the machine, each with why it is what it is."""
    folders = [(str(workspace / name), workspace / name) for name in (".venv", "venv")]
    folders += [
        (f"${name}", Path(variables[name])) for name in ("VIRTUAL_ENV", "CONDA_PREFIX") if variables.get(name)
    ]
    for why, folder in folders:
        if (interpreter := interpreter_in(folder)) is not None:
            yield "interpreter", interpreter, why
            break
    else:
        yield "interpreter", Path(sys.executable), "the one that Ansatz runs in"
    yield "state_dir", Path(platformdirs.user_state_dir("ansatz", appauthor=False)), ""
    if variables.get("DOCKER_HOST"):
        yield "sandbox.docker_host", variables["DOCKER_HOST"], "$DOCKER_HOST"


def _validated(
    chosen: Mapping[str, object], origins: Mapping[str, Origin], workspace: Path, problems: list[str]
) -> Settings | None:
    nested: dict[str, Any] = {}
    for key, value in chosen.items():
        *tables, name = key.split(".")
        inner = nested
        for table in tables:
            inner = inner.setdefault(table, {})
        if key in _PATHS and isinstance(value, str):
            inner[name] = _absolute(value, origins[key], workspace)
        else:
            inner[name] = value
    try:
        return Settings.model_validate(nested)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            key = ".".join(str(part) for part in one["loc"])
            problems.append(
                f"{key} = {one['input']!r} ({origins.get(key, Origin('default'))}): {one['msg']}."
            )
        return None


def _absolute(path: str, origin: Origin, workspace: Path) -> Path:
    """A path as its writer meant it: relative to where they were, or to the workspace that they had open."""
    expanded = Path(path).expanduser()
    if origin.kind in ("command line", "environment"):
        return expanded.absolute()
    return workspace.absolute() / expanded
