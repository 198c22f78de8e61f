"""The network that tells deeds: the tagger's lower layers as they are, and upper ones of its own.

The statements' network and this one begin alike, with the words and what the parse says of them;
so the lower layers are read once for both. What the upper layers of the one keep is who speaks,
of the other what happens.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from fogline.extract.statements.tagging.features import NAMES, SIZES
from training.statements.model import FORBIDDEN, Layer, Shape, Tagger, Thin, pick

# Layers that both networks share.
SHARED = 3
COLUMNS = tuple(NAMES.index(name) for name in ("pos", "tag", "dep", "ent", "shape", "opens"))
TABLE = 16
INNER = 384


class Deeds(nn.Module):
    """Scores of each token's label, from the state of its pieces after the shared layers."""

    def __init__(self, labels: int, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers - SHARED))
        self.tables = nn.ModuleList(nn.Embedding(SIZES[n], TABLE) for n in COLUMNS)
        self.inner = nn.Linear(2 * shape.width + TABLE * len(COLUMNS), INNER)
        self.labels = nn.Linear(INNER, labels)
        self.drop = Thin(dropout)
        self.thin = nn.Dropout(0.3)

    def forward(
        self,
        x: Tensor,
        piece_mask: Tensor,
        first: Tensor,
        final: Tensor,
        head: Tensor,
        features: Tensor,
    ) -> Tensor:
        """Scores [B, T, labels]."""
        mask = torch.where(piece_mask, 0.0, FORBIDDEN)[:, None, None, :].to(x.dtype)
        for layer in self.layers:
            x = layer(x, mask)
        own = (pick(x, first) + pick(x, final)) / 2
        beside = [table(features[..., n]) for n, table in zip(COLUMNS, self.tables, strict=True)]
        joined = self.thin(torch.cat([own, pick(own, head), *beside], dim=-1))
        scores: Tensor = self.labels(self.thin(functional.gelu(self.inner(joined))))
        return scores


def from_tagger(tagger: Tagger, labels: int) -> Deeds:
    """A network whose layers begin as the tagger's own upper ones."""
    made = Deeds(labels, tagger.shape)
    for layer, source in zip(made.layers, tagger.layers[SHARED:], strict=True):
        layer.load_state_dict(source.state_dict())
    return made


def load_deeds(weights: Path, shape: Shape) -> Deeds:
    """The network that ``train`` wrote."""
    rows = torch.load(weights, weights_only=True)
    made = Deeds(len(rows["labels.bias"]), shape)
    made.load_state_dict(rows)
    return made.eval()


class Both(nn.Module):
    """The tagger with the deeds beside it: what is exported."""

    def __init__(self, tagger: Tagger, deeds: Deeds) -> None:
        super().__init__()
        self.tagger = tagger
        self.deeds = deeds

    def forward(
        self,
        ids: Tensor,
        token: Tensor,
        piece_mask: Tensor,
        first: Tensor,
        final: Tensor,
        head: Tensor,
        features: Tensor,
    ) -> tuple[Tensor, ...]:
        """The tagger's four outputs, and the scores of deeds."""
        states = self.tagger.encoded(ids, token, piece_mask, features)
        read = self.tagger.read(states[-1], first, final, head, features)
        deeds = self.deeds(states[SHARED], piece_mask, first, final, head, features)
        return (*read, deeds)
