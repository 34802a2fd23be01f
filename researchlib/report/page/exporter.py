"""What exports a notebook: its study opened, its parts read, the gate inside."""

from collections.abc import Mapping
from typing import Any

from nbconvert.exporters.exporter import Exporter
from traitlets import default

from researchlib.protect.gate import Known, check
from researchlib.report import say as say_report
from researchlib.report.page.parts import Part, contents_of, parts_of, title_of
from researchlib.study.study import Study


class StudyExporter(Exporter):
    """Renders markdown and the objects made by researchlib; any other rich output stops it. The
    study is that of the folder in which the notebook lies."""

    ending = ""

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return self.ending

    def study_of(self, where: Mapping[str, Any]) -> Study:
        """The study of the notebook in the folder `path`: the one who starts it opens that."""
        raise NotImplementedError

    def made(self, name: str, study: Study, parts: list[Part]) -> bytes:
        """The file."""
        raise NotImplementedError

    def from_notebook_node(
        self,
        nb: Any,
        resources: Any = None,
        **kw: Any,
    ) -> tuple[Any, dict[str, Any]]:
        """The file; raises DataProblem for a notebook that never ran, and where the gate refuses.

        A page is text, as nbconvert writes it.
        """
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        where = resources.get("metadata", {})
        study, name = self.study_of(where), where.get("name", "notebook")
        parts = parts_of(nb, study)
        resources["contents"] = contents_of(parts)
        if not resources["contents"]:
            raise say_report.not_executed(name)
        resources["title"] = title_of(parts)
        data = self.made(name, study, parts)
        check(f"{name}{self.ending}", data, Known.of(study))
        return data.decode() if self.ending == ".html" else data, resources

    def _preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Copied and validated again only where somebody's settings switch a preprocessor on."""
        if any(one.enabled for one in self._preprocessors):
            return super()._preprocess(nb, resources)
        return nb, resources
