"""What somebody's attempt, plan or request is to do: "Acme's [attempts] to remove the video", "a
scheme by Ruiz to rig bids".

That there is an attempt is claimed, not that it succeeded, so that the noun is part of the
relation."""

from collections.abc import Iterator

from kg.extraction.open_claims import pair_ends
from kg.language.clauses import Clause, read_clause
from kg.language.clauses.agreement import has_to
from kg.model import ClaimMention, Sentence
from kg.ontology.lexicon import is_cue
from kg.ontology.loader import Ontology


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X attempts to VERB Y" for nouns with an owner and an infinitive."""
    for token in sentence.tokens:
        if token.pos != "NOUN" or not is_cue(sentence, token.i, ontology, "PlanNoun"):
            continue
        owners = sentence.dependents(token.i, "poss") or _authors(sentence, token.i)
        verb = next(
            (
                k
                for k in sentence.dependents(token.i, "acl", "relcl", "xcomp")
                if _is_infinitive(sentence, k)
            ),
            None,
        )
        if owners and verb is not None:
            yield from _plans(sentence, ontology, token.i, owners, read_clause(sentence, verb))


def _authors(sentence: Sentence, noun: int) -> tuple[int, ...]:
    by = (p for p in sentence.dependents(noun, "prep") if sentence.tokens[p].text.lower() == "by")
    return tuple(o for p in by for o in sentence.dependents(p, "pobj"))


def _is_infinitive(sentence: Sentence, k: int) -> bool:
    return sentence.tokens[k].tag == "VB" and has_to(sentence, k)


def _plans(
    sentence: Sentence, ontology: Ontology, noun: int, owners: tuple[int, ...], deed: Clause
) -> Iterator[ClaimMention]:
    name, verb = sentence.tokens[noun], sentence.tokens[deed.head]
    particles = [sentence.tokens[k].text.lower() for k in deed.roles.get("prt", ())]
    objects = deed.roles.get("dobj", ()) if not deed.passive else ()
    if objects:
        label = " ".join([name.text.lower(), "to", verb.text.lower(), *particles])
        words = [name.lemma, "to", verb.lemma, *particles]
        held = Clause(noun, name.lemma, False, deed.roles)
        yield from pair_ends(sentence, held, owners, objects, label, words, ontology, "plans")
