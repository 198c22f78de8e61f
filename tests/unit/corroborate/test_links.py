"""Links between the claims of one report, and which of them are one happening."""

from __future__ import annotations

from dataclasses import replace

from fogline.corroborate.happenings import group
from fogline.corroborate.links import link_claims
from fogline.corroborate.parties import parties_of
from fogline.corroborate.told import Setting
from fogline.records.actor import Actor, ActorKind
from fogline.records.claim import Claim, Codes, Modality, Polarity
from fogline.records.place import Place, PlaceKind, PlacePrecision, Within
from fogline.records.span import Span, cut
from fogline.records.statement import Form, HolderKind, Stance, Statement
from fogline.records.time import Time, TimeKind, TimePrecision
from fogline.resolve.answers import Answered

NO_CODES = Codes(plover=None, cameo=None, acled=None, ucdp=None)


def _statement(number: int, holder: str, stance: Stance, content: Span) -> Statement:
    return Statement(
        id=f"s{number}",
        holder=holder,
        holder_span=None,
        holder_kind=HolderKind.NAMED,
        cue=None,
        content=(content,),
        stance=stance,
        form=Form.INDIRECT,
        parent=None,
        addressee=None,
        medium=None,
        said=None,
        rule="test",
        confidence=0.9,
    )


class _Report:
    """Builds statements and claims over one text, in order."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.statements: list[Statement] = []
        self.claims: list[Claim] = []

    def span(self, words: str) -> Span:
        start = self.text.index(words)
        return cut(self.text, start, start + len(words))

    def says(self, holder: str, words: str, stance: Stance = Stance.ASSERTS) -> str:
        number = len(self.statements) + 1
        self.statements.append(_statement(number, holder, stance, self.span(words)))
        return f"s{number}"

    def claim(self, kind: str, words: str, statement: str, **changes: object) -> Claim:
        kind, _, mode = kind.partition("/")
        number = len(self.claims) + 1
        trigger = self.span(words)
        base = Claim(
            id=f"c{number}",
            event=f"e{number}",
            statement=statement,
            speech_of=None,
            type=kind,
            mode=mode or None,
            codes=NO_CODES,
            actor=(),
            recipient=(),
            target=(),
            instrument=None,
            place=None,
            place_span=None,
            from_place=None,
            time=None,
            due=None,
            quantities=(),
            polarity=Polarity.AFFIRMED,
            modality=Modality.ACTUAL,
            condition=None,
            target_claim=None,
            trigger=trigger,
            evidence=(trigger,),
            confidence=0.8,
        )
        made = replace(base, **changes)  # type: ignore[arg-type]
        self.claims.append(made)
        return made

    def linked(self, *bare: str, setting: Setting | None = None) -> tuple[Claim, ...]:
        return link_claims(self.claims, self.statements, bare, setting or Setting())


def _actor(number: str, kind: ActorKind, country: str | None, of: str | None = None) -> Actor:
    return Actor(
        id=number, name=number, kind=kind, country=country, role=None, member_of=of, mentions=()
    )


SUDAN = _actor("a1", ActorKind.GOVERNMENT, "SD")
ITS_ARMY = _actor("a2", ActorKind.MILITARY, "SD", "a1")
CHAD = _actor("a3", ActorKind.GOVERNMENT, "TD")
ITS_GENERAL = _actor("a4", ActorKind.PERSON, "TD", "a3")
REBELS = _actor("a5", ActorKind.ARMED_GROUP, "SD")
SIDES = (SUDAN, ITS_ARMY, CHAD, ITS_GENERAL, REBELS)


def test_a_government_that_nobody_recognises_is_a_party_where_it_has_a_name() -> None:
    own = replace(_actor("a1", ActorKind.GOVERNMENT, None), name="Somaliland")
    its_army = _actor("a2", ActorKind.MILITARY, None, "a1")
    unnamed = replace(_actor("a4", ActorKind.GOVERNMENT, None), name="government")
    assert parties_of((own, its_army, unnamed, CHAD)) == {
        "a1": "a1",
        "a2": "a1",
        "a3": "state:TD",
    }


def test_denial_points_at_what_it_denies() -> None:
    report = _Report("Khartoum says it took Bara. The rebels deny that the army took Bara town.")
    claimed = report.says("a1", "took Bara.")
    denied = report.says("a2", "the army took Bara town", Stance.DENIES)
    report.claim("ADVANCE/capture", "took Bara.", claimed, actor=("a1",), place="p1")
    report.claim("ADVANCE/capture", "took Bara town", denied, actor=("a1",), place="p1")
    assert [claim.target_claim for claim in report.linked()] == [None, "c1"]


def test_negated_answer_points_at_the_affirmed_claim() -> None:
    report = _Report("M23 says it entered Uvira. Kinshasa says they have not entered the city.")
    first = report.says("a1", "entered Uvira")
    second = report.says("a2", "they have not entered the city")
    report.claim("ADVANCE/enter", "entered Uvira", first, actor=("a1",), place="p1")
    report.claim(
        "ADVANCE/enter", "entered the city", second, actor=("a1",), polarity=Polarity.NEGATED
    )
    assert report.linked()[1].target_claim == "c1"


def test_one_holders_two_claims_are_no_denial() -> None:
    report = _Report("The army says it took Bara but has not taken Rahad.")
    said = report.says("a1", "took Bara but has not taken Rahad")
    report.claim("ADVANCE/capture", "took Bara", said, actor=("a1",), place="p1")
    report.claim("ADVANCE/capture", "taken Rahad", said, place="p2", polarity=Polarity.NEGATED)
    assert report.linked()[1].target_claim is None


def test_bare_denial_gets_a_claim_of_its_own() -> None:
    report = _Report("Baku says its men took Shusha. Yerevan: this is not true. Talks went on.")
    said = report.says("a1", "its men took Shusha")
    report.says("a2", "this is not true", Stance.DENIES)
    report.claim("ADVANCE/capture", "took Shusha", said, actor=("a1",), place="p1")
    report.claim("CONSULT/talks", "Talks", report.says("a9", "Talks went on."))
    assert len(report.linked()) == 2, "a denial with words of its own is not another's claim"
    claims = report.linked("s2")
    assert [claim.id for claim in claims] == ["c1", "c2", "c3"]
    denial = claims[1]
    assert (denial.type, denial.mode, denial.statement) == ("ADVANCE", "capture", "s2")
    assert denial.trigger.text == "this is not true"
    assert denial.target_claim == "c1"


def test_silence_points_at_the_announcement() -> None:
    report = _Report("Mali announced its advance since the war began. Its foes have not replied.")
    said = report.says("a1", "its advance since the war began")
    silent = report.says("a2", "have not replied", Stance.SILENT)
    report.claim("ADVANCE/enter", "advance", said, actor=("a1",))
    report.claim("ASSAULT", "war began", said, actor=("a1",))
    report.claim("SILENCE", "have not replied", silent, actor=("a2",), speech_of="s2")
    assert report.linked()[2].target_claim == "c1"


def test_a_side_does_not_deny_itself() -> None:
    report = _Report("Sudan says it took Tine. Its army holds the road. Chad: a lie. Army: a lie.")
    report.claim("ADVANCE/capture", "took Tine", report.says("a1", "it took Tine"), actor=("a1",))
    report.claim("ADVANCE/hold", "holds the road", report.says("a2", "holds the road"))
    report.says("a3", "a lie. Army", Stance.DENIES)
    denied = report.linked("s3", setting=Setting(actors=SIDES))[2]
    assert denied.statement == "s3"
    assert denied.target_claim == "c1", "the army's holding is its own doing"
    own = _Report("The army holds the road. Sudan says this is a lie.")
    own.claim("ADVANCE/hold", "holds the road", own.says("a2", "holds the road"))
    own.says("a1", "this is a lie", Stance.DENIES)
    assert len(own.linked("s2", setting=Setting(actors=SIDES))) == 1


def test_an_armed_group_is_no_part_of_its_country() -> None:
    report = _Report("The army says it took Tine. The rebels say this is a lie.")
    report.claim("ADVANCE/capture", "took Tine", report.says("a2", "it took Tine"), actor=("a2",))
    report.says("a5", "this is a lie", Stance.DENIES)
    assert report.linked("s2", setting=Setting(actors=SIDES))[1].target_claim == "c1"


def test_silence_is_about_what_its_words_name() -> None:
    report = _Report("Chad says jets bombed Bahai. It shot down one. Sudan has not commented.")
    report.claim("ASSAULT/airstrike", "bombed", report.says("a3", "jets bombed Bahai"))
    report.claim("ASSAULT/intercept", "shot down", report.says("a3", "It shot down one"))
    silent = report.says("a1", "has not commented", Stance.SILENT)
    report.claim("SILENCE", "has not commented", silent, actor=("a1",), speech_of="s3")
    answered = {"s3": Answered(kinds=frozenset({"ASSAULT"}), noun=True, word="attack")}
    setting = Setting(actors=SIDES, answered=answered)
    assert report.linked(setting=setting)[2].target_claim == "c1"


def test_silence_about_somebodys_remarks_is_about_those() -> None:
    report = _Report("Chad took Tine, says Chad. The general says it fled Bahai. Sudan: silence.")
    report.claim("ADVANCE/capture", "took Tine", report.says("a3", "Chad took Tine"))
    report.claim("RETREAT/withdraw", "fled", report.says("a4", "it fled Bahai"))
    silent = report.says("a1", "silence", Stance.SILENT)
    report.claim("SILENCE", "silence", silent, actor=("a1",), speech_of="s3")
    setting = Setting(actors=SIDES, answered={"s3": Answered(owners=("a4",), noun=True)})
    assert report.linked(setting=setting)[2].target_claim == "c2"
    setting = Setting(actors=SIDES, answered={"s3": Answered(owners=("a3",), noun=True)})
    assert report.linked(setting=setting)[2].target_claim == "c1"


def test_a_live_blog_denies_what_stands_below() -> None:
    report = _Report("Sudan: it holds. Chad: not true, this claim. Sudan: it took Tine.")
    report.claim("ADVANCE/hold", "holds", report.says("a1", "it holds"))
    report.says("a3", "not true, this claim", Stance.DENIES)
    report.claim("ADVANCE/capture", "took Tine", report.says("a1", "it took Tine"))
    items = tuple(
        report.span(words).start for words in ("Sudan: it holds", "Chad:", "Sudan: it to")
    )
    answered = {"s2": Answered(noun=True)}
    claims = report.linked("s2", setting=Setting(actors=SIDES, answered=answered, items=items))
    assert [claim.type for claim in claims] == ["ADVANCE"] * 3
    assert claims[1].target_claim == "c3"
    assert claims[1].mode == "capture"


def test_a_denial_that_comes_before_the_claim() -> None:
    report = _Report("Chad denied that they entered Tine. Sudan says its men entered Tine.")
    denied = report.says("a3", "they entered Tine", Stance.DENIES)
    said = report.says("a1", "its men entered Tine")
    report.claim("ADVANCE/enter", "entered Tine. Sudan", denied, actor=("a1",), place="p1")
    report.claim("ADVANCE/enter", "entered Tine", said, actor=("a2",), place="p1")
    assert report.linked(setting=Setting(actors=SIDES))[0].target_claim == "c2"


def test_a_general_denial_is_about_no_claim() -> None:
    report = _Report("Chad says jets bombed Bahai. Sudan denies that it bombs civilians.")
    report.claim("ASSAULT", "bombed", report.says("a3", "jets bombed Bahai"))
    report.claim(
        "ASSAULT",
        "bombs",
        report.says("a1", "it bombs civilians", Stance.DENIES),
        modality=Modality.HABITUAL,
    )
    assert report.linked(setting=Setting(actors=SIDES))[1].target_claim is None


def test_evidence_points_at_what_it_shows() -> None:
    report = _Report("The army posted images of troops raising the flag over Kobani.")
    said = report.says("a1", report.text)
    whole = report.span("posted images of troops raising the flag over Kobani")
    report.claim("EVIDENCE/images", "posted", said, actor=("a1",), evidence=(whole,))
    report.claim("ADVANCE/capture", "raising the flag", said)
    assert report.linked()[0].target_claim == "c2"


def test_refusal_points_at_the_request() -> None:
    report = _Report("Togo asked for a truce, which the junta rejected.")
    said = report.says("a9", report.text)
    report.claim("REQUEST/ceasefire", "asked", said, actor=("a1",))
    report.claim("REJECT/ceasefire", "rejected", said, actor=("a2",))
    assert report.linked()[1].target_claim == "c1"


def test_blame_points_at_the_commitment() -> None:
    report = _Report("The swap will begin. Talks went on. Each side accused the other of delay.")
    said = report.says("a9", "The swap will begin. Talks went on.")
    blame = report.says("a1", "the other of delay", Stance.ACCUSES)
    report.claim("COMMITMENT/EXCHANGE", "swap", said, modality=Modality.FUTURE)
    report.claim("CONSULT/talks", "Talks", said)
    report.claim("ACCUSE/obstruct", "accused", blame, actor=("a1",), speech_of=blame)
    assert report.linked()[2].target_claim == "c1"


# -- happenings -----------------------------------------------------------------------------------


def _place(number: int, name: str, within: str | None = None) -> Place:
    units = (Within(kind=PlaceKind.ADM1, name="unit", gazetteer=within),) if within else ()
    return Place(
        id=f"p{number}",
        name=name,
        gazetteer=f"geonames:{number}",
        kind=PlaceKind.SETTLEMENT,
        within=units,
        country=None,
        contested=(),
        lat=None,
        lon=None,
        precision=PlacePrecision.UNRESOLVED,
        relation=None,
        anchor=None,
        reason="test",
        candidates=(),
        mentions=(),
    )


def _day(number: int, start: str, end: str) -> Time:
    return Time(
        id=f"t{number}",
        kind=TimeKind.DATE,
        value=start,
        start=start,
        end=end,
        precision=TimePrecision.DAY,
        anchor=None,
        mentions=(),
    )


PLACES = (_place(1, "Sake"), _place(2, "North Kivu"), _place(3, "Goma", within="geonames:2"))
TIMES = (_day(1, "2025-01-02", "2025-01-03"), _day(2, "2025-01-04", "2025-01-05"))


def _events(report: _Report) -> list[str]:
    return [claim.event for claim in group(report.claims, PLACES, TIMES)]


def test_a_place_and_the_region_around_it_can_be_one_event() -> None:
    report = _Report("Rebels shelled Goma. The shelling in North Kivu went on. Sake was shelled.")
    said = report.says("a9", report.text)
    report.claim("ASSAULT/shelling", "shelled Goma", said, actor=("a1",), place="p3")
    report.claim("ASSAULT/shelling", "shelling in", said, place="p2")
    report.claim("ASSAULT/shelling", "was shelled", said, place="p1")
    assert _events(report) == ["e1", "e1", "e2"]


def test_two_days_are_two_events() -> None:
    report = _Report("Drones hit Goma on one day. Drones struck Goma on another.")
    said = report.says("a9", report.text)
    report.claim("ASSAULT/drone", "hit", said, place="p3", time="t1")
    report.claim("ASSAULT/drone", "struck", said, place="p3", time="t2")
    assert _events(report) == ["e1", "e2"]


def test_two_attackers_are_two_events() -> None:
    report = _Report("Rebels hit Goma. Soldiers struck Goma.")
    said = report.says("a9", report.text)
    report.claim("ASSAULT", "hit", said, place="p3", actor=("a1",))
    report.claim("ASSAULT", "struck", said, place="p3", actor=("a2",))
    assert _events(report) == ["e1", "e2"]


def test_a_toll_belongs_to_the_assault_beside_it() -> None:
    report = _Report("Drones hit Goma, killing five. A clash took place in Sake.")
    said = report.says("a9", report.text)
    clause = (report.span("Drones hit Goma, killing five"),)
    report.claim("ASSAULT/drone", "hit", said, place="p3", evidence=clause)
    report.claim("TOLL/killed", "killing", said, place="p3", evidence=(report.span("killing"),))
    report.claim("ASSAULT/ground-clash", "clash", said, place="p1")
    assert _events(report) == ["e1", "e1", "e2"]


def test_a_commitment_and_its_deed_are_one_event() -> None:
    report = _Report("The swap will begin on Monday. The exchange was due earlier.")
    said = report.says("a9", report.text)
    report.claim("COMMITMENT/EXCHANGE", "swap", said, due="t1", modality=Modality.FUTURE)
    report.claim("COMMITMENT/EXCHANGE", "exchange", said, due="t2", modality=Modality.FUTURE)
    assert _events(report) == ["e1", "e1"]


def test_sovereignty_is_grouped_by_place() -> None:
    report = _Report("Egypt claims Halaib. Egypt claims Abyei. Sudan calls Halaib its own.")
    said = report.says("a9", report.text)
    report.claim("SOVEREIGNTY/claimed", "claims Halaib", said, actor=("a1",), place="p1")
    report.claim("SOVEREIGNTY/claimed", "claims Abyei", said, actor=("a1",), place="p3")
    report.claim("SOVEREIGNTY/claimed", "calls", said, actor=("a2",), place="p1")
    assert _events(report) == ["e1", "e2", "e1"]


def test_grouping_is_repeatable() -> None:
    report = _Report("Rebels hit Goma. Soldiers struck Goma.")
    said = report.says("a9", report.text)
    report.claim("ASSAULT", "hit", said, place="p3")
    report.claim("ASSAULT", "struck", said, place="p3")
    assert group(report.claims, PLACES, TIMES) == group(report.claims, PLACES, TIMES)
