"""The scorer of MUC-4 templates, on templates of our own."""

from __future__ import annotations

import pytest

from muc_format import Fill, Template, fill, read_templates, write_template
from muc_match import CORRECT, PARTIAL, WRONG, value_verdict
from muc_scorer import OFFICIAL, ROWS, Found, published, score_files

KEY = """
;;; a remark
0.  MESSAGE: ID                     OWN-0001 (US)
1.  MESSAGE: TEMPLATE               1
2.  INCIDENT: DATE                  (- 04 MAY 87) / (03 MAY 87)
3.  INCIDENT: LOCATION              PERU: LIMA (CITY)
4.  INCIDENT: TYPE                  BOMBING
5.  INCIDENT: STAGE OF EXECUTION    ACCOMPLISHED
6.  INCIDENT: INSTRUMENT ID         ? "SATCHEL"
7.  INCIDENT: INSTRUMENT TYPE       BOMB: "-"
9.  PERP: INDIVIDUAL ID             -
12. PHYS TGT: ID                    "BAKERY" / "THE "OLD OVEN" BAKERY"
                                    "MILL"
13. PHYS TGT: TYPE                  COMMERCIAL / OTHER: "BAKERY" / "THE "OLD OVEN" BAKERY"
                                    COMMERCIAL: "MILL"
14. PHYS TGT: NUMBER                1: "BAKERY"

0.  MESSAGE: ID                     OWN-0001
1.  MESSAGE: TEMPLATE               2 (OPTIONAL)
4.  INCIDENT: TYPE                  KIDNAPPING
12. PHYS TGT: ID                    *
18. HUM TGT: NAME                   "ANA ROBLES"

0.  MESSAGE: ID                     OWN-0002
1.  MESSAGE: TEMPLATE               *
4.  INCIDENT: TYPE                  *
"""


def _bombing(**slots: tuple[Fill, ...]) -> Template:
    given = {name.replace("_", "-"): fills for name, fills in slots.items()}
    return Template("OWN-0001", "1", slots={"inc-type": (fill("BOMBING"),)} | given)


def _score(*responses: Template, key: str = KEY) -> Found:
    return score_files(read_templates(key), responses)


class TestReading:
    def test_reads_alternatives_options_and_references(self) -> None:
        first, second = read_templates(KEY)
        assert first.message == "OWN-0001"
        assert not first.optional
        assert second.optional
        assert first.fills("inc-date") == (Fill(("- 04 MAY 87", "03 MAY 87")),)
        assert first.fills("inc-instr-id") == (Fill(("SATCHEL",), (), True),)
        assert first.fills("phys-tgt-id")[0] == Fill(("BAKERY", 'THE "OLD OVEN" BAKERY'))
        assert first.fills("phys-tgt-type")[1] == Fill(("COMMERCIAL",), ("MILL",))
        assert first.fills("perp-ind-id") == ()
        assert second.fills("phys-tgt-id") == ()

    def test_what_is_written_is_read_again(self) -> None:
        made = _bombing(
            phys_tgt_id=(fill("MILL"), fill("BARN")),
            phys_tgt_type=(fill("COMMERCIAL", "MILL"), fill("OTHER", "BARN")),
        )
        assert read_templates(write_template(made)) == [made]

    def test_what_is_no_template_is_refused(self) -> None:
        with pytest.raises(SystemExit, match="not a line of a MUC-4 template"):
            read_templates("1. a list\n2. of things\n")
        with pytest.raises(SystemExit, match="without a message's id"):
            read_templates(KEY.replace("OWN-0001 (US)", ""))


class TestValues:
    @pytest.mark.parametrize(
        ("slot", "key", "response", "expected"),
        [
            ("hum-tgt-desc", "FARMERS", "THE 3 FARMERS", CORRECT),
            ("hum-tgt-desc", "FARMERS", "OLD FARMERS WHO SAW IT", CORRECT),
            ("hum-tgt-desc", "FARMERS", "FARMERS, AN ERROR", PARTIAL),
            ("hum-tgt-desc", "OLD FARMERS", "FARMER", PARTIAL),
            ("hum-tgt-desc", "FARMERS", "BUS OF THE FARMERS", WRONG),
            ("hum-tgt-name", "ANA MARIA ROBLES", "ROBLES", PARTIAL),
            ("hum-tgt-name", "ANA ROBLES", "DR ANA ROBLES", CORRECT),
            ("hum-tgt-name", "ANA ROBLES", "JUAN SOTO", WRONG),
            ("perp-ind-id", "URBAN REBELS", "TERRORISTS", PARTIAL),
            ("perp-org-id", "SOUTHERN BRIGADE", "BRIGADE", PARTIAL),
            ("perp-org-id", "FARMERS LIBERATION FRONT", "FARMERS LIBERATION FRONT [FLF]", CORRECT),
            ("inc-date", "- 04 MAY 87", "- 4 MAY 1987", CORRECT),
            ("inc-date", "- 04 MAY 87", "02 MAY 87", PARTIAL),
            ("inc-date", "04 MAY 87", "- 04 MAY 87", PARTIAL),
            ("inc-date", "01 MAY 87", "- 04 MAY 87", WRONG),
            ("inc-date", "01 MAY 87 - 04 MAY 87", "02 MAY 87", PARTIAL),
            ("inc-date", "01 MAY 87", "02 MAY 87", WRONG),
            ("inc-date", "01 MAY 87", "31 FEB 87", WRONG),
            ("inc-loc", "PERU: LIMA (CITY)", "PERU", PARTIAL),
            ("inc-loc", "PERU: LIMA (CITY)", "CHILE: LIMA (CITY)", PARTIAL),
            ("inc-loc", "PERU", "CHILE", WRONG),
            ("inc-type", "BOMBING", "ATTACK", PARTIAL),
            ("inc-type", "ATTACK", "BOMBING", WRONG),
            ("inc-instr-type", "DYNAMITE", "BOMB", PARTIAL),
            ("inc-instr-type", "BOMB", "DYNAMITE", WRONG),
            ("phys-tgt-effect", "SOME DAMAGE", "DESTROYED", PARTIAL),
            ("hum-tgt-num", "5 - 7", "7", PARTIAL),
            ("hum-tgt-num", "~7", "7", PARTIAL),
            ("hum-tgt-num", "5-", "5 -", CORRECT),
            ("hum-tgt-num", "7", "8", WRONG),
        ],
    )
    def test_one_value(self, slot: str, key: str, response: str, expected: float) -> None:
        assert value_verdict(slot, key, response) == expected


class TestScores:
    def test_a_key_against_itself_is_all_right(self) -> None:
        told = _score(*read_templates(KEY)).told()
        assert told["official"]["f1"] == 100.0
        assert told["templates"]["correct"] == 2

    def test_a_wrong_reference_halves_a_right_value(self) -> None:
        found = _score(
            _bombing(
                phys_tgt_id=(fill("MILL"),),
                phys_tgt_type=(fill("COMMERCIAL", "MILL"),),
                phys_tgt_num=(fill("1", "MILL"),),
            )
        )
        assert found.matched["phys-tgt-type"].cor == 1
        assert found.matched["phys-tgt-num"].par == 1

    def test_a_reference_to_a_fill_that_was_paired_is_right(self) -> None:
        found = _score(
            _bombing(
                phys_tgt_id=(fill("WATER MILLS"),),
                phys_tgt_type=(fill("COMMERCIAL", "WATER MILLS"),),
            )
        )
        assert found.matched["phys-tgt-id"].par == 1
        assert found.matched["phys-tgt-type"].cor == 1

    def test_mismatches_are_incorrect_and_the_rest_missing_or_spurious(self) -> None:
        found = _score(
            _bombing(phys_tgt_id=(fill("MILL"), fill("SCHOOL"), fill("BARN"), fill("BRIDGE")))
        )
        row = found.matched["phys-tgt-id"]
        assert (row.cor, row.inc, row.spu, row.mis) == (1, 1, 2, 0)

    def test_optional_fills_and_templates_are_not_missed(self) -> None:
        found = _score()
        assert found.templates.mis == 1
        assert found.missing["inc-instr-id"].mis == 0
        assert found.row("MATCHED ONLY").told()["possible"] == 0

    def test_types_that_do_not_fit_are_not_mapped(self) -> None:
        other = Template(
            "OWN-0001", "1", slots={"inc-type": (fill("ARSON"),), "phys-tgt-id": (fill("MILL"),)}
        )
        found = _score(other)
        assert (found.templates.cor, found.templates.spu) == (0, 1)

    def test_a_type_alone_does_not_map(self) -> None:
        assert _score(_bombing()).templates.cor == 0

    def test_the_mapping_is_the_best_one_for_all(self) -> None:
        key = KEY.partition("\n\n")[0]
        second = key.replace("TEMPLATE               1", "TEMPLATE               2")
        second = second.replace("PERU: LIMA (CITY)", "PERU: ICA (CITY)")
        mills = _bombing(phys_tgt_id=(fill("MILL"),), inc_loc=(fill("PERU: ICA (CITY)"),))
        both = _bombing(phys_tgt_id=(fill("MILL"),), inc_loc=(fill("PERU: LIMA (CITY)"),))
        found = _score(mills, both, key=f"{key}\n\n{second}")
        assert found.templates.cor == 2
        assert found.matched["inc-loc"].cor == 2

    def test_rows_differ_by_what_they_count(self) -> None:
        stray = Template("OWN-0002", "1", slots={"inc-type": (fill("ATTACK"),)})
        found = _score(_bombing(phys_tgt_id=(fill("MILL"),)), stray)
        rows = {name: found.row(name).told() for name in ROWS}
        assert rows["MATCHED ONLY"]["actual"] == 2
        assert rows["MATCHED/SPURIOUS"]["actual"] == 3
        assert rows[OFFICIAL]["actual"] == 3
        assert rows[OFFICIAL]["possible"] == rows["MATCHED/MISSING"]["possible"]


def test_official_figures_are_read_from_the_last_row() -> None:
    table = "ALL TEMPLATES\t     1661 1769|889 143 100| 28  91|637 529 1624| 58  54  36 \n"
    assert published(table) == {"precision": 54, "recall": 58, "possible": 1661, "actual": 1769}


def test_a_file_without_official_figures_is_refused() -> None:
    with pytest.raises(SystemExit, match="ALL TEMPLATES"):
        published("nothing here")
