"""A process that adds readings to a ledger: ``python -m tests.contracts.adder PATH NAME COUNT``.

It prints ``ready``, waits for a line on standard input, opens (or makes) the ledger, and prints the
id of every report once it is committed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fogline.store.base import Reading
from fogline.store.sqlite import open_sqlite
from tests.ledgers import a_claim, a_link, a_place, a_reading


def made_reading(report: str) -> Reading:
    """A reading that follows from its id: enough claims and text to fill some pages."""
    claims = [
        a_claim(
            report=report,
            claim=f"c{number}",
            key=f"{report}/c{number}",
            place=a_place(lat=number + len(report) / 100, lon=float(number)),
        )
        for number in range(8)
    ]
    return a_reading(
        report,
        claims=claims,
        paragraphs=[f"Paragraph {number} of {report}: {report * 20}" for number in range(8)],
        links=[a_link(claims[number].key, claims[number + 1].key) for number in range(7)],
    )


def main(path: str, name: str, count: str) -> None:
    """Add ``count`` readings, each in a transaction of its own."""
    print("ready", flush=True)  # noqa: T201
    sys.stdin.readline()
    store = open_sqlite(Path(path), create=True, busy_seconds=60)
    for number in range(int(count)):
        reading = made_reading(f"{name}-{number}")
        with store.writer() as writer:
            writer.add(reading)
        print(reading.report.id, flush=True)  # noqa: T201
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
