"""The fixed vocabulary of the brief. None of it holds a name, a number or a place.

The same phrases serve every party.
"""

from __future__ import annotations

from fogline.records.event import DueState, Is
from fogline.records.ledger import Says

TITLE = "Situation brief"
SOURCES = "Sources"
NOTE = (
    "Words in quotation marks are those of the cited report, also where it tells in its own words "
    "what a speaker said. Numbers in square brackets lead to the sources at the end."
)
SOURCES_NOTE = "Each line gives the id of a claim in the report’s record, and its words."
EMPTY = "The ledger holds no event for this brief."
NO_REPORTS = "The ledger holds no reports as of this moment."
LEFT_OUT = "left out."
OTHERS = "of other kinds left out."
LISTED = "The command “fogline events” lists what is left out."

FRONT, STRIKES, TALKS = "Front", "Strikes", "Talks"
EXCHANGES, COST, OTHER = "Exchanges", "Human cost", "Other"
ORDER = (FRONT, STRIKES, TALKS, EXCHANGES, COST, OTHER)

SECTIONS = {
    "ADVANCE": FRONT, "RETREAT": FRONT, "CONTROL": FRONT, "SOVEREIGNTY": FRONT,
    "ASSAULT": STRIKES,
    "REQUEST": TALKS, "REJECT": TALKS, "CONSULT": TALKS, "AGREE": TALKS, "THREATEN": TALKS,
    "ACCUSE": TALKS, "SILENCE": TALKS, "SUPPORT": TALKS, "CONCEDE": TALKS,
    "EXCHANGE": EXCHANGES, "COMMITMENT": EXCHANGES,
    "TOLL": COST,
}  # fmt: skip
SECTIONS_OF_MODES = {
    ("ASSAULT", "ground-clash"): FRONT,
    ("ASSAULT", "truce-violation"): TALKS,
    ("RETREAT", "ceasefire"): TALKS,
    ("RETREAT", "release"): EXCHANGES,
    ("SANCTION", "postpone"): TALKS,
    ("SANCTION", "suspend-talks"): TALKS,
}

DEEDS = {
    "ADVANCE": "Advance", "RETREAT": "Pull-back", "CONTROL": "Control of ground",
    "SOVEREIGNTY": "Claim to ground", "ASSAULT": "Attack", "REQUEST": "Request",
    "REJECT": "Refusal", "CONSULT": "Talks", "AGREE": "Agreement", "THREATEN": "Threat",
    "ACCUSE": "Accusation", "SILENCE": "Silence", "SUPPORT": "Support", "CONCEDE": "Concession",
    "EXCHANGE": "Exchange", "COMMITMENT": "Commitment", "TOLL": "Human cost", "AID": "Aid",
    "SANCTION": "Sanction", "MOBILIZE": "Mobilisation", "COERCE": "Coercion",
    "PROTEST": "Protest", "COOPERATE": "Cooperation", "EVIDENCE": "Evidence",
    "ASSESSMENT": "Assessment", "DISASTER": "Disaster", "CRIME": "Crime",
}  # fmt: skip
MODES = {
    ("ADVANCE", "capture"): "Capture of ground",
    ("ADVANCE", "encircle"): "Encirclement",
    ("ADVANCE", "hold"): "Holding of ground",
    ("ADVANCE", "enter"): "Advance into new ground",
    ("RETREAT", "ceasefire"): "Truce",
    ("RETREAT", "release"): "Release",
    ("AGREE", "ceasefire"): "Truce",
    ("REQUEST", "ceasefire"): "Call for a truce",
    ("REJECT", "ceasefire"): "Refusal of a truce",
    ("ASSAULT", "ground-clash"): "Fighting",
    ("ASSAULT", "missile"): "Missile strike",
    ("ASSAULT", "airstrike"): "Air strike",
    ("ASSAULT", "drone"): "Drone attack",
    ("ASSAULT", "shelling"): "Shelling",
    ("ASSAULT", "intercept"): "Air defence",
    ("ASSAULT", "truce-violation"): "Breach of a truce",
    ("EXCHANGE", "prisoners"): "Exchange of prisoners",
    ("EXCHANGE", "bodies"): "Return of bodies",
    ("EXCHANGE", "wounded"): "Exchange of wounded",
    ("COMMITMENT", "EXCHANGE"): "Promise of an exchange",
    ("SANCTION", "postpone"): "Postponement",
}
ALSO = "Also reported"
UNKNOWN_DEED = "Report"

TAGS = {
    Is.DENIED: "denied",
    Is.DISPUTED: "disputed",
    Is.CONCEDED: "conceded",
    Is.CORROBORATED: "corroborated",
    Is.CLAIMED: "claimed",
    Is.UNANSWERED: "unanswered",
}
UNCHANGED, FRESH = "nothing new", " (new)"
CHANGES = {
    "event": "new",
    Is.DENIED: "now denied",
    Is.DISPUTED: "now disputed",
    Is.CONCEDED: "now conceded",
    Is.CORROBORATED: "now corroborated",
    "answered": "now answered",
    "due": "another date given",
    "restated": "a speaker has since said otherwise",
    "more": "further accounts",
}

# In the past tense, which fits one speaker as well as several.
SAID_THAT, REJECTED = " said that ", " rejected it"
VERBS = {
    Says.AFFIRMS: " said so",
    Says.DENIES: " denied it",
    Says.DOUBTS: " doubted it",
    Says.OFFERS_EVIDENCE: " offered evidence",
}
ABOVE = ", as quoted above"
OWN_WORDS = ", in its own words: "
REPORTED, REPORTED_OF = "As reported: ", ", as reported: "
EVIDENCE = "Offered as evidence: "
ACCORDING = ", according to "
NOBODY, NO_PUBLISHER = "a speaker not named", "an outlet not named"
ALSO_IN, LIKEWISE, AND, MORE = ", also in ", "; likewise ", " and ", " and others"

SILENT = "Not answered when reported: "
SILENT_AGAIN = "Not answered when reported, as quoted above"
SINCE = ", since "
SILENT_ONCE = "First not answered: "
ANSWERED_BY = "; since answered by "
UNCONFIRMED = "No independent confirmation in the ledger."
CONFIRMED = "Independent origins say so."
CONCEDED = "A party that it tells against says so itself."
NUMBERS_APART = "The numbers cannot all be right."
DOERS_APART = "The accounts name different doers."
NO_ANSWER = "No answer of the party concerned is in the ledger."
BLAME = "Blame: "
DUE = "Due: "
DUE_STATES = {
    DueState.OPEN: "It is not overdue, or nobody gives a date.",
    DueState.POSTPONED: "It has been put off.",
    DueState.OVERDUE: "The time given is over, and nobody tells of it as done.",
    DueState.KEPT: "It is told as done.",
    DueState.BROKEN: "It is said not to have been done.",
}
DRIFT = "One speaker’s number differs between reports: "
TOLLS = {
    "killed": "Killed: ", "wounded": "Wounded: ", "casualties": "Casualties: ",
    "captured": "Captured: ", "missing": "Missing: ", "trapped": "Trapped: ",
    "displaced": "Displaced: ", "bodies": "Bodies: ", "prisoners": "Prisoners: ",
}  # fmt: skip
TOLL = "Counted: "
EARLIER = "earlier "
BY = " according to "
OPEN, CLOSE, STOP, SPACE = " (", ")", ".", " "
COMMA, COLON, SEMICOLON, PAUSE = ", ", ": ", "; ", ","

SPOKEN = frozenset(
    ("REQUEST", "REJECT", "CONSULT", "AGREE", "THREATEN", "ACCUSE", "SILENCE", "SUPPORT")
)
ARTICLES = frozenset(("the", "a", "an"))
# Begin a mention without belonging to the name.
UNNAMING = ARTICLES | frozenset(("both", "all", "some", "several", "local", "police", "officials"))
POSSESSIVES = frozenset(("its", "his", "her", "their", "our", "my", "whose"))
# What names nobody where it stands alone.
PRONOUNS = frozenset(
    ("it", "he", "she", "they", "we", "i", "you", "who", "which", "one", "this", "that", "those",
     "these", "both", "some", "others", "him", "her", "them", "us")
)  # fmt: skip
# What begins a quote that does not tell itself whom it is about.
PERSONAL = POSSESSIVES | frozenset(("it", "he", "she", "they", "we", "i", "you"))
NUMERALS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
