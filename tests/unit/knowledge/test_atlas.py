from __future__ import annotations

from datetime import date

import pytest

from fogline.knowledge.atlas import load_atlas
from fogline.knowledge.placewords import load_place_words
from fogline.records.place import PlaceKind

ATLAS = load_atlas()


@pytest.mark.parametrize(
    ("name", "entry", "parties"),
    [
        ("Donetsk People’s Republic", "atlas:donetsk", {"RU"}),
        ("LPR", "atlas:luhansk", {"RU"}),
        ("the Golan", "atlas:golan", set()),
        ("Stepanakert", "atlas:khankendi", {"AM", "Republic of Artsakh"}),
        ("Shushi", "atlas:shusha", {"AM"}),
        ("Krasnoarmeysk", "atlas:pokrovsk", {"RU"}),
        ("Diaoyu Islands", "atlas:senkaku", {"CN"}),
        ("Malvinas", "atlas:falklands", {"AR"}),
        ("Dokdo", "atlas:liancourt", {"KR"}),
        ("Judea and Samaria", "atlas:west-bank", {"IL"}),
        ("Pakistan-occupied Kashmir", "atlas:azad-kashmir", {"IN"}),
        ("West Philippine Sea", "atlas:south-china-sea", {"PH"}),
        ("South China Sea", "atlas:south-china-sea", set()),
        ("Tamil Eelam", "atlas:northern-and-eastern-sri-lanka", {"LTTE"}),
        ("Donbas", "atlas:donbas", set()),
        ("Line of Control", "atlas:line-of-control", set()),
        ("Bab al-Mandab Strait", "atlas:bab-el-mandeb", set()),
        ("Philadelphi corridor", "atlas:philadelphi-corridor", set()),
    ],
)
def test_names_of_the_atlas(name: str, entry: str, parties: set[str]) -> None:
    (found,) = ATLAS.lookup(name)
    assert found.entry.id == entry
    assert parties <= set(found.parties)
    assert bool(parties) is bool(found.parties)


def test_abbreviations_count_as_written_only() -> None:
    assert ATLAS.lookup("DPR")
    assert not ATLAS.lookup("dpr")
    assert not ATLAS.lookup("Lac")


def test_ground_is_found_by_unit_and_by_point() -> None:
    crimea = ATLAS.ground_at(("geonames:1", "geonames:703883"), None, None)
    assert crimea is not None
    assert (crimea.country, [claim.by for claim in crimea.claims]) == ("UA", ["RU"])
    golan = ATLAS.ground_at((), 33.0, 35.75)
    assert golan is not None
    assert golan.country == "SY"
    assert ATLAS.ground_at((), 48.85, 2.35) is None
    kashmir = ATLAS.ground_at(("geonames:1269320",), None, None)
    assert kashmir is not None
    assert kashmir.country is None
    assert [claim.by for claim in kashmir.claims] == ["IN", "PK"]


def test_every_claim_has_a_claimant_a_name_and_a_day() -> None:
    assert len(ATLAS.grounds) >= 50
    for ground in ATLAS.grounds:
        assert ground.claims, ground.id
        for claim in ground.claims:
            assert claim.by
            assert claim.claimed_as
            assert claim.since is not None
            assert date.fromisoformat(claim.since) < date(2026, 1, 1)


def test_the_atlas_is_wide() -> None:
    entries = {name.entry.id: name.entry for names in ATLAS.names.values() for name in names}
    kinds = [entry.kind for entry in entries.values()]
    assert kinds.count(PlaceKind.AREA) >= 150
    assert kinds.count(PlaceKind.WATER) + kinds.count(PlaceKind.RELIEF) >= 80
    for entry in entries.values():
        assert entry.unit is not None or (entry.lat is not None and entry.lon is not None)
        assert all(len(code) == 2 and code.isupper() for code in entry.countries), entry


def test_words_are_words() -> None:
    words = load_place_words()
    assert words.after["oblast"][0] is PlaceKind.ADM1
    assert words.of["village"][0] is PlaceKind.SETTLEMENT
    assert "off" in words.near
    assert all(isinstance(word, str) for word in words.never | words.strong | words.weak)
