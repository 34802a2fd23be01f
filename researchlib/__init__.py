"""researchlib：从问卷、访谈到调研报告，每个数都有依据。

一条直线：raw file -> read -> clean -> estimate -> protect -> report -> run.
名词：Study 课题, Codebook 题目对照表, Answers 答卷, Estimates 数表, Finding 调研发现, Text 正文,
Table 表, Chart 图。名称在第一次用到时才载入，所以 import researchlib 很快。
"""

import re
from importlib import import_module
from pathlib import Path
from typing import Any

__version__ = "0.1.0"

# Every public name with the module that holds it: the stub beside this file lists them.
_STUB = Path(__file__).with_suffix(".pyi").read_text(encoding="utf-8")
_PUBLIC = {name: module for module, name in re.findall(r"from (\S+) import (\w+) as", _STUB)}

__all__ = [*_PUBLIC]


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_PUBLIC[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *_PUBLIC])
