from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from fogline.extract.names import find_names, mask_edits
from fogline.knowledge.actors import ActorTables, load_actor_tables
from fogline.language.layout import find_paragraphs
from fogline.language.parse import Parser, parse
from fogline.records.actor import Actor
from fogline.records.report import UNKNOWN_PUBLICATION, Report
from fogline.records.span import Span, cut
from fogline.resolve.actors import ResolvedActors, resolve_actors
from tests.conftest import ROOT, SHARED

CASES = yaml.safe_load((ROOT / "tests/corpus/actors.yml").read_text(encoding="utf-8"))
SEED = SHARED / "seed" / "axadle-2025-06-08.txt"


def report_of(text: str, publisher: str | None = None) -> Report:
    return Report(
        id="r",
        title=None,
        title_span=None,
        publisher=publisher,
        via=None,
        byline=(),
        url=None,
        language="en",
        published=UNKNOWN_PUBLICATION,
        text=text,
        dateline=None,
        boilerplate=(),
    )


def span_of(text: str, mention: str) -> Span:
    """The span of a mention; "he#2" is its second occurrence as a word."""
    words, _, count = mention.partition("#")
    found = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    start = found[int(count or 1) - 1]
    return cut(text, start, start + len(words))


def resolve(
    text: str,
    parser: Parser,
    *,
    wanted: tuple[str, ...] = (),
    speakers: dict[str, str] | None = None,
    publisher: str | None = None,
) -> ResolvedActors:
    tables = load_actor_tables()
    names = find_names(text, tables)
    document = parse(text, find_paragraphs(text), mask_edits(names), parser)
    return resolve_actors(
        document,
        names,
        tables,
        report_of(text, publisher),
        [span_of(text, mention) for mention in wanted],
        [(span_of(text, q), span_of(text, h)) for q, h in (speakers or {}).items()],
    )


def name_of(label: str, tables: ActorTables) -> str:
    """The name behind a label: a key of the tables, or the name itself."""
    return tables.entry(label).name if re.match(r"[\w-]+:[\w]", label) else label


def failures(case: dict[str, Any], parser: Parser) -> list[str]:
    """What a marked text's actors do not do that they must."""
    tables = load_actor_tables()
    text = case["t"]
    found = resolve(text, parser, wanted=tuple(case.get("w", ())), speakers=case.get("s"))
    names = {actor.id: actor.name for actor in found.actors}
    by_name = {actor.name: actor for actor in found.actors}
    wrong: list[str] = []
    for mention, labels in case["m"].items():
        meant = [names[i] for i in found.at(span_of(text, mention))]
        rows = labels if isinstance(labels, list) else [labels] if labels else []
        due = [name_of(label, tables) for label in rows]
        if meant != due:
            wrong.append(f"{mention}: {meant} for {due}")
    for label, (kind, country, owner) in case.get("a", {}).items():
        actor: Actor | None = by_name.get(name_of(label, tables))
        if actor is None:
            wrong.append(f"no actor {label}: {list(by_name)}")
            continue
        member_of = names[actor.member_of] if actor.member_of else "-"
        got = [actor.kind.value, actor.country or "-", member_of]
        if got != [kind, country, name_of(owner, tables)]:
            wrong.append(f"{label}: {got} for {[kind, country, owner]}")
    return wrong


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["t"])[:60])
def test_marked_texts_mean_whom_they_must(case: dict[str, Any], parser: Parser) -> None:
    assert failures(case, parser) == []
