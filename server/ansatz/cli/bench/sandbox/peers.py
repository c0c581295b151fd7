"""Other ways to run a function that somebody else wrote: each a small program that does it when asked.

Every program waits for a line, does the same job once by its own means, and answers with the seconds
that took and the value. So nothing of how we ask is counted, and a peer pays only for itself.
"""

from dataclasses import dataclass

CODE = "import numpy, scipy\ndef f(x):\n    return float(numpy.sqrt(x))\n"
"""The job of all of them: it needs the two packages, and as little else as possible."""
ARGUMENT = 4.0
VALUE = 2.0

_HEAD = f"""
import json, os, subprocess, sys, time
CODE, ARGUMENT = {CODE!r}, {ARGUMENT!r}
WHOLE = CODE + "print(f(" + repr(ARGUMENT) + "))\\n"
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # whatever a library prints is no answer

def serve(once):
    once()  # what is only done the first time is not what is measured
    answers.write(json.dumps({{"ready": True}}) + "\\n"); answers.flush()
    for _ in sys.stdin:
        started = time.perf_counter()
        value = once()
        seconds = time.perf_counter() - started
        answers.write(json.dumps({{"seconds": seconds, "value": value}}) + "\\n"); answers.flush()
"""

_BARE = """
import gc, numpy, numpy.random, scipy
gc.collect(); gc.freeze()

def once():
    r, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        names = {}
        exec(compile(CODE, "candidate.py", "exec"), names)
        os.write(w, repr(names["f"](ARGUMENT)).encode())
        os._exit(0)
    os.close(w)
    text = os.read(r, 1000)
    os.close(r)
    os.waitpid(pid, 0)
    return float(text)
serve(once)
"""

_COLD = """
def once():
    return float(subprocess.run([sys.executable, "-c", WHOLE], capture_output=True, check=True).stdout)
serve(once)
"""

_FORKSERVER = """
import multiprocessing
context = multiprocessing.get_context("forkserver")
context.set_forkserver_preload(["numpy", "numpy.random", "scipy"])

def once():
    ours, theirs = context.Pipe(duplex=False)
    # A function that every interpreter has: the child can't import what is in this program.
    process = context.Process(target=exec, args=(CODE + "w.send(f(x))", {"w": theirs, "x": ARGUMENT}))
    process.start()
    theirs.close()
    value = ours.recv()
    process.join()
    ours.close()
    return value
serve(once)
"""

_JUPYTER = """
import queue
from jupyter_client.manager import start_new_kernel

def start():
    manager, client = start_new_kernel(kernel_name="python3")
    return manager, client

def ask(client):
    seen = []
    client.execute_interactive(WHOLE, output_hook=lambda message: seen.append(message["content"]), timeout=60)
    return float("".join(content["text"] for content in seen if content.get("name") == "stdout"))

def end(manager, client):
    client.stop_channels()
    manager.shutdown_kernel(now=True)
"""

_JUPYTER_KEPT = """
manager, client = start()
try:
    serve(lambda: ask(client))
finally:
    end(manager, client)
"""

_JUPYTER_FRESH = """
def once():
    manager, client = start()
    try:
        return ask(client)
    finally:
        end(manager, client)
serve(once)
"""

_DOCKER_RUN = """
import docker
client = docker.DockerClient(base_url=sys.argv[1])

def once():
    command = ["python3", "-c", WHOLE]
    return float(client.containers.run(sys.argv[2], command, network_mode="none", remove=True))
serve(once)
"""

_DOCKER_EXEC = """
import docker
client = docker.DockerClient(base_url=sys.argv[1])
container = client.containers.run(sys.argv[2], ["sleep", "3600"], network_mode="none", detach=True, init=True)
try:
    serve(lambda: float(container.exec_run(["python3", "-c", WHOLE]).output))
finally:
    container.remove(force=True)
"""

_LLM_SANDBOX_DOCKER = """
import docker
from llm_sandbox import SandboxSession
client = docker.DockerClient(base_url=sys.argv[1])
# Its containers call `python`, which Debian does not have by that name.
image = "ansatz-bench-python:" + client.images.get(sys.argv[2]).short_id.partition(":")[2]
link = ["ln", "-sf", "/usr/bin/python3", "/usr/bin/python"]
made = client.containers.create(sys.argv[2], link, network_mode="none")
made.start(); made.wait()
made.commit(*image.split(":"), changes='CMD ["sleep", "infinity"]'); made.remove()

def value_of(output):
    if output.exit_code:
        raise SystemExit(output.stderr)
    return float(output.stdout)
with SandboxSession(client=client, image=image, lang="python", keep_template=True,
                    skip_environment_setup=True, runtime_configs={"network_mode": "none"}) as session:
    serve(lambda: value_of(session.run(WHOLE)))
client.images.remove(image, force=True)
"""

_LLM_SANDBOX_BUBBLEWRAP = """
os.environ["PATH"] = os.path.dirname(sys.argv[1]) + ":" + os.environ.get("PATH", "/usr/bin:/bin")
from llm_sandbox import SandboxSession
from llm_sandbox.const import SandboxBackend
from llm_sandbox.local.config import DEFAULT_READ_ONLY_PATHS, LocalSandboxConfig

def value_of(output):
    if output.exit_code:
        raise SystemExit(output.stderr)
    return float(output.stdout)
# By itself it sees the system's Python alone; ours has the packages.
config = LocalSandboxConfig(
    read_only_paths=(*DEFAULT_READ_ONLY_PATHS, *dict.fromkeys((sys.prefix, sys.base_prefix))),
    python_executable=sys.executable,
)
with SandboxSession(backend=SandboxBackend.BUBBLEWRAP, lang="python", bwrap_path=sys.argv[1],
                    sandbox_config=config) as session:
    serve(lambda: value_of(session.run(WHOLE)))
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """A way to run a job. `needs` says what its program is given; `is_slow`: asked less often."""

    name: str
    program: str
    isolates: str
    needs: tuple[str, ...] = ()
    is_slow: bool = True


PEERS = (
    Peer("bare fork", _HEAD + _BARE, "nothing", is_slow=False),
    Peer("forkserver", _HEAD + _FORKSERVER, "nothing", is_slow=False),
    Peer("cold process", _HEAD + _COLD, "nothing"),
    Peer("jupyter kernel kept", _HEAD + _JUPYTER + _JUPYTER_KEPT, "nothing, not even from the last job"),
    Peer("jupyter kernel fresh", _HEAD + _JUPYTER + _JUPYTER_FRESH, "nothing"),
    Peer("docker run", _HEAD + _DOCKER_RUN, "container", ("engine", "image")),
    Peer("docker exec", _HEAD + _DOCKER_EXEC, "container, shared by all jobs", ("engine", "image")),
    Peer(
        "llm-sandbox docker",
        _HEAD + _LLM_SANDBOX_DOCKER,
        "container, shared by all jobs",
        ("engine", "image"),
    ),
    Peer("llm-sandbox bubblewrap", _HEAD + _LLM_SANDBOX_BUBBLEWRAP, "namespaces, folder shared", ("bwrap",)),
)
