"""Ten thousand draws of weights and of data, and the interval of ranks that they leave to each place.

The draws of the data depend on the record and the day alone, and are kept; other weights are drawn anew and laid over them.
"""

import zlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from palermo.errors import UserError
from palermo.priorities.table import Cell, Table
from palermo.priorities.weights import Uncertainty, Weight, Weights

STEPS = 255  # a drawn value is kept in so many steps from 0 to 1
TAIL = 0.05  # of the draws, below and above the interval
_TRIES = 40
_TOO_FEW = "the ranges of the weights leave almost no room to draw from. Give weights that are less far apart."

Drawn = NDArray[np.uint8]
"""Draws by places by indicators, in steps of 1/255."""
Shares = NDArray[np.float32]
Ranks = NDArray[np.int64]


def data(cells: Table, unsure: Uncertainty) -> Drawn:
    """The drawn values: draws x places x indicators. Each cell has a stream of its own, so that no other cell moves it."""
    names, codes = list(cells), list(next(iter(cells.values())))
    drawn = np.empty((unsure.draws, len(codes), len(names)), np.uint8)
    for k, name in enumerate(names):
        for p, code in enumerate(codes):
            drawn[:, p, k] = _cell(cells[name][code], f"{name}/{code}", unsure)
    return drawn


def _cell(cell: Cell, key: str, unsure: Uncertainty) -> Drawn | int:
    """The draws of one cell; a value without doubt is the same in all."""
    reading = cell.reading
    if not (cell.missing and cell.others) and not reading.doubt and not reading.flip:
        return round(cell.value * STEPS)
    stream = np.random.default_rng([unsure.seed, zlib.crc32(key.encode())])
    values = np.full(unsure.draws, cell.value)
    if cell.missing:
        values = np.asarray(cell.others)[stream.integers(0, len(cell.others), unsure.draws)]
    elif reading.flip:
        values = np.where(stream.random(unsure.draws) < reading.flip, 1 - cell.value, cell.value)
    if reading.doubt:
        values = values + reading.doubt * stream.standard_normal(unsure.draws)
    steps: Drawn = np.rint(np.clip(values, 0, 1) * STEPS).astype(np.uint8)
    return steps


def weights_drawn(weights: Weights) -> dict[str, Shares]:
    """Draws of the weights, by list: of the whole score, and of the stakes and of the movement alone.

    Each is draws x indicators, in the order of the table. UserError when the ranges leave no room.
    """
    unsure, stream = weights.uncertainty, np.random.default_rng([weights.uncertainty.seed, 1])
    outer = _dirichlet({title: part.weight for title, part in weights.parts.items()}, unsure, stream)
    inner = [_dirichlet(part.indicators, unsure, stream) for part in weights.parts.values()]
    whole = np.concatenate([outer[:, [i]] * inner[i] for i in range(len(inner))], axis=1)
    found = {"ranking": whole}
    for title, at in (("worst", "stakes"), ("movable", "movement")):
        blank = [np.zeros_like(own) if part != at else own for part, own in zip(weights.parts, inner, strict=True)]
        found[title] = np.concatenate(blank, axis=1)
    return found


def _dirichlet(weights: Mapping[str, Weight], unsure: Uncertainty, stream: np.random.Generator) -> Shares:
    """Draws around some neighbouring weights that keep to their ranges; a weight of zero stays zero."""
    own = [i for i, w in enumerate(weights.values()) if w.share > 0]
    chosen = [list(weights.values())[i] for i in own]
    shares = np.zeros((unsure.draws, len(weights)), np.float32)
    if len(own) == 1:
        shares[:, own] = 1
        return shares
    centre = np.array([w.share for w in chosen]) * unsure.concentration
    low, high = np.array([w.low for w in chosen]), np.array([w.high for w in chosen])
    kept: list[NDArray[np.float64]] = []
    for _ in range(_TRIES):
        batch = stream.dirichlet(centre, 2 * unsure.draws)
        kept.append(batch[((batch >= low) & (batch <= high)).all(axis=1)])
        if sum(map(len, kept)) >= unsure.draws:
            shares[:, own] = np.concatenate(kept)[: unsure.draws]
            return shares
    raise UserError(_TOO_FEW)


def intervals(drawn: Drawn, shares: Mapping[str, Shares], seed: int) -> dict[str, Ranks]:
    """The ranks at 5 and 95 percent of the draws, by list: places x 2, the first rank being 1."""
    scores = _scores(drawn, np.stack(list(shares.values()), axis=2))
    scores += np.random.default_rng([seed, 2]).random(scores.shape[1:], dtype=np.float32) * 1e-3  # ties fall either way
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(shares, pool.map(_interval, scores), strict=True))


def _scores(drawn: Drawn, shares: NDArray[np.float32], at_once: int = 500) -> NDArray[np.float32]:
    """Scores of every draw, in steps: lists x draws x places; some draws at a time, so that the values are never all unpacked."""
    scores = np.empty((shares.shape[2], *drawn.shape[:2]), np.float32)
    for start in range(0, len(drawn), at_once):
        part = slice(start, start + at_once)
        scores[:, part] = np.matmul(drawn[part].astype(np.float32), shares[part]).transpose(2, 0, 1)
    return scores


def _interval(scores: NDArray[np.float32]) -> Ranks:
    """From the scores of one list: how often each place had each rank, and the ranks between which the draws lie."""
    count, places = scores.shape
    by_rank = np.argsort(scores, axis=1).astype(np.uint16).T[::-1].copy()  # from the highest score down
    often = np.stack([np.bincount(at_rank, minlength=places) for at_rank in by_rank], axis=1)
    below = np.cumsum(often, axis=1) / count
    return np.stack([(below < limit).sum(axis=1) + 1 for limit in (TAIL, 1 - TAIL)], axis=1)
