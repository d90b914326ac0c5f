"""What the grammar of a sentence says of the ends that a model gives: that it is so, that it is
otherwise, or nothing.

A model that lies can only point at words of the text. That two names stand in a sentence does not
make one the doer of its verb and the other whom it is done to: what kg's own parse bears out may be
a fact, what it contradicts is refused, and where it tells nothing the strength is unknown."""

from collections.abc import Iterator, Sequence

from kg.extraction.run import MIN_CONFIDENCE, load_extractors
from kg.language.clauses import find_clauses
from kg.language.mentions import mention_at, sharing, span_head
from kg.model import ClaimMention, Mention, MentionKind, Sentence, Span
from kg.model.caching import keep_with_sentence
from kg.ontology.harm import accuses
from kg.ontology.loader import Ontology

NAME = "llm"
CONFIDENCE = 0.6
"""Below every sure reading of kg's own: where both find a claim, kg's counts."""
UNTOLD = 0.5
"""Where the grammar does not tell."""
_CUES = frozenset({"VERB", "AUX", "NOUN", "PROPN", "ADJ"})
_COMMIT = "rel:commit"
"""With it, nouns accuse that name a harm ("embezzlement")."""
_MOST_WORDS = 5
"""Of a relation."""


@keep_with_sentence
def find_readings(sentence: Sentence, ontology: Ontology) -> tuple[ClaimMention, ...]:
    """Return the claims that kg's extractors find in *sentence*. Guesses are left out: a model that
    lies would confirm the wrong ones."""
    return tuple(
        claim
        for extractor in load_extractors(None)
        if extractor.extract
        for claim in extractor.extract(sentence, ontology)
        if claim.confidence >= MIN_CONFIDENCE
    )


def mention_in(sentence: Sentence, words: Span, ontology: Ontology) -> Mention | None:
    """Return the mention that *words* name; ``None`` where they name none, or a part of one."""
    tokens = tokens_in(sentence, words)
    if not tokens:
        return None
    found = mention_at(sentence, span_head(sentence, tokens[0], tokens[-1] + 1), ontology)
    whole = found is not None and words.start <= found.span.start and found.span.end <= words.end
    return found if whole else None


def tokens_in(sentence: Sentence, words: Span) -> list[int]:
    """Return the tokens that stand inside *words*."""
    return [t.i for t in sentence.tokens if words.start <= t.start and t.end <= words.end]


def read_untold(
    sentence: Sentence, ends: tuple[Mention, Mention], cue: Span, ontology: Ontology
) -> ClaimMention | None:
    """Return an open claim between *ends* in the words of the cue; ``None`` where the sentence
    names somebody else for it, or the words accuse."""
    tokens = tokens_in(sentence, cue)
    if not 0 < len(tokens) <= _MOST_WORDS or ends[0].kind is MentionKind.VALUE:
        return None
    head = span_head(sentence, tokens[0], tokens[-1] + 1)
    words = _lemmas(sentence, tokens)
    if not words or sentence.tokens[head].pos not in _CUES:
        return None
    if {ends[0].head, ends[1].head} & {*tokens} or _is_otherwise(sentence, head, *ends):
        return None
    predicate, label = "rel:" + "_".join(words), sentence.slice(tokens[0], tokens[-1] + 1)
    if any(accuses(deed, label, ends[1].text) for deed in (predicate, _COMMIT)):
        return None
    return ClaimMention(sentence.index, ends[0], predicate, label, ends[1], head, NAME, (), UNTOLD)


def _lemmas(sentence: Sentence, tokens: Sequence[int]) -> list[str]:
    plain = (sentence.tokens[k] for k in tokens if sentence.tokens[k].text.isalpha())
    return [token.lemma.lower() for token in plain]


def _is_otherwise(sentence: Sentence, head: int, subject: Mention, obj: Mention) -> bool:
    """Whether the sentence names others for the word *head*: another doer, or the two the other
    way round."""
    doers, reached = _arguments(sentence, head)
    return bool(doers) and subject.head not in doers or obj.head in doers or subject.head in reached


def _arguments(sentence: Sentence, head: int) -> tuple[set[int], set[int]]:
    """Who does what the word *head* says, and what else its clause reaches; of a noun, whose it
    is."""
    doers, reached = set[int](), set[int]()
    for clause in find_clauses(sentence):
        if clause.head != head:
            continue
        for role, found in clause.roles.items():
            members = {m for k in found for m in sharing(sentence, k, head)}
            (doers if role == "nsubj" else reached).update(members)
    doers.update(_owners(sentence, head))
    return doers, reached


def _owners(sentence: Sentence, noun: int) -> Iterator[int]:
    """ "[Lang]'s complaint", "the complaint by [Lang]"."""
    if sentence.tokens[noun].pos in {"NOUN", "PROPN"}:
        yield from sentence.dependents(noun, "poss")
        for by in sentence.dependents(noun, "prep"):
            if sentence.word(by) == "by":
                yield from sentence.dependents(by, "pobj")
