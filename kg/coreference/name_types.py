"""What kind of thing a name means is decided once for a document, before anything is extracted.

A recogniser decides anew in each sentence: a firm is an organisation here, a person there
("Corvid's founder"), and a relation that asks for a firm is missed or, worse, told of a person. One
sense a document (Gale, Church and Yarowsky 1992)."""

from collections.abc import Mapping, Sequence

from kg.coreference.entities import group_names
from kg.coreference.name_groups import NameGroups
from kg.language.mentions import NER_TYPES, find_mentions
from kg.language.repairs.names import as_entity
from kg.model import Document, Mention, MentionKind, Sentence
from kg.ontology.loader import Ontology

_LABELS = (("Person", "PERSON"), ("Organization", "ORG"), ("Place", "GPE"))
_LEAD = 2
"""So many times the evidence for any other class that of a name's class must be, and at least so
much: a full name's, not a guess."""


def settle_name_types(
    document: Document, sentences: Sequence[Sentence], ontology: Ontology
) -> list[Sentence]:
    """Return the sentences, in each the names of people, organisations and places as what they are
    in the whole document."""
    names, named = group_names(document, sentences, _names(sentences, ontology), ontology)
    labels = {root: _label(names, keys, ontology) for root, keys in names.members().items()}
    out = list(sentences)
    for mention, key in named.items():
        label = labels[names.find(key)]
        if label and _is_other(mention, label, ontology):
            out[mention.sentence] = _relabel(out[mention.sentence], mention, label)
    return out


def _names(sentences: Sequence[Sentence], ontology: Ontology) -> list[Mention]:
    told = (m for s in sentences if not s.heading for m in find_mentions(s, ontology))
    return [m for m in told if m.kind is MentionKind.NAME]


def _label(names: NameGroups, keys: Sequence[str], ontology: Ontology) -> str:
    """The recogniser's label for the class of a group of names; "" where it is another class, or is
    not clear."""
    chosen = names.type_of(keys)
    label = next((label for kind, label in _LABELS if ontology.is_a(chosen, kind)), "")
    return label if label and _leads(names.votes(keys), chosen, ontology) else ""


def _leads(votes: Mapping[str, float], chosen: str, ontology: Ontology) -> bool:
    """Whether what speaks for the class *chosen*, those under it and those above it leads what
    speaks for others."""
    own = {t for t in votes if ontology.is_a(t, chosen) or ontology.is_a(chosen, t)}
    against = max((n for t, n in votes.items() if t not in own), default=0)
    return sum(votes[t] for t in own) >= _LEAD * max(1, against)


def _is_other(mention: Mention, label: str, ontology: Ontology) -> bool:
    """Whether a name was taken for something that *label* is not; a group's name ("Muslims") may
    stand for its members."""
    kind = NER_TYPES[label]
    related = mention.type and (
        ontology.is_a(mention.type, kind) or ontology.is_a(kind, mention.type)
    )
    return not related and mention.type != "Group" and "," not in mention.text


def _relabel(sentence: Sentence, mention: Mention, label: str) -> Sentence:
    """The sentence with the name's own words as an entity of that label, if no other name reaches
    into them."""
    start, end = mention.start, mention.end
    if any(e[0] < end and start < e[1] and (e[0], e[1]) != (start, end) for e in sentence.entities):
        return sentence
    return as_entity(sentence, start, end, label)
