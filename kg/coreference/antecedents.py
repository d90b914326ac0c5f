"""Which name a pronoun stands for, among several persons: a scored choice of antecedent.

Features are those of Hobbs (1978), Lappin and Leass (1994) and the parallelism baseline of GAP
(Webster et al. 2018): distance, grammatical role and its parallelism, binding, frequency, possession.
The weights are data, trained by ``python -m benchmarks.train_pronouns``.
"""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from kg.language.clauses import read_clause
from kg.model import Sentence

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
Place = tuple[int, int]


@cache
def load_weights() -> dict[str, float]:
    """Load the weights of the features (once per process)."""
    weights: dict[str, float] = json.loads((Path(__file__).parent / "pronouns.json").read_text("utf-8"))
    return weights


def antecedent_score(sentences: Sequence[Sentence], pronoun: Place, candidate: Place, people: Sequence[Place]) -> float:
    """Return how likely the name at *candidate* is the antecedent of *pronoun* (log-odds).

    Places are (sentence, token); *people* are the heads of all names of persons in the text.
    """
    weights = load_weights()
    found = pronoun_features(sentences, pronoun, candidate, people)
    return weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in found.items())


def pronoun_features(sentences: Sequence[Sentence], pronoun: Place, candidate: Place, people: Sequence[Place]) -> dict[str, float]:
    """Return the features of a pronoun and a candidate."""
    a, b = sentences[candidate[0]], sentences[pronoun[0]]
    name, word = a.tokens[candidate[1]], b.tokens[pronoun[1]]
    gap = pronoun[0] - candidate[0]
    after = candidate > pronoun
    role, own = _role(a, candidate[1]), _role(b, pronoun[1])
    between = sum(1 for p in people if candidate < p < pronoun and _surface(sentences, p) != name.text)
    same_name = sum(1 for p in people if _surface(sentences, p) == name.text)
    earlier = [p for p in people if p < pronoun and _surface(sentences, p) == name.text]
    out = {
        f"gap{min(abs(gap), 4)}{'after' if after else ''}": 1.0, f"role={role}": 1.0, f"roles={role}|{own}": 1.0,
        f"parallel{int(role == own)}gap{min(abs(gap), 2)}": 1.0, f"between{min(between, 4)}": 1.0, "frequency": float(min(same_name, 5)),
        "earlier": float(min(len(earlier), 4)), f"own={word.text.lower()}|{role}": 1.0,
    }  # fmt: skip
    others = [p for p in people if p < pronoun and _surface(sentences, p) != name.text]
    rivals = sum(1 for p in others if _role(sentences[p[0]], p[1]) == "subject" and pronoun[0] - p[0] <= 1)
    out[f"rivals{min(rivals, 2)}={role}{min(abs(gap), 2)}"] = 1.0
    out[f"own={own},{role},{min(abs(gap), 2)}{'after' if after else ''}"] = 1.0
    again = [p for p in earlier if pronoun[0] - p[0] <= 1 and _role(sentences[p[0]], p[1]) == "subject"]
    out["subject nearby"] = float(bool(again))
    if gap == 0:
        out.update(_inside(b, candidate[1], pronoun[1]))
    if role == "subject" and candidate[1] <= 3:
        out[f"opens{min(abs(gap), 2)}"] = 1.0
    if candidate[0] == 0 and not after:
        out["topic"] = 1.0
    out[f"depth{min(len(a.ancestors(candidate[1])), 4)}gap{min(abs(gap), 2)}"] = 1.0
    return out


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
        out["subject above"] = float(candidate in read_clause(sentence, verb).roles.get("nsubj", ()))
    if verb is not None and other is not None and other in sentence.ancestors(verb):
        out[f"below={sentence.tokens[verb].dep}"] = 1.0
    return out


def _surface(sentences: Sequence[Sentence], place: Place) -> str:
    return sentences[place[0]].tokens[place[1]].text


def _verb(sentence: Sentence, i: int) -> int | None:
    return next((k for k in sentence.ancestors(i) if sentence.tokens[k].pos in {"VERB", "AUX"}), None)


def _role(sentence: Sentence, i: int) -> str:
    """subject, object, oblique, possessor or other; conjuncts and appositions have that of their head."""
    token = sentence.tokens[i]
    while token.dep in {"conj", "appos", "compound", "nmod"} and token.head != token.i:
        token = sentence.tokens[token.head]
    if token.dep in _SUBJECTS:
        return "subject"
    return {"dobj": "object", "dative": "object", "pobj": "oblique", "poss": "possessor", "agent": "oblique"}.get(token.dep, "other")
