"""Who made, asked or ordered somebody to do something: "the towns asked [the schools] to pay",
"the storm caused [a crane] to fall".

What the other does, or is to do, is another claim (kg.extraction.extractors.open); that somebody
made or asked him is the one of the verb above (Karttunen 1971: only the verbs of causing imply
it)."""

from collections.abc import Iterator
from dataclasses import replace

from kg.extraction.open_claims import may_act, pair_ends
from kg.language.clauses import Clause, find_clauses
from kg.language.clauses.agreement import find_to, has_to
from kg.language.phrase_spans import nominal_span
from kg.language.phrases import count_words
from kg.model import ClaimMention, Mention, MentionKind, Sentence
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology

_MAX_WORDS = 12
"""A longer deed ends with its object; the quotation has the rest."""


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X asked Y, to pay taxes" for an active verb of object control, with the deed below as
    a qualifier."""
    for clause in find_clauses(sentence):
        directed = _find_directed(sentence, clause, ontology)
        if directed is None:
            continue
        objects, deed = directed
        words = sentence.word(clause.head), [clause.lemma]
        subjects = clause.roles["nsubj"]
        for claim in pair_ends(sentence, clause, subjects, objects, *words, ontology, "directing"):
            yield replace(claim, qualifiers=(*claim.qualifiers, ("rel:to", deed)))


def _find_directed(
    sentence: Sentence, clause: Clause, ontology: Ontology
) -> tuple[tuple[int, ...], Mention] | None:
    """Who is directed or made to do something, and the words that say what."""
    below = _find_deed(sentence, clause) if _directs(clause) else None
    if below is None:
        return None
    owned = sentence.dependents(below, "nsubj", "nsubjpass")
    objects = tuple(k for k in (*clause.roles.get("dobj", ()), *owned) if clause.head < k < below)
    acting = clause.lemma == "cause" or all(may_act(sentence, k, ontology) for k in objects)
    deed = _take_deed(sentence, below) if objects and acting else None
    return None if deed is None else (objects, deed)


def _directs(clause: Clause) -> bool:
    verbs = words_of("ObjectControlVerb") - words_of("EngagingVerb")
    return clause.lemma in verbs and not clause.passive and bool(clause.roles.get("nsubj"))


def _find_deed(sentence: Sentence, clause: Clause) -> int | None:
    """The infinitive with "to" below the verb of *clause*."""
    found = (*clause.roles.get("xcomp", ()), *clause.roles.get("ccomp", ()))
    return next((k for k in found if k > clause.head and has_to(sentence, k)), None)


def _take_deed(sentence: Sentence, verb: int) -> Mention | None:
    """The words of the deed behind its "to"; where they are many, those up to its object."""
    mark = find_to(sentence, verb)
    if mark is None:
        return None
    start = mark + 1
    whole = sentence.subtree(verb)[-1] + 1
    reached = (nominal_span(sentence, k)[1] for k in sentence.dependents(verb, "dobj"))
    for end in (whole, *reached):
        while end > start and sentence.tokens[end - 1].pos == "PUNCT":
            end -= 1
        if start < end and count_words(sentence, start, end) <= _MAX_WORDS:
            return Mention.over(sentence, start, end, MentionKind.VALUE)
    return None
