"""A table for the group's own eyes: plain text in JupyterLab, nothing that an exporter takes."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Local:
    """只在组内看的表：在 JupyterLab 里以文字显示，不会进入报告。`table` 是数据框。"""

    table: pd.DataFrame

    def __repr__(self) -> str:
        return self.table.to_string(index=False)

    def __len__(self) -> int:
        return len(self.table)
