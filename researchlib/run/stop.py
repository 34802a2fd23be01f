"""Ctrl-C: what was started ends at once, a sentence says what became of the work."""

import os
import signal
import sys
import threading
from types import FrameType

from researchlib.run import say

_SECONDS = 3
_STATUS = 130  # what a shell expects after an interrupt


def stop_at_once() -> None:
    """From now on an interrupt ends every child process, then this one: soon where all goes
    well, in any case after a few seconds."""
    signal.signal(signal.SIGINT, _stop)


def _stop(number: int, frame: FrameType | None) -> None:
    import psutil

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for child in psutil.Process().children(recursive=True):
        try:
            child.kill()
        except psutil.Error:  # gone already
            continue
    print(say.STOPPED, file=sys.stderr, flush=True)
    late = threading.Timer(_SECONDS, os._exit, (_STATUS,))
    late.daemon = True
    late.start()
    raise SystemExit(_STATUS)
