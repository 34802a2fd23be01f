"""What one notebook may leave behind in a process, put back for the next one."""

import builtins
import gc
import os
import random
import sys
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

_OURS = "researchlib"


@contextmanager
def as_if_fresh() -> Iterator[None]:
    """Figures, their settings, random state, options of pandas, working directory, paths,
    environment, warnings, built-in names and the notebook's own modules are afterwards as they
    were. Random state is new each time, as in a process just started."""
    import matplotlib
    import numpy

    random.seed()
    numpy.random.seed()
    with ExitStack() as stack:
        stack.enter_context(matplotlib.rc_context())
        stack.callback(_put_back_options, dict(_options()))
        stack.enter_context(warnings.catch_warnings())
        stack.callback(os.chdir, os.getcwd())
        for kept in (os.environ, vars(builtins)):
            stack.callback(_put_back, kept, dict(kept))
        stack.callback(sys.path.__setitem__, slice(None), list(sys.path))
        stack.callback(_forget_modules, dict(sys.modules))
        stack.callback(_close_figures)
        yield
    gc.collect()


def _put_back(now: Any, before: dict[str, Any]) -> None:
    for name in [name for name in now if name not in before]:
        del now[name]
    for name, value in before.items():
        if now.get(name) is not value:
            now[name] = value


def _close_figures() -> None:
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot:
        pyplot.close("all")


def _options() -> Iterator[tuple[str, Any]]:
    """Every option of pandas by its full name."""
    import pandas

    def walk(group: Any, above: str) -> Iterator[tuple[str, Any]]:
        for name in dir(group):
            value = getattr(group, name)
            if type(value) is type(pandas.options):
                yield from walk(value, f"{above}{name}.")
            else:
                yield above + name, value

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some options are on their way out
        yield from walk(pandas.options, "")


def _put_back_options(before: dict[str, Any]) -> None:
    import pandas

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, value in _options():
            if before[name] is not value and before[name] != value:
                pandas.set_option(name, before[name])


def _forget_modules(before: dict[str, Any]) -> None:
    """Modules of the notebook's own go; those of installed packages stay, loaded once."""
    installed = tuple(str(Path(p).resolve()) for p in (sys.prefix, sys.base_prefix))
    for name in before:
        sys.modules[name] = before[name]
    for name in [name for name in sys.modules if name not in before]:
        module = sys.modules[name]
        source = getattr(module, "__file__", None) or ""
        known = str(Path(source).resolve()).startswith(installed) or name.startswith(_OURS)
        if not (known and getattr(module, "__name__", "") == name):
            del sys.modules[name]
