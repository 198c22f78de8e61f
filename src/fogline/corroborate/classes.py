"""Sets that grow together: who is joined to whom, at any remove."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

# Anything that has an order and can be a key.
T = TypeVar("T", bound=Any)


class Classes(Generic[T]):
    """Disjoint sets, each called after its least member (Tarjan's union-find)."""

    def __init__(self) -> None:
        self.parent: dict[T, T] = {}

    def root(self, node: T) -> T:
        """The least member of the node's set; a node not seen before is a set of its own."""
        parent = self.parent
        while (up := parent.setdefault(node, node)) != node:
            parent[node] = parent[up]
            node = up
        return node

    def join(self, one: T, other: T) -> T:
        """Make one set of two."""
        first, second = sorted((self.root(one), self.root(other)))
        self.parent[second] = first
        return first

    def groups(self) -> dict[T, list[T]]:
        """The members of each set, in order, by its least member."""
        found: dict[T, list[T]] = {}
        for node in sorted(self.parent):
            found.setdefault(self.root(node), []).append(node)
        return found
