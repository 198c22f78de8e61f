from __future__ import annotations

import pytest

from fogline.knowledge.actors import load_actor_tables
from fogline.records.actor import ActorKind
from fogline.resolve.actors.cast import Cast, Draft, name_parts


def cast_of(*names: str) -> Cast:
    cast = Cast(load_actor_tables())
    for name in names:
        number = cast.add(Draft(key=f"person#{name}", name=name, kind=ActorKind.PERSON))
        cast.name_person(number, name_parts(name))
    return cast


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("José Ñuflo Pérez", ("jose", "nuflo", "perez")),
        ("Omar al-Bashir", ("omar", "bashir")),
        ("A. Tesfaye", ("a", "tesfaye")),
    ],
)
def test_names_are_compared_without_accents_case_and_articles(
    name: str, parts: tuple[str, ...]
) -> None:
    assert name_parts(name) == parts


@pytest.mark.parametrize(
    ("known", "said", "found"),
    [
        (["Musa Hilal"], "Hilal", [0]),
        (["Musa Hilal"], "Musa", [0]),
        (["Musa Hilal", "Omar Hilal"], "Hilal", [0, 1]),
        (["Musa Hilal", "Omar Hilal"], "Omar Hilal", [1]),
        (["Musa Adam Hilal"], "Musa Hilal", [0]),
        (["Musa Hilal"], "Omar Hilal", []),
        (["Petro Marchenkov"], "Marchenkow", [0]),
        (["Petro Marchenkov"], "Parchenkov", []),
        (["Lena Okafor"], "Okafar", [0]),
        (["Lena Diop"], "Diap", []),
        (["Lena Okafor", "Okafor Eze"], "Okafor", [0]),
    ],
)
def test_short_and_variant_names_find_their_bearers(
    known: list[str], said: str, found: list[int]
) -> None:
    assert list(cast_of(*known).persons(name_parts(said))) == found


def test_an_entry_is_one_draft_however_often_it_is_named() -> None:
    tables = load_actor_tables()
    cast = Cast(tables)
    assert cast.entry(tables.state("NE")) == cast.entry(tables.state("NE"))
    assert len(cast.drafts) == 1
