"""The tables by which claims are grouped."""

from __future__ import annotations

from typing import Any

import pytest

from fogline.corroborate.grouping.sides import against
from fogline.errors import KnowledgeError
from fogline.knowledge.grouping import kinds_of, load_grouping, read_grouping
from fogline.knowledge.ontology import load_ontology
from fogline.knowledge.resources import load_yaml
from tests.desk import organ, told
from tests.ledgers import a_count, a_place

TABLES = load_grouping()
RWANDA = organ("Rwanda", "RW")
CONGO = organ("Congo", "CD")


def test_every_kind_in_the_tables_is_one_of_the_ontology() -> None:
    index = set(load_ontology().index)
    names = {type_ for type_, _ in index}
    kinds = {kind for family in TABLES.families.values() for kind in family}
    kinds |= {kind for row in TABLES.against for kind in row.kinds} | TABLES.words
    kinds |= {kind for family in TABLES.excluded.values() for kind in family}
    for kind in kinds:
        type_, _, mode = kind.partition("/")
        assert type_ in names, kind
        assert mode in ("", "-") or (type_, mode) in index or type_ == "COMMITMENT", kind
    for type_, modes in TABLES.loose_modes.items():
        assert {(type_, mode) for mode in modes} <= index
    for type_, one, other in TABLES.alike_modes:
        assert {(type_, one), (type_, other)} <= index


@pytest.mark.parametrize(
    ("type_", "mode", "families"),
    [
        ("ASSAULT", "missile", ("strike",)),
        ("ASSAULT", None, ("ground", "strike")),
        ("ASSAULT", "ground-clash", ("ground", "strike")),
        ("ASSAULT", "intercept", ("intercept",)),
        ("TOLL", "killed", ("strike",)),
        ("TOLL", "displaced", ("displaced",)),
        ("COMMITMENT", "EXCHANGE", ("exchange",)),
        ("PROTEST", None, ("protest",)),
    ],
)
def test_families(type_: str, mode: str | None, families: tuple[str, ...]) -> None:
    assert TABLES.families_of(type_, mode) == families


def test_kinds() -> None:
    assert kinds_of("ASSAULT", None) == {"ASSAULT", "ASSAULT/-"}
    assert kinds_of("ASSAULT", "mine") == {"ASSAULT", "ASSAULT/mine"}


@pytest.mark.parametrize(
    ("one", "other", "fit"),
    [
        ("missile", "drone", True),
        ("drone", "missile", True),
        ("mine", "missile", False),
        ("mine", "killing", True),
        ("mine", None, True),
        ("mine", "mine", True),
    ],
)
def test_modes(one: str | None, other: str | None, fit: bool) -> None:
    assert TABLES.modes_fit("ASSAULT", one, other) is fit
    assert TABLES.modes_fit("ASSAULT", other, one) is fit


GOMA = a_place("Goma", within=(), country="CD")


@pytest.mark.parametrize(
    ("changes", "sides"),
    [
        ({"mode": "capture", "recipients": (CONGO,)}, {"CD"}),
        ({"mode": "capture", "opponents": ("CD",), "place": None}, {"CD"}),
        ({"mode": "capture"}, {"CD"}),
        ({"mode": "hold"}, set()),
        ({"type": "RETREAT", "mode": "withdraw"}, {"RW"}),
        # A side's own strike tells against whom it hits; told by others, against itself.
        ({"type": "ASSAULT", "mode": "drone", "recipients": (CONGO,)}, {"CD"}),
        ({"type": "ASSAULT", "mode": "drone", "recipients": (CONGO,), "holder": CONGO}, {"RW"}),
        ({"type": "ASSAULT", "mode": "drone", "counts": (a_count(3, 3, who="children"),)}, {"RW"}),
        ({"type": "ASSAULT", "mode": "intercept"}, set()),
        ({"type": "TOLL", "mode": "killed", "recipients": (CONGO,),
          "counts": (a_count(3, 3, who="soldiers"),)}, {"CD"}),
        ({"type": "CONSULT", "mode": "meet"}, set()),
    ],
)  # fmt: skip
def test_whom_a_claim_tells_against(changes: dict[str, Any], sides: set[str]) -> None:
    row = {"holder": RWANDA, "actors": (RWANDA,), "place": GOMA, **changes}
    assert against(told(**row), TABLES) == sides


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda raw: [], "mapping"),
        (lambda raw: {**raw, "slack_days": {"talks": 1}}, "default"),
        (lambda raw: {**raw, "states": "control"}, "states"),
        (lambda raw: {**raw, "families": None}, "families"),
        (lambda raw: {**raw, "against": [{"kinds": ["ASSAULT"], "sides": ["moon"]}]}, "sides"),
    ],
)
def test_wrong_tables_are_refused_with_the_place(change: Any, word: str) -> None:
    with pytest.raises(KnowledgeError, match=word) as caught:
        read_grouping(change(load_yaml("grouping.yml")))
    assert "grouping.yml" in str(caught.value)
