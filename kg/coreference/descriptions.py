"""Descriptions: which named thing they stand for, where that is safe.

Sieves (Lee et al. 2013), from sure to less sure: apposition, a part in a case that one party has
("Relator Smith … the relator"), the head of one full name ("the county" for the County of Maui), the
one body or person nearby. A description that none links is a thing of its own: "a site" starts a new
one, "the site" goes on with the last, and what somebody owns is kept apart by its owner.
"""

from collections.abc import Mapping, Sequence

from kg.coreference.pronouns import Context
from kg.language.mentions import noun_types
from kg.language.names import PARTIES
from kg.model import Mention, MentionKind, Sentence
from kg.ontology.loader import Ontology

_FIRST = frozenset({"a", "an", "another", "one", "any", "some", "each", "every", "no", "either", "neither"})
_POINTING = frozenset({"the", "this", "that"})
_ALONE = ("relcl", "acl", "prep", "poss", "conj", "appos", "amod", "compound", "nmod", "nummod")


class Descriptions:
    """What the names of a document tell about its descriptions, and the descriptions met so far."""

    def __init__(self, context: Context, names: Mapping[str, Sequence[str]]) -> None:
        """*names*: entity key → its full names."""
        self.context = context
        self.parties = _parties(context)
        self.heads = _heads(names, context)
        self._counts: dict[str, int] = {}

    def link(self, mention: Mention) -> str | None:
        """The named thing that a description stands for, else ``None``."""
        sentence = self.context.sentences[mention.sentence]
        return self._apposed(mention, sentence) or self._party(mention, sentence) or self._headed(mention, sentence) or self._only(mention)

    def own_key(self, mention: Mention) -> str:
        """The key of a description that stands for itself."""
        sentence = self.context.sentences[mention.sentence]
        key = "~" + " ".join(_lemmas(mention, sentence))
        owner = next((k for k in sentence.dependents(mention.head, "poss") if sentence.tokens[k].tag == "PRP$"), None)
        if owner is not None:
            found = self.context.key_at(mention.sentence, owner)
            return f"{key} of {(found or sentence.tokens[owner].text.lower()).lstrip('~')}"
        first = _determiners(sentence, mention.head) & _FIRST and sentence.tokens[mention.head].tag == "NN"
        self._counts[key] = self._counts.get(key, 0) + bool(first) or 1
        return key if self._counts[key] == 1 else f"{key} {self._counts[key]}"

    def _apposed(self, mention: Mention, sentence: Sentence) -> str | None:
        """ "Ana Ruiz, [the chief financial officer]"; "[the company], Larkfield": one thing in other words."""
        token = sentence.tokens[mention.head]
        near = [token.head] if token.dep == "appos" else list(sentence.dependents(mention.head, "appos"))
        if len(near) != 1 or token.tag != "NN" or sentence.dependents(mention.head, "conj"):
            return None
        other = next((m for m in self.context.by_sentence[mention.sentence] if m.head == near[0]), None)
        key = self.context.linked.get(other) if other is not None and other.kind is MentionKind.NAME else None
        return key if key is not None and self._fits(mention, key) else None

    def _fits(self, mention: Mention, key: str) -> bool:
        wanted, ontology = mention.type, self.context.ontology
        kind = next((k for k in ("Person", "Organization", "Place", "Product", "Law", "Event") if ontology.is_a(wanted, k)), "")
        return bool(kind) and self.context.is_a(key, frozenset({kind}))

    def _party(self, mention: Mention, sentence: Sentence) -> str | None:
        """ "the relator", "petitioner": the one party that the text gives this part."""
        token = sentence.tokens[mention.head]
        if token.tag not in {"NN", "NNP"} or sentence.dependents(mention.head, "appos", "conj", "poss", "compound", "amod"):
            return None
        found = self.parties.get(token.lemma.lower(), frozenset())
        return next(iter(found)) if len(found) == 1 and not _determiners(sentence, mention.head) - _POINTING else None

    def _headed(self, mention: Mention, sentence: Sentence) -> str | None:
        """ "the county": the one name before it that has this word as its head."""
        token = sentence.tokens[mention.head]
        if token.tag != "NN" or not _determiners(sentence, mention.head) & _POINTING or sentence.dependents(mention.head, *_ALONE):
            return None
        found = self.heads.get(token.lemma.lower(), {})
        before = [k for k, place in found.items() if place < (mention.sentence, mention.start)]
        return before[0] if len(found) == 1 and before else None

    def _only(self, mention: Mention) -> str | None:
        """ "the streaming giant": the one organisation or person nearby that it can be."""
        sentence = self.context.sentences[mention.sentence]
        token = sentence.tokens[mention.head]
        restricted = sentence.dependents(mention.head, "relcl", "acl", "prep", "poss", "conj", "appos")
        if token.tag not in {"NN", "NNP"} or not _determiners(sentence, mention.head) & _POINTING or restricted:
            return None
        fits = _fitting(mention.type, self.context.ontology)
        if not fits:
            return None
        found = self.context.candidates(mention, fits, 0) or self.context.candidates(mention, fits, 1)
        return found[0] if len(found) == 1 else None


def _fitting(type_: str, ontology: Ontology) -> frozenset[str]:
    if ontology.is_a(type_, "Company") or type_ == "Organization":
        return frozenset({"Organization"})
    return frozenset({"Person"}) if type_ == "Person" else frozenset()


def _determiners(sentence: Sentence, i: int) -> set[str]:
    return {sentence.tokens[d].text.lower() for d in sentence.dependents(i, "det", "nummod", "predet")}


def _parties(context: Context) -> dict[str, frozenset[str]]:
    """Part in a case → who has it: "Relator Smith", "Ana Ruiz, the plaintiff"."""
    found: dict[str, set[str]] = {}
    for mention, key in context.linked.items():
        if mention.kind is not MentionKind.NAME or not context.is_a(key, frozenset({"Person", "Organization"})):
            continue
        tokens = context.sentences[mention.sentence].tokens
        near = {*range(max(0, mention.start - 1), mention.head), *context.sentences[mention.sentence].dependents(mention.head, "appos")}
        for word in {tokens[k].lemma.lower() for k in near if tokens[k].tag in {"NN", "NNP"}} & PARTIES:
            found.setdefault(word, set()).add(key)
    return {word: frozenset(keys) for word, keys in found.items()}


def _heads(names: Mapping[str, Sequence[str]], context: Context) -> dict[str, dict[str, tuple[int, int]]]:
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


def _lemmas(mention: Mention, sentence: Sentence) -> list[str]:
    """The words that tell a description from another: no participles ("recently released"), no punctuation."""
    words = [sentence.tokens[k] for k in range(mention.start, mention.end)]
    passing = {t.i for t in words if t.dep == "amod" and t.tag in {"VBN", "VBG"} and t.i < mention.head}
    passing |= {t.i for t in words if t.dep == "advmod" and t.head in passing}
    kept = [t for t in words if t.pos != "PUNCT" and t.i not in passing]
    return [t.lemma if t.tag == "NN" and t.i == mention.head else t.text.casefold() for t in kept]
