"""The sentences of report/slides."""

import re
from collections.abc import Sequence

from researchlib.report.say import DISTRIBUTION

ANNEX = re.compile(r"附件[一二三四五六七八九十]*：")
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.．、])\s*")
SIMULATED = "模拟数据"
SHARE = "占比"


def plain(heading: str) -> str:
    """A heading without its number in the report."""
    return _NUMBERED.sub("", heading)


withheld = "{}（{}）".format


def together(parts: Sequence[str]) -> str:
    return "；".join(filter(None, parts))


def joined(parts: Sequence[str]) -> str:
    return "　".join(filter(None, parts))


spoken = "原话：{}——{}".format


edition = f"{{}}　{DISTRIBUTION}：{{}}".format
