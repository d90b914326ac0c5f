"""Whom or what somebody speaks about: "Ruiz announced that [Meyer] resigned", "the Board alleged
that [Acme] hid it".

The content is the business of attribution; that somebody spoke about a named thing is a fact of its
own, whatever becomes of the content.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from kg.language.clauses import Clause, find_clauses
from kg.language.mentions import mention_at, sharing
from kg.model import ClaimMention, Mention, MentionKind, Sentence
from kg.ontology.lexicon import is_cue
from kg.ontology.loader import Ontology

CONFIDENCE = 0.7
_SAYING = ("ReportVerb", "AllegeVerb")


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X said something about Y" for a speaker and the named subject of what is said."""
    clauses = {c.head: c for c in find_clauses(sentence)}
    for clause in clauses.values():
        if clause.passive or not is_cue(sentence, clause.head, ontology, *_SAYING):
            continue
        label = f"{sentence.tokens[clause.head].text.lower()} about"
        for speaker, topic in product(
            _speakers(sentence, ontology, clause), _topics(sentence, ontology, clause, clauses)
        ):
            if speaker != topic:
                yield ClaimMention(
                    sentence.index,
                    speaker,
                    f"rel:{clause.lemma}_about",
                    label,
                    topic,
                    clause.head,
                    "speech_topics",
                    (),
                    CONFIDENCE,
                )


def _topics(
    sentence: Sentence, ontology: Ontology, clause: Clause, clauses: Mapping[int, Clause]
) -> list[Mention]:
    contents = [clauses[k] for k in clause.roles.get("ccomp", ()) if k in clauses]
    topics = [t for c in contents for t in c.subjects]
    return [
        m for m in _mentions(sentence, ontology, topics, clause.head) if m.kind is MentionKind.NAME
    ]


def _speakers(sentence: Sentence, ontology: Ontology, clause: Clause) -> list[Mention]:
    found = _mentions(sentence, ontology, clause.roles.get("nsubj", ()), clause.head)
    return [m for m in found if _can_speak(m, ontology)]


def _mentions(
    sentence: Sentence, ontology: Ontology, tokens: Iterable[int], verb: int
) -> list[Mention]:
    found = (mention_at(sentence, k, ontology) for t in tokens for k in sharing(sentence, t, verb))
    return [m for m in found if m is not None]


def _can_speak(speaker: Mention, ontology: Ontology) -> bool:
    """Whether a phrase means somebody, or a document that speaks for somebody."""
    if speaker.kind is MentionKind.NOMINAL:
        return any(ontology.is_a(speaker.type, c) for c in ("Agent", "Document", "LegalCase"))
    return speaker.kind is not MentionKind.VALUE
