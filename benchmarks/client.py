"""The timed processes, seen from the one that asks: the other end of worker.py."""
import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

HERE = Path(__file__).parent
LIMIT = 300                                      # seconds that one answer may take


def environment(threads) -> dict:
    "Of every process that is timed."
    names = ("OPENBLAS", "OMP", "MKL", "NUMBA")
    path = os.pathsep.join(filter(None, [str(HERE.parent), os.environ.get("PYTHONPATH")]))
    eigen = "true" if threads > 1 else "false"
    given = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**given, **{f"{name}_NUM_THREADS": str(threads) for name in names},
            "PYTHONPATH": path, "XLA_FLAGS": f"--xla_cpu_multi_thread_eigen={eigen}"}


class Peer:
    "A worker; as a context manager it ends with the block."

    def __init__(self, name, threads=1):
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / "worker.py"), name, str(threads)], env=environment(threads),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def ask(self, do, **request) -> dict:
        "The answer, or {'failed': why}."
        timer = threading.Timer(LIMIT, self.process.kill)
        timer.start()
        try:
            self.process.stdin.write(json.dumps({"do": do, **request}) + "\n")
            self.process.stdin.flush()
            return json.loads(self.process.stdout.readline())
        except (BrokenPipeError, ValueError):
            return {"failed": f"its process ended, or took more than {LIMIT} seconds"}
        finally:
            timer.cancel()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        with suppress(BrokenPipeError):                 # it may have ended before
            self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(LIMIT)
