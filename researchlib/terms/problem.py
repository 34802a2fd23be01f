"""The one error a user meets."""

import re
from collections.abc import Callable, Collection, Sequence
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
    """A line each: the code, and behind it the parts of what is said, ¶ where a line ends."""
    rows = (line.replace("¶", "\n").split("|") for line in lines.strip().split("\n"))
    return {code: parts for code, *parts in rows}


class _Several(tuple[Any, ...]):
    """Several as a sentence holds them: {0} all, {0:5} the first five, {0:；5} with this mark
    between them, {0:5……} with this behind them where there are more (n all, r the rest), {0:#5} a
    line each, numbered, {0:n} how many."""

    def __format__(self, form: str) -> str:
        if form == "n":
            return str(len(self))
        mark, most, more = (*re.split("([0-9]+)", form, maxsplit=1), "", "")[:3]
        shown = [*map(str, self[: int(most or len(self))])]
        rest = len(self) - len(shown)
        left_out = more.replace("n", str(len(self))).replace("r", str(rest)) * bool(rest)
        if mark == "#":
            numbered = (f"{number}. {one}\n" for number, one in enumerate(shown, 1))
            return "\n" + "".join(numbered) + left_out
        return (mark or "、").join(shown) + left_out


def _held(one: Any) -> Any:
    return _Several(one) if isinstance(one, Collection) and not isinstance(one, str) else one


_WHERE_TOLD = re.compile(r"<([^<>^]*\{[0-9][^<>^]*)\^?([^<>]*)>")


def filled(sentence: str) -> Callable[..., str]:
    """What completes a sentence by its details.

    A part <（{1}）> stands where its details are told; behind ^ is what stands there otherwise.
    """

    def complete(*details: Any, **by_name: Any) -> str:
        def part(found: re.Match[str]) -> str:
            told = all(details[int(place)] for place in re.findall("{([0-9])", found[1]))
            return found[1 if told else 2]

        named = {name: _held(one) for name, one in by_name.items()}
        return _WHERE_TOLD.sub(part, sentence).format(*map(_held, details), **named)

    return complete


def problems(lines: str) -> Callable[..., DataProblem]:
    """What makes a problem of a code and its details: a line each, the code before its parts.

    A part ~{0} names what of the last detail is nearest; <report> is the command for the first.
    """
    told = by_code(lines)

    def problem(code: str, *details: Any) -> DataProblem:
        return DataProblem(*(_completed(filled(part)(*details), details) for part in told[code]))

    return problem


def tasks(lines: str) -> Callable[..., tuple[str, str, str]]:
    """What makes a task of a code and its details: what was found, where, what to do."""
    told = by_code(lines)

    def task(code: str, *details: Any, **by_name: Any) -> tuple[str, str, str]:
        found, where, todo = (filled(part)(*details, **by_name) for part in told[code])
        return found, where, todo

    return task


def _completed(part: str, details: Sequence[Any]) -> str:
    if part.startswith("~"):
        return nearest(part[1:], [*map(str, details[-1])])
    return part.replace("<report>", command("report", *map(str, details[:1])))
