"""The one error a user meets."""

from __future__ import annotations

RECORD_UNTOUCHED = "原文件没有改动。"


class DataProblem(Exception):
    """数据或配置里有需要人处理的问题；只由各阶段的 say 生成。

    Parts, in the order they are read: what was found, where, what to do, what was not done.
    """

    def __init__(self, found: str, where: str = "", todo: str = "", untouched: str = ""):
        super().__init__(found, where, todo, untouched)
        self.found, self.where, self.todo, self.untouched = found, where, todo, untouched

    def __str__(self) -> str:
        return "".join(part for part in (self.found, self.where, self.todo, self.untouched) if part)

    def _render_traceback_(self) -> list[str]:
        """IPython asks for this: the sentence alone, no trace."""
        return [str(self)]
