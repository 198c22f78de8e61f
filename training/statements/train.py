"""Trains the tagger on the cached corpus; a killed run goes on where it was.

    python -m training.statements.train --cache FOLDER --run FOLDER --bert FILE

Keeps in the run's folder ``state.pt`` (all that resuming needs, each quarter of an epoch) and
``average.pt`` (the running mean of the weights, which is what is scored and shipped), and writes
its losses to standard output.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from fogline.extract.statements.tagging.windows import batches, windows
from training.statements.corpus import front
from training.statements.data import Batch, Doc, Window, collate, load_docs, mute, split
from training.statements.model import Shape, Tagger, from_bert, link_loss
from training.statements.own import documents, load_sentences

INPUTS = ("ids", "token", "piece_mask", "first", "final", "head", "features")
# Checkpoints in an epoch.
QUARTERS = 4


@dataclass(frozen=True)
class Plan:
    """How to train. Rates are the peak; ``decay`` is the factor from one layer to the one below."""

    epochs: int = 8
    pieces: int = 2048
    rate: float = 3e-4
    head_rate: float = 1.5e-3
    decay: float = 0.9
    warmup: float = 0.06
    weight_decay: float = 0.01
    links: float = 0.3
    stances: float = 0.3
    # How often the sentences written for training are seen in an epoch.
    repeats: int = 8
    # The share of the corpus's documents that an epoch sees.
    part: float = 1.0
    keep: float = 0.997
    dropout: float = 0.1
    seed: int = 7


def tensors(batch: Batch) -> dict[str, Tensor]:
    """A batch as tensors by name."""
    rows = vars(batch).items()
    return {name: torch.from_numpy(row) for name, row in rows if name != "windows"}


def groups(model: Tagger, plan: Plan) -> list[dict[str, Any]]:
    """Parameters with their peak rates: lower layers learn slower, the head faster."""
    found: list[dict[str, Any]] = []
    depth = len(model.layers)
    for name, weight in model.named_parameters():
        if name.startswith(("words", "places", "norm.")):
            rate = plan.rate * plan.decay ** (depth + 1)
        elif name.startswith("layers."):
            rate = plan.rate * plan.decay ** (depth - 1 - int(name.split(".")[1]))
        else:
            rate = plan.head_rate
        shrink = plan.weight_decay if weight.dim() > 1 and "features" not in name else 0.0
        found.append({"params": [weight], "lr": rate, "peak": rate, "weight_decay": shrink})
    return found


def share(step: int, total: int, warmup: float) -> float:
    """The share of the peak rate at a step: up in a line, then down in a line."""
    rise = max(1, int(total * warmup))
    return (step + 1) / rise if step < rise else max(0.0, (total - step) / (total - rise))


def epoch_batches(docs: list[Doc], own: list[Doc], plan: Plan, epoch: int) -> list[list[Window]]:
    """The batches of an epoch, the same each time for one seed."""
    chance = np.random.default_rng((plan.seed, epoch))
    count = round(plan.part * len(docs))
    some = docs if count == len(docs) else [docs[i] for i in chance.permutation(len(docs))[:count]]
    seen = [*some, *own * plan.repeats]
    rows = [row for doc in seen for row in windows(doc, chance=chance)]
    return batches(rows, plan.pieces, chance)


def loss_of(model: Tagger, rows: dict[str, Tensor], plan: Plan) -> tuple[Tensor, Tensor, Tensor]:
    """The losses of tags, of links and of stances."""
    with torch.autocast("cpu", torch.bfloat16):
        emissions, query, key, stance = model(*(rows[name] for name in INPUTS))
    tags = model.crf(emissions, rows["gold"], rows["token_mask"])
    links = link_loss(model, query, key, rows["cue"], rows["gold"])
    return tags, links, stance_loss(stance, rows["stance"])


def stance_loss(scores: Tensor, gold: Tensor) -> Tensor:
    """Cross-entropy of the stances at the tokens that tell one; 0 where none does."""
    if not bool((gold >= 0).any()):
        return scores.sum() * 0
    return functional.cross_entropy(
        scores.float().flatten(0, 1), gold.flatten(), ignore_index=-100, label_smoothing=0.05
    )


class Average:
    """A running mean of the weights: less of a gamble than the last step's."""

    def __init__(self, model: nn.Module, keep: float) -> None:
        self.keep = keep
        self.rows = {name: row.detach().clone() for name, row in model.state_dict().items()}

    @torch.no_grad()
    def update(self, model: nn.Module, step: int) -> None:
        """Take in the weights after a step; early on the mean is short."""
        keep = min(self.keep, (1 + step) / (10 + step))
        names = list(self.rows)
        now = model.state_dict()
        mean = [self.rows[name] for name in names]
        torch._foreach_lerp_(mean, [now[name] for name in names], 1 - keep)


def train(docs: list[Doc], own: list[Doc], model: Tagger, plan: Plan, folder: Path) -> None:
    """Train to the plan's end, from where the folder's last state stands."""
    folder.mkdir(parents=True, exist_ok=True)
    optimiser = torch.optim.AdamW(groups(model, plan), betas=(0.9, 0.98), eps=1e-6, fused=True)
    average = Average(model, plan.keep)
    begun, step, total = _resume(folder, model, optimiser, average)
    for epoch in range(begun[0], plan.epochs):
        rows = epoch_batches(docs, own, plan, epoch)
        total = total or len(rows) * plan.epochs
        torch.manual_seed(plan.seed * 1000 + epoch)
        cuts = {len(rows) * (n + 1) // QUARTERS for n in range(QUARTERS)}
        skip = begun[1] if epoch == begun[0] else 0
        for number, losses in _steps(rows[skip:], model, optimiser, average, plan, step, total):
            step += 1
            done = skip + number + 1
            if done in cuts:
                _note(epoch, done, len(rows), losses)
                where = (epoch, done) if done < len(rows) else (epoch + 1, 0)
                _save(folder, model, optimiser, average, (where, step, total))
        torch.save(average.rows, folder / f"epoch{epoch + 1}.pt")


def _steps(
    rows: list[list[Window]],
    model: Tagger,
    optimiser: torch.optim.Optimizer,
    average: Average,
    plan: Plan,
    step: int,
    total: int,
) -> Iterator[tuple[int, tuple[float, float]]]:
    """Train on the batches; yields the number of each and the recent mean losses."""
    model.train()
    tags = links = 0.0
    for number, row in enumerate(rows):
        for group in optimiser.param_groups:
            group["lr"] = group["peak"] * share(step + number, total, plan.warmup)
        tag_loss, link, stance = loss_of(model, tensors(collate(row)), plan)
        (tag_loss + plan.links * link + plan.stances * stance).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        average.update(model, step + number)
        fade = 0.02 if number else 1.0
        tags += fade * (tag_loss.item() - tags)
        links += fade * (link.item() - links)
        if not math.isfinite(tags):
            raise SystemExit("the loss is no number any more")
        yield number, (tags, links)


def _note(epoch: int, done: int, size: int, losses: tuple[float, float]) -> None:
    clock = time.strftime("%H:%M:%S")
    print(
        f"{clock} epoch {epoch} {done}/{size} tags {losses[0]:.4f} links {losses[1]:.4f}",
        flush=True,
    )


def _save(folder: Path, model: Tagger, optimiser: Any, average: Average, where: Any) -> None:
    state = {
        "model": model.state_dict(),
        "optimiser": optimiser.state_dict(),
        "average": average.rows,
        "where": where,
    }
    torch.save(state, folder / "state.new")
    (folder / "state.new").replace(folder / "state.pt")
    torch.save(average.rows, folder / "average.pt")


def _resume(
    folder: Path, model: Tagger, optimiser: Any, average: Average
) -> tuple[tuple[int, int], int, int]:
    """Epoch and batch to begin with, steps done, steps in all (0: not known yet)."""
    path = folder / "state.pt"
    if not path.exists():
        return (0, 0), 0, 0
    state = torch.load(path, weights_only=False)
    model.load_state_dict(state["model"])
    optimiser.load_state_dict(state["optimiser"])
    average.rows = state["average"]
    where: tuple[tuple[int, int], int, int] = state["where"]
    return where


def main() -> None:
    """Command line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--cache", type=Path, required=True)
    arguments.add_argument("--run", type=Path, required=True)
    arguments.add_argument("--bert", required=True, help="a .safetensors file of a small BERT")
    arguments.add_argument("--layers", type=int, default=6)
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--seed", type=int, default=Plan.seed)
    arguments.add_argument("--epochs", type=int, default=Plan.epochs)
    arguments.add_argument("--rate", type=float, default=Plan.rate)
    arguments.add_argument("--dropout", type=float, default=Plan.dropout)
    arguments.add_argument("--head-rate", type=float, default=Plan.head_rate)
    arguments.add_argument("--repeats", type=int, default=Plan.repeats)
    arguments.add_argument("--part", type=float, default=Plan.part)
    arguments.add_argument("--keep", type=float, default=Plan.keep)
    arguments.add_argument("--stances", type=float, default=Plan.stances)
    arguments.add_argument("--own", type=Path, nargs="*", default=[], help="files of sentences")
    arguments.add_argument("--weak", action="store_true", help="and what the rules tell of stances")
    arguments.add_argument("--start", type=Path, help="weights of a run to begin with")
    arguments.add_argument("--all", action="store_true", help="train on the held-out tenth too")
    given = arguments.parse_args()
    torch.set_num_threads(given.threads)
    torch.set_flush_denormal(True)
    plan = Plan(
        epochs=given.epochs,
        rate=given.rate,
        head_rate=given.head_rate,
        dropout=given.dropout,
        repeats=given.repeats,
        seed=given.seed,
        part=given.part,
        keep=given.keep,
        stances=given.stances,
    )
    torch.manual_seed(plan.seed)
    docs = load_docs(given.cache / "train.npz")
    model = from_bert(given.bert, Shape(layers=given.layers), plan.dropout)
    if given.start is not None:
        rows = torch.load(given.start, weights_only=True)
        model.load_state_dict(rows, strict=not given.own)
    docs = docs if given.all else split(docs)[0]
    docs = docs + load_docs(given.cache / "war.npz") if given.weak else [mute(doc) for doc in docs]
    own: list[Doc] = []
    if given.own:
        loaded = front(given.cache.parent / "vocab.txt")
        own = list(documents(load_sentences(given.own), loaded, plan.seed))
    train(docs, own, model, plan, given.run)


if __name__ == "__main__":
    main()
