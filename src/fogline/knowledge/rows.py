"""Reads the compact tables among the resources: rows of columns in one YAML block.

A table of some hundred rows written as YAML mappings takes a tenth of a second to load; the same
table as one block of text takes a thousandth.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fogline.errors import KnowledgeError


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its cells, and where it stands for messages."""

    cells: tuple[str, ...]
    where: str

    def fail(self, what: str, remedy: str) -> KnowledgeError:
        """The error that tells what is wrong with this row."""
        return KnowledgeError(what, where=self.where, remedy=remedy)


def read_rows(
    content: object, block: str, columns: int, *, file: str, spare: int = 0
) -> Iterator[Row]:
    """The rows of the table ``block`` of a loaded resource ``file``.

    Columns are split by "|"; empty lines and lines that begin with "#" are passed over. A row has
    ``columns`` cells; the last ``spare`` of them may be left away. Raises KnowledgeError for a
    missing block or a row of another width.
    """
    text = content.get(block) if isinstance(content, Mapping) else None
    if not isinstance(text, str):
        raise KnowledgeError(
            f"there is no table {block!r}",
            where=f"resources/{file}",
            remedy=f"write it as a block, '{block}: |'",
        )
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        cells = tuple(cell.strip() for cell in line.split("|"))
        where = f"resources/{file}: {block}, line {number} ({cells[0]})"
        if not columns - spare <= len(cells) <= columns:
            raise KnowledgeError(
                f"the row has {len(cells)} columns",
                where=where,
                remedy=f"give it {columns}, split by '|'",
            )
        yield Row(cells + ("",) * (columns - len(cells)), where)


def values(cell: str) -> tuple[str, ...]:
    """The values of a cell, split by ";"; "-" and nothing are no value."""
    found = (value.strip() for value in cell.split(";"))
    return tuple(value for value in found if value and value != "-")
