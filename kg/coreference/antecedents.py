"""Which name a pronoun stands for, among several persons: a scored choice of antecedent.

Features are those of Hobbs (1978), Lappin and Leass (1994) and the parallelism baseline of GAP
(Webster et al. 2018): distance, grammatical role and its parallelism, binding, frequency,
possession. The weights are data, trained by ``python -m benchmarks.train_pronouns``."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from kg.coreference.context import PERSON, Context
from kg.language.clauses import read_clause, subjects_of
from kg.model import Mention, Sentence
from kg.model.text import SUBJECTS
from kg.ontology.lexicon import words_of

Place = tuple[int, int]


@cache
def load_weights() -> dict[str, float]:
    """Load the weights of the features (once per process)."""
    weights: dict[str, float] = json.loads(
        (Path(__file__).parent / "pronouns.json").read_text("utf-8")
    )
    return weights


def antecedent_score(
    sentences: Sequence[Sentence], pronoun: Place, candidate: Place, people: Sequence[Place]
) -> float:
    """Return how likely the name at *candidate* is the antecedent of *pronoun* (log-odds).

    Places are (sentence, token); *people* are the heads of all names of persons in the text.
    """
    weights = load_weights()
    found = pronoun_features(sentences, pronoun, candidate, people)
    return weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in found.items())


def pronoun_features(
    sentences: Sequence[Sentence], pronoun: Place, candidate: Place, people: Sequence[Place]
) -> dict[str, float]:
    """Return the features of a pronoun and a candidate."""
    there, here = sentences[candidate[0]], sentences[pronoun[0]]
    role, own = _role(there, candidate[1]), _role(here, pronoun[1])
    gap = pronoun[0] - candidate[0]
    near, after = min(abs(gap), 2), "after" if candidate > pronoun else ""
    out = {
        f"gap{min(abs(gap), 4)}{after}": 1.0,
        f"role={role}": 1.0,
        f"roles={role}|{own}": 1.0,
        f"parallel{int(role == own)}gap{near}": 1.0,
        f"own={here.word(pronoun[1])}|{role}": 1.0,
        f"own={own},{role},{near}{after}": 1.0,
        f"depth{min(len(there.ancestors(candidate[1])), 4)}gap{near}": 1.0,
    }
    out |= _count_features(sentences, pronoun, candidate, people)
    if gap == 0:
        out |= _inside(here, candidate[1], pronoun[1])
    if role == "subject" and candidate[1] <= 3:
        out[f"opens{near}"] = 1.0
    if candidate[0] == 0 and not after:
        out["topic"] = 1.0
    return out


def _count_features(
    sentences: Sequence[Sentence], pronoun: Place, candidate: Place, people: Sequence[Place]
) -> dict[str, float]:
    """How often the candidate is named, and how many other people are named between and nearby."""
    name = _surface(sentences, candidate)
    same = [p for p in people if _surface(sentences, p) == name]
    others = [p for p in people if p < pronoun and _surface(sentences, p) != name]
    earlier = [p for p in same if p < pronoun]
    between = sum(1 for p in others if candidate < p)
    rivals = _count_near_subjects(sentences, pronoun, others)
    role, near = (
        _role(sentences[candidate[0]], candidate[1]),
        min(abs(pronoun[0] - candidate[0]), 2),
    )
    return {
        f"between{min(between, 4)}": 1.0,
        "frequency": float(min(len(same), 5)),
        "earlier": float(min(len(earlier), 4)),
        f"rivals{min(rivals, 2)}={role}{near}": 1.0,
        "subject nearby": float(_count_near_subjects(sentences, pronoun, earlier) > 0),
    }


def _count_near_subjects(
    sentences: Sequence[Sentence], pronoun: Place, people: Sequence[Place]
) -> int:
    """How many of *people* are subjects in the pronoun's sentence or the one before it."""
    return sum(
        1 for p in people if pronoun[0] - p[0] <= 1 and _role(sentences[p[0]], p[1]) == "subject"
    )


def _inside(sentence: Sentence, candidate: int, pronoun: int) -> dict[str, float]:
    """Within one sentence: shared clause, command, possession of the other."""
    out: dict[str, float] = {}
    verb, other = _verb(sentence, candidate), _verb(sentence, pronoun)
    possessive = sentence.tokens[pronoun].tag == "PRP$"
    out[f"clause={verb == other},{possessive},{_role(sentence, candidate)}"] = 1.0
    if candidate in sentence.subtree(pronoun) or pronoun in sentence.subtree(candidate):
        out[f"nested{int(possessive)}{int(pronoun in sentence.subtree(candidate))}"] = 1.0
    if verb is not None and other is not None and verb in sentence.ancestors(other):
        out[f"above={sentence.tokens[other].dep},{_role(sentence, candidate)}"] = 1.0
        out["subject above"] = float(
            candidate in read_clause(sentence, verb).roles.get("nsubj", ())
        )
    if verb is not None and other is not None and other in sentence.ancestors(verb):
        out[f"below={sentence.tokens[verb].dep}"] = 1.0
    return out


def _surface(sentences: Sequence[Sentence], place: Place) -> str:
    return sentences[place[0]].tokens[place[1]].text


def _verb(sentence: Sentence, i: int) -> int | None:
    return next(
        (k for k in sentence.ancestors(i) if sentence.tokens[k].pos in {"VERB", "AUX"}), None
    )


def _role(sentence: Sentence, i: int) -> str:
    """subject, object, oblique, possessor or other; conjuncts and appositions have that of their
    head."""
    token = sentence.tokens[i]
    while token.dep in {"conj", "appos", "compound", "nmod"} and token.head != token.i:
        token = sentence.tokens[token.head]
    if token.dep in SUBJECTS:
        return "subject"
    return {
        "dobj": "object",
        "dative": "object",
        "pobj": "oblique",
        "poss": "possessor",
        "agent": "oblique",
    }.get(token.dep, "other")


def words_told_before(sentence: Sentence, pronoun: int, back: int) -> frozenset[int]:
    """Return the tokens of what a *pronoun* behind it says: whom a name there means is not who
    speaks ("[Ortiz took it], he said"; Principle C of binding, Chomsky 1981); none *back* in other
    sentences."""
    said = sentence.tokens[pronoun].head
    told = sentence.dependents(said, "ccomp") if said > pronoun and not back else ()
    return frozenset(k for c in told if c < pronoun for k in sentence.subtree(c))


def speaker_before(
    mention: Mention, context: Context, fits: frozenset[str], plural: bool
) -> str | None:
    """Return who is told of right before, where the pronoun says something in its main clause: "The
    ministry rejected the report. [It] said …" (the centre goes on, Grosz et al. 1995); nobody,
    where another who fits is named there or before the pronoun."""
    sentence = context.sentences[mention.sentence]
    token = sentence.tokens[mention.head]
    says = sentence.tokens[token.head].lemma in words_of("SpeakingVerb")
    if not says or token.dep != "nsubj" or token.head != sentence.root or not sentence.index:
        return None
    before = context.sentences[sentence.index - 1]
    if before.heading or sentence.unit - before.unit > 1:
        return None
    others = _fitting_before(mention, context, fits, plural)
    for subject in subjects_of(before, before.root):
        key = context.key_at(before.index, subject)
        if key is not None and others == {key}:
            return key
    return None


def _fitting_before(
    mention: Mention, context: Context, fits: frozenset[str], plural: bool
) -> set[str]:
    """All that fit in the sentence and the one before it; "they" may be people or one body."""
    wanted = [(fits, False), *([(fits | PERSON, True)] if plural else [])]
    return {
        context.linked[m]
        for classes, several in wanted
        for back in (0, 1)
        for m in context.mentions_before(mention, classes, back, several)
    }
