"""Runs one notebook in a kernel of its own and says where it stopped: `--fresh` and `verify`."""

import logging
import os
import re
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

from researchlib.read.files.watchdog import Watchdog
from researchlib.report.page.parts import heading_before
from researchlib.run.engine import say
from researchlib.terms import policy
from researchlib.terms.problem import DataProblem

_ARROW = re.compile(r"^-+>\s*\d+\s?(.*)$", re.MULTILINE)
_MOST = 4
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def read_notebook(path: Path) -> Any:
    """The notebook as nbformat reads it; a damaged file is told as such."""
    import nbformat

    try:
        return nbformat.read(path, as_version=4)
    except (OSError, ValueError, nbformat.reader.NotJSONError) as error:
        raise say.problem("notebook_damaged", path.name) from error


class Kernels:
    """The engine of `--fresh` and `verify`: each notebook in a new kernel, nothing reused."""

    reuses = False

    def __init__(self) -> None:
        self.width = min(os.cpu_count() or 1, _MOST)

    def export(self, path: Path, home: Path) -> Any:
        """One notebook's page; raises the DataProblem that stopped it."""
        from researchlib.run.engine.page import Provenance, rendered
        from researchlib.run.engine.reads import Reads

        start = perf_counter()
        notebook = execute(path)
        ran = perf_counter()
        made = Provenance("", Reads({}, {}), ran - start, 0.0, 0.0)
        return replace(
            rendered(path, notebook), made=replace(made, page_seconds=perf_counter() - ran)
        )


def execute(path: Path) -> Any:
    """Run the notebook top to bottom in a fresh kernel and return it with its outputs.

    The file itself is not written. Raises DataProblem naming notebook, heading and cell.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, DeadKernelError

    logging.getLogger("traitlets").setLevel(logging.ERROR)
    notebook = read_notebook(path)
    watchdog = Watchdog(policy.CELL_SECONDS)

    def process() -> int:
        manager = client.km
        assert manager is not None and manager.provisioner is not None
        return int(getattr(manager.provisioner, "pid"))  # noqa: B009 - a local process has one

    client: NotebookClient = NotebookClient(
        notebook,
        timeout=None,
        kernel_name="python3",
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(path.parent)}},
        on_cell_execute=lambda cell, cell_index: watchdog.start(process()),
        on_cell_executed=lambda cell, cell_index, execute_reply: watchdog.stop(),
    )
    try:
        client.execute()
    except CellExecutionError as error:
        raise failed(
            path, notebook, _last_run(notebook), error.ename, error.evalue, error.traceback
        ) from None
    except (DeadKernelError, RuntimeError, AssertionError):
        told = say.too_long(policy.CELL_SECONDS) if watchdog.bit else say.KERNEL_DIED
        raise failed(path, notebook, _last_run(notebook), "", told, "") from None
    finally:
        watchdog.stop()
    return notebook


def failed(
    path: Path,
    notebook: Any,
    place: int,
    name: str,
    value: str,
    trace: str,
) -> DataProblem:
    """What went wrong in the cell at this place of the notebook, by its heading."""
    code = [i for i, c in enumerate(notebook.cells) if c.cell_type == "code"]
    place = place if place in code else code[0]
    lines = _ARROW.findall(_COLOUR.sub("", trace))
    what = value if name in ("", DataProblem.__name__) else f"{name}: {value}"
    return say.problem(
        "cell_failed",
        path.stem,
        heading_before(notebook, place),
        code.index(place) + 1,
        lines[0].strip() if lines else "",
        what,
    )


def _last_run(notebook: Any) -> int:
    """The last cell that ran is the one that failed."""
    ran = [
        i
        for i, c in enumerate(notebook.cells)
        if c.cell_type == "code" and c.get("execution_count")
    ]
    return ran[-1] if ran else -1
