"""The data of the comparison with R: 300 rows, strata, clusters, gaps. Run once; committed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

rng = np.random.default_rng(20261123)
N = 300
stratum = rng.choice(["h1", "h2", "h3"], N, p=[0.5, 0.3, 0.2])
cluster = np.array([f"c{h[1]}{rng.integers(0, {'1': 12, '2': 8, '3': 5}[h[1]])}" for h in stratum])
effect = {c: rng.normal(0, 1) for c in np.unique(cluster)}
size = {"h1": 900, "h2": 400, "h3": 150}
units = {"h1": 30, "h2": 20, "h3": 9}
weight = (
    np.array([size[h] for h in stratum])
    / pd.Series(stratum).map(pd.Series(stratum).value_counts()).to_numpy()
)
group = rng.choice(["甲", "乙", "丙"], N, p=[0.5, 0.3, 0.2])
age = rng.normal(45, 12, N).round()
y = np.round(
    50 + np.array([effect[c] * 6 for c in cluster]) + (group == "乙") * 4 + rng.normal(0, 10, N), 1
)
z = np.where(rng.random(N) < 1 / (1 + np.exp(-(y - 52) / 8)), "是", "否")
level = pd.cut(y + rng.normal(0, 6, N), [-99, 42, 52, 60, 199], labels=["差", "中", "良", "优"])
latent = rng.normal(0, 1, (N, 2)) @ np.array([[1, 0.3], [0, 0.95]])
items = np.clip(
    np.round(3 + latent[:, [0, 0, 0, 0, 1, 1, 1, 1]] * 0.8 + rng.normal(0, 0.8, (N, 8))), 1, 5
)
after = np.where(rng.random(N) < 0.25, np.where(z == "是", "否", "是"), z)
frame = pd.DataFrame(
    {
        "stratum": stratum,
        "cluster": cluster,
        "weight": weight,
        "fpc": [size[h] for h in stratum],
        "units": [units[h] for h in stratum],
        "group": group,
        "sex": rng.choice(["男", "女"], N),
        "age": age,
        "y": y,
        "z": z,
        "level": level,
        "after": after,
        **{f"i{k + 1}": items[:, k].astype(int) for k in range(8)},
    }
)
frame.loc[rng.choice(N, 18, replace=False), "y"] = np.nan
frame.loc[rng.choice(N, 12, replace=False), "group"] = None
frame.to_csv(Path(__file__).with_name("data.csv"), index=False)
