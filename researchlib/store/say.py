"""The sentences of store."""

from pathlib import Path

from researchlib.terms.problem import DataProblem


def cannot_write(path: Path) -> DataProblem:
    return DataProblem(
        f"写不进文件“{path.name}”。",
        f"文件夹“{path.parent.name}”可能只读、已满，或文件正被打开。",
        "请关闭正在打开的文件，确认磁盘有空间、文件夹可写，然后重试。",
        "原来的文件没有改动。",
    )


def already_running(study: str) -> DataProblem:
    return DataProblem(
        f"课题“{study}”正在另一个窗口里出报告。",
        "",
        "请等它完成，或关掉那个窗口后再试。",
        "原来的报告没有改动。",
    )


def no_word_file(path: Path) -> DataProblem:
    return DataProblem(
        f"“{path.name}”不是能读的 Word 文件。",
        "",
        "请用 Word 或 WPS 另存为 .docx。",
        "原文件没有改动，程序没有写入任何文件。",
    )
