"""Pronouns: which entity they stand for, where that is safe.

A method of sieves from sure to less sure (Raghunathan et al. 2010; Lee et al. 2013): the subject of
the clause around, the one candidate that agrees in class, number and gender, then the best of several
by a trained score (kg.coreference.antecedents) where it leads clearly. "I" in a quotation is who says it. What no
sieve links is left unlinked.
"""

from collections.abc import Iterator, Mapping, Sequence

from kg.coreference.antecedents import antecedent_score
from kg.language.clauses import antecedent, read_clause
from kg.model import Attribution, Mention, MentionKind, Sentence, Span
from kg.ontology.lexicon import is_cue
from kg.ontology.loader import Ontology

HE, SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
IT, THEY = frozenset({"it", "its", "itself"}), frozenset({"they", "them", "their", "theirs", "themselves"})
ME = frozenset({"i", "me", "my", "mine", "myself"})
_FEMALE = frozenset(
    "ms mrs miss dame lady woman girl mother sister daughter wife widow aunt niece grandmother queen princess actress "
    "spokeswoman chairwoman congresswoman businesswoman councilwoman girlfriend mum mom".split()
)
_MALE = frozenset(
    "mr sir lord man boy father brother son husband widower uncle nephew grandfather king prince spokesman chairman "
    "congressman businessman councilman boyfriend gentleman dad".split()
)
_PERSON = frozenset({"Person"})
_THINGS = frozenset({"Organization", "LegalCase", "Document", "Agreement", "Product", "Law"})
_WEATHER = frozenset({"be", "seem", "appear", "take", "turn", "happen", "become", "make", "mean"})
_WINDOW, _LEAD = 2, 1.2
"""So many sentences back; so much better (log-odds) the best of several candidates must be."""


class Context:
    """What stands where in a document: the mentions of each sentence, and who they are so far."""

    def __init__(
        self, sentences: Sequence[Sentence], mentions: Sequence[Mention], linked: Mapping[Mention, str],
        types: Mapping[str, str], ontology: Ontology, quotes: Sequence[Span] = (), said: Sequence[Attribution] = (),
    ) -> None:  # fmt: skip
        self.sentences, self.ontology, self.types = sentences, ontology, types
        self.quotes, self.said = quotes, said
        self.plurals: set[str] = set()
        self.linked = dict(linked)
        self.by_sentence: dict[int, list[Mention]] = {}
        for m in mentions:
            self.by_sentence.setdefault(m.sentence, []).append(m)
        self.gender = _genders(sentences, linked)
        named = (m for m in linked if m.kind is MentionKind.NAME and self.is_a(linked[m], _PERSON))
        self.people = sorted((m.sentence, m.head) for m in named)

    def is_a(self, key: str, fits: frozenset[str]) -> bool:
        """Whether an entity belongs to one of the classes *fits*."""
        return any(self.ontology.is_a(self.types.get(key, ""), t) for t in fits)

    def key_at(self, sentence: int, token: int) -> str | None:
        """The entity of the mention headed by *token*."""
        return next((self.linked[m] for m in self.by_sentence.get(sentence, ()) if m.head == token and m in self.linked), None)

    def link(self, mention: Mention, key: str) -> None:
        """Take *mention* to stand for the entity *key*, and what its words tell of gender for true."""
        self.linked[mention] = key
        if mention.kind is MentionKind.NOMINAL and self.plural(mention):
            self.plurals.add(key)
        if not self.is_a(key, _PERSON):
            return
        word = mention.text.lower()
        told = {word in SHE} if word in HE | SHE else gender_words(self.sentences[mention.sentence], mention)
        if len(told) == 1:
            self.gender.setdefault(key, next(iter(told)))

    def plural(self, mention: Mention) -> bool:
        """Whether the phrase means several, by its noun."""
        several = self.sentences[mention.sentence].tokens[mention.head].tag in {"NNS", "NNPS"}
        return several or mention.text.lower() in THEY or self.linked.get(mention) in self.plurals

    def quote_of(self, span: Span) -> Span | None:
        """The quotation in which a span stands."""
        return next((q for q in self.quotes if q.start < span.start < q.end), None)

    def sayer(self, mention: Mention) -> str | None:
        """Who says the quotation in which *mention* stands, as a source outside of it."""
        if (quote := self.quote_of(mention.span)) is None:
            return None
        inside = [a for a in self.said if a.source and any(c.start <= mention.span.start < c.end for c in a.content)]
        outside = [a for a in inside if a.source and self.quote_of(a.source.span) != quote]
        nearest = min(outside, key=lambda a: sum(c.end - c.start for c in a.content), default=None)
        return self.linked.get(nearest.source) if nearest is not None and nearest.source is not None else None

    def mentions_before(self, mention: Mention, fits: frozenset[str], back: int, plural: bool = False) -> Iterator[Mention]:
        """Linked mentions of a fitting class and number before *mention*, in its sentence and *back* sentences before."""
        barred = {*self._barred(mention), *self._around(mention), self.sayer(mention)}
        for index in range(max(0, mention.sentence - back), mention.sentence + 1):
            for m in self.by_sentence.get(index, ()):
                key = self.linked.get(m)
                if key is None or (index == mention.sentence and (m.start >= mention.start or key in barred)):
                    continue
                if self.plural(m) is plural and self.is_a(key, fits):
                    yield m

    def candidates(self, mention: Mention, fits: frozenset[str], back: int = _WINDOW) -> list[str]:
        """The entities of ``mentions_before``; nearest last."""
        return list(dict.fromkeys(self.linked[m] for m in self.mentions_before(mention, fits, back)))

    def _around(self, mention: Mention) -> Iterator[str | None]:
        """What the noun phrase around a mention stands for: a phrase does not name a part of itself ("i within i")."""
        sentence = self.sentences[mention.sentence]
        below = sentence.tokens[mention.head]
        for k in sentence.ancestors(mention.head):
            if below.dep == "conj" or sentence.tokens[k].pos in {"VERB", "AUX"}:
                return
            yield self.key_at(mention.sentence, k)
            below = sentence.tokens[k]

    def _barred(self, mention: Mention) -> set[str]:
        """Other arguments of the mention's own clause: they cannot be the same thing (Chomsky's principle B)."""
        sentence = self.sentences[mention.sentence]
        token = sentence.tokens[mention.head]
        if token.dep == "poss":
            return set()
        verb = token.head
        while sentence.tokens[verb].pos == "ADP" and sentence.tokens[verb].head != verb:
            verb = sentence.tokens[verb].head
        if sentence.tokens[verb].pos not in {"VERB", "AUX"}:
            return set()
        arguments = (k for found in read_clause(sentence, verb).roles.values() for k in found)
        keys = {self.key_at(mention.sentence, k) for k in arguments if k != mention.head}
        return {k for k in keys if k is not None}


def link_pronoun(mention: Mention, context: Context) -> str | None:
    """Link a third-person or relative pronoun where one candidate fits, else return ``None``."""
    sentence, word = context.sentences[mention.sentence], mention.text.lower()
    head = antecedent(sentence, mention.head)
    if head != mention.head:
        return context.key_at(mention.sentence, head)
    if word in HE | SHE:
        return _link_person(mention, context, word in SHE)
    if word in IT and not _is_empty(sentence, mention.head):
        return _link_thing(mention, context)
    if word in THEY:
        return _speaker(mention, context, frozenset({"Group", "Organization"}), plural=True)
    return None


def link_first_person(mention: Mention, context: Context) -> str | None:
    """Link "I" inside a quotation to the person who says it, else return ``None``; who "we" are stays open."""
    key = context.sayer(mention) if mention.text.lower() in ME else None
    return key if key is not None and context.is_a(key, _PERSON) else None


def _link_person(mention: Mention, context: Context, female: bool) -> str | None:
    if (said := _speaker(mention, context, _PERSON)) is not None and _agrees(context, said, female):
        return said
    for back in (0, 1, _WINDOW):
        found = [m for m in context.mentions_before(mention, _PERSON, back) if _agrees(context, context.linked[m], female)]
        keys = list(dict.fromkeys(context.linked[m] for m in found))
        if len(keys) == 1:
            return keys[0]
        if keys:
            known = [k for k in keys if context.gender.get(k) is female]
            return known[0] if len(known) == 1 else _best(mention, context, found)
    return None


def _best(mention: Mention, context: Context, found: Sequence[Mention]) -> str | None:
    """The entity whose best mention leads those of all others clearly."""
    scores: dict[str, float] = {}
    for m in found:
        score = antecedent_score(context.sentences, (mention.sentence, mention.head), (m.sentence, m.head), context.people)
        key = context.linked[m]
        scores[key] = max(score, scores.get(key, score))
    first, second, *_ = sorted(scores, key=lambda k: (-scores[k], k))
    return first if scores[first] - scores[second] >= _LEAD else None


def _agrees(context: Context, key: str, female: bool) -> bool:
    return context.gender.get(key, female) is female


def _is_empty(sentence: Sentence, i: int) -> bool:
    """ "It is clear that", "it took years": a subject that means nothing."""
    token = sentence.tokens[i]
    verb = sentence.tokens[token.head]
    if token.text.lower() != "it" or token.dep not in {"nsubj", "nsubjpass"}:
        return False
    clausal = [k for k in sentence.dependents(verb.i, "ccomp", "xcomp", "csubj", "advcl") if k > verb.i]
    predicate = sentence.dependents(verb.i, "acomp", "attr", "oprd")
    clausal += [k for p in predicate for k in sentence.dependents(p, "ccomp", "xcomp", "relcl", "advcl")]
    return verb.lemma in _WEATHER and bool(clausal) or token.dep == "nsubjpass" and bool(clausal)


def _link_thing(mention: Mention, context: Context) -> str | None:
    """ "It" and "its" are the subject around them; what merely stands nearby was wrong too often."""
    return _speaker(mention, context, _THINGS | {"Place"})


def _speaker(mention: Mention, context: Context, fits: frozenset[str], plural: bool = False) -> str | None:
    """ "Larkfield said it paid", "Larkfield opened its API": the subject of the clause above or around."""
    sentence = context.sentences[mention.sentence]
    token = sentence.tokens[mention.head]
    own = token.dep in {"nsubj", "nsubjpass"}
    for verb in sentence.ancestors(mention.head):
        if sentence.tokens[verb].pos not in {"VERB", "AUX"}:
            continue
        clause = read_clause(sentence, verb)
        subjects = clause.roles.get("dobj" if clause.passive else "nsubj", ())
        if own and mention.head in subjects:
            if sentence.tokens[verb].dep not in {"ccomp", "advcl"} and not is_cue(
                sentence, sentence.tokens[verb].head, context.ontology, "ReportVerb"
            ):
                return None
            own = False
            continue
        if token.dep in {"dobj", "pobj", "dative"} and verb in _controlled(sentence, _verb_of(sentence, mention.head)):
            continue
        quote = context.quote_of(mention.span)
        for k in subjects:
            if context.quote_of(Span(sentence.tokens[k].start, sentence.tokens[k].end)) != quote:
                return None
            key = context.key_at(mention.sentence, k)
            number = sentence.tokens[k].tag in {"NNS", "NNPS"} or bool(sentence.dependents(k, "conj"))
            if key is not None and number is plural and context.is_a(key, fits):
                return key
        if subjects:
            return None
    return None


def _verb_of(sentence: Sentence, i: int) -> int:
    head = sentence.tokens[i].head
    while sentence.tokens[head].pos == "ADP" and sentence.tokens[head].head != head:
        head = sentence.tokens[head].head
    return head


def _controlled(sentence: Sentence, verb: int) -> set[int]:
    """*verb* and those whose subject is also its own ("wants to support it")."""
    found = {verb}
    while sentence.tokens[verb].dep == "xcomp" and sentence.tokens[verb].head not in found:
        verb = sentence.tokens[verb].head
        found.add(verb)
    return found


def _genders(sentences: Sequence[Sentence], linked: Mapping[Mention, str]) -> dict[str, bool]:
    """Persons whose title or apposition tells their gender (true: female); two that disagree tell nothing."""
    votes: dict[str, set[bool]] = {}
    for mention, key in linked.items():
        if mention.kind is MentionKind.NAME:
            votes.setdefault(key, set()).update(gender_words(sentences[mention.sentence], mention))
    return {key: next(iter(v)) for key, v in votes.items() if len(v) == 1}


def gender_words(sentence: Sentence, mention: Mention) -> set[bool]:
    """What the words at a mention, and those in apposition with it, tell of gender (true: female)."""
    tokens = sentence.tokens
    near = {*range(max(0, mention.start - 1), mention.end), *sentence.dependents(mention.head, "appos")}
    if tokens[mention.head].dep == "appos":
        near.add(tokens[mention.head].head)
    words = {tokens[k].lemma.lower().strip(".") for k in near} | {tokens[k].text.lower().strip(".") for k in near}
    return {female for female, cues in ((True, _FEMALE), (False, _MALE)) if words & cues}
