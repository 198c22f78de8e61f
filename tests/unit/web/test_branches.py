"""Who copied whom: reports of one origin as a tree."""

from __future__ import annotations

from fogline.records.event import Event
from fogline.web.branches import Branch, Tree, trees_of
from tests.desk import Desk, organ, told
from tests.ledgers import a_place

PARAGRAPH = (
    "The army said on Monday that its troops had taken the ridge above the town after three days "
    "of fighting in which nobody could leave it."
)
OTHER = (
    "A spokesman of the army told reporters at noon that the ridge was in the hands of his men, "
    "and that the road to the south was open again for lorries."
)
ARMY = organ("Northern army", "Northern army")


def trees(desk: Desk) -> tuple[Event, tuple[Tree, ...]]:
    (event,) = desk.events()
    with desk.ledger.store.view() as view:
        return event, trees_of(view, event)


def capture(desk: Desk, name: str, text: str, known: str) -> None:
    claim = told(holder=ARMY, actors=(ARMY,), mode="capture", place=a_place("Ridge", within=()))
    desk.report(name, claim, known=known, paragraphs=[text], publisher=f"Paper {name}")


def names(branch: Branch) -> tuple[object, ...]:
    return branch.claim.report.publisher, *(names(row) for row in branch.copies)


def test_copies_lie_below_the_first_that_was_known() -> None:
    desk = Desk()
    capture(desk, "c", PARAGRAPH, "2025-06-08T10:00Z")
    capture(desk, "a", PARAGRAPH, "2025-06-08T08:00Z")
    capture(desk, "b", OTHER, "2025-06-08T09:00Z")
    _, (tree,) = trees(desk)
    assert tree.origin.name == "Northern army"
    assert [names(row) for row in tree.branches] == [("Paper a", ("Paper c",)), ("Paper b",)]
    first = tree.branches[0]
    assert (first.share, first.copies[0].share, first.size) == (None, 1.0, 2)


def test_every_report_of_an_origin_is_in_its_tree() -> None:
    desk = Desk()
    for number, text in enumerate([PARAGRAPH, OTHER, PARAGRAPH, OTHER, PARAGRAPH]):
        capture(desk, f"r{number}", text, f"2025-06-08T0{number}:00Z")
    event, found = trees(desk)
    assert sum(row.size for tree in found for row in tree.branches) == 5
    assert {row.origin.id for row in found} == {row.origin for row in event.claims}
