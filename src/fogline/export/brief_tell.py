"""An account as a sentence: who, in which words, where else, and who says so as well."""

from __future__ import annotations

from collections.abc import Sequence

from fogline.export import brief_words as fixed
from fogline.export.brief_accounts import FEWEST_WORDS, Account
from fogline.export.brief_desk import Desk, Writer, spoken_name
from fogline.export.brief_nouns import Sentence
from fogline.export.brief_quotes import begins_with_pronoun, clean, joined, quote
from fogline.records.event import EventClaim
from fogline.records.ledger import LedgerClaim, LedgerReport, Role, Says, Voice, Words

# A sentence names as many further voices of its side, and as many copies of one voice.
MOST_VOICES, MOST_COPIES = 3, 3
# As many characters may lie between who acts and the words that tell what they do.
NEAR = 160


def account_sentence(account: Account, desk: Desk, since: int | None = None) -> Sentence:
    """The sentence of one account, marked where it has become known since a moment."""
    writer = Writer(desk)
    fresh = [row for row in account.rows if not desk.is_told(row.claim)]
    account = account.led_by(fresh[0]) if fresh else account
    _said(writer, account.lead)
    if since is not None and account.lead.at > since:
        writer.fixed(fixed.FRESH)
    add_copies(writer, [(row.claim, row.report) for row in account.copies])
    voices = account.voices[:MOST_VOICES]
    for number, voice in enumerate(voices):
        last = number == len(account.voices) - 1
        joint = fixed.AND if last else fixed.COMMA
        writer.fixed(joint if number else fixed.LIKEWISE)
        writer.name(voice.claim.holder, voice.report, short=True).fixed(fixed.SPACE)
        writer.mark(voice.claim, voice.report, [voice.claim.holder.words])
    if len(account.voices) > MOST_VOICES:
        writer.fixed(fixed.MORE)
    return writer.fixed(fixed.STOP).done()


def add_copies(writer: Writer, rows: Sequence[tuple[LedgerClaim, LedgerReport]]) -> None:
    """Add where else it stands."""
    for number, (claim, report) in enumerate(rows[:MOST_COPIES]):
        last = number == len(rows) - 1
        joint = fixed.AND if last else fixed.COMMA
        writer.fixed(joint if number else fixed.ALSO_IN).mark(claim, report)
    if len(rows) > MOST_COPIES:
        writer.fixed(fixed.MORE)


def _said(writer: Writer, row: EventClaim) -> None:
    """Who says it, in which words; only that they do where the words have been quoted before."""
    claim, report = row.claim, row.report
    words = joined(claim.evidence)
    bare = claim.says is Says.DENIES and len(words.split()) < FEWEST_WORDS
    parent = None if claim.parent is None else claim.parent.words
    carried = [claim.holder.words, parent]
    if bare or writer.desk.is_told(claim):
        affirms = claim.says is Says.AFFIRMS
        _who(writer, claim, report, pause=not affirms)
        if not affirms:
            writer.fixed(_verb(claim))
        if not bare:
            writer.fixed(fixed.ABOVE)
    else:
        writer.desk.tell(claim)
        subject = _subject(claim)
        if subject is not None:
            words = joined((subject, *claim.evidence))
            carried.append(subject)
        _introduced(writer, row, words)
    writer.fixed(fixed.SPACE).mark(claim, report, carried)


def _introduced(writer: Writer, row: EventClaim, words: str) -> None:
    claim, report = row.claim, row.report
    deed = clean(claim.trigger.text)
    outlet = claim.holder.role is Role.PUBLISHER
    said = quote(words, deed)
    if claim.says is Says.OFFERS_EVIDENCE and outlet:
        writer.fixed(fixed.EVIDENCE)
    elif names_the_holder(claim):
        introduce(writer, claim.holder, report, words)
    elif claim.says is not Says.AFFIRMS and claim.stance in ("denies", "rejects", "doubts"):
        _who(writer, claim, report, pause=True)
        writer.fixed(_verb(claim)).fixed(fixed.COLON)
    elif words.startswith("that ") and not outlet:
        _who(writer, claim, report, pause=True)
        writer.fixed(fixed.SAID_THAT)
        said = quote(words.removeprefix("that "), deed)
    else:
        _who(writer, claim, report, pause=False)
        writer.fixed(fixed.OWN_WORDS if outlet else fixed.COLON)
    writer.quote(said)


def introduce(writer: Writer, voice: Voice, report: LedgerReport, words: str) -> None:
    """Begin to quote words that tell themselves who speaks; where by "he", say who that is."""
    if needs_name(words, voice, report):
        writer.name(voice, report).fixed(fixed.REPORTED_OF)
    else:
        writer.fixed(fixed.REPORTED)


def needs_name(words: str, voice: Voice, report: LedgerReport) -> bool:
    """Whether a quote begins with a pronoun, and there is a name that it does not hold itself."""
    name = spoken_name(voice, report)
    return begins_with_pronoun(words) and name is not None and name not in words


def _verb(claim: LedgerClaim) -> str:
    rejects = claim.stance == "rejects" and claim.says is Says.DENIES
    return fixed.REJECTED if rejects else fixed.VERBS[claim.says]


def names_the_holder(claim: LedgerClaim) -> bool:
    """Whether the evidence tells itself who says it, so that it stands in the outlet's words."""
    holder = claim.holder.words
    if claim.speech is not None:
        return True
    return holder is not None and any(
        span.start <= holder.start and holder.end <= span.end for span in claim.evidence
    )


def _subject(claim: LedgerClaim) -> Words | None:
    """Who does it, where the evidence begins after that ("are attacking further")."""
    words = joined(claim.evidence)
    if claim.says is not Says.AFFIRMS or not words[:1].islower() or words.startswith("that "):
        return None
    start = min(span.start for span in claim.evidence)
    for voice in (*claim.actors, *claim.recipients):
        near = voice.words is not None and 0 < start - voice.words.end < NEAR
        if near and voice.words is not None and not begins_with_pronoun(voice.words.text):
            return voice.words
    return None


def _who(writer: Writer, claim: LedgerClaim, report: LedgerReport, *, pause: bool) -> None:
    """Add the holder; of words that somebody else reports, according to whom.

    ``pause``: a verb follows, so that an apposition ends with a comma.
    """
    writer.name(claim.holder, report)
    parent = claim.parent
    told = parent is not None and parent.key != claim.holder.key
    if told and parent is not None:
        writer.fixed(fixed.ACCORDING).name(parent, report, short=True)
    if pause and (told or "," in writer.pieces[-1].text):
        writer.fixed(fixed.PAUSE)
