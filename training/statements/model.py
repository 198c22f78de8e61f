"""The tagger: a small BERT over word pieces and features, and a conditional random field.

Features enter twice: added to the encoder's input, so that attention can use them, and beside
its output. A token is the mean of its first and its last piece, with the same of its head in the
parse. For links, each token of a source or content points at the first token of its cue.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from fogline.extract.statements.tagging.features import SIZES, TAGS
from fogline.records.statement import Stance

FORBIDDEN = -1e4
# Signed distances between a token and a cue, in buckets that double.
BUCKETS = 20
STANCES = len(Stance)


@dataclass(frozen=True)
class Shape:
    """Sizes of the network."""

    layers: int = 6
    width: int = 384
    heads: int = 12
    inner: int = 1536
    vocabulary: int = 30522
    positions: int = 512
    feature_width: int = 24
    state: int = 128
    link_width: int = 64


class Thin(nn.Module):
    """Dropout of whole features of a window: as good here as of single numbers, and far faster."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        """``x`` [B, N, W] with some of W left out for each of B."""
        if not self.training or self.rate == 0:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[2]) >= self.rate
        return x * (kept.to(x.dtype) / (1 - self.rate))


class Layer(nn.Module):
    """One transformer layer, as BERT has it."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.norm1 = nn.LayerNorm(shape.width, eps=1e-12)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=1e-12)
        self.drop = Thin(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """``mask`` is added to the attention's scores."""
        b, p, w = x.shape
        rows = self.qkv(x).view(b, p, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        # Written out: at this width it is faster on processors than PyTorch's own, backwards.
        scores = (rows[0] * (w // self.heads) ** -0.5) @ rows[1].transpose(-1, -2) + mask
        seen = scores.softmax(-1) @ rows[2]
        x = self.norm1(x + self.drop(self.out(seen.transpose(1, 2).reshape(b, p, w))))
        inner: Tensor = functional.gelu(self.up(x))
        found: Tensor = self.norm2(x + self.drop(self.down(inner)))
        return found


class Tagger(nn.Module):
    """Scores of each token's tags, and keys and queries of its links."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        super().__init__()
        self.shape = shape
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.positions, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.features_in = nn.ModuleList(nn.Embedding(size, shape.width) for size in SIZES)
        self.features_out = nn.ModuleList(nn.Embedding(size, shape.feature_width) for size in SIZES)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        joined = 2 * shape.width + len(SIZES) * shape.feature_width
        self.mix = nn.Linear(joined, 2 * shape.state)
        self.lstm = nn.LSTM(2 * shape.state, shape.state, batch_first=True, bidirectional=True)
        self.tags = nn.Linear(4 * shape.state, len(TAGS))
        self.link = nn.Linear(4 * shape.state, 2 * shape.link_width)
        self.stance = nn.Sequential(
            nn.Linear(4 * shape.state, shape.state), nn.GELU(), nn.Linear(shape.state, STANCES)
        )
        self.distance = nn.Parameter(torch.zeros(BUCKETS))
        self.crf = Crf()
        self.drop = Thin(dropout)
        for table in self.features_in:
            nn.init.zeros_(table.weight)  # type: ignore[arg-type]

    def forward(
        self,
        ids: Tensor,
        token: Tensor,
        piece_mask: Tensor,
        first: Tensor,
        final: Tensor,
        head: Tensor,
        features: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Emissions [B, T, tags], queries and keys of links [B, T, width], stances [B, T, 12]."""
        x = self.encoded(ids, token, piece_mask, features)[-1]
        return self.read(x, first, final, head, features)

    def read(
        self, x: Tensor, first: Tensor, final: Tensor, head: Tensor, features: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """The same from the encoder's last state of each piece."""
        own = (pick(x, first) + pick(x, final)) / 2
        beside = [table(features[..., n]) for n, table in enumerate(self.features_out)]
        joined = torch.cat([own, pick(own, head), *beside], dim=-1)
        mixed = functional.gelu(self.mix(self.drop(joined)))
        state = torch.cat([mixed, self.lstm(mixed)[0]], dim=-1)
        state = self.drop(state)
        query, key = self.link(state).chunk(2, dim=-1)
        return self.tags(state), query, key, self.stance(state)

    def encoded(
        self,
        ids: Tensor,
        token: Tensor,
        piece_mask: Tensor,
        features: Tensor,
        until: int | None = None,
    ) -> list[Tensor]:
        """The state of each piece before the encoder's first layer and after each of ``until``."""
        known = torch.stack(
            [table(features[..., n]) for n, table in enumerate(self.features_in)]
        ).sum(0)
        spots = torch.arange(ids.shape[1], device=ids.device)
        x = self.words(ids) + self.places(spots) + pick(known, token)
        x = self.drop(self.norm(x))
        mask = torch.where(piece_mask, 0.0, FORBIDDEN)[:, None, None, :].to(x.dtype)
        found = [x]
        for layer in self.layers[:until]:
            found.append(layer(found[-1], mask))
        return found


def pick(rows: Tensor, places: Tensor) -> Tensor:
    """The rows [B, N, W] at ``places`` [B, M]."""
    return torch.gather(rows, 1, places.unsqueeze(-1).expand(-1, -1, rows.shape[-1]))


def buckets(token: Tensor, cue: Tensor) -> Tensor:
    """The number of the bucket that holds the signed distance from cue to token."""
    gap = token - cue
    size = torch.log2(gap.abs().float() + 1).round().long().clamp(max=BUCKETS // 2 - 1)
    return torch.where(gap < 0, size, size + BUCKETS // 2)


class Crf(nn.Module):
    """A linear chain over the tags; an I only follows a B or an I of its kind."""

    forbidden: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.moves = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.register_buffer("forbidden", _forbidden(), persistent=False)

    def table(self) -> Tensor:
        """Score of each move, from row to column."""
        return self.moves.float() + self.forbidden

    def forward(self, emissions: Tensor, gold: Tensor, mask: Tensor) -> Tensor:
        """Negative log-likelihood of the gold tags, a mean over tokens."""
        moves = self.table()
        emissions = emissions.float()
        alpha = emissions[:, 0]
        for t in range(1, emissions.shape[1]):
            after = torch.logsumexp(alpha.unsqueeze(2) + moves, dim=1) + emissions[:, t]
            alpha = torch.where(mask[:, t, None], after, alpha)
        right = torch.gather(emissions, 2, gold.unsqueeze(-1)).squeeze(-1) * mask
        steps = moves[gold[:, :-1], gold[:, 1:]] * mask[:, 1:]
        total = torch.logsumexp(alpha, dim=1) - right.sum(1) - steps.sum(1)
        return total.sum() / mask.sum()


def _forbidden() -> Tensor:
    table = torch.zeros(len(TAGS), len(TAGS))
    for column, name in enumerate(TAGS):
        if name.startswith("I-"):
            for row, before in enumerate(TAGS):
                if before[2:] != name[2:]:
                    table[row, column] = FORBIDDEN
    return table


def link_loss(model: Tagger, query: Tensor, key: Tensor, cue: Tensor, gold: Tensor) -> Tensor:
    """Cross-entropy of each token's cue among the window's gold cues."""
    size = gold.shape[1]
    spots = torch.arange(size)
    scores = query.float() @ key.float().transpose(1, 2) / math.sqrt(query.shape[-1])
    scores = scores + model.distance[buckets(spots[:, None], spots[None, :])]
    is_cue = gold == TAGS.index("B-cue")
    scores = scores.masked_fill(~is_cue[:, None, :], FORBIDDEN)
    targets = cue.masked_fill((gold == 0) | (gold == 3) | (gold == 4), -100)
    if not bool((targets >= 0).any()):
        return scores.sum() * 0
    return functional.cross_entropy(scores.flatten(0, 1), targets.flatten(), ignore_index=-100)


def from_bert(weights: str, shape: Shape, dropout: float = 0.1) -> Tagger:
    """A tagger whose encoder begins with a BERT's weights (a ``.safetensors`` file)."""
    return fill(Tagger(shape, dropout), load_file(weights))


def fill(model: Tagger, rows: dict[str, Any]) -> Tagger:
    """Put BERT's weights, by their usual names, into the encoder."""
    rows = {name.removeprefix("bert."): row.float() for name, row in rows.items()}
    base = "embeddings"
    with torch.no_grad():
        model.words.weight.copy_(rows[f"{base}.word_embeddings.weight"])
        kinds = rows[f"{base}.token_type_embeddings.weight"]
        model.places.weight.copy_(rows[f"{base}.position_embeddings.weight"] + kinds[0])
        _copy(model.norm, rows, f"{base}.LayerNorm")
        for number, layer in enumerate(model.layers):
            at = f"encoder.layer.{number}"
            for kind in ("weight", "bias"):
                three = [rows[f"{at}.attention.self.{n}.{kind}"] for n in ("query", "key", "value")]
                getattr(layer.qkv, kind).copy_(torch.cat(three))
            _copy(layer.out, rows, f"{at}.attention.output.dense")
            _copy(layer.norm1, rows, f"{at}.attention.output.LayerNorm")
            _copy(layer.up, rows, f"{at}.intermediate.dense")
            _copy(layer.down, rows, f"{at}.output.dense")
            _copy(layer.norm2, rows, f"{at}.output.LayerNorm")
    return model


def _copy(module: Any, rows: dict[str, Any], name: str) -> None:
    module.weight.copy_(rows[f"{name}.weight"])
    module.bias.copy_(rows[f"{name}.bias"])
