"""What every displayed object has: one content, as JSON, HTML and plain text."""

from __future__ import annotations

from typing import Any

MIME = "application/vnd.researchlib+json"


class Display:
    """Base of Finding, Text, Table and Chart: subclasses say their content, nothing else."""

    def content(self) -> dict[str, Any]:
        """The one JSON form: kind, text, numbers, and what the kind needs."""
        raise NotImplementedError

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        from researchlib.report.objects.render import render_content

        content = self.content()
        return {MIME: content, "text/html": render_content(content), "text/plain": content["text"]}
