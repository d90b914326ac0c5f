"""Mentions of a document → entities: one thing, one entity, under all its names.

Names are joined by exact form, by what the text itself declares ("formerly", "the FTC" in
brackets), then by short form; descriptions by kg.coreference.descriptions, pronouns by kg.coreference.pronouns. An uncertain
link is not made.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.coreference.context import Context, Link
from kg.coreference.descriptions import Descriptions
from kg.coreference.pronouns import ME, link_first_person, link_pronoun
from kg.language.entity_types import NOT_PERSON, STRONG, class_by_form, evidence_of, is_generic, is_reference, is_title, leads_with_title
from kg.language.names import PARTIES, clean_name, initials, is_acronym, is_short_body, is_short_person, without_legal_form
from kg.language.other_names import other_names
from kg.language.quotations import find_quotes
from kg.model import Attribution, Document, Entity, Mention, MentionKind, Sentence
from kg.namespace import entity_iri
from kg.ontology.loader import Ontology

_DEFINED = re.compile(
    r"\s*,?\s*\(\s*(?:(?:collectively|hereinafter|together)[\s,]*)?(?:the\s+)?[\"“](?P<a>[^\"”()]{2,60})[\"”]"
    r"(?:\s*(?:,|or|and)+\s*(?:the\s+)?[\"“](?P<b>[^\"”()]{2,60})[\"”])?\s*\)|\s*\(\s*(?:the\s+)?(?P<c>[A-Z][\w.&-]{1,24})\s*\)"
)
_PLACE_STARTS = frozenset("new north south east west san santa los las port fort saint st mount el la grand great lake upper lower".split())
_CASE_WORDS = frozenset({"case", "lawsuit", "suit", "litigation", "action", "complaint", "proceeding"})
_OTHER = frozenset({"other", "another", "separate", "similar", "related", "new", "previous", "earlier", "second", "such", "legal"})


class _Names:
    """Union of names by key; each set of names becomes one entity."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.parent: dict[str, str] = {}
        self.texts: dict[str, Counter[str]] = {}
        self.weak: dict[str, Counter[str]] = {}
        self.strong: dict[str, Counter[str]] = {}
        self.order: dict[str, int] = {}
        self.former: set[str] = set()

    def add(self, key: str, text: str, evidence: Iterable[tuple[str, int, str]]) -> None:
        self.parent.setdefault(key, key)
        self.order.setdefault(key, len(self.order))
        self.texts.setdefault(key, Counter())[text] += 1
        for type_, weight, _ in evidence:
            (self.strong if weight >= STRONG else self.weak).setdefault(key, Counter())[type_] += weight

    def find(self, key: str) -> str:
        while self.parent[key] != key:
            key = self.parent[key]
        return key

    def join(self, left: str, right: str) -> None:
        a, b = self.find(left), self.find(right)
        if a != b:
            first, second = sorted((a, b), key=lambda k: self.order[k])
            self.parent[second] = first

    def members(self) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for key in self.parent:
            groups.setdefault(self.find(key), []).append(key)
        return groups

    def type_of(self, keys: Sequence[str]) -> str:
        """The class by form, else by weight of evidence; in a tie the first in order of letters."""
        for key in sorted(keys, key=lambda k: (-len(k), k)):
            if (by_form := class_by_form(next(iter(self.texts[key])), self.ontology)) is not None:
                return by_form
        votes: dict[str, float] = {}
        for key in keys:
            for type_, weight in self._votes(key).items():
                votes[type_] = votes.get(type_, 0) + weight
        if votes.pop(NOT_PERSON, 0) and votes.get("Person", 0) < STRONG:
            votes.pop("Person", None)
        return min(votes, key=lambda t: (-votes[t], t)) if votes else "Thing"

    def _votes(self, key: str) -> dict[str, float]:
        """What speaks for each class; all weak evidence counts 1 together, and 3 for a full name, where recognisers seldom err."""
        weak, strong = self.weak.get(key, Counter()), self.strong.get(key, Counter())
        share = (3 if " " in key else 1) / max(1, sum(weak.values()))
        return {t: weak[t] * share + strong[t] for t in {*weak, *strong} - {"Thing"}}

    def label(self, keys: Sequence[str]) -> str:
        """The fullest name; a former name only where there is no other."""
        current = [k for k in keys if k not in self.former] or list(keys)
        texts = [(t, n) for k in current for t, n in self.texts[k].items()]
        whole = [(t, n) for t, n in texts if not is_acronym(t)] or texts
        return min(whole, key=lambda p: (-len(p[0].split()), -p[1], -len(p[0]), p[0]))[0]

    def aliases(self, keys: Sequence[str], label: str) -> tuple[str, ...]:
        return tuple(sorted({t for k in keys for t in self.texts[k]} - {label}))


@dataclass(frozen=True, slots=True)
class Resolved:
    """The entity of each mention that stands for one, and how each pronoun and description was decided."""

    entities: Mapping[Mention, Entity]
    links: Mapping[Mention, Link]


def resolve_document(
    document: Document, sentences: Sequence[Sentence], mentions: Sequence[Mention], ontology: Ontology,
    said: Sequence[Attribution] = (),
) -> dict[Mention, Entity]:  # fmt: skip
    """Return the entity of each mention; a pronoun that cannot be linked safely is absent.

    *said* are the document's attributions: who says what, for the first person in quotations.
    """
    return dict(trace_document(document, sentences, mentions, ontology, said).entities)


def trace_document(
    document: Document, sentences: Sequence[Sentence], mentions: Sequence[Mention], ontology: Ontology,
    said: Sequence[Attribution] = (),
) -> Resolved:  # fmt: skip
    """Return what ``resolve_document`` does, with the candidates of each pronoun and description."""
    names = _Names(ontology)
    named = {m: key for m in mentions if _is_name(m) and (key := _key(m, ontology))}
    for m, key in named.items():
        names.add(key, _text(m, ontology), evidence_of(sentences[m.sentence], m, ontology))
    _join_declared(document, sentences, named, names, ontology)
    _join_short_forms(names, ontology, _named_together(named))
    groups = names.members()
    types = {root: names.type_of(keys) for root, keys in groups.items()}
    linked = {m: names.find(key) for m, key in named.items()}
    context = Context(sentences, mentions, linked, types, ontology, find_quotes(document.text, sentences), said)
    described = _describe(document, context, mentions, names)
    entities = {root: _named_entity(document, names, keys, types[root]) for root, keys in groups.items()}
    found = {m: entities[key] if key in entities else described[key] for m, key in context.linked.items()}
    return Resolved(found, context.decided)


def _is_name(mention: Mention) -> bool:
    """Whether a mention is a name, and no sign of citation or mere part in a case ("Petitioner")."""
    return mention.kind is MentionKind.NAME and not is_reference(mention.text) and mention.text.lower() not in PARTIES


def _text(mention: Mention, ontology: Ontology) -> str:
    return clean_name(mention.text, mention.type == "Person" or leads_with_title(mention.text, ontology))


def _key(mention: Mention, ontology: Ontology) -> str:
    return re.sub(r"[^\w&]+", " ", _text(mention, ontology).casefold()).strip()


def _named_entity(document: Document, names: _Names, keys: Sequence[str], type_: str) -> Entity:
    label = names.label(keys)
    generic = is_generic(label, names.ontology) or is_title(label, names.ontology)
    iri = entity_iri(label, document.id) if generic else entity_iri(without_legal_form(label))
    return Entity(iri, label, type_, names.aliases(keys, label), not generic)


def _join_declared(
    document: Document, sentences: Sequence[Sentence], named: Mapping[Mention, str], names: _Names, ontology: Ontology
) -> None:
    """Names that the text itself declares to be one: "formerly", "a/k/a", terms defined in brackets."""
    for sentence in sentences:
        for other, main, former in other_names(sentence, ontology):
            if other in named and main in named:
                names.join(named[main], named[other])
                if former:
                    names.former.add(named[other])
    for m, key in named.items():
        match = _DEFINED.match(document.text, m.span.end)
        if match is None:
            continue
        for short in filter(None, match.groups()):
            short_key = re.sub(r"[^\w&]+", " ", short.casefold()).strip()
            if short_key in names.parent and (match["a"] or _is_short(short, _text(m, ontology), m.type, ontology)):
                names.join(key, short_key)


def _is_short(short: str, full: str, type_: str, ontology: Ontology) -> bool:
    if type_ == "Person":
        return is_short_person(short, full)
    return is_short_body(short, full, ontology) or is_acronym(short) and short[0] == full[0]


def _named_together(named: Mapping[Mention, str]) -> set[tuple[str, str]]:
    """Pairs of keys that one sentence names, of which the second ends with the first: "Harbor Party" beside "Green Harbor Party"."""
    by_sentence: dict[int, set[str]] = {}
    for mention, key in named.items():
        by_sentence.setdefault(mention.sentence, set()).add(key)
    pairs = ((short, full) for keys in by_sentence.values() for full in keys for short in keys)
    return {(short, full) for short, full in pairs if " " in short and full.endswith(f" {short}")}


def _join_short_forms(names: _Names, ontology: Ontology, apart: set[tuple[str, str]]) -> None:
    """Join each short name with the one longer name that it fits, the longest short names first; a person's with a person.

    Two that are *apart*, as one sentence names both, are two.
    """
    keys = sorted(names.parent, key=lambda k: (-len(k.split()), names.order[k]))
    types = {key: names.type_of([key]) for key in keys}
    texts = {key: next(iter(names.texts[key])) for key in keys}
    whole = [key for key in keys if texts[key][0].isupper() and not is_title(texts[key], ontology)]
    words = {key: frozenset(re.findall(r"[^\W_]+", texts[key].casefold())) for key in keys}
    for short in keys:
        longer = [full for full in whole if len(texts[full]) > len(texts[short]) and (short, full) not in apart]
        if not is_acronym(texts[short]):  # a short form has a word of the whole
            longer = [full for full in longer if not words[short].isdisjoint(words[full])]
        fulls = {names.find(full): full for full in longer if _fits_full(short, full, texts, types, ontology)}
        fulls.pop(names.find(short), None)
        people = [root for root, full in fulls.items() if types[full] == "Person"]
        if types[short] == "Person" and people:
            fulls = {root: fulls[root] for root in people}
        if len(fulls) == 1:
            names.join(next(iter(fulls.values())), short)


def _fits_full(short: str, full: str, texts: Mapping[str, str], types: Mapping[str, str], ontology: Ontology) -> bool:
    a, b = texts[short], texts[full]
    left, right = types[short], types[full]
    if right == "Person" or left == "Person" and _may_be_person(b, right, ontology) and a == b.split()[-1]:
        return left not in {"Law", "LegalCase", "Company", "Agreement"} and is_short_person(a, b)
    if left == right == "Place":
        return is_acronym(a) and a.replace(".", "") in initials(b) and class_by_form(b, ontology) is None and not b.endswith("County")
    same = ontology.is_a(left, right) or ontology.is_a(right, left) or "Thing" in (left, right)
    loose = left == "Thing" or left == "Person" and (" " not in a or right == "Company")
    bodies = ontology.is_a(right, "Organization") and (loose or ontology.is_a(left, "Organization"))
    acronym = is_acronym(a) and (ontology.is_a(right, "Organization") or right == "Law" or same and right not in {"Person", "Place"})
    if right == "Law" and not acronym:
        return same and b.endswith(a) and " " in a
    if ontology.is_a(left, "Organization") and ontology.is_a(right, "Organization") and b.endswith(f" of {a}"):
        return True
    branch = types.get(b.removeprefix(a).strip().casefold()) == "Place"
    return (bodies or acronym) and left != "Place" and not branch and is_short_body(a, b, ontology)


def _may_be_person(name: str, type_: str, ontology: Ontology) -> bool:
    """Whether a name of two words that the recogniser took for something else may be a person's."""
    words = name.split()
    plain = all(w[:1].isupper() and w.replace("-", "").isalpha() and not w.isupper() for w in words)
    if type_ not in {"Thing", "Organization", "Place"} or len(words) != 2 or not plain:
        return False
    return words[0].lower() not in _PLACE_STARTS and class_by_form(name, ontology) is None


def _describe(
    document: Document, context: Context, mentions: Sequence[Mention], names: _Names
) -> dict[str, Entity]:  # fmt: skip
    """Link descriptions and pronouns in text order, then the first person; return the entities of descriptions by key."""
    descriptions = Descriptions(context, {root: [names.label(keys)] for root, keys in names.members().items()})
    texts: dict[str, Counter[str]] = {}
    for m in sorted(mentions, key=lambda m: (m.sentence, m.start, m.end)):
        if m.kind is MentionKind.NOMINAL or m.text.lower() in PARTIES:
            key = _link_description(m, context, descriptions, names)
            if key.startswith("~"):
                texts.setdefault(key, Counter())[clean_name(m.text)] += 1
        elif m.kind is MentionKind.PRONOUN:
            context.decide(m, link_pronoun(m, context))
    for m in mentions:
        if m.kind is MentionKind.PRONOUN and m.text.lower() in ME:
            context.decide(m, link_first_person(m, context))
    return {key: _description(document, key, found, context.types[key]) for key, found in texts.items()}


def _link_description(mention: Mention, context: Context, descriptions: Descriptions, names: _Names) -> str:
    """Link a description to what it stands for, at least itself, and return that key."""
    own = _described_key(mention, context.sentences[mention.sentence], names)
    link = Link(own, "defined term") if own is not None else descriptions.link(mention)
    if link.key is None:
        link = replace(link, key=descriptions.own_key(mention))
    key = link.key or ""
    if key.startswith("~"):
        context.types.setdefault(key, mention.type or "Thing")
    context.decide(mention, link)
    return key


def _described_key(mention: Mention, sentence: Sentence, names: _Names) -> str | None:
    """The key of a defined term ("the Company") or of the document's one case; else ``None``."""
    token = sentence.tokens[mention.head]
    if mention.text[:1].isupper() and token.text.casefold() in names.parent and token.text[:1].isupper():
        return names.find(token.text.casefold())
    owned = sentence.dependents(mention.head, "poss")
    modifiers = {sentence.tokens[k].lemma for k in sentence.dependents(mention.head, "amod", "det")}
    singular = token.tag == "NN" and token.lemma in _CASE_WORDS
    return "~case" if singular and not owned and not modifiers & _OTHER else None


def _description(document: Document, key: str, found: Counter[str], type_: str) -> Entity:
    if key == "~case":
        label = min(found, key=lambda t: (len(t.split()) > 1, -found[t], t))
        return Entity(entity_iri(label, document.id), label, "LegalCase", tuple(sorted(set(found) - {label})), False)
    label = min(found, key=lambda t: (len(t), t))
    return Entity(entity_iri(key[1:], document.id), label, type_, tuple(sorted(set(found) - {label})), False)
