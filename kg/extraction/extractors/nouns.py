"""Typed relations from nouns that name an event or a state: "X's lawsuit against Y", "access to".

The noun's possessor, compound and prepositional phrases are its arguments (NomBank, Meyers et al.
2004).
"""

from collections.abc import Iterator, Sequence

from kg.extraction.frame_matching import claims_from, match_frame
from kg.language.clauses import Clause, antecedent, find_clauses
from kg.language.mentions import mention_at
from kg.model import ClaimMention, Sentence
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology

CONFIDENCE = 0.75
_REACH = 6
"""So many words above a wrong, who is sued or blamed for it is looked for."""


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
        _add_role(sentence, k, roles, ontology)
    _add_stacked_prepositions(sentence, i, roles)
    _add_verbal_prepositions(sentence, i, roles)
    if _lacks_doer(roles) and sentence.tokens[i].lemma in words_of("WrongNoun"):
        roles["poss"] = accused_at(sentence, i)
    return {k: tuple(v) for k, v in sorted(roles.items())}


def _add_role(sentence: Sentence, k: int, roles: dict[str, list[int]], ontology: Ontology) -> None:
    """Enter the dependent *k* of a noun among the noun's *roles*."""
    token = sentence.tokens[k]
    if token.dep == "poss" and mention_at(sentence, k, ontology):
        roles.setdefault("poss", []).append(k)
    elif token.dep in {"compound", "nmod"} and _is_compound_name(sentence, k):
        roles.setdefault("compound", []).append(k)
    elif token.dep == "prep":
        for p in sentence.dependents(k, "pobj"):
            roles.setdefault(f"prep_{token.text.lower()}", []).append(antecedent(sentence, p))


def _lacks_doer(roles: dict[str, list[int]]) -> bool:
    """Whether neither an owner nor "by" says whose act the noun is."""
    return "poss" not in roles and "prep_by" not in roles


def accused_at(sentence: Sentence, i: int) -> list[int]:
    """Who is said to have done the wrong named at *i*: X in "filed a suit against X alleging
    [violations] of Y", "sued X for [breach] of Y"."""
    clauses = {c.head: c for c in find_clauses(sentence)}
    above = [clauses[k] for k in sentence.ancestors(i) if k in clauses]
    if sentence.word(sentence.tokens[i].head) == "in":
        # "engaged in discrimination in violation of Y", not "appeals his conviction, in violation"
        acts = bool(above) and above[0].lemma not in words_of("OwnCourseVerb")
        return list(above[0].roles.get("nsubj", ())) if acts else []
    near = set(sentence.ancestors(i)[:_REACH])
    return _find_blamed(sentence, [c for c in above if c.head in near])


def _find_blamed(sentence: Sentence, above: Sequence[Clause]) -> list[int]:
    """Whom the clauses *above* a wrong, the nearest first, sue for it or blame for it."""
    alleged = False
    for clause in above:
        if _is_suit(sentence, clause):
            return list(clause.roles.get("prep_against", ())) if alleged else []
        if clause.lemma in words_of("ObjectBlameVerb"):
            return list(clause.roles.get("dobj", ()))
        if clause.lemma not in {"allege", "claim", "assert"}:
            return []
        alleged = True
    return []


def _is_suit(sentence: Sentence, clause: Clause) -> bool:
    """Whether the clause brings an action: "filed a [suit]"."""
    objects = clause.roles.get("dobj", ())
    return any(sentence.tokens[o].lemma in words_of("SuitNoun") for o in objects)


def _is_compound_name(sentence: Sentence, k: int) -> bool:
    """Whether a name that is no date or number ends at *k*."""
    return any(
        end - 1 == k and label not in {"DATE", "CARDINAL"} for _, end, label in sentence.entities
    )


def _add_stacked_prepositions(sentence: Sentence, i: int, roles: dict[str, list[int]]) -> None:
    """Add to *roles* the second phrase, which may hang on the first one's noun: "the acquisition by
    X of Y"."""
    for key in sorted(roles):
        for k in list(roles[key]) if key.startswith("prep_") else ():
            for p in sentence.dependents(k, "prep"):
                inner = f"prep_{sentence.tokens[p].text.lower()}"
                if inner != "prep_of" and inner not in roles:
                    roles[inner] = list(sentence.dependents(p, "pobj"))


def _add_verbal_prepositions(sentence: Sentence, i: int, roles: dict[str, list[int]]) -> None:
    """Add to *roles* the phrases that hang on the verb of noun *i*, and the verb's subject as
    possessor: "announced a partnership with X"."""
    if sentence.tokens[i].dep not in {"dobj", "pobj", "attr"}:
        return
    verb = _verb_over(sentence, i)
    for clause in find_clauses(sentence):
        if clause.head == verb and not clause.passive:
            _share_roles(sentence, i, clause, roles)


def _verb_over(sentence: Sentence, i: int) -> int:
    """The word above token *i* that is no preposition."""
    verb = sentence.tokens[i].head
    while sentence.tokens[verb].pos == "ADP" and sentence.tokens[verb].head != verb:
        verb = sentence.tokens[verb].head
    return verb


def _share_roles(sentence: Sentence, i: int, clause: Clause, roles: dict[str, list[int]]) -> None:
    """Add to *roles* the prepositions of *clause* behind the noun *i*, and its subject where it
    says whose act the noun is."""
    for role, found in clause.roles.items():
        if role.startswith("prep_") and role not in roles and found and found[0] > i:
            roles[role] = list(found)
    subject = clause.roles.get("nsubj")
    acts = sentence.tokens[clause.head].lemma in words_of("PartyVerb")
    if subject and acts and _lacks_doer(roles) and "prep_between" not in roles:
        roles["poss"] = list(subject)
