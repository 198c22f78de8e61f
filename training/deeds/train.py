"""Trains the deeds' layers on the cached texts, above the tagger's frozen lower ones.

    python -m training.deeds.train --cache FOLDER --tagger FILE --target FILE

The sentences written for it count in full; what the lexicon labels in the corpora counts less, and
there a word that it does not know counts less still as no deed. A fifth of the sentences is held
out (``--all`` trains on it, too): on it are told, for words that the lexicon does not know and for
all, precision and recall of being a deed, and of being one of the right type, by threshold.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from fogline.extract.statements.tagging.windows import batches, windows
from training.deeds.data import Doc, Window, collate, load_docs, told_by
from training.deeds.labels import IGNORED, LABELS
from training.deeds.model import SHARED, Deeds, from_tagger
from training.statements.model import Tagger
from training.statements.score import load_tagger

INPUTS = ("ids", "token", "piece_mask", "features")
OWN_INPUTS = ("piece_mask", "first", "final", "head", "features")
NAMES = sorted({label.split("/")[0] for label in LABELS})
TYPE_OF = torch.tensor([NAMES.index(label.split("/")[0]) for label in LABELS])
NO_DEED = NAMES.index("-")
FOLDS = 5


@dataclass(frozen=True)
class Plan:
    """How to train. ``weak_deed`` and ``weak_none`` weigh the labels of the lexicon."""

    epochs: int = 7
    pieces: int = 512
    rate: float = 4e-4
    head_rate: float = 2e-3
    warmup: float = 0.1
    weight_decay: float = 0.01
    weak_share: float = 0.08
    weak_deed: float = 0.5
    weak_none: float = 0.3
    seed: int = 11


def type_chances(scores: Tensor) -> Tensor:
    """The probability of each type, of the labels' scores."""
    chances = scores.softmax(-1)
    shape = (*scores.shape[:-1], len(NAMES))
    return torch.zeros(shape).index_add(-1, TYPE_OF, chances)


def read(tagger: Tagger, deeds: Deeds, rows: Sequence[Window]) -> tuple[Tensor, Tensor]:
    """Scores and labels of a batch."""
    batch, labels = collate(rows)
    made = {name: torch.from_numpy(getattr(batch, name)) for name in {*INPUTS, *OWN_INPUTS}}
    with torch.no_grad():
        state = tagger.encoded(*(made[name] for name in INPUTS), until=SHARED)[-1]
    return deeds(state, *(made[name] for name in OWN_INPUTS)), torch.from_numpy(labels)


def loss_of(scores: Tensor, labels: Tensor, weight: Tensor) -> Tensor:
    """Cross-entropy of label and of type."""
    told = labels != IGNORED
    scores, labels, weight = scores[told], labels[told], weight[told]
    fine = functional.cross_entropy(scores, labels, reduction="none")
    right = TYPE_OF[labels]
    coarse = -type_chances(scores).gather(1, right[:, None])[:, 0].clamp(min=1e-8).log()
    total: Tensor = ((fine + coarse) * weight).sum() / weight.sum()
    return total


def weights(labels: Tensor, weak: bool, plan: Plan) -> Tensor:
    """How much each token counts."""
    if not weak:
        return torch.ones(labels.shape)
    return torch.where(labels > 0, plan.weak_deed, plan.weak_none)


def epochs(
    own: Sequence[Doc], weak: Sequence[Doc], plan: Plan, chance: np.random.Generator
) -> Iterator[list[tuple[list[Window], bool]]]:
    """The batches of each epoch, and whether the lexicon labelled them."""
    for _ in range(plan.epochs):
        some = [weak[i] for i in chance.permutation(len(weak))[: int(plan.weak_share * len(weak))]]
        made = [
            (batch, labelled)
            for docs, labelled in ((own, False), (some, True))
            for batch in batches(
                [row for doc in docs for row in windows(doc, chance=chance)], plan.pieces, chance
            )
        ]
        chance.shuffle(made)  # type: ignore[arg-type]
        yield made


def train(tagger: Tagger, own: Sequence[Doc], weak: Sequence[Doc], plan: Plan) -> Deeds:
    """The trained network."""
    torch.manual_seed(plan.seed)
    chance = np.random.default_rng(plan.seed)
    deeds = from_tagger(tagger, len(LABELS)).train()
    inside = {id(row) for row in deeds.layers.parameters()}
    head = [row for row in deeds.parameters() if id(row) not in inside]
    groups = [
        {"params": list(deeds.layers.parameters()), "lr": plan.rate},
        {"params": head, "lr": plan.head_rate},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=plan.weight_decay)
    rows = list(epochs(own, weak, plan, chance))
    steps = sum(len(row) for row in rows)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, [plan.rate, plan.head_rate], total_steps=steps + 1, pct_start=plan.warmup
    )
    for number, row in enumerate(rows, start=1):
        began, losses = time.monotonic(), []
        for batch, labelled in row:
            scores, labels = read(tagger, deeds, batch)
            loss = loss_of(scores, labels, weights(labels, labelled, plan))
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(deeds.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            losses.append(loss.item())
        print(
            f"epoch {number}: loss {np.mean(losses):.3f}, {time.monotonic() - began:.0f} s",
            flush=True,
        )
    return deeds.eval()


@torch.inference_mode()
def measure(tagger: Tagger, deeds: Deeds, docs: Sequence[Doc]) -> None:
    """Print precision and recall on held-out sentences."""
    chances, types, known = [], [], []
    for doc in docs:
        for window in windows(doc):
            scores, labels = read(tagger, deeds, [window])
            told = labels != IGNORED
            chances.append(type_chances(scores[told]))
            types.append(TYPE_OF[labels[told]])
            known.append(torch.from_numpy(told_by([window], "known"))[told])
    chance, right, lexicon = torch.cat(chances), torch.cat(types), torch.cat(known)
    chance[:, NO_DEED] = 0
    sure, best = chance.max(1)
    for name, part in (("not in the lexicon", lexicon == 0), ("all", lexicon >= 0)):
        gold = part & (right != NO_DEED)
        print(f"{name}: {int(gold.sum())} deeds")
        for threshold in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
            found = part & (sure >= threshold)
            deed, kind = (found & gold).sum().item(), (found & (best == right)).sum().item()
            a, b = max(1, int(found.sum())), max(1, int(gold.sum()))
            print(
                f"  from {threshold}: deed P {deed / a:.2f} R {deed / b:.2f},"
                f" type P {kind / a:.2f} R {kind / b:.2f}",
                flush=True,
            )


def main() -> None:
    """Command line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--cache", type=Path, required=True)
    arguments.add_argument("--tagger", type=Path, required=True, help="weights of the tagger")
    arguments.add_argument("--target", type=Path, required=True)
    arguments.add_argument("--all", action="store_true", help="hold nothing out")
    arguments.add_argument("--epochs", type=int, default=Plan.epochs)
    arguments.add_argument("--weak", type=float, default=Plan.weak_share)
    arguments.add_argument("--rate", type=float, default=Plan.rate)
    arguments.add_argument("--threads", type=int, default=2)
    given = arguments.parse_args()
    torch.set_num_threads(given.threads)
    tagger = load_tagger(given.tagger)
    own, weak = load_docs(given.cache / "own.npz"), load_docs(given.cache / "weak.npz")
    held = [] if given.all else [doc for number, doc in enumerate(own) if number % FOLDS == 0]
    kept = [doc for number, doc in enumerate(own) if given.all or number % FOLDS]
    plan = Plan(epochs=given.epochs, weak_share=given.weak, rate=given.rate)
    deeds = train(tagger, kept, weak, plan)
    torch.save(deeds.state_dict(), given.target)
    if held:
        measure(tagger, deeds, held)


if __name__ == "__main__":
    main()
