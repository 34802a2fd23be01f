"""An IPython shell without a terminal or kernel: cells in, display bundles out."""

import sys
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Any as Anything

from researchlib.terms.problem import DataProblem

Bundle = dict[str, Any]


class _Hook(DisplayHook):
    """The value of a cell's last line."""

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Bundle, md_dict: Any = None) -> None:
        self.shell.bundles.append(dict(format_dict))  # type: ignore[union-attr]

    def finish_displayhook(self) -> None:
        pass


class _FindingHook(_Hook):
    """Findings alone are written out; what else a cell ends in is not drawn."""

    def compute_format_data(self, result: Any) -> Any:
        from researchlib.report.objects.finding import Finding

        found = isinstance(result, Finding)
        return super().compute_format_data(result) if found else ({}, {})


class _Publisher(DisplayPublisher):
    """What a cell displays on its way."""

    def publish(self, data: Bundle, metadata: Any = None, source: Any = None, **kw: Any) -> None:
        self.shell.bundles.append(dict(data))


class Shell(InteractiveShell):
    """Collects what cells show; `failure` is (name, message, trace) of the cell that failed."""

    displayhook_class = _Hook
    display_pub_class = _Publisher
    bundles = Anything()
    failure = Anything(None, allow_none=True)

    def __init__(self, **kw: Any):
        self.bundles = []
        kw.setdefault("history_manager", None)
        super().__init__(**kw)
        self.failure = None

    def init_history(self) -> None:
        """Nothing is remembered between runs, and no file is written."""
        super().init_history()
        if self.history_manager:
            self.history_manager.enabled = False

    def take_outputs(self) -> list[Bundle]:
        """What was shown since the last time."""
        shown, self.bundles = self.bundles, []
        pyplot = sys.modules.get("matplotlib.pyplot")
        if pyplot and pyplot.get_fignums():  # a kernel would have shown the figure
            shown.append({"image/png": "", "text/plain": ""})
            pyplot.close("all")
        return shown

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        self.failure = (etype.__name__, str(evalue), "\n".join(stb))

    def showsyntaxerror(self, filename: Any = None, running_compiled_code: bool = False) -> None:
        error = sys.exc_info()[1]
        self.failure = (type(error).__name__, str(error), "")

    def enable_gui(self, gui: Any = None) -> None:
        """No window here."""


class FindingShell(Shell):
    """Collects findings and draws no chart: for what only asks whether conclusions hold.

    A cell with too few people for its chart or sentence is passed over: the finding is missing.
    """

    displayhook_class = _FindingHook
    first = Anything(None, allow_none=True)

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        if issubclass(etype, DataProblem):
            self.first = self.first or evalue
        elif self.first is not None:  # what was not made is missed further on: that is the cause
            super()._showtraceback(type(self.first), self.first, [])
        else:
            super()._showtraceback(etype, evalue, stb)
