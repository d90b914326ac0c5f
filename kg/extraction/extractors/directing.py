"""Who made, asked or ordered somebody to do something: "the towns asked [the schools] to pay",
"the storm caused [a crane] to fall".

What the other does, or is to do, is another claim (kg.extraction.extractors.open); that somebody
made or asked him is the one of the verb above (Karttunen 1971: only the verbs of causing imply
it)."""

from collections.abc import Iterator

from kg.extraction.open_claims import may_act, pair_ends
from kg.language.clauses import Clause, find_clauses, is_passive
from kg.language.clauses.agreement import has_to
from kg.model import ClaimMention, Sentence
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology

_HIRED = frozenset({"pay", "bribe", "employ", "engage", "hire", "recruit", "appoint", "elect"})
"""Verbs whose own relation says it, with the office or the sum."""


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X asked to pay Y" for an active verb of object control, with the verb below in its
    predicate."""
    for clause in find_clauses(sentence):
        if not _directs(clause):
            continue
        objects = tuple(k for k in clause.roles["dobj"] if k > clause.head)
        below = _find_deed(sentence, clause, objects)
        causes = clause.lemma in words_of("CausingVerb")
        if below is None or not causes and not all(may_act(sentence, k, ontology) for k in objects):
            continue
        word = sentence.word(clause.head)
        passive = ["be"] if is_passive(sentence, below) else []
        done = sentence.word(below) if passive else sentence.tokens[below].lemma
        deed = ["to", *passive, done, *(sentence.word(k) for k in _particles(sentence, below))]
        yield from pair_ends(
            sentence,
            clause,
            clause.roles["nsubj"],
            objects,
            " ".join([word, *deed]),
            [clause.lemma, *deed],
            ontology,
            "directing",
        )


def _directs(clause: Clause) -> bool:
    directs = clause.lemma in words_of("ObjectControlVerb") and clause.lemma not in _HIRED
    whole = clause.roles.get("nsubj") and clause.roles.get("dobj")
    return directs and bool(whole) and not clause.passive


def _find_deed(sentence: Sentence, clause: Clause, objects: tuple[int, ...]) -> int | None:
    """The infinitive with "to" behind the *objects*."""
    found = (*clause.roles.get("xcomp", ()), *clause.roles.get("ccomp", ()))
    behind = (k for k in found if objects and k > max(objects) and has_to(sentence, k))
    return next(behind, None)


def _particles(sentence: Sentence, verb: int) -> tuple[int, ...]:
    return sentence.dependents(verb, "prt")
