"""Who acts in support of whom: "the unit fought in support of the Red Front", "others in support of
the strike".

The complex preposition (Quirk et al. 1985, section 9.10) says what a verb would: its governor's
subject supports its object."""

from collections.abc import Iterator, Mapping
from itertools import product

from kg.extraction.typed_claims import doers_of, reached_from, relate
from kg.language.clauses import Clause, find_clauses
from kg.language.mentions import coordinated, mention_at
from kg.model import ClaimMention, Sentence, Token
from kg.ontology.loader import Ontology

CONFIDENCE = 0.75
RELATION = "kg:supported"


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X supported Y" for each agent X that acts in support of an agent Y; a plea for a
    motion helps nobody."""
    clauses = {c.head: c for c in find_clauses(sentence)}
    for support in sentence.tokens:
        if not _is_complex(sentence, support):
            continue
        helpers = [
            mention_at(sentence, k, ontology)
            for k in _helpers(sentence, support.head, clauses, ontology)
        ]
        helped = [
            mention_at(sentence, k, ontology) for k in reached_from(sentence, support.i, "of")
        ]
        for helper, other in product(helpers, helped):
            if other is not None and other.type and ontology.is_a(other.type, "Agent"):
                yield from relate(
                    sentence, ontology, RELATION, helper, other, support.i, "backing", CONFIDENCE
                )


def _is_complex(sentence: Sentence, support: Token) -> bool:
    """Whether a token is the noun of "in support of", with nothing of its own."""
    bare = (
        support.lemma == "support"
        and support.dep == "pobj"
        and not sentence.dependents(support.i, "det", "poss", "amod")
    )
    return (
        bare
        and support.head == support.i - 1
        and sentence.tokens[support.head].text.lower() == "in"
    )


def _helpers(
    sentence: Sentence, prep: int, clauses: Mapping[int, Clause], ontology: Ontology
) -> list[int]:
    """Who acts: the agent that the phrase hangs on, else the subject of the nearest clause above,
    if it is active."""
    head = sentence.tokens[prep].head
    above = mention_at(sentence, head, ontology)
    if above is not None and ontology.is_a(above.type, "Agent"):
        return coordinated(sentence, head)
    clause = next((clauses[k] for k in (head, *sentence.ancestors(head)) if k in clauses), None)
    return doers_of(sentence, clause) if clause is not None and not clause.passive else []
