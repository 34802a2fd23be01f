"""The sentences of run/engine."""

from collections.abc import Sequence

from researchlib.terms.problem import DataProblem


def cell_failed(notebook: str, heading: str, cell: int, line: str, what: str) -> DataProblem:
    return DataProblem(
        f"笔记本“{notebook}”在“{heading or '开头'}”一节的第{cell}个单元格停下：{what}",
        f"\n出错的一行：{line}" if line else "",
        "",
        "\n原有的报告没有改动。",
    )


def notebook_damaged(name: str) -> DataProblem:
    return DataProblem(
        f"笔记本“{name}”打不开，内容已损坏。", "", "请用备份恢复，或从示例课题重新复制。"
    )


too_long = "这个单元格运行超过{}秒，已停止。".format


KERNEL_DIED = "计算进程意外退出，可能是内存不足。"


def done(name: str, title: str, size: int, seconds: float, left: float) -> str:
    more = f"，约还需{left:.0f}秒" if left >= 1 else ""
    return f"{name}　{title}　{size // 1024}KB（已用{seconds:.0f}秒{more}）"


def several_failed(problems: Sequence[DataProblem]) -> DataProblem:
    return DataProblem(
        f"有{len(problems)}个笔记本没有运行完。",
        "\n".join(str(problem) for problem in problems),
        "请逐个改正后再运行。",
        "原有的报告没有改动。",
    )
