"""Ends a process that works too long: one that ignores interrupts cannot ignore this."""

import contextlib
import threading
import time

import psutil

from researchlib.terms import policy


class Watchdog:
    """Watches another process from `start` to `stop`; `bit` tells that it has ended it.

    What counts is the time that the process has worked. The clock alone ends it only after
    many times that: on a busy machine nothing is late that merely waits for its turn.
    """

    def __init__(self, seconds: float) -> None:
        self.bit = False
        self._seconds = seconds
        self._done = threading.Event()

    def start(self, pid: int | None) -> None:
        """Watch anew from here."""
        self.stop()
        self._done = threading.Event()
        threading.Thread(target=self._watch, args=(pid, self._done), daemon=True).start()

    def stop(self) -> None:
        self._done.set()

    def _watch(self, pid: int, done: threading.Event) -> None:
        with contextlib.suppress(psutil.Error):  # it has ended by itself
            process, start = psutil.Process(pid), time.monotonic()
            before = sum(process.cpu_times()[:2])
            while not done.wait(0.5):
                passed = time.monotonic() - start
                worked = sum(process.cpu_times()[:2]) - before
                if min(passed, max(worked, passed / policy.PATIENCE)) > self._seconds:
                    self.bit = True
                    process.kill()
                    return
