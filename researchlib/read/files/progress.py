"""A word on the screen when a file takes longer than two seconds; silent in notebooks."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from researchlib.read.files import say
from researchlib.terms import policy


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Say every two seconds what is being read, where a person looks at a terminal."""
    if not sys.stderr.isatty():
        yield
        return
    done, start = threading.Event(), time.perf_counter()

    def speak() -> None:
        while not done.wait(policy.PROGRESS_SECONDS):
            print(
                say.reading(path, time.perf_counter() - start),
                end="\r",
                file=sys.stderr,
                flush=True,
            )

    speaker = threading.Thread(target=speak, daemon=True)
    speaker.start()
    try:
        yield
    finally:
        done.set()
        speaker.join()
