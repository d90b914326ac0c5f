"""Typed relations from nouns that name an event or a state: "X's lawsuit against Y", "access to".

The noun's possessor, compound and prepositional phrases are its arguments (NomBank, Meyers et al.
2004).
"""

from collections.abc import Iterator

from kg.extraction.frame_matching import claims_from, match_frame
from kg.language.clauses import antecedent, find_clauses
from kg.language.mentions import mention_at
from kg.model import ClaimMention, Sentence
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology

CONFIDENCE = 0.75
_WRONGS = frozenset("violation breach infringement abuse misuse misappropriation theft".split())


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield the claims that noun frames find in *sentence*."""
    for token in sentence.tokens:
        if (
            token.pos not in {"NOUN", "PROPN"}
            or token.dep == "compound"
            or token.lemma not in ontology.noun_index
        ):
            continue
        roles = noun_roles(sentence, token.i, ontology)
        done: set[str] = set()
        for relation, frame in ontology.noun_index[token.lemma]:
            if relation.id in done:
                continue
            match = match_frame(sentence, relation, frame, roles)
            if match is not None:
                done.add(relation.id)
                yield from claims_from(sentence, ontology, match, token.i, "nouns", CONFIDENCE)


def noun_roles(sentence: Sentence, i: int, ontology: Ontology) -> dict[str, tuple[int, ...]]:
    """Arguments of noun *i*: ``poss``, ``compound`` (names only), ``prep_X``."""
    roles: dict[str, list[int]] = {}
    for k in sentence.children[i]:
        token = sentence.tokens[k]
        if token.dep in {"poss", "compound", "nmod"}:
            mention = (
                mention_at(sentence, k, ontology)
                if token.dep == "poss"
                else _compound_name(sentence, k, ontology)
            )
            if mention:
                roles.setdefault("poss" if token.dep == "poss" else "compound", []).append(k)
        elif token.dep == "prep":
            for p in sentence.dependents(k, "pobj"):
                roles.setdefault(f"prep_{token.text.lower()}", []).append(antecedent(sentence, p))
    _stacked_prepositions(sentence, i, roles)
    _verbal_prepositions(sentence, i, roles)
    if "poss" not in roles and "prep_by" not in roles and sentence.tokens[i].lemma in _WRONGS:
        roles["poss"] = accused_at(sentence, i)
    return {k: tuple(v) for k, v in sorted(roles.items())}


def accused_at(sentence: Sentence, i: int) -> list[int]:
    """ "Filed a suit against X alleging [violations] of Y", "sued X for [breach] of Y": X is said
    to have done it."""
    clauses = {c.head: c for c in find_clauses(sentence)}
    if (
        sentence.tokens[sentence.tokens[i].head].text.lower() == "in"
    ):  # "engaged in discrimination in violation of Y"
        acting = next((clauses[k] for k in sentence.ancestors(i) if k in clauses), None)
        return list(acting.roles.get("nsubj", ())) if acting is not None else []
    alleged = False
    for k in sentence.ancestors(i)[:6]:
        clause = clauses.get(k)
        if clause is None:
            continue
        if any(
            sentence.tokens[o].lemma in words_of("SuitNoun") for o in clause.roles.get("dobj", ())
        ):
            return list(clause.roles.get("prep_against", ())) if alleged else []
        if clause.lemma in words_of("ObjectBlameVerb"):
            return list(clause.roles.get("dobj", ()))
        if clause.lemma not in {"allege", "claim", "assert"}:
            return []
        alleged = True
    return []


def _compound_name(sentence: Sentence, k: int, ontology: Ontology) -> bool:
    return any(
        start <= k < end and end - 1 == k
        for start, end, label in sentence.entities
        if label not in {"DATE", "CARDINAL"}
    )


def _stacked_prepositions(sentence: Sentence, i: int, roles: dict[str, list[int]]) -> None:
    """ "the acquisition by X of Y": the second phrase may hang on the first one's noun."""
    for key in sorted(roles):
        for k in list(roles[key]) if key.startswith("prep_") else ():
            for p in sentence.dependents(k, "prep"):
                inner = f"prep_{sentence.tokens[p].text.lower()}"
                if inner != "prep_of" and inner not in roles:
                    roles[inner] = list(sentence.dependents(p, "pobj"))


def _verbal_prepositions(sentence: Sentence, i: int, roles: dict[str, list[int]]) -> None:
    """ "announced a partnership with X": the phrase may hang on the verb, whose subject then stands
    in as possessor."""
    verb = sentence.tokens[i].head
    if sentence.tokens[i].dep not in {"dobj", "pobj", "attr"}:
        return
    while sentence.tokens[verb].pos == "ADP" and sentence.tokens[verb].head != verb:
        verb = sentence.tokens[verb].head
    for clause in find_clauses(sentence):
        if clause.head != verb or clause.passive:
            continue
        for role, found in clause.roles.items():
            if role.startswith("prep_") and role not in roles and found and found[0] > i:
                roles[role] = list(found)
        if (
            "poss" not in roles
            and "prep_by" not in roles
            and "prep_between" not in roles
            and clause.roles.get("nsubj")
        ):
            subject = clause.roles["nsubj"]
            if sentence.tokens[verb].lemma in {
                "have",
                "enter",
                "announce",
                "sign",
                "make",
                "form",
                "reach",
                "negotiate",
            }:
                roles["poss"] = list(subject)
