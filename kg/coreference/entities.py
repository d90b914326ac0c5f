"""Mentions of a document → entities: one thing, one entity, under all its names.

Names are joined by exact form, by what the text itself declares ("formerly", "the FTC" in
brackets), then by short form; descriptions by kg.coreference.descriptions, pronouns by
kg.coreference.pronouns. An uncertain link is not made."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.coreference.context import Context, Link
from kg.coreference.descriptions import Descriptions
from kg.coreference.name_groups import NameGroups
from kg.coreference.pronouns import ME, link_first_person, link_pronoun
from kg.coreference.short_forms import join_short_forms
from kg.language.entity_types import (
    evidence_of,
    is_generic,
    is_introduced_as_kin,
    is_reference,
    is_title,
    leads_with_title,
)
from kg.language.names import (
    clean_name,
    identifying_name,
    is_acronym,
    is_redacted,
    is_short_body,
    is_short_person,
    spells,
)
from kg.language.other_names import other_names
from kg.language.quotations import find_quotes
from kg.language.repairs.names import is_rank
from kg.model import Attribution, Document, Entity, Mention, MentionKind, Sentence
from kg.namespace import entity_iri
from kg.ontology.genders import gender_words
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology
from kg.ontology.titles import case_parties

_DEFINED = re.compile(
    r"(?:['’]s)?\s*+,?\s*+\(\s*+(?:(?:collectively|hereinafter|together)[\s,]*)?"
    r"(?:the\s+)?[\"“](?P<a>[^\"”()]{2,60})[\"”]"
    r"(?:\s*(?:,|or|and)+\s*(?:the\s+)?[\"“](?P<b>[^\"”()]{2,60})[\"”])?\s*\)|"
    r"(?:['’]s)?\s*+\(\s*+(?:the\s+)?(?P<c>[A-Z][\w.&-]{1,24})\s*\)"
    r"|\s*+\(\s*+(?P<number>[A-Z]{1,4} ?\d{1,4})\s*\)"
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """The entity of each mention that stands for one, and how each pronoun and description was
    decided."""

    entities: Mapping[Mention, Entity]
    links: Mapping[Mention, Link]


def resolve_document(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    ontology: Ontology,
    said: Sequence[Attribution] = (),
) -> dict[Mention, Entity]:
    """Return the entity of each mention; a pronoun that cannot be linked safely is absent.

    *said* are the document's attributions: who says what, for the first person in quotations.
    """
    return dict(trace_document(document, sentences, mentions, ontology, said).entities)


def trace_document(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Sequence[Mention],
    ontology: Ontology,
    said: Sequence[Attribution] = (),
) -> Resolved:
    """Return what ``resolve_document`` does, with the candidates of each pronoun and
    description."""
    names, named = group_names(document, sentences, mentions, ontology)
    groups = names.members()
    types = {root: names.type_of(keys) for root, keys in groups.items()}
    linked = {m: names.find(key) for m, key in named.items()}
    context = Context(
        sentences, mentions, linked, types, ontology, find_quotes(document.text, sentences), said
    )
    entities = _describe(document, context, mentions, names)
    entities |= {
        root: _named_entity(document, names, keys, types[root]) for root, keys in groups.items()
    }
    return Resolved({m: entities[key] for m, key in context.linked.items()}, context.decided)


def group_names(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Iterable[Mention],
    ontology: Ontology,
) -> tuple[NameGroups, dict[Mention, str]]:
    """Return the names of a document in groups, one a thing, and the key of each mention that is a
    name."""
    names = NameGroups(ontology)
    texts = _name_texts([mention for mention in mentions if _is_name(mention)], sentences, ontology)
    named = {mention: key for mention, text in texts.items() if (key := _key(text))}
    for mention, key in named.items():
        names.add(key, texts[mention], evidence_of(sentences[mention.sentence], mention, ontology))
        names.genders.setdefault(key, set()).update(
            gender_words(sentences[mention.sentence], mention)
        )
        if is_introduced_as_kin(sentences[mention.sentence], mention):
            names.kin.add(key)
    _join_other_names(sentences, named, names, ontology)
    _join_defined_terms(document, named, names, ontology)
    _join_known(names, ontology)
    join_short_forms(names, ontology, _named_together(named) | _of_families(sentences, named))
    return names, named


def _join_other_names(
    sentences: Sequence[Sentence],
    named: Mapping[Mention, str],
    names: NameGroups,
    ontology: Ontology,
) -> None:
    """Join the names that the text itself says to be of one thing: "formerly", "a/k/a"."""
    for sentence in sentences:
        for other, main, former in other_names(sentence, ontology):
            if other in named and main in named:
                names.join(named[main], named[other])
                if former:
                    names.former.add(named[other])


def _join_defined_terms(
    document: Document, named: Mapping[Mention, str], names: NameGroups, ontology: Ontology
) -> None:
    """Join names with the terms that brackets behind them define for them: 'Larkfield Motors
    ("Larkfield")'."""
    for mention, key in named.items():
        match = _DEFINED.match(document.text, mention.span.end)
        if match is None:
            continue
        for short in filter(None, match.groups()[:3]):
            if _key(short) in names.parent and (
                match["a"] or _is_short(short, _text(mention, ontology), mention.type, ontology)
            ):
                names.join(key, _key(short))
        if match["number"] and _is_numbered(mention):
            names.add(_key(match["number"]), match["number"], ())
            names.join(key, _key(match["number"]))


def _is_numbered(mention: Mention) -> bool:
    """Whether a sign in brackets may be another name of a thing: "the ferry Lady Freya (F 12)"; of
    a person or a law it is not."""
    return mention.type not in {"Person", "Law", "LegalCase", "Document"} and " " in mention.text


def _join_known(names: NameGroups, ontology: Ontology) -> None:
    """Join the names of one well-known body, but those that the document gives to another thing
    ("Fine Bakers Inc. (FBI)")."""
    first: dict[str, str] = {}
    for keys in names.members().values():
        bodies = {ontology.bodies.get(text) for key in keys for text in names.texts[key]}
        body = next(iter(bodies)) if len(bodies) == 1 else None
        if body is not None:
            names.join(first.setdefault(body, keys[0]), keys[0])


def _is_name(mention: Mention) -> bool:
    """Whether a mention is a name, and no sign of citation or mere part in a case
    ("Petitioner")."""
    if (
        mention.kind is not MentionKind.NAME
        or is_reference(mention.text)
        or mention.text.lower() in case_parties()
    ):
        return False
    return not is_redacted(mention.text) and not all(map(is_rank, mention.text.split()))


def _text(mention: Mention, ontology: Ontology) -> str:
    return clean_name(
        mention.text, mention.type == "Person" or leads_with_title(mention.text, ontology)
    )


def _name_texts(
    mentions: Iterable[Mention], sentences: Sequence[Sentence], ontology: Ontology
) -> dict[Mention, str]:
    """The plain form of each name; where two people share a family name, with the form of address
    before it ("Ms Harlan")."""
    texts = {m: _text(m, ontology) for m in mentions}
    people = {text for m, text in texts.items() if " " in text and m.type == "Person"}
    families = Counter(text.split()[-1] for text in people)
    for mention, text in texts.items():
        if families[text] > 1:
            texts[mention] = (
                f"{_form_of_address(sentences[mention.sentence], mention)} {text}".strip()
            )
    return texts


def _form_of_address(sentence: Sentence, mention: Mention) -> str:
    """The word before a name, or its first one, that says whether a man or a woman is meant; ""
    where there is none."""
    word = sentence.tokens[mention.start].text if " " in mention.text else ""
    if not word and mention.start:
        word = sentence.tokens[mention.start - 1].text
    return word if is_rank(word) and gender_words(sentence, mention) else ""


def _key(text: str) -> str:
    return re.sub(r"[^\w&]+", " ", text.casefold()).strip()


def _named_entity(document: Document, names: NameGroups, keys: Sequence[str], type_: str) -> Entity:
    label = names.label(keys)
    generic = is_generic(label, names.ontology) or is_title(label, names.ontology)
    iri = entity_iri(label, document.id) if generic else entity_iri(identifying_name(label))
    return Entity(iri, label, type_, names.aliases(keys, label), not generic)


def _is_short(short: str, full: str, type_: str, ontology: Ontology) -> bool:
    if type_ == "Person":
        return is_short_person(short, full)
    return (
        is_short_body(short, full, ontology)
        or is_acronym(short)
        and (short[0] == full[0] or spells(short, full))
    )


def _named_together(named: Mapping[Mention, str]) -> set[tuple[str, str]]:
    """Pairs of keys that one sentence names, of which the second ends with the first: "Harbor
    Party" beside "Green Harbor Party"."""
    by_sentence: dict[int, set[str]] = {}
    for mention, key in named.items():
        by_sentence.setdefault(mention.sentence, set()).add(key)
    pairs = ((short, full) for keys in by_sentence.values() for full in keys for short in keys)
    return {(short, full) for short, full in pairs if " " in short and full.endswith(f" {short}")}


def _of_families(
    sentences: Sequence[Sentence], named: Mapping[Mention, str]
) -> set[tuple[str, str]]:
    """Pairs of a first name that shares the family name behind it and a name of another family:
    the "Ana" of "[Ana] and Paul Boyd" is not Ana Ruiz."""
    people = {(m.sentence, m.end): key for m, key in named.items() if m.type == "Person"}
    shared = {
        (people[before], full.split()[-1])
        for mention, full in named.items()
        if (before := (mention.sentence, mention.start - 1)) in people
        and sentences[mention.sentence].word(mention.start - 1) == "and"
    }
    keys = {*named.values()}
    return {
        (first, key) for first, family in shared for key in keys if _differs(key, first, family)
    }


def _differs(key: str, first: str, family: str) -> bool:
    """Whether a name begins with the same *first* name and ends with another *family* name."""
    return key.startswith(f"{first} ") and not key.endswith(f" {family}")


def _describe(
    document: Document, context: Context, mentions: Sequence[Mention], names: NameGroups
) -> dict[str, Entity]:  # fmt: skip
    """Link descriptions and pronouns in text order, then the first person; return the entities of
    descriptions by key."""
    descriptions = Descriptions(
        context, {root: [names.label(keys)] for root, keys in names.members().items()}
    )
    texts: dict[str, Counter[str]] = {}
    for mention in sorted(
        mentions, key=lambda mention: (mention.sentence, mention.start, mention.end)
    ):
        if mention.kind is MentionKind.NOMINAL or mention.text.lower() in case_parties():
            key = _link_description(mention, context, descriptions, names)
            if key.startswith("~"):
                texts.setdefault(key, Counter()).update(descriptions.told_as(key, mention))
        elif mention.kind is MentionKind.PRONOUN:
            context.decide(mention, link_pronoun(mention, context))
    _link_first_persons(context, mentions)
    return {
        key: _description(document, key, found, context.types[key]) for key, found in texts.items()
    }


def _link_first_persons(context: Context, mentions: Sequence[Mention]) -> None:
    for m in mentions:
        if m.kind is MentionKind.PRONOUN and m.text.lower() in ME:
            context.decide(m, link_first_person(m, context))


def _link_description(
    mention: Mention, context: Context, descriptions: Descriptions, names: NameGroups
) -> str:
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


def _described_key(mention: Mention, sentence: Sentence, names: NameGroups) -> str | None:
    """The key of a defined term ("the Company") or of the document's one case; else ``None``."""
    token = sentence.tokens[mention.head]
    if (
        mention.text[:1].isupper()
        and token.text.casefold() in names.parent
        and token.text[:1].isupper()
    ):
        return names.find(token.text.casefold())
    owned = sentence.dependents(mention.head, "poss")
    modifiers = {sentence.tokens[k].lemma for k in sentence.dependents(mention.head, "amod", "det")}
    singular = token.tag == "NN" and token.lemma in words_of("CaseNoun")
    other = words_of("OtherCaseWord") | words_of("ElsewhereAdjective")
    return "~case" if singular and not owned and not modifiers & other else None


def find_matter(entities: Mapping[Mention, Entity]) -> Entity | None:
    """Return the one legal case that a document calls "the case", "this lawsuit"; ``None`` where it
    calls none so."""
    found = {
        entity.id: entity
        for mention, entity in entities.items()
        if mention.kind is MentionKind.NOMINAL and entity.type == "LegalCase" and _is_matter(entity)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _is_matter(entity: Entity) -> bool:
    """Whether an entity is called a case, and none of another matter ("an unrelated complaint")."""
    words = entity.label.lower().split()
    other = words_of("ElsewhereAdjective")
    return not entity.named and words[-1] in words_of("CaseNoun") and other.isdisjoint(words)


def _description(document: Document, key: str, found: Counter[str], type_: str) -> Entity:
    if key == "~case":
        label = min(found, key=lambda t: (len(t.split()) > 1, -found[t], t.casefold(), t))
        return Entity(
            entity_iri(label, document.id),
            label,
            "LegalCase",
            tuple(sorted(set(found) - {label})),
            False,
        )
    label = min(found, key=lambda t: (-len(t), t))
    return Entity(
        entity_iri(key[1:], document.id), label, type_, tuple(sorted(set(found) - {label})), False
    )
