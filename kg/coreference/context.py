"""What stands where in a document: the mentions of each sentence, and who they are so far."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.language.clauses import read_clause
from kg.language.names import clean_name
from kg.model import Attribution, Mention, MentionKind, Sentence, Span
from kg.ontology.genders import gender_words, is_female_name
from kg.ontology.loader import Ontology

HE, SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
IT, THEY = (
    frozenset({"it", "its", "itself"}),
    frozenset({"they", "them", "their", "theirs", "themselves"}),
)
PERSON = frozenset({"Person"})
WINDOW = 2
"""So many sentences back an antecedent is looked for (Lappin and Leass 1994 halve salience at
each)."""
_MARKS = frozenset("\"“”«»„‘'`")


@dataclass(frozen=True, slots=True)
class Link:
    """What was decided about one pronoun or description: whom it stands for, by which rule, among
    whom.

    ``key`` is ``None`` where nobody or more than one fits; ``candidates`` are all that fit, nearest
    last."""

    key: str | None
    rule: str
    candidates: tuple[str, ...] = ()


class Context:
    """The mentions of a document and their entities, filled in text order."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        mentions: Sequence[Mention],
        linked: Mapping[Mention, str],
        types: Mapping[str, str],
        ontology: Ontology,
        quotes: Sequence[Span] = (),
        said: Sequence[Attribution] = (),
    ) -> None:
        self.sentences, self.ontology, self.types = sentences, ontology, dict(types)
        self.quotes, self.said = quotes, said
        self.plurals: set[str] = set()
        self.linked = dict(linked)
        self.decided: dict[Mention, Link] = {}
        self.by_sentence: dict[int, list[Mention]] = {}
        for m in mentions:
            self.by_sentence.setdefault(m.sentence, []).append(m)
        self.gender = find_genders(dict(enumerate(sentences)), linked)
        named = (m for m in linked if m.kind is MentionKind.NAME and self.is_a(linked[m], PERSON))
        self.people = sorted((m.sentence, m.head) for m in named)

    def is_a(self, key: str, fits: frozenset[str]) -> bool:
        """Whether an entity belongs to one of the classes *fits*."""
        return any(self.ontology.is_a(self.types.get(key, ""), t) for t in fits)

    def key_at(self, sentence: int, token: int) -> str | None:
        """The entity of the mention headed by *token*."""
        return next(
            (
                self.linked[m]
                for m in self.by_sentence.get(sentence, ())
                if m.head == token and m in self.linked
            ),
            None,
        )

    def decide(self, mention: Mention, link: Link) -> None:
        """Keep what was decided about *mention*, and link it if it stands for somebody."""
        self.decided[mention] = link
        if link.key is not None:
            self.link(mention, link.key)

    def link(self, mention: Mention, key: str) -> None:
        """Take *mention* to stand for the entity *key*, and what its words tell of gender for
        true."""
        self.linked[mention] = key
        defined = mention.text[:1].isupper() and not key.startswith(
            "~"
        )  # "Helios" has the look of a plural, and is a firm
        if mention.kind is MentionKind.NOMINAL and self.plural(mention) and not defined:
            self.plurals.add(key)
        if not self.is_a(key, PERSON):
            return
        word = mention.text.lower()
        sentence = self.sentences[mention.sentence]
        told = {word in SHE} if word in HE | SHE else gender_words(sentence, mention)
        if len(told) == 1:
            self.gender.setdefault(key, next(iter(told)))

    def agrees(self, key: str, female: bool) -> bool:
        """Whether nothing tells that a person is of the other gender."""
        return self.gender.get(key, female) is female

    def plural(self, mention: Mention) -> bool:
        """Whether the phrase means several, by its noun; a name ("Larkfield Motors") does so where
        it is a group's."""
        several = self.sentences[mention.sentence].tokens[mention.head].tag in {"NNS", "NNPS"}
        if mention.kind is MentionKind.NAME:
            return several and self.is_a(self.linked.get(mention, ""), frozenset({"Group"}))
        return several or mention.text.lower() in THEY or self.linked.get(mention) in self.plurals

    def quote_of(self, span: Span) -> Span | None:
        """The quotation in which a span stands."""
        return next((q for q in self.quotes if q.start < span.start < q.end), None)

    def sayer(self, mention: Mention) -> str | None:
        """Who says the quotation in which *mention* stands, as a source outside of it."""
        if (quote := self.quote_of(mention.span)) is None:
            return None
        outside = (
            a for a in self.said if _holds(a, mention.span.start) and self._is_outside(a, quote)
        )
        nearest = min(outside, key=lambda a: sum(c.end - c.start for c in a.content), default=None)
        return (
            self.linked.get(nearest.source)
            if nearest is not None and nearest.source is not None
            else None
        )

    def _is_outside(self, attribution: Attribution, quote: Span) -> bool:
        """Whether the source of what is said does not stand in the quotation itself."""
        return attribution.source is not None and self.quote_of(attribution.source.span) != quote

    def mentions_before(
        self, mention: Mention, fits: frozenset[str], back: int, plural: bool = False
    ) -> Iterator[Mention]:
        """Linked mentions of a fitting class and number before *mention*, in its sentence and
        *back* sentences before."""
        barred = {*self.barred(mention), *self._around(mention), *self._speakers_near(mention)}
        inside = self.quote_of(mention.span)
        for other in self._before(mention, back):
            key = self.linked.get(other)
            if (
                key is None
                or key in barred
                or self._is_predicate(other)
                or inside is None
                and self._in_marks(other)
            ):
                continue
            if self.plural(other) is plural and self.is_a(key, fits):
                yield other

    def _before(self, mention: Mention, back: int) -> Iterator[Mention]:
        """All mentions before *mention* in its sentence and in those of *back* sentences before
        that tell something."""
        for index in range(max(0, mention.sentence - back), mention.sentence):
            if self._tells(index):
                yield from self.by_sentence.get(index, ())
        yield from (
            m for m in self.by_sentence.get(mention.sentence, ()) if m.start < mention.start
        )

    def mentions_of(self, key: str) -> list[Mention]:
        """Return the mentions that were taken for the entity *key* so far."""
        return [mention for mention, linked in self.linked.items() if linked == key]

    def candidates(
        self, mention: Mention, fits: frozenset[str], back: int = 0, plural: bool = False
    ) -> tuple[str, ...]:
        """The entities of ``mentions_before``; nearest last."""
        return tuple(
            dict.fromkeys(self.linked[m] for m in self.mentions_before(mention, fits, back, plural))
        )

    def _speakers_near(self, mention: Mention) -> Iterator[str | None]:
        """For a mention in a quotation: who speaks it, and who speaks in the sentences beside
        it."""
        if (quote := self.quote_of(mention.span)) is None:
            return
        yield self.sayer(mention)
        for index in range(mention.sentence - 1, mention.sentence + 2):
            for source in self._sources.get(index, ()):
                if self.quote_of(source.span) != quote:
                    yield self.linked.get(source)

    @cached_property
    def _sources(self) -> dict[int, list[Mention]]:
        found: dict[int, list[Mention]] = {}
        for attribution in self.said:
            if attribution.source is not None:
                found.setdefault(attribution.sentence, []).append(attribution.source)
        return found

    def _in_marks(self, mention: Mention) -> bool:
        """Whether a mention is quoted: what others say is no antecedent for the writer's own
        pronoun."""
        tokens = self.sentences[mention.sentence].tokens
        before = tokens[mention.start - 1].text if mention.start else ""
        after = "".join(t.text for t in tokens[mention.end : mention.end + 2])
        alone = before in _MARKS and any(mark in after for mark in _MARKS) and before != "'"
        return alone or self.quote_of(mention.span) is not None

    def _is_predicate(self, mention: Mention) -> bool:
        """Whether a noun tells a kind, and nobody: "was [a writer]", "as [governor]", "a [salesman]
        approach"."""
        sentence = self.sentences[mention.sentence]
        token = sentence.tokens[mention.head]
        role = token.dep == "pobj" and sentence.tokens[token.head].text.lower() == "as"
        return mention.kind is MentionKind.NOMINAL and (
            role or token.dep in {"attr", "oprd", "compound", "nmod"}
        )

    def _tells(self, index: int) -> bool:
        """Whether a sentence has a verb: captions and headings introduce nobody."""
        sentence = self.sentences[index]
        return not sentence.heading and any(t.pos in {"VERB", "AUX"} for t in sentence.tokens)

    def _around(self, mention: Mention) -> Iterator[str | None]:
        """What the noun phrase around a mention stands for: a phrase does not name a part of itself
        ("i within i")."""
        sentence = self.sentences[mention.sentence]
        below = sentence.tokens[mention.head]
        for k in sentence.ancestors(mention.head):
            if below.dep in {"conj", "appos"} or sentence.tokens[k].pos in {"VERB", "AUX"}:
                return
            yield self.key_at(mention.sentence, k)
            below = sentence.tokens[k]

    def barred(self, mention: Mention) -> set[str]:
        """Other arguments of the mention's own clause: they cannot be the same thing (Chomsky's
        principle B)."""
        sentence = self.sentences[mention.sentence]
        if sentence.tokens[mention.head].dep == "poss":
            return self._described_by_owned(sentence, mention)
        verb = governor(sentence, mention.head)
        if sentence.tokens[verb].pos not in {"VERB", "AUX"}:
            return set()
        roles = read_clause(sentence, verb).roles
        arguments = {
            k
            for found in roles.values()
            for first in found
            for k in (first, *sentence.dependents(first, "conj"))
        }
        keys = {self.key_at(mention.sentence, k) for k in arguments if k != mention.head}
        return {k for k in keys if k is not None}

    def _described_by_owned(self, sentence: Sentence, owner: Mention) -> set[str]:
        """The entities that the owned description is said of, as nobody is his own rival:
        "Larkfield, its main rival"."""
        owned = sentence.tokens[sentence.tokens[owner.head].head]
        key = (
            self.key_at(owner.sentence, owned.head)
            if owned.dep == "appos" and owned.pos == "NOUN"
            else None
        )
        return {key} if key is not None else set()


def governor(sentence: Sentence, i: int) -> int:
    """The word that governs token *i*, over its preposition."""
    head = sentence.tokens[i].head
    while sentence.tokens[head].pos == "ADP" and sentence.tokens[head].head != head:
        head = sentence.tokens[head].head
    return head


def _holds(attribution: Attribution, place: int) -> bool:
    """Whether what is attributed covers a place of the document."""
    return any(c.start <= place < c.end for c in attribution.content)


def find_genders(
    sentences: Mapping[int, Sentence], linked: Mapping[Mention, str]
) -> dict[str, bool]:
    """Return the gender of each person whose title or apposition tells it, else the given name; two
    that disagree tell nothing.

    *sentences*: index → sentence; *linked*: mention → entity key.
    """
    words: dict[str, set[bool]] = {}
    names: dict[str, set[bool]] = {}
    for mention, key in linked.items():
        if mention.kind is MentionKind.NAME:
            words.setdefault(key, set()).update(gender_words(sentences[mention.sentence], mention))
            names.setdefault(key, set()).update(_given_name_gender(mention.text))
    told = {key: found or names[key] for key, found in words.items()}
    return {key: next(iter(found)) for key, found in told.items() if len(found) == 1}


def _given_name_gender(name: str) -> set[bool]:
    """What the first word of a full name tells: nothing where men and women bear it, or where it
    stands alone."""
    given, *rest = clean_name(name, person=True).split()
    female = is_female_name(given) if rest else None
    return set() if female is None else {female}
