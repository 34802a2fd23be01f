"""The one error a user meets."""

from collections.abc import Callable, Sequence
from typing import Any

from researchlib.terms.text import command, nearest

RECORD_UNTOUCHED = "原文件没有改动。"


class DataProblem(Exception):
    """数据或配置里有需要人处理的问题；只由各阶段的 say 生成。

    依次写明：发现了什么、在哪里、怎么办、没有做什么。
    """

    def __init__(self, found: str, where: str = "", todo: str = "", untouched: str = ""):
        super().__init__(found, where, todo, untouched)
        self.found, self.where, self.todo, self.untouched = found, where, todo, untouched

    def __str__(self) -> str:
        return "".join(part for part in (self.found, self.where, self.todo, self.untouched) if part)

    def _render_traceback_(self) -> list[str]:
        """IPython asks for this: the sentence alone, no trace."""
        return [str(self)]


def by_code(lines: str) -> dict[str, list[str]]:
    """A line each: the code, and behind it the parts of what is said."""
    return {code: parts for code, *parts in (line.split("|") for line in lines.strip().split("\n"))}


class _Several(tuple[Any, ...]):
    """Several as a sentence holds them: {0} all, {0:5} the first five, {0:；5} with this mark
    between them, {0:n} how many."""

    def __format__(self, form: str) -> str:
        mark = form.rstrip("0123456789")
        most = form.removeprefix(mark)
        return (
            str(len(self)) if form == "n" else (mark or "、").join(self[: int(most or len(self))])
        )


def problems(lines: str) -> Callable[..., DataProblem]:
    """What makes a problem of a code and its details: a line each, the code before its parts.

    A part ~{0} names what of the last detail is nearest; <report> is the command for the first.
    """
    told = by_code(lines)

    def problem(code: str, *details: Any) -> DataProblem:
        given = [_Several(one) if isinstance(one, list | tuple) else one for one in details]
        return DataProblem(*(_completed(part.format(*given), details) for part in told[code]))

    return problem


def _completed(part: str, details: Sequence[Any]) -> str:
    if part.startswith("~"):
        return nearest(part[1:], [*map(str, details[-1])])
    return part.replace("<report>", command("report", *map(str, details[:1])))
