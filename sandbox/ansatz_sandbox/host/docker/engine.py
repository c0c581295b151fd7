"""The Docker engine as we use it: typed calls to the `docker` package, made in threads of their own."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import io
from collections.abc import Callable, Generator, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, ParamSpec, Protocol, TypeVar, cast

from .address import EngineAddress
from .stream import Stream

_CALL_S = 120
_P = ParamSpec("_P")
_T = TypeVar("_T")


class EngineError(Exception):
    """The engine can't be reached, or refused what it was asked; `gone` tells the first from the second."""

    def __init__(self, message: str, *, gone: bool) -> None:
        super().__init__(message)
        self.gone = gone


class Ending(NamedTuple):
    """How a container ended, as the engine knows it."""

    exit_code: int
    out_of_memory: bool


class _Api(Protocol):
    """What we use of `docker.APIClient`, which has no types."""

    def ping(self) -> bool: ...
    def version(self) -> Mapping[str, Any]: ...
    def close(self) -> None: ...
    def inspect_image(self, image: str) -> Mapping[str, Any]: ...
    def pull(self, repository: str, tag: str) -> str: ...
    def build(self, **options: object) -> Iterator[Mapping[str, object]]: ...
    def create_container(self, image: str, **options: object) -> Mapping[str, str]: ...
    def create_host_config(self, **options: object) -> dict[str, object]: ...
    def attach_socket(self, container: str, params: Mapping[str, int]) -> object: ...
    def start(self, container: str) -> None: ...
    def kill(self, container: str) -> None: ...
    def inspect_container(self, container: str) -> Mapping[str, Any]: ...
    def update_container(self, container: str, **options: object) -> object: ...
    def remove_container(self, container: str, *, v: bool, force: bool) -> None: ...
    def containers(self, *, all: bool, filters: Mapping[str, object]) -> list[Mapping[str, Any]]: ...


class Engine:
    """One engine. Every method may take as long as the engine does; `call` makes it from a coroutine."""

    def __init__(self, address: EngineAddress, threads: int) -> None:
        self.address = address
        self._threads = ThreadPoolExecutor(threads, "docker")
        self._api: _Api | None = None

    async def call(self, function: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """`function` in a thread; a cancel leaves the thread to finish by itself."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, functools.partial(function, *args, **kwargs))

    def connect(self) -> str:
        """The engine's version; raises `EngineError`."""
        # Here and not above: what it rests on opens a socket while it is imported.
        import docker
        from docker.tls import TLSConfig

        with _told():
            certificates = self.address.certificates
            tls: object = False
            if certificates is not None:
                pair = (str(certificates / "cert.pem"), str(certificates / "key.pem"))
                tls = TLSConfig(client_cert=pair, ca_cert=str(certificates / "ca.pem"), verify=True)
            api = cast("Any", docker).APIClient(
                base_url=self.address.url, version="auto", timeout=_CALL_S, tls=tls, max_pool_size=32
            )
            self._api = cast("_Api", api)
            return str(self._api.version().get("Version", "unknown"))

    def close(self) -> None:
        """Let go of the connections; threads end when their calls do."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        if self._api is not None:
            self._api.close()

    def is_there(self) -> bool:
        """Whether it answers now."""
        try:
            with _told():
                return self._connected.ping()
        except EngineError:
            return False

    def image_id(self, name: str) -> str | None:
        """The digest of an image that the engine has, or None."""
        from docker.errors import ImageNotFound

        with _told():
            try:
                return str(self._connected.inspect_image(name)["Id"])
            except ImageNotFound:
                return None

    def pull(self, name: str) -> None:
        """Fetch an image from its registry."""
        repository, _, tag = name.rpartition(":") if ":" in name.rpartition("/")[2] else (name, "", "latest")
        with _told():
            self._connected.pull(repository, tag)

    def build(self, context: bytes, tag: str, arguments: Mapping[str, str], *, network: str) -> None:
        """Build an image from a tar with a Containerfile; raises `EngineError` with its last words."""
        said: list[str] = []
        with _told():
            steps = self._connected.build(
                fileobj=io.BytesIO(context), custom_context=True, dockerfile="Containerfile", tag=tag,
                buildargs=dict(arguments), network_mode=network, rm=True, forcerm=True, decode=True,
            )  # fmt: skip
            for step in steps:
                text = str(step.get("stream") or step.get("error") or "").strip()
                said += [text] if text else []
                if "error" in step:
                    raise EngineError(f"the image could not be built: {' / '.join(said[-4:])}", gone=False)

    def create(self, image: str, host_config: Mapping[str, object], options: Mapping[str, object]) -> str:
        """A container that was not started; returns its number."""
        with _told():
            prepared = self._connected.create_host_config(**host_config)
            return self._connected.create_container(image, host_config=prepared, **options)["Id"]

    def attach_and_start(self, container: str) -> Stream:
        """Start a container with its three streams in our hands."""
        with _told():
            wanted = {"stdin": 1, "stdout": 1, "stderr": 1, "stream": 1}
            attached = Stream(self._connected.attach_socket(container, wanted))
            try:
                self._connected.start(container)
            except BaseException:
                attached.close()
                raise
            return attached

    def limit(self, container: str, memory_bytes: int) -> None:
        """Other memory for a container that runs already."""
        with _told():
            self._connected.update_container(container, mem_limit=memory_bytes, memswap_limit=memory_bytes)

    def ending(self, container: str) -> Ending:
        """How a container ended."""
        with _told():
            state = cast("Mapping[str, Any]", self._connected.inspect_container(container)["State"])
            return Ending(int(state.get("ExitCode", -1)), bool(state.get("OOMKilled")))

    def remove(self, container: str) -> None:
        """Kill and remove a container with all of its processes; one that is gone already is no fault."""
        from docker.errors import APIError, NotFound

        with _told(), contextlib.suppress(NotFound):
            with contextlib.suppress(APIError):  # as it may have ended by itself
                self._connected.kill(container)
            self._connected.remove_container(container, v=True, force=True)

    def leftovers(self, label: str) -> list[str]:
        """Containers with a label that no longer run: what a caller that was killed left behind."""
        with _told():
            found = self._connected.containers(
                all=True, filters={"label": label, "status": ["exited", "dead"]}
            )
            return [str(one["Id"]) for one in found]

    @property
    def _connected(self) -> _Api:
        if self._api is None:
            raise EngineError("not connected", gone=True)
        return self._api


@contextlib.contextmanager
def _told() -> Generator[None]:
    """Every way in which the package and what it rests on can fail, as one exception of ours."""
    from docker.errors import APIError, DockerException

    try:
        yield
    except APIError as error:
        raise EngineError(str(error.explanation or error), gone=False) from error
    except (OSError, DockerException) as error:
        # requests' exceptions are OSErrors too.
        raise EngineError(str(error), gone=True) from error
