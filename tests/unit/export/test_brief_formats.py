"""The brief in its three formats: the same sentences, whatever is in the reports."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import replace

import pytest
from docx import Document
from lxml import html
from markdown_it import MarkdownIt

from fogline.export.brief import Brief, make_brief
from fogline.export.brief_docx import brief_docx
from fogline.export.brief_lines import header, published_words, web_address
from fogline.export.brief_page import brief_page
from fogline.export.brief_quotes import clean
from fogline.export.brief_text import brief_markdown, escaped, line_start
from fogline.records.event import Event, EventClaim, Is, Origin, Standing, State
from fogline.records.ledger import LedgerClaim, LedgerReport, Role, Words
from tests.ledgers import MOMENT, a_claim, a_place, a_report, a_voice, some_words
from tests.unit.export.conftest import Read

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
HOSTILE = {
    "script": "<script>alert(1)</script> took the village",
    "image": '<img src=x onerror="alert(1)"> and more of it',
    "heading": "# heading\n\n## and another\n===\n- item\n1. first",
    "link": "[1](javascript:alert(1)) and [click here](http://evil.example) now",
    "reference": "[1]: http://evil.example 'title'\n\n[1] is cited",
    "address": "www.evil.example and http://evil.example/x and a@evil.example",
    "emphasis": "**bold** _slanted_ `code` ~~gone~~ $x$ &lt;b&gt; | a | b |",
    "controls": "bell \x07, null \x00, escape \x1b[31m, turned \u202egnorw\u202c end",
    "surrogate": "half \ud800 a letter, \ufffe and \uffff",
    "template": "{{ config }} {% raw %} ${7*7} end",
    "attribute": '" onmouseover="alert(1)" x="',
    "quotes": '“one «two» ”three“ "four',
    "brackets": "[12] says so [3], also in [4] too",
    "long word": "x" * 10_000,
    "long text": "word " * 5_000,
    "scripts": "👩 здесь قال \u200f ישראל 中文字符 e\u0301",
}


def an_event(claim: LedgerClaim, report: LedgerReport) -> Event:
    row = EventClaim(
        claim=claim,
        report=report,
        at=report.known,
        origin="o1",
        repeater=False,
        state=State.CURRENT,
        superseded_by=None,
    )
    origin = Origin(
        id="o1", name="Russia", role="organ", party="RU", group="RU", reports=(report.id,)
    )
    standing = Standing(
        is_=Is.DENIED, rule="denied-by-party", claims=(claim.key,), sides=(), origins=(), why=""
    )
    return Event(
        id=claim.event_key,
        type=claim.type,
        mode=claim.mode,
        title="",
        as_of=MOMENT,
        standing=(standing,),
        place=claim.place,
        time=claim.time,
        sides=(),
        claims=(row,),
        origins=(origin,),
        relations=(),
        drifts=(),
        silences=(),
        commitments=(),
        tolls=(),
        links=(),
        codes={},
    )


def a_brief(events: Iterable[Event], place: str | None = None) -> Brief:
    rows = tuple(events)
    reports = [row.report for event in rows for row in event.claims]
    return make_brief(rows, as_of=MOMENT + 10**6, since=None, place=place, reports=reports)


@pytest.fixture(params=sorted(HOSTILE), ids=str)
def hostile(request: pytest.FixtureRequest) -> str:
    return HOSTILE[request.param]


@pytest.fixture
def made(hostile: str) -> Brief:
    """A brief with the words wherever a report can put words."""
    report = a_report(publisher=hostile, title=hostile, url=f"https://a.example/{hostile}")
    evidence = Words(start=100, end=100 + len(hostile), text=hostile)
    named = a_voice(words=some_words(f"Speaker {hostile}", 60_000))
    place = a_place(words=some_words(f"Place {hostile}", 120_000))
    quoted = a_claim(holder=named, place=place, evidence=(evidence,), key="a.1.c1")
    own = a_claim(
        claim="c2",
        key="a.1.c2",
        holder=a_voice(role=Role.PUBLISHER, words=None, party=None, key="p"),
        evidence=(replace(evidence, start=200_000, end=200_000 + len(hostile)),),
    )
    return a_brief([an_event(quoted, report), an_event(own, report)], hostile)


def flat(text: str) -> str:
    return " ".join(text.split())


def page_sentences(brief: Brief) -> list[str]:
    tree = html.fromstring(brief_page(brief))
    found: list[str] = []
    for article in tree.iter("article"):
        (head,) = article.iter("h3")
        tags = "".join(
            tag.text_content() for tag in head.iter("span") if tag.get("class") == "tags"
        )
        text = head.text_content()
        found.append(flat(text[: len(text) - len(tags)]))
        found += [flat(row.text_content()) for row in article.iter("li")]
        found += [flat(row.text_content()) for row in article.iter("p")]
    return found


def markdown_texts(brief: Brief) -> list[str]:
    """The text of each block of the Markdown, as a reader of it makes it."""
    tokens = READER.parse(brief_markdown(brief))
    return [
        flat("".join(row.content for row in token.children or () if row.type != "softbreak"))
        for token in tokens
        if token.type == "inline"
    ]


def docx_texts(brief: Brief) -> list[str]:
    document = Document(io.BytesIO(brief_docx(brief)))
    return [flat(row.text) for row in document.paragraphs]


def expected(brief: Brief) -> list[str]:
    found: list[str] = []
    for section in brief.sections:
        for row in section.paragraphs:
            found += [flat(sentence.text) for sentence in (row.head, *row.sentences)]
            if row.closing:
                found.append(flat(" ".join(sentence.text for sentence in row.closing)))
    return found


def with_tags(brief: Brief) -> list[str]:
    """The same with the tags behind the heads, as Markdown and Word have them."""
    found: list[str] = []
    for section in brief.sections:
        for row in section.paragraphs:
            tags = f" · {', '.join(row.tags)}" if row.tags else ""
            found.append(flat(row.head.text + tags))
            found += [flat(sentence.text) for sentence in row.sentences]
            if row.closing:
                found.append(flat(" ".join(sentence.text for sentence in row.closing)))
    return found


def between(texts: list[str], brief: Brief) -> list[str]:
    """The blocks of the sections: neither titles nor header, notes or sources."""
    titles = {section.title for section in brief.sections}
    body = texts[: texts.index("Sources")] if "Sources" in texts else texts
    first = next(number for number, text in enumerate(body) if text in titles)
    return [
        text
        for text in body[first:]
        if text not in titles and not re.search(r"left out\.( The command.*)?$|lists what is", text)
    ]


# -- the same in all -------------------------------------------------------------------------------


@pytest.mark.parametrize("since", (None, "2025-06-09T00:00Z"))
def test_three_formats_hold_the_same_sentences(examples: Read, since: str | None) -> None:
    brief = examples.brief("2025-06-12", since)
    assert page_sentences(brief) == expected(brief)
    assert between(markdown_texts(brief), brief) == with_tags(brief)
    assert between(docx_texts(brief), brief) == with_tags(brief)


def test_hostile_words_are_shown_as_words(made: Brief, hostile: str) -> None:
    assert len(made.sentences()) >= 4
    assert page_sentences(made) == expected(made)
    assert between(markdown_texts(made), made) == with_tags(made)
    assert between(docx_texts(made), made) == with_tags(made)
    shown = max(re.findall(r"\w+", clean(hostile)), key=len)[:80]
    for text in (page_sentences(made), markdown_texts(made), docx_texts(made)):
        assert shown in " ".join(text)


def test_no_report_makes_markup_of_a_page(made: Brief) -> None:
    source = brief_page(made)
    tree = html.fromstring(source)
    known = {"html", "head", "meta", "title", "style", "body", "main", "section", "article", "h1"}
    known |= {"h2", "h3", "p", "span", "ul", "li", "a", "b"}
    assert {row.tag for row in tree.iter()} <= known
    allowed = {"class", "href", "id", "rel", "lang", "charset", "name", "content", "http-equiv"}
    assert {name for row in tree.iter() for name in row.attrib} <= allowed
    assert all(row.get("href").startswith(("#s", "#m")) for row in tree.iter("a"))
    assert len(list(tree.iter("h2"))) == len(made.sections) + 1
    assert "{{" not in source.replace("{{ config }}", "")


def test_no_report_makes_markup_of_markdown(made: Brief) -> None:
    text = brief_markdown(made)
    tokens = READER.parse(text)
    types = {token.type for token in tokens}
    inner = {row.type for token in tokens for row in token.children or ()}
    assert not types & {"html_block", "table_open", "fence", "code_block", "blockquote_open", "hr"}
    assert inner <= {"text", "text_special", "em_open", "em_close", "strong_open", "strong_close"}
    headings = [token for token in tokens if token.type == "heading_open"]
    assert len(headings) == len(made.sections) + 2
    assert not any(token.type == "ordered_list_open" for token in tokens)
    assert "\x00" not in text and "\u202e" not in text and "\x1b" not in text
    text.encode("utf-8")
    # What some readers make a link of although nothing marks it as one.
    assert not re.search(r"(?<!<https)(?<!\\):(?=//)|www\.|(?<!\\)@", text)


def test_a_long_word_is_bounded(made: Brief) -> None:
    assert all(len(sentence.text) < 1_500 for sentence in made.sentences())


# -- word documents --------------------------------------------------------------------------------


def test_the_same_brief_is_the_same_file(examples: Read) -> None:
    brief = examples.brief("2025-06-12")
    one, other = brief_docx(brief), brief_docx(examples.brief("2025-06-12"))
    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert {row.date_time for row in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = Document(io.BytesIO(one)).core_properties
    assert core.author == "" and core.title == "Situation brief"
    assert core.created.isoformat().startswith("2025-06-12T00:00:00")


def test_citations_of_a_document_lead_to_its_sources(examples: Read) -> None:
    brief = examples.brief("2025-06-12")
    with zipfile.ZipFile(io.BytesIO(brief_docx(brief))) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    anchors = set(re.findall(r'w:anchor="(s\d+)"', xml))
    names = re.findall(r'w:name="(s\d+)"', xml)
    assert anchors == set(names) == {f"s{row.number}" for row in brief.citations}
    assert len(names) == len(set(names))


# -- pages -----------------------------------------------------------------------------------------


def test_citations_of_a_page_lead_there_and_back(examples: Read) -> None:
    brief = examples.brief("2025-06-12")
    source = brief_page(brief)
    tree = html.fromstring(source)
    ids = [row.get("id") for row in tree.iter() if row.get("id")]
    assert len(ids) == len(set(ids))
    for row in tree.iter("a"):
        target = row.get("href")
        assert target.startswith("https://") or target[1:] in ids
    assert {f"s{row.number}" for row in brief.citations} <= set(ids)
    assert {f"m{row.number}" for row in brief.citations} <= set(ids)
    assert "<script" not in source and "http-equiv" in source


def test_an_empty_brief_in_every_format() -> None:
    brief = a_brief(())
    words = "The ledger holds no reports as of this moment."
    assert words in html.fromstring(brief_page(brief)).text_content()
    assert words in brief_markdown(brief)
    assert words in docx_texts(brief)
    for text in (brief_page(brief), brief_markdown(brief)):
        assert "Sources" not in text and "as it stands" not in text


# -- lines -----------------------------------------------------------------------------------------


def test_the_header_says_what_was_asked_for(examples: Read) -> None:
    brief = examples.brief("2025-06-12", "2025-06-08T20:00Z", "Kharkiv <b>")
    assert header(brief) == (
        "As of 2025-06-12 00:00 UTC",
        "New since 2025-06-08 20:00 UTC",
        "Place: Kharkiv <b>",
    )
    assert "<b>Kharkiv" not in brief_page(brief) and "Kharkiv &lt;b&gt;" in brief_page(brief)
    assert "Kharkiv \\<b\\>" in brief_markdown(brief)


@pytest.mark.parametrize(
    ("start", "end", "basis", "words"),
    (
        ("2025-06-08", "2025-06-09", "stated", "published 2025-06-08"),
        ("2025-06-08", "2025-06-10", "stated", "published from 2025-06-08 to before 2025-06-10"),
        ("2025-06-08T09:15:00+03:00", None, "stated", "published 2025-06-08 09:15 UTC+03:00"),
        ("2025-06-08T09:15:00Z", None, "given", "published 2025-06-08 09:15 UTC"),
        ("2022-03-01", None, "inferred", "published on or after 2022-03-01 (inferred)"),
        (None, "2025-06-09", "stated", "published before 2025-06-09"),
        (None, None, "unknown", "date of publication unknown"),
    ),
)
def test_when_a_report_was_published(
    start: str | None, end: str | None, basis: str, words: str
) -> None:
    row = a_report(published=start, published_end=end, published_basis=basis)
    assert published_words(row) == words


@pytest.mark.parametrize(
    "url",
    (
        "javascript:alert(1)",
        "data:text/html,x",
        "https://a.example/ x",
        "https://a.example/>x",
        'https://a.example/"x',
        "https://a.example/\x00",
        f"https://a.example/{'x' * 3000}",
        None,
    ),
)
def test_no_other_address_is_linked(url: str | None) -> None:
    assert web_address(url) is None
    assert web_address("https://a.example/x?y=1") == "https://a.example/x?y=1"


def test_escaped_text_reads_as_itself() -> None:
    for text in ("- item", "+ item", "1. one", "12) twelve", "= x", "# h", "a * b_c_", "~~x~~"):
        tokens = READER.parse(line_start(escaped(text)))
        assert [row.type for row in tokens] == ["paragraph_open", "inline", "paragraph_close"]
        shown = "".join(row.content for row in tokens[1].children or ())
        assert shown == text
