"""The parsed document as the rules for actors read it: noun phrases, names, clauses, quotes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from fogline.extract.names import NameMention
from fogline.knowledge.actors import ActorTables, NameClass, NameSense
from fogline.knowledge.actorwords import ActorWords, plain
from fogline.language.document import Document, Token
from fogline.records.span import Span

_OF_STATES = (
    NameClass.STATE,
    NameClass.DEMONYM,
    NameClass.DEMONYM_PLURAL,
    NameClass.CAPITAL,
    NameClass.GOVERNMENT,
)
SUBJECTS = ("nsubj", "nsubjpass")
# A clause of these kinds shares the subject of the verb that it hangs on.
CONTROLLED = ("conj", "advcl", "xcomp", "acomp", "dep", "prep", "pcomp")
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X")
# Dependents that belong to a noun phrase when they stand before its head.
LEFT = frozenset(
    ("det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "predet", "preconj", "case")
)
_ARTICLES = ("a", "an", "the", "this", "that", "these", "those", "said", "such")
# How far a chain of clauses or phrases is followed; deeper chains are parser slips.
CHAIN = 6
# A noun phrase longer than this on its left is a parser slip.
LONGEST_PHRASE = 16


class View:
    """Look-ups over one document; nothing here decides who anybody is."""

    def __init__(
        self,
        document: Document,
        names: Sequence[NameMention],
        tables: ActorTables,
        words: ActorWords,
    ) -> None:
        self.document = document
        self.tokens = document.tokens
        self.tables = tables
        self.words = words
        self.names = self._place(names)
        self._words = tuple(plain(token.lower) for token in document.tokens)
        self._forms: dict[int, tuple[str, ...]] = {}
        self.countries = self._countries()
        self._quote_starts = [quote.start for quote in document.quotes]
        self.clock = self._clock()

    def _place(self, names: Sequence[NameMention]) -> dict[int, NameMention]:
        """The name that each token belongs to, by the token's index."""
        found: dict[int, NameMention] = {}
        waiting = iter(names)
        name = next(waiting, None)
        for token in self.tokens:
            while name is not None and name.span.end <= token.start:
                name = next(waiting, None)
            if name is None:
                break
            if name.span.start < token.end and token.lower not in ("'s", "\u2019s"):
                found[token.i] = name
        return found

    def _countries(self) -> tuple[tuple[int, str], ...]:
        """Token index and country of every state, capital and demonym, in text order."""
        rows: list[tuple[int, str]] = []
        for i, name in self.names.items():
            if name.form in _OF_STATES:
                country = name.senses[0].entry.country
                if country is not None:
                    rows.append((i, country))
        return tuple(rows)

    def countries_in(self, sentence: int) -> set[str]:
        """The countries that one sentence names."""
        return {country for _, country in self.countries_at(sentence)}

    def countries_at(self, sentence: int) -> Sequence[tuple[int, str]]:
        """The tokens of one sentence that name a country, with the country."""
        row = self.document.sentences[sentence]
        first = bisect_right(self.countries, (row.first, ""))
        last = bisect_right(self.countries, (row.last, ""))
        return self.countries[first:last]

    def only_country(self, token: Token, back: int) -> str | None:
        """The one country that the sentence names, else that it and ``back`` before it name.

        None where several are named, or none.
        """
        i = bisect_right(self.countries, (self.document.sentences[token.sentence].last, ""))
        here: set[str] = set()
        before: set[str] = set()
        for place, country in reversed(self.countries[:i]):
            distance = token.sentence - self.tokens[place].sentence
            if distance > back:
                break
            before.add(country)
            if distance == 0:
                here.add(country)
        for found in (here, before):
            if found:
                return next(iter(found)) if len(found) == 1 else None
        return None

    def _clock(self) -> tuple[int, ...]:
        """For each sentence, how many sentences of narration stand before it.

        Sentences inside a quotation do not count: whoever spoke is as near after a long
        quotation as after a short one.
        """
        now = 0
        rows: list[int] = []
        for sentence in self.document.sentences:
            quote = self.quote_at(sentence.start)
            inside = quote is not None and sentence.end <= self.document.quotes[quote].end
            now += 0 if inside and rows else 1
            rows.append(now)
        return tuple(rows)

    # -- words ------------------------------------------------------------------------------

    def word(self, token: Token) -> str:
        """The token as the word lists spell it."""
        return self._words[token.i]

    def forms(self, token: Token) -> tuple[str, ...]:
        """The spellings under which a noun may be in the lists, the exact one first."""
        known = self._forms.get(token.i)
        if known is not None:
            return known
        exact = self._words[token.i]
        found = [exact]
        lemma = plain(token.lemma)
        if lemma != exact:
            found.append(lemma)
        if token.tag in ("NNPS", "NNS") and exact.endswith("s") and exact[:-1] not in found:
            found.append(exact[:-1])
        self._forms[token.i] = tuple(found)
        return self._forms[token.i]

    def listed(self, name: str, token: Token) -> bool:
        """Whether a word list holds the token in one of its forms."""
        return any(form in self.words.sets[name] for form in self.forms(token))

    def plural(self, token: Token) -> bool:
        """Whether the token is a plural noun."""
        return token.tag in ("NNS", "NNPS") or token.lower in ("people", "police", "personnel")

    # -- names ------------------------------------------------------------------------------

    def senses(self, token: Token) -> tuple[NameSense, ...]:
        """What the known name at the token may mean, the likeliest first."""
        name = self.names.get(token.i)
        return name.senses if name else ()

    def sense(self, token: Token, *classes: NameClass) -> NameSense | None:
        """The first sense of one of the classes; the likeliest if no class is given."""
        for sense in self.senses(token):
            if not classes or sense.cls in classes:
                return sense
        return None

    def heads_name(self, token: Token) -> bool:
        """Whether the token is the one of its name that the sentence hangs on."""
        name = self.names.get(token.i)
        if name is None:
            return False
        head = self.document.head(token)
        return head is None or self.names.get(head.i) is not name

    # -- noun phrases -------------------------------------------------------------------------

    def left_edge(self, token: Token) -> int:
        """Index of the first token of the noun phrase that the token heads."""
        edge = token.i
        for child in self.document.children(token):
            if child.i >= token.i:
                break
            if child.dep in LEFT:
                first = self.document.subtree_edges(child)[0]
                edge = min(edge, first)
        return max(edge, token.i - LONGEST_PHRASE)

    def core(self, token: Token) -> tuple[Token, ...]:
        """The noun phrase's tokens from its left edge to its head."""
        return self.tokens[self.left_edge(token) : token.i + 1]

    def of_object(self, token: Token, *words: str) -> Token | None:
        """The noun after "of" (or the ``words`` given) that follows ("ministry of defence")."""
        for child in self.document.children(token, "prep"):
            if child.lower in (words or ("of",)) and token.i < child.i <= token.i + 2:
                return self.document.child(child, "pobj")
        return None

    def phrase_span(self, token: Token) -> Span:
        """The local mention: left modifiers, head and an "of" phrase, no relative clause."""
        last = token
        for _ in range(3):
            after = self.of_object(last, "of", "for")
            if after is None:
                break
            last = after
        name = self.names.get(last.i)
        end = max(last.end, name.span.end if name else 0)
        return self.document.span(self.tokens[self.left_edge(token)].start, end)

    def phrase_name(self, token: Token) -> str:
        """The phrase in the report's words, without article and possessive pronoun."""
        span = self.phrase_span(token)
        tokens = list(self.core(token))
        while len(tokens) > 1 and (tokens[0].lower in _ARTICLES or tokens[0].tag == "PRP$"):
            tokens.pop(0)
        return " ".join(self.document.text[tokens[0].start : span.end].split())

    def determiner(self, token: Token) -> str:
        """How the phrase comes in: "new", "definite", "owned" or "bare"."""
        core = self.core(token)
        if any(child.dep == "poss" for child in self.document.children(token)):
            return "owned"
        first = self.word(core[0])
        if first in self.words.sets["new"] or core[0].tag == "CD":
            return "new"
        for child in core[:-1]:
            if child.tag == "CD" or self.word(child) == "other":
                return "new"
        return "definite" if first in self.words.sets["definite"] else "bare"

    # -- clauses ------------------------------------------------------------------------------

    def verb_above(self, token: Token) -> Token | None:
        """The verb of the clause that the token stands in."""
        for step, above in enumerate(self.document.ancestors(token)):
            if above.pos in ("VERB", "AUX"):
                return above
            if step >= CHAIN * 2:
                break
        return None

    def subject_of(self, verb: Token) -> Token | None:
        """The head of the verb's subject, its own or the one that it shares with a clause above."""
        for _ in range(CHAIN):
            own = self.document.child(verb, *SUBJECTS)
            if own is not None:
                return own
            if self.document.child(verb, "expl", "csubj") is not None:
                return None
            above = self.document.head(verb)
            if above is None:
                return None
            if verb.dep in ("acl", "relcl"):
                return above
            if verb.dep not in CONTROLLED:
                return None
            verb = above
        return None

    def role(self, token: Token) -> str:
        """Subject, object, possessive or other; a conjunct has the first conjunct's role."""
        for _ in range(CHAIN):
            if token.dep not in ("conj", "appos"):
                break
            above = self.document.head(token)
            if above is None:
                break
            token = above
        if token.dep in SUBJECTS or token.dep == "agent":
            return "subject"
        if token.dep == "poss":
            return "possessive"
        if token.dep == "pobj":
            above = self.document.head(token)
            if above is not None and (above.dep == "agent" or self.according(above)):
                return "subject"
            return "object"
        return "object" if token.dep in ("dobj", "dative", "iobj", "oprd") else "other"

    def according(self, preposition: Token) -> bool:
        """Whether the preposition is the "to" of "according to"."""
        above = self.document.head(preposition)
        return preposition.lower == "to" and above is not None and above.lower == "according"

    def saying(self, token: Token) -> bool:
        """Whether the token is the subject of a verb of saying, or what "according to" names."""
        while token.dep in ("conj", "appos") and token.head != token.i:
            token = self.tokens[token.head]
        above = self.document.head(token)
        if above is None:
            return False
        if token.dep == "pobj":
            return self.according(above)
        return token.dep in SUBJECTS and above.lemma in self.words.sets["saying"]

    # -- quotations -----------------------------------------------------------------------------

    def quote_at(self, offset: int) -> int | None:
        """The index of the quotation that covers the character, or None."""
        i = bisect_right(self._quote_starts, offset) - 1
        if i >= 0 and offset < self.document.quotes[i].end:
            return i
        return None
