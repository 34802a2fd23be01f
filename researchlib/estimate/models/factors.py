"""Factor analysis of a correlation matrix: adequacy, how many factors, and their loadings."""

from dataclasses import dataclass

import numpy as np
from scipy import optimize, stats

_TURNS, _SEED = 1_000, 1
_TURNED = 1e-5  # where R's varimax stops too


@dataclass(frozen=True)
class Factors:
    """因子分析结果：载荷、独特方差、因子相关（斜交时），以及解释的方差比例。"""

    loadings: np.ndarray
    unique: np.ndarray
    correlation: np.ndarray
    explained: np.ndarray


@dataclass(frozen=True)
class Adequacy:
    """数据适不适合做因子分析：KMO、各题的 MSA、巴特利特球形检验。"""

    kmo: float
    items: np.ndarray
    chi2: float
    df: int
    p: float
    n: int


def adequacy(correlation: np.ndarray, n: int) -> Adequacy:
    """因子分析的前提：KMO（Kaiser，1974）与巴特利特球形检验（Bartlett，1951）。

    Parameters
    ----------
    correlation : array (k x k)
        Correlations of the items.
    n : int
        Complete answers.

    Returns
    -------
    Adequacy

    Examples
    --------
    >>> one, noise = np.random.default_rng(2), np.random.default_rng(1)
    >>> x = one.normal(size=(100, 1)) + noise.normal(size=(100, 4))
    >>> round(adequacy(np.corrcoef(x, rowvar=False), len(x)).kmo, 1)
    0.8
    """
    inverse = np.linalg.inv(correlation)
    scale = np.sqrt(np.outer(np.diag(inverse), np.diag(inverse)))
    partial = -inverse / scale
    r2, q2 = correlation**2, partial**2
    np.fill_diagonal(r2, 0)
    np.fill_diagonal(q2, 0)
    k = len(correlation)
    chi2 = -(n - 1 - (2 * k + 5) / 6) * np.linalg.slogdet(correlation)[1]
    df = k * (k - 1) // 2
    return Adequacy(
        float(r2.sum() / (r2.sum() + q2.sum())),
        r2.sum(axis=0) / (r2.sum(axis=0) + q2.sum(axis=0)),
        float(chi2),
        df,
        float(stats.chi2.sf(chi2, df)),
        n,
    )


def parallel(x: np.ndarray, draws: int = 200) -> tuple[np.ndarray, np.ndarray]:
    """取几个因子：与随机数据比较特征值（平行分析，Horn，1965）。

    Parameters
    ----------
    x : array (n x k)
        Item scores without gaps.
    draws : int
        Random tables of the same size.

    Returns
    -------
    (eigenvalues, thresholds) : arrays of k
        Factors whose eigenvalue is above the 95th percentile of random ones count.

    Examples
    --------
    >>> one, noise = np.random.default_rng(2), np.random.default_rng(1)
    >>> x = one.normal(size=(100, 1)) + noise.normal(size=(100, 4))
    >>> found, random = parallel(x)
    >>> int((found > random).sum())
    1
    """
    samples = np.random.default_rng(_SEED).standard_normal((draws, *x.shape))
    own, *random = (np.linalg.eigvalsh(np.corrcoef(m, rowvar=False))[::-1] for m in (x, *samples))
    return own, np.quantile(random, 0.95, axis=0)


def fit_factors(correlation: np.ndarray, count: int, rotation: str = "none") -> Factors:
    """探索性因子分析：最小残差法，varimax 正交旋转或 oblimin 斜交旋转。

    Parameters
    ----------
    correlation : array (k x k)
        Correlations of the items.
    count : int
        Factors to draw.
    rotation : {"none", "varimax", "oblimin"}

    Returns
    -------
    Factors
        Minimum residual (Harman and Jones 1966); varimax (Kaiser 1958), oblimin with gamma 0
        (Jennrich and Sampson 1966) by gradient projection (Bernaards and Jennrich 2005).

    Examples
    --------
    >>> one, noise = np.random.default_rng(2), np.random.default_rng(1)
    >>> x = one.normal(size=(100, 1)) + noise.normal(size=(100, 4))
    >>> fit_factors(np.corrcoef(x, rowvar=False), 1, "oblimin").loadings.round(2).ravel()
    array([0.74, 0.79, 0.69, 0.69])
    """
    start = 1 / np.diag(np.linalg.inv(correlation))

    def loadings(unique: np.ndarray) -> np.ndarray:
        values, vectors = np.linalg.eigh(correlation - np.diag(unique))
        top = np.argsort(values)[::-1][:count]
        return vectors[:, top] * np.sqrt(np.maximum(values[top], 1e-12))

    def residual(unique: np.ndarray) -> float:
        plain = loadings(unique)
        apart = correlation - plain @ plain.T
        np.fill_diagonal(apart, 0)
        return float((apart**2).sum() / 2)

    best = optimize.minimize(
        residual,
        start,
        method="L-BFGS-B",
        bounds=[(0.005, 1)] * len(start),
        options={"maxiter": 2_000, "ftol": 1e-15, "gtol": 1e-10},
    )
    plain = loadings(best.x)
    plain *= np.where(plain.sum(axis=0) < 0, -1, 1)
    rotated, phi = _rotated(plain, rotation) if count > 1 else (plain, np.eye(count))
    unique = 1 - np.einsum("ij,jk,ik->i", rotated, phi, rotated)
    explained = np.diag(phi @ rotated.T @ rotated) / len(rotated)
    return Factors(rotated, unique, phi, explained)


def _rotated(loadings: np.ndarray, rotation: str) -> tuple[np.ndarray, np.ndarray]:
    if rotation == "oblimin":
        from statsmodels.multivariate.factor_rotation import rotate_factors

        rotated, turn = rotate_factors(loadings, "oblimin", 0.0, "oblique")
        return rotated, turn.T @ turn
    turned = _varimax(loadings) if rotation == "varimax" else loadings
    return turned, np.eye(loadings.shape[1])


def _varimax(loadings: np.ndarray) -> np.ndarray:
    """With Kaiser's normalisation: every item counts alike."""
    length = np.sqrt((loadings**2).sum(axis=1))[:, None]
    x = loadings / length
    turn = np.eye(x.shape[1])
    reached = 0.0
    for _ in range(_TURNS):
        z = x @ turn
        u, s, v = np.linalg.svd(x.T @ (z**3 - z * (z**2).mean(axis=0)))
        turn = u @ v
        if s.sum() < reached * (1 + _TURNED):
            break
        reached = s.sum()
    return x @ turn * length
