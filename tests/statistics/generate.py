#!/usr/bin/env python3
"""Writes fixtures/statistics/*.json: data sets, and what SciPy says of them.

Run by hand in a virtual environment with the versions below; the test reads the files only:

    python3 -m venv oracle && oracle/bin/pip install scipy==1.17.1 numpy==2.4.6
    oracle/bin/python tests/statistics/generate.py

Trends: `theilslopes`; S, its variance by the textbook formula, and the probabilities from
SciPy's normal distribution. Comparisons: `mannwhitneyu`; shift and interval from the full
matrix of differences, with the place of the interval's ends by SciPy's exact distribution of
U or by the formula in the documentation of `compare::interval`.
"""

import json
import math
import pathlib

import numpy as np
import scipy
from scipy import stats
from scipy.stats._mannwhitneyu import _MWU

assert (scipy.__version__, np.__version__) == ("1.17.1", "2.4.6")

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "fixtures" / "statistics"
CONFIDENCE = 0.98
EXACT = 50  # values on each side, up to which the exact distribution is used

random = np.random.default_rng(20260704)


def rounded(values, digits=4):
    """Few digits, so that the files stay small; every value is what its text says."""
    return [float(f"{value:.{digits}g}") for value in values]


SHAPES = {
    "normal": lambda n: random.normal(100, 15, n),
    "exponential": lambda n: random.exponential(3, n),
    "coarse": lambda n: random.integers(0, 6, n).astype(float),
    "shares": lambda n: np.round(random.beta(2, 300, n), 3),
    "mostly zero": lambda n: np.where(random.random(n) < 0.8, 0.0, random.exponential(1, n)),
    "constant": lambda n: np.full(n, random.choice([0.0, 0.1, -7.5, 1e9])),
    "two values": lambda n: random.choice([0.1, 0.3], n),
    "outliers": lambda n: np.where(random.random(n) < 0.1, 1e6, random.normal(5, 1, n)),
    "negative": lambda n: -random.exponential(40, n),
}
SCALES = {
    "": lambda v: v,
    "huge offset": lambda v: [1e12 + round(x, 3) for x in v],
    "huge": lambda v: [x * 1e290 for x in v],
    "tiny": lambda v: [x * 1e-300 for x in v],
}


def size(index):
    if index % 30 == 29:
        return 2000
    if index % 5 == 0:
        return int(random.integers(1, 6))
    if index % 5 == 1:
        return int(random.integers(200, 400))
    return int(random.integers(6, 60))


def scale(index):
    return list(SCALES)[index % 4] if index % 3 == 0 else ""


def finite(value):
    return float(value) if value is not None and math.isfinite(value) else None


def trend(index):
    n = max(2, size(index))
    shape, grown = list(SHAPES)[index % len(SHAPES)], scale(index)
    steps = random.integers(1, 4, n) if index % 2 else np.ones(n, dtype=int)
    times = (np.cumsum(steps) * 15).astype(float)
    tilt = random.choice([0.0, 0.0, 1.0, -0.2]) * times / times[-1]
    base = SHAPES[shape](n)
    spread = np.std(base) if shape != "coarse" else 0.0
    values = rounded(base + tilt * 3 * spread, 3 if n > 400 else 4)
    values = [float(v) for v in SCALES[grown](values)]
    y = np.array(values)
    line = stats.theilslopes(y, times)
    later = np.sign(y[None, :] - y[:, None])[np.triu_indices(n, 1)]
    score = int(later.sum())
    _, counts = np.unique(y, return_counts=True)
    weights = n * (n - 1) * (2 * n + 5) - sum(int(t) * (int(t) - 1) * (2 * int(t) + 5) for t in counts)
    variance = weights / 18
    z = (score - np.sign(score)) / math.sqrt(variance) if variance > 0 else 0.0
    none = variance == 0
    # The score agrees with SciPy's tau-b, where that is defined.
    if not none:
        pairs = n * (n - 1) / 2
        tied = sum(int(t) * (int(t) - 1) / 2 for t in counts)
        tau = score / math.sqrt(pairs * (pairs - tied))
        assert abs(tau - stats.kendalltau(times, y).statistic) < 1e-12
    return {
        "shape": f"{shape} {grown}".strip(),
        "steps": [int(step) for step in steps] if index % 2 else [],
        "values": values,
        "slope": float(line.slope),
        "intercept": float(line.intercept),
        "score": score,
        "variance": variance,
        "p_rising": 1.0 if none else float(stats.norm.sf(z)),
        "p_falling": 1.0 if none else float(stats.norm.sf(-z)),
        "p_any": 1.0 if score == 0 else float(2 * stats.norm.sf(abs(z))),
    }


def place(n, m):
    tail = (1 - CONFIDENCE) / 2
    if max(n, m) <= EXACT:
        chances = np.cumsum(_MWU(n, m).pmf(np.arange(n * m + 1)))
        return int((chances < tail).sum())
    return max(0, math.floor(n * m / 2 + stats.norm.ppf(tail) * math.sqrt(n * m * (n + m + 1) / 12)))


def compare(index):
    n, m = size(index), size(index)
    if index % 30 == 29:
        m = 1500
    shape, grown = list(SHAPES)[index % len(SHAPES)], scale(index)
    digits = 3 if max(n, m) > 400 else 6
    x, y = SHAPES[shape](n), SHAPES[shape](m)
    x = x + random.choice([0.0, 0.0, 0.5, -1.0]) * np.std(y)
    x, y = (SCALES[grown](rounded(v, digits)) for v in (x, y))
    x, y = np.array(x, dtype=float), np.array(y, dtype=float)
    ties = len(np.unique(np.concatenate([x, y]))) < n + m
    exact = not ties and max(n, m) <= EXACT
    method = "exact" if exact else "asymptotic"
    def p(side):
        return float(stats.mannwhitneyu(x, y, alternative=side, method=method).pvalue)
    all_equal = len(np.unique(np.concatenate([x, y]))) == 1
    u = float(stats.mannwhitneyu(x, y, method=method).statistic)
    differences = np.sort((x[:, None] - y[None, :]).ravel())
    at = place(n, m)
    interval = [differences[at - 1], differences[n * m - at]] if at > 0 else None
    return {
        "shape": f"{shape} {grown}".strip(),
        "sample": x.tolist(),
        "base": y.tolist(),
        "u": u,
        "effect": u / (n * m),
        "exact": exact,
        "p_greater": 1.0 if all_equal else p("greater"),
        "p_less": 1.0 if all_equal else p("less"),
        "p_any": 1.0 if all_equal else p("two-sided"),
        "shift": float(np.median(differences)),
        "interval": interval and [float(end) for end in interval],
        "means": [finite(np.mean(x / 1e10) * 1e10), finite(np.mean(y / 1e10) * 1e10)],
        "medians": [float(np.median(x)), float(np.median(y))],
    }


def write(name, cases):
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    (FOLDER / f"{name}.json").write_text(f"[\n{lines}\n]\n")


FOLDER.mkdir(parents=True, exist_ok=True)
write("trends", [trend(index) for index in range(150)])
write("comparisons", [compare(index) for index in range(150)])
