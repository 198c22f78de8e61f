from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from fogline.knowledge.atlas import load_atlas
from fogline.knowledge.mapshapes import (
    Bounds,
    MapLayer,
    MapShape,
    Polygon,
    Ring,
    grounds_of,
    layer_path,
    load_map_shapes,
)

SHAPES = load_map_shapes()
COUNTRIES = SHAPES.layers[MapLayer.COUNTRIES]
REGIONS = SHAPES.layers[MapLayer.REGIONS]
CONTESTED = SHAPES.layers[MapLayer.CONTESTED]
GROUNDS = {ground.id: ground for ground in load_atlas().grounds}
EVERY = [shape for layer in SHAPES.layers.values() for shape in layer.values()]

# Points (longitude, latitude) well inside contested ground that Natural Earth gives to one side.
MIDDLES = {
    "crimea": (34.1, 45.3),
    "sevastopol": (33.6, 44.6),
    "donetsk": (37.8, 48.0),
    "luhansk": (38.9, 49.0),
    "kherson": (33.5, 46.5),
    "zaporizhzhia": (35.5, 47.2),
    "golan": (35.78, 32.98),
    "west-bank": (35.25, 32.0),
    "gaza": (34.35, 31.4),
    "western-sahara": (-13.5, 25.0),
    "indian-kashmir": (75.0, 33.8),
    "azad-kashmir": (73.8, 33.8),
    "aksai-chin": (79.2, 35.2),
    "taiwan": (121.0, 23.8),
    "abkhazia": (41.2, 43.0),
    "south-ossetia": (44.0, 42.35),
    "transnistria": (29.55, 46.85),
    "somaliland": (45.0, 9.7),
    "northern-cyprus": (33.6, 35.25),
    "kosovo": (20.9, 42.6),
    "nagorno-karabakh": (46.75, 39.85),
    "abyei": (28.4, 9.9),
    "halaib": (35.6, 22.5),
    "kuril": (147.9, 45.0),
    "essequibo": (-59.5, 6.0),
    "falklands": (-58.8, -51.7),
}


def _in_ring(lon: float, lat: float, ring: Ring) -> bool:
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _holds(shape: MapShape, lon: float, lat: float) -> bool:
    return any(
        sum(_in_ring(lon, lat, ring) for ring in polygon) % 2 == 1 for polygon in shape.polygons
    )


def _rings(polygons: tuple[Polygon, ...]) -> Iterator[Ring]:
    for polygon in polygons:
        yield from polygon


def test_every_contested_shape_is_in_the_table_of_claims() -> None:
    assert len(CONTESTED) >= 45
    for shape in CONTESTED.values():
        assert shape.name == GROUNDS[shape.id].name
        assert grounds_of(shape) == (GROUNDS[shape.id],)
        assert shape.contested
        assert shape.country is None
    for shape in EVERY:
        assert set(shape.grounds) <= set(CONTESTED), shape.id
        assert shape.contested or not shape.grounds, shape.id


@pytest.mark.parametrize("ground", MIDDLES)
def test_contested_ground_is_in_no_country(ground: str) -> None:
    lon, lat = MIDDLES[ground]
    assert [shape.id for shape in CONTESTED.values() if _holds(shape, lon, lat)] == [ground]
    for shape in (*COUNTRIES.values(), *REGIONS.values()):
        assert shape.contested or not _holds(shape, lon, lat), shape.id


def test_uncontested_ground_is_in_its_country() -> None:
    for code, lon, lat in (("UA", 30.5, 50.4), ("RU", 37.6, 55.7), ("IL", 34.8, 31.2)):
        assert [s.id for s in COUNTRIES.values() if _holds(s, lon, lat)] == [code]
    assert not [s.id for s in COUNTRIES.values() if _holds(s, 31.0, 43.5)]


def test_a_contested_shape_names_no_country() -> None:
    for shape in EVERY:
        assert (shape.country is None) == shape.contested, shape.id


def test_rings_are_closed_and_on_earth() -> None:
    for shape in EVERY:
        assert shape.polygons, shape.id
        for ring in _rings(shape.polygons):
            assert len(ring) >= 4, shape.id
            assert ring[0] == ring[-1], shape.id
            assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in ring), shape.id
            assert all(round(lon, 3) == lon and round(lat, 3) == lat for lon, lat in ring), shape.id


def test_ukraine_has_its_regions() -> None:
    names = {shape.id: shape.name for shape in REGIONS.values() if shape.id.startswith("UA-")}
    assert len(names) == 27
    assert names["UA-12"] == "Dnipropetrovsk Oblast"
    assert names["UA-43"] == "Crimea"
    assert names["UA-30"] == "Kyiv City"
    contested = {region for region in names if REGIONS[region].contested}
    assert contested == {"UA-09", "UA-14", "UA-23", "UA-40", "UA-43", "UA-65"}
    assert all(REGIONS[region].gazetteer for region in names)


def test_regions_and_countries_join_with_the_gazetteer() -> None:
    found = [shape for shape in REGIONS.values() if shape.gazetteer is not None]
    assert len(found) / len(REGIONS) > 0.88
    assert len({shape.gazetteer for shape in found}) == len(found)
    assert all(shape.gazetteer and shape.iso == shape.id for shape in COUNTRIES.values())
    assert SHAPES.region_id_of("geonames:709929") == "UA-12"
    assert SHAPES.region_id_of("geonames:281132") == "PS-GZZ"
    assert SHAPES.region_id_of("geonames:690791") is None
    assert SHAPES.region_id_of("geonames:1") is None


def test_the_narrowest_shape_is_taken() -> None:
    def area(*ids: str | None) -> str | None:
        found = SHAPES.area_of(ids)
        return None if found is None else f"{found.layer}/{found.id}"

    assert area("geonames:709930", "geonames:709929", "UA") == "regions/UA-12"
    assert area(None, "katottg:UA01", "UA") == "countries/UA"
    assert area("geonames:690791") == "countries/UA"
    assert area("atlas:golan", "SY") == "contested/golan"
    # The gazetteer has Sevastopol twice.
    assert area("geonames:694423") == "contested/sevastopol"
    assert area("atlas:donbas", None) is None


def test_bounds() -> None:
    sevastopol = SHAPES.contested("atlas:sevastopol")
    assert sevastopol is not None
    box = sevastopol.bounds
    assert (box.west, box.south) == pytest.approx((33.4, 44.4), abs=0.1)
    assert (box.east, box.north) == pytest.approx((33.8, 44.8), abs=0.1)
    russia = SHAPES.country_of("RU")
    assert russia is not None
    # Not around the Earth: Chukotka lies east of the date line.
    assert russia.bounds == Bounds(19.61, 41.197, 190.359, 81.859)


def test_the_files_stay_small() -> None:
    assert sum(layer_path(layer).stat().st_size for layer in MapLayer) < 6_000_000
