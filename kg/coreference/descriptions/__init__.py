"""Descriptions: which named thing they stand for, where that is safe.

Sieves (Lee et al. 2013), from sure to less sure: apposition, a part in a case that one party has
("Relator Smith … the relator"), the head of one full name ("the county" for the County of Maui),
the one body or person nearby. A description that none links is a thing of its own: "a site" starts
a new one, "the site" goes on with the last, and what somebody owns is kept apart by its owner."""

from collections.abc import Mapping, Sequence

from kg.coreference.context import PERSON, Context, Link
from kg.coreference.descriptions.apposed import adjoins, first_of_descriptions, is_of_one
from kg.coreference.descriptions.joint import JOINT, joint_keys
from kg.language.lists import words_shared_before
from kg.language.mentions import noun_types
from kg.language.names import clean_name
from kg.language.phrase_spans import nominal_span
from kg.model import Mention, MentionKind, Sentence, Token
from kg.ontology.genders import gender_words
from kg.ontology.lexicon import words_of
from kg.ontology.titles import case_parties

_FIRST = frozenset(
    {"a", "an", "another", "one", "any", "some", "each", "every", "no", "either", "neither"}
)
_POINTING = frozenset({"the", "this", "that"})
_GROWN = frozenset({"man", "woman"})
_ORGANIZATION = frozenset({"Organization"})
_BODIES = frozenset({"Agency", "Court", "PoliticalParty"})
_ALONE = ("relcl", "acl", "prep", "poss", "conj", "appos", "amod", "compound", "nmod", "nummod")


class Descriptions:
    """What the names of a document tell about its descriptions, and the descriptions met so far."""

    def __init__(self, context: Context, names: Mapping[str, Sequence[str]]) -> None:
        """*names*: entity key → its full names."""
        self.context = context
        self.called = _called(context)
        self.heads = _heads(names, context)
        self.names = names
        self.joint: dict[str, str] = {}
        """Key of a plural that stands for a list of names → the list."""
        self._counts: dict[str, int] = {}
        self._lengths: dict[str, dict[str, None]] = {}

    def link(self, mention: Mention) -> Link:
        """Return the named thing that a description stands for, if one and no other fits."""
        sentence = self.context.sentences[mention.sentence]
        apposed = self._apposed(mention, sentence)
        several = any(sentence.tokens[k].dep == "cc" for k in range(mention.start, mention.end))
        if several and apposed is None:
            return Link(None, "several in one phrase")
        for rule, key in (
            ("apposition", apposed),
            ("apposition with both", self._apposed_with_both(mention, sentence)),
            ("called so", self._called(mention, sentence)),
            ("head of a name", self._headed(mention, sentence)),
        ):
            if key is not None:
                return Link(key, rule, (key,))
        return self._joint(mention) or self._only(mention)

    def _joint(self, mention: Mention) -> Link | None:
        """All of the one list of names that a plural stands for, as one: "the two men"."""
        keys = joint_keys(mention, self.context)
        if not keys or any(key not in self.names for key in keys):
            return None
        *first, last = (self.names[key][0] for key in keys)
        told = f"{', '.join(first)} and {last}"
        self.joint[f"~{told.casefold()}"] = told
        return Link(f"~{told.casefold()}", JOINT, keys)

    def told_as(self, key: str, mention: Mention) -> tuple[str, ...]:
        """How a description that is a thing of its own reads: as the list that it stands for, and
        in its own words."""
        own = told_words(self.context.sentences[mention.sentence], mention)
        return (self.joint[key], own) if key in self.joint else (own,)

    def own_key(self, mention: Mention) -> str:
        """The key of a description that stands for itself."""
        sentence = self.context.sentences[mention.sentence]
        key = self._told_of(mention, sentence)
        owner = next(
            (
                k
                for k in sentence.dependents(mention.head, "poss")
                if sentence.tokens[k].tag == "PRP$"
            ),
            None,
        )
        if owner is not None:
            found = self.context.key_at(mention.sentence, owner)
            return f"{key} of {(found or sentence.tokens[owner].text.lower()).lstrip('~')}"
        first = sentence.tokens[mention.head].pos not in {"NOUN", "PROPN"} or (
            _determiners(sentence, mention.head) & _FIRST
            and sentence.tokens[mention.head].tag == "NN"
        )
        self._counts[key] = self._counts.get(key, 0) + bool(first) or 1
        return key if self._counts[key] == 1 else f"{key} {self._counts[key]}"

    def _told_of(self, mention: Mention, sentence: Sentence) -> str:
        """The key of what *mention* describes, with all that tells which one it is; a bare "the
        steps" goes on with the only ones before it that were told of at length."""
        if sentence.tokens[mention.head].pos != "NOUN":
            return "~" + " ".join(_lemmas(mention, sentence, mention.start, mention.end))
        start, short = mention.start, mention.head + 1
        end = max(mention.end, nominal_span(sentence, mention.head)[1])
        shared = words_shared_before(sentence, mention).casefold()
        long = " ".join([*shared.split(), *_lemmas(mention, sentence, start, end)])
        bare = " ".join(_lemmas(mention, sentence, start, short))
        told = self._lengths.setdefault(bare, {})
        if long == bare and _determiners(sentence, mention.head) & _POINTING and len(told) == 1:
            return next(iter(told))
        if long != bare:
            told.setdefault(f"~{long}")
        return f"~{long}"

    def _apposed(self, mention: Mention, sentence: Sentence) -> str | None:
        """The name that says the same in other words: "Ana Ruiz, [the chief financial officer]";
        "[the company], Larkfield"."""
        token = first_of_descriptions(sentence, mention.head)
        near = (token.head,) if token.dep == "appos" else sentence.dependents(mention.head, "appos")
        if len(near) != 1 or token.tag != "NN" or not is_of_one(sentence, token.i):
            return None
        other = self._name_headed_by(mention.sentence, near[0])
        key = self.context.linked.get(other) if other is not None else None
        if other is None or key is None or not adjoins(sentence, mention, other):
            return None
        return key if self._fits(mention, key) else None

    def _name_headed_by(self, sentence: int, head: int) -> Mention | None:
        """The mention with this head, if it is a name."""
        found = next((m for m in self.context.by_sentence[sentence] if m.head == head), None)
        return found if found is not None and found.kind is MentionKind.NAME else None

    def _apposed_with_both(self, mention: Mention, sentence: Sentence) -> str | None:
        """The person of two offices, as the second has no article: "Larkfield's founder and
        [chairman], Ana Ruiz, …"."""
        token = sentence.tokens[mention.head]
        if (
            token.dep != "conj"
            or token.tag != "NN"
            or sentence.dependents(mention.head, "det", "poss", "conj")
        ):
            return None
        key = (
            self._named_behind(mention, sentence)
            if sentence.tokens[token.head].tag == "NN"
            else None
        )
        return (
            key
            if key is not None and self.context.is_a(key, PERSON) and self._fits(mention, key)
            else None
        )

    def _named_behind(self, mention: Mention, sentence: Sentence) -> str | None:
        """Who is named behind *mention* in the one apposition to the noun that it is joined to."""
        apposed = sentence.dependents(sentence.tokens[mention.head].head, "appos")
        names = [m for m in self.context.by_sentence[mention.sentence] if m.head in apposed]
        return (
            self.context.linked.get(names[0])
            if len(names) == 1 and names[0].start >= mention.end
            else None
        )

    def _fits(self, mention: Mention, key: str) -> bool:
        wanted, ontology = mention.type, self.context.ontology
        kind = next(
            (
                k
                for k in ("Person", "Organization", "Place", "Product", "Law", "Event")
                if ontology.is_a(wanted, k)
            ),
            "",
        )
        return bool(kind) and self.context.is_a(key, frozenset({kind}))

    def _called(self, mention: Mention, sentence: Sentence) -> str | None:
        """The one name that the text calls so: "the relator", "petitioner", "the banker"."""
        token = sentence.tokens[mention.head]
        if token.tag not in {"NN", "NNP"} or sentence.dependents(
            mention.head, "appos", "conj", "poss", "compound", "amod"
        ):
            return None
        word, determiners = token.lemma.lower(), _determiners(sentence, mention.head)
        if determiners - _POINTING or not determiners and word not in case_parties():
            return None
        found = self._who_is_called(word, (mention.sentence, mention.start))
        return next(iter(found)) if len(found) == 1 and not self._near(mention) - found else None

    def _near(self, mention: Mention) -> set[str]:
        """What a noun that tells no more than a class ("the company") may stand for nearby."""
        head = self.context.sentences[mention.sentence].tokens[mention.head]
        fits = self._anything_like(head.lemma.lower())
        near = (self._candidates(mention, fits, back) for back in (0, 1) if fits)
        return set(next(filter(None, near), ()))

    def _who_is_called(self, word: str, place: tuple[int, int]) -> set[str]:
        """Those whom the text calls so: a party anywhere, others before *place*, where nobody else
        is called so."""
        called = self.called.get(word, {})
        if word in case_parties():
            return set(called)
        alone = len(called) == 1 and f"~{word}" not in self._counts
        return {key for key, first in called.items() if alone and first <= place}

    def _headed(self, mention: Mention, sentence: Sentence) -> str | None:
        """The one name before it that has this word as its head: "the county"."""
        token = sentence.tokens[mention.head]
        if (
            token.tag != "NN"
            or not _determiners(sentence, mention.head) & _POINTING
            or sentence.dependents(mention.head, *_ALONE)
        ):
            return None
        found = self.heads.get(token.lemma.lower(), {})
        before = [k for k, place in found.items() if place < (mention.sentence, mention.start)]
        return before[0] if len(found) == 1 and before else None

    def _only(self, mention: Mention) -> Link:
        """The one organisation or person nearby that a description can be: "the company", "the
        woman".

        Nouns of an office or trade ("the clerk") do not tell whom they mean: they stay what they
        are."""
        sentence = self.context.sentences[mention.sentence]
        token = sentence.tokens[mention.head]
        restricted = sentence.dependents(
            mention.head, "relcl", "acl", "prep", "poss", "conj", "appos", "compound"
        ) or _is_another(sentence, mention.head)
        fits = self._anything_like(token.lemma.lower())
        if (
            token.tag != "NN"
            or not _determiners(sentence, mention.head) & _POINTING
            or restricted
            or not fits
        ):
            return Link(None, "")
        return self._choose(
            mention, self._candidates(mention, fits, 0) or self._candidates(mention, fits, 1)
        )

    def _choose(self, mention: Mention, found: tuple[str, ...]) -> Link:
        """The one candidate, if the text goes on about it."""
        if len(found) != 1:
            return Link(None, "several fit" if found else "nobody fits", found)
        if found[0] not in self.names:
            return Link(None, "another description", found)
        if self._is_only_in_passing(found[0], mention):
            return Link(None, "named in passing", found)
        return Link(found[0], "only candidate", found)

    def _is_only_in_passing(self, key: str, mention: Mention) -> bool:
        """ "Salvesen, who joined from [Glencore], …": a text does not go on about who was named
        once, behind a preposition of a relative clause."""
        before = [
            m
            for m in self.context.mentions_of(key)
            if (m.sentence, m.start) < (mention.sentence, mention.start)
        ]
        return all(_is_in_passing(self.context.sentences[m.sentence], m.head) for m in before)

    def _candidates(self, mention: Mention, fits: frozenset[str], back: int) -> tuple[str, ...]:
        found = self.context.candidates(mention, fits, back)
        if fits != PERSON:
            return tuple(k for k in found if not self._is_body(k))
        sentence = self.context.sentences[mention.sentence]
        told = gender_words(sentence, mention)
        known = [k for k in found if self.context.gender.get(k) in told]
        open_ = [k for k in found if k not in self.context.gender]
        return tuple(known + open_) if known else ()

    def _is_body(self, key: str) -> bool:
        """Whether a thing is a public body or a party, by its class or by the last word of its one
        name ("Department"), which no "company" goes on with."""
        kinds = (
            noun_types(self.context.ontology).get(m.text.split()[-1].lower(), "")
            for m in self.context.mentions_of(key)
            if m.kind is MentionKind.NAME
        )
        return self.context.is_a(key, _BODIES) or any(k in _BODIES for k in kinds)

    def _anything_like(self, word: str) -> frozenset[str]:
        """The classes that a noun says nothing more about than that ("company", "man"); none for
        other nouns."""
        words = self.context.ontology.words
        if word in words["CompanyDescription"] | words["BodyDescription"]:
            return _ORGANIZATION
        return PERSON if word in _GROWN else frozenset()


def _is_another(sentence: Sentence, noun: int) -> bool:
    """Whether an adjective says that a description is of nobody named so far: "the [combined]
    company", "the [other] firm"."""
    before = {sentence.word(k) for k in sentence.dependents(noun, "amod")}
    return not before.isdisjoint(words_of("ElsewhereAdjective") | words_of("ResultingAdjective"))


def _is_in_passing(sentence: Sentence, head: int) -> bool:
    above = sentence.tokens[sentence.tokens[head].head]
    if sentence.tokens[head].dep != "pobj" or above.text.lower() in {"by", "of"}:
        return False
    return any(sentence.tokens[k].dep in {"relcl", "advcl"} for k in sentence.ancestors(head))


def told_words(sentence: Sentence, mention: Mention) -> str:
    """Return how a description reads by itself, with the words that it shares with the noun before
    it in a list."""
    shared = words_shared_before(sentence, mention)
    return clean_name(f"{shared} {mention.text}" if shared else mention.text)


def _determiners(sentence: Sentence, i: int) -> set[str]:
    return {
        sentence.tokens[d].text.lower() for d in sentence.dependents(i, "det", "nummod", "predet")
    }


def _called(context: Context) -> dict[str, dict[str, tuple[int, int]]]:
    """Noun → who is called so → where first: "Relator Smith", "Ana Ruiz, the plaintiff", "Otto
    Brandl, a banker"."""
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for mention, key in context.linked.items():
        if mention.kind is not MentionKind.NAME or not context.is_a(key, PERSON | _ORGANIZATION):
            continue
        place = (mention.sentence, mention.start)
        for word in _words_for(context.sentences[mention.sentence], mention):
            if _may_be_called(context, key, word):
                places = found.setdefault(word, {})
                places[key] = min(place, places.get(key, place))
    return found


def _may_be_called(context: Context, key: str, word: str) -> bool:
    """Whether a noun tells a part in a case, or a class that the entity has."""
    kind = noun_types(context.ontology).get(word)
    return word in case_parties() or kind is not None and context.is_a(key, frozenset({kind}))


def _words_for(sentence: Sentence, mention: Mention) -> set[str]:
    """The nouns right before a name and in apposition with it."""
    tokens = sentence.tokens
    name = tokens[mention.head]
    near = {
        *range(max(0, mention.start - 1), mention.head),
        *sentence.dependents(mention.head, "appos"),
        *((name.head,) if name.dep == "appos" else ()),
    }
    return {tokens[k].lemma.lower() for k in near if tokens[k].tag in {"NN", "NNP"}}


def _heads(
    names: Mapping[str, Sequence[str]], context: Context
) -> dict[str, dict[str, tuple[int, int]]]:
    """Cue noun → the entities whose full name has it as its head → where they are first named."""
    places: dict[str, tuple[int, int]] = {}
    for m, key in context.linked.items():
        place = (m.sentence, m.start)
        places[key] = min(place, places.get(key, place))
    out: dict[str, dict[str, tuple[int, int]]] = {}
    cues = noun_types(context.ontology)
    for key, texts in names.items():
        for text in texts:
            words = text.lower().split()
            before = words[: words.index("of")] if "of" in words[1:] else words
            if len(words) > 1 and before and before[-1] in cues and key in places:
                out.setdefault(before[-1], {})[key] = places[key]
    return out


def _lemmas(mention: Mention, sentence: Sentence, start: int, end: int) -> list[str]:
    """The words that tell a description from another: no participles ("recently released"), no
    punctuation."""
    words = sentence.tokens[start:end]
    passing = {t.i for t in words if _is_participle_before(t, mention.head)}
    kept = (t for t in words if t.pos != "PUNCT" and not _goes_with(t, passing))
    return [t.lemma if t.tag == "NN" and t.i == mention.head else t.text.casefold() for t in kept]


def _is_participle_before(token: Token, head: int) -> bool:
    return token.dep == "amod" and token.tag in {"VBN", "VBG"} and token.i < head


def _goes_with(token: Token, passing: set[int]) -> bool:
    """Whether a word is one of the *passing* participles or an adverb of one."""
    return token.i in passing or token.dep == "advmod" and token.head in passing
