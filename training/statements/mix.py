"""The mean of the weights of two runs: what both are good at, in one network.

    python -m training.statements.mix --first FILE --second FILE --share 0.8 --target FILE

After Wortsman et al. 2022 (model soups): the second run began where the first ended.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from torch import Tensor


def mixed(first: dict[str, Tensor], second: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """The weights, ``share`` (0 to 1) of the second's."""
    return {
        name: row if not row.is_floating_point() else torch.lerp(first[name], row, share)
        for name, row in second.items()
    }


def main() -> None:
    """Command line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--first", type=Path, required=True)
    arguments.add_argument("--second", type=Path, required=True)
    arguments.add_argument("--share", type=float, required=True)
    arguments.add_argument("--target", type=Path, required=True)
    given = arguments.parse_args()
    first, second = (torch.load(path, weights_only=True) for path in (given.first, given.second))
    torch.save(mixed(first, second, given.share), given.target)


if __name__ == "__main__":
    main()
