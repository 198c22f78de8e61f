"""Reads the marked sentences of ``tests/corpus``: ``[holder The ministry] [cue said] ...``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_OPEN = re.compile(r"\[(holder|cue|content|to|deed|if|rel|name|time)(?::(\d+))? ")


@dataclass(frozen=True)
class Marked:
    """One statement as marked: stretches (start, end) of the plain sentence, by role."""

    spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)

    def words(self, text: str, role: str) -> list[str]:
        """The words of a role, piece by piece."""
        return [text[start:end] for start, end in self.spans.get(role, [])]


def read_marks(line: str) -> tuple[str, list[Marked]]:
    """The plain sentence, and its statements in the order of their numbers."""
    plain: list[str] = []
    length = at = 0
    stack: list[tuple[str, int, int]] = []
    found: dict[int, Marked] = {}
    while at < len(line):
        opened = _OPEN.match(line, at)
        if opened:
            stack.append((opened[1], int(opened[2] or 1), length))
            at = opened.end()
            continue
        if line[at] == "]":
            role, number, start = stack.pop()
            spans = found.setdefault(number, Marked()).spans
            spans.setdefault(role, []).append((start, length))
        else:
            plain.append(line[at])
            length += 1
        at += 1
    if stack:
        raise ValueError(f"a mark is not closed: {line}")
    return "".join(plain), [found[number] for number in sorted(found)]
