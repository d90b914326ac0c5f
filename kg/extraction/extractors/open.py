"""Open relations: what a clause claims and no relation of the ontology covers.

The predicate is minted from the verb phrase (``rel:enter_into``), so that nothing is lost. Only
clauses whose ends are names or short descriptions count; clausal objects are the business of
attribution.
"""

from collections.abc import Iterator
from dataclasses import replace

from kg.extraction.dated_claims import claim_date
from kg.extraction.open_claims import (
    SKIPPED,
    is_definite,
    is_known,
    is_thing,
    may_act,
    only_relates,
    pair_ends,
    reach_by,
)
from kg.language.clauses import Clause, find_clauses
from kg.language.commitments import Commitment, commitment_of
from kg.model import ClaimMention, Sentence
from kg.model.licence import plain_words
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology

type _Reached = tuple[str, list[str], tuple[int, ...]]
"""A predicate as it reads and as it is minted, and the tokens that it reaches."""
_REACHING = frozenset("with against to from for into on over by".split())
_COPULAS = {"be": "is", "being": "is", "been": "was"}


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield open claims of *sentence*; kg.extraction.run drops those that a typed claim covers."""
    for clause in find_clauses(sentence):
        if clause.lemma == "be":
            yield from _claim_predicate(sentence, clause, ontology)
        if _claims_itself(sentence, clause, ontology):
            yield from _claim_of_clause(sentence, clause, ontology)


def _claims_itself(sentence: Sentence, clause: Clause, ontology: Ontology) -> bool:
    """Whether a clause says something, and not only that somebody says, asks or wants something."""
    if (
        clause.lemma in words_of("LightVerb")
        or _is_asked(sentence, clause.head)
        or "ccomp" in clause.roles
        and not _requires_thing(sentence, clause)
    ):
        return False
    return not _makes_somebody_act(sentence, clause, ontology) and not _is_formula(sentence, clause)


def _requires_thing(sentence: Sentence, clause: Clause) -> bool:
    """Whether a thing is required, whatever clause the parser hung on the verb: "requires [reforms]
    to ensure that …"."""
    nouns = all(
        sentence.tokens[k].pos == "NOUN" and k > clause.head for k in clause.roles.get("dobj", ())
    )
    return clause.lemma == "require" and "dobj" in clause.roles and nouns


def _claim_of_clause(
    sentence: Sentence, clause: Clause, ontology: Ontology
) -> Iterator[ClaimMention]:
    primary = _find_main_object(sentence, clause)
    if primary is None or not clause.roles.get("nsubj"):
        found = list(_claim_of_passive(sentence, clause, ontology))
        yield from found or claim_date(sentence, clause, ontology)
        return
    bound = commitment_of(sentence, clause)
    if bound is not None and clause.passive:
        yield from _claim_of_bound_passive(sentence, clause, bound, ontology)
        return
    label, words, objects = primary
    held = clause
    if bound is not None:
        label, words, held = (
            f"{bound.label} {label}",
            [*bound.minted, *words],
            replace(clause, head=bound.governor),
        )
    yield from pair_ends(sentence, held, clause.roles["nsubj"], objects, label, words, ontology)


def _claim_of_bound_passive(
    sentence: Sentence, clause: Clause, bound: Commitment, ontology: Ontology
) -> Iterator[ClaimMention]:
    """Yield the claim where whom it is done to is bound, not who does it: "is scheduled to be
    sentenced by Judge Ruiz"."""
    verb = sentence.tokens[clause.head].text.lower()
    held = replace(clause, head=bound.governor)
    label, words = f"{bound.label} be {verb} by", [*bound.minted, "be", verb, "by"]
    yield from pair_ends(
        sentence, held, clause.roles.get("dobj", ()), clause.roles["nsubj"], label, words, ontology
    )


def _is_asked(sentence: Sentence, i: int) -> bool:
    """Whether the verb heads an embedded question, which claims nothing: "knew how [to handle]
    it"."""
    asks = (
        any(sentence.tokens[k].tag == "WRB" for k in sentence.dependents(i, "advmod"))
        and sentence.tokens[i].tag == "VB"
    )
    return asks and not sentence.dependents(i, "nsubj", "nsubjpass")


def _makes_somebody_act(sentence: Sentence, clause: Clause, ontology: Ontology) -> bool:
    """Whether what is claimed is what the verb makes somebody do: "ordered the firm to pay", but
    not "requires reforms to ensure …"."""
    if clause.lemma not in words_of("ObjectControlVerb") or "xcomp" not in clause.roles:
        return False
    if clause.lemma == "require" and not _has_end(sentence, clause):
        return True
    objects = clause.roles.get("dobj", ())
    return clause.passive or any(may_act(sentence, k, ontology) for k in objects)


def _has_end(sentence: Sentence, clause: Clause) -> bool:
    """Whether the infinitive says what for: "requires reforms [to ensure] …"."""
    return any(sentence.tokens[k].lemma in words_of("OfferVerb") for k in clause.roles["xcomp"])


def _claim_predicate(
    sentence: Sentence, clause: Clause, ontology: Ontology
) -> Iterator[ClaimMention]:
    """Yield what a thing that can be told apart is: "X is a foundation", "X is responsible for
    Y"."""
    subjects = tuple(
        k
        for k in clause.roles.get("nsubj", ())
        if is_known(sentence, k, ontology) or is_definite(sentence, k)
    )
    word = sentence.tokens[clause.head].text.lower()
    verb = _COPULAS.get(word, word)
    if (
        not subjects
        or not verb.isalpha()
        or any(sentence.tokens[k].dep == "expl" for k in sentence.children[clause.head])
    ):
        return
    if objects := clause.roles.get("attr"):
        yield from _nouns(sentence, clause, subjects, objects, verb, ontology)
    else:
        yield from _claim_complement(sentence, clause, subjects, verb, ontology)


def _nouns(
    sentence: Sentence,
    clause: Clause,
    subjects: tuple[int, ...],
    objects: tuple[int, ...],
    verb: str,
    ontology: Ontology,
) -> Iterator[ClaimMention]:
    """ "Is a foundation", "is part of the inquiry": the predicate noun, or what it is part of."""
    if wholes := _wholes(sentence, objects):
        part = sentence.tokens[objects[0]].lemma
        label, words = f"{verb} {part} of", ["be", part, "of"]
        yield from pair_ends(sentence, clause, subjects, wholes, label, words, ontology)
    elif _says_what(sentence, subjects, objects):
        yield from pair_ends(sentence, clause, subjects, objects, verb, ["be"], ontology)


def _wholes(sentence: Sentence, objects: tuple[int, ...]) -> tuple[int, ...]:
    """ "Is part of the [inquiry]": what stands behind a noun that says only that it is of it."""
    if len(objects) > 1 or sentence.tokens[objects[0]].lemma not in words_of("PartitiveNoun"):
        return ()
    behind = (p for p in sentence.dependents(objects[0], "prep") if sentence.word(p) == "of")
    return tuple(k for p in behind for k in sentence.dependents(p, "pobj"))


def _claim_complement(
    sentence: Sentence, clause: Clause, subjects: tuple[int, ...], verb: str, ontology: Ontology
) -> Iterator[ClaimMention]:
    """Yield the first phrase that an adjective reaches: "is responsible for Y"."""
    for adjective in (
        sentence.tokens[i] for i in clause.roles.get("acomp", ()) if sentence.tokens[i].pos == "ADJ"
    ):
        role = next(_phrases_behind(sentence, clause, adjective.i), None)
        if role is not None:
            preposition = role.removeprefix("acomp>").removeprefix("prep_")
            label, words = (
                f"{verb} {adjective.text.lower()} {preposition}",
                ["be", adjective.lemma, preposition],
            )
            yield from pair_ends(
                sentence, clause, subjects, clause.roles[role], label, words, ontology
            )
            return


def _says_what(sentence: Sentence, subjects: tuple[int, ...], objects: tuple[int, ...]) -> bool:
    """Whether the predicate noun is a description of the subject: not "this page is fiction", nor
    one name that is several."""
    nominal = all(sentence.tokens[k].pos in {"NOUN", "PROPN"} for k in objects)
    if all(sentence.tokens[k].pos == "NOUN" for k in subjects):
        return nominal and any(sentence.children[k] for k in objects)
    several = any(sentence.tokens[k].tag in {"NNS", "NNPS"} for k in objects)
    return nominal and not (several and _is_one_name(sentence, subjects))


def _is_one_name(sentence: Sentence, subjects: tuple[int, ...]) -> bool:
    return (
        len(subjects) == 1
        and sentence.tokens[subjects[0]].tag == "NNP"
        and not sentence.dependents(subjects[0], "conj")
    )


def _phrases_behind(sentence: Sentence, clause: Clause, adjective: int) -> Iterator[str]:
    """The prepositional roles behind an adjective, in text order."""
    behind = (r for r in clause.roles if r.startswith(("acomp>prep_", "prep_")))
    roles = (r for r in behind if r.removeprefix("acomp>") not in SKIPPED)
    for role in sorted(roles, key=lambda r: (clause.roles[r][0], r)):
        first = clause.roles[role][0]
        if adjective < first and is_thing(sentence, first):
            yield role


def _is_formula(sentence: Sentence, clause: Clause) -> bool:
    """Whether the words claim nothing: "including, but not limited to", "more information can be
    found at"."""
    if only_relates(sentence, clause):
        return True
    if clause.lemma == "limit" and sentence.dependents(clause.head, "neg"):
        return True
    return clause.lemma in {"find", "visit", "obtain"} and _is_about_information(sentence, clause)


def _is_about_information(sentence: Sentence, clause: Clause) -> bool:
    """Whether the clause only says where to read on: "more [information] can be found at"."""
    subjects = clause.subjects
    return any(
        sentence.tokens[k].lemma == "information" and sentence.tokens[k].tag == "NN"
        for k in subjects
    )


def _find_main_object(sentence: Sentence, clause: Clause) -> _Reached | None:
    """The verb phrase and the object that the clause is about: the direct one, else a prepositional
    one."""
    particle = [sentence.tokens[k].text.lower() for k in clause.roles.get("prt", ())]
    words = [clause.lemma, *particle]
    surface = [sentence.word(clause.head), *particle]
    if objects := clause.roles.get("dobj"):
        if done := _find_caused_state(sentence, clause, objects):
            return " ".join([*surface, done]), [*words, *done.split()], objects
        through = _reach_through_object(sentence, clause, words, surface, objects)
        return through or (" ".join(surface), words, objects)
    if measures := clause.roles.get("measure"):
        return " ".join(surface), words, measures
    for role in _list_prepositions(clause):
        direct = role not in SKIPPED | {"prep_between"} and ">" not in role
        if direct and is_thing(sentence, clause.roles[role][0]):
            preposition = plain_words(role.removeprefix("prep_"))
            label = " ".join([*surface, preposition])
            return label, [*words, *preposition.split()], clause.roles[role]
    return None


def _list_prepositions(clause: Clause) -> list[str]:
    """The roles of the prepositions behind the verb, in text order."""
    found = (
        role
        for role, tokens in clause.roles.items()
        if role.startswith("prep_") and tokens[0] > clause.head
    )
    return sorted(found, key=lambda role: clause.roles[role][0])


def _find_caused_state(sentence: Sentence, clause: Clause, objects: tuple[int, ...]) -> str:
    """What somebody had done to a thing: "had the records [destroyed]"; ``""`` for other verbs."""
    if clause.lemma not in {"have", "get"}:
        return ""
    below = (
        k
        for o in (*objects, *clause.roles.get("dobj>prep_of", ()))
        for k in (
            *sentence.dependents(o, "acl"),
            *sentence.dependents(clause.head, "ccomp", "xcomp"),
        )
    )
    for k in below:
        if sentence.tokens[k].tag == "VBN" and not sentence.dependents(k, "agent"):
            return " ".join(sentence.word(i) for i in (k, *sentence.dependents(k, "prt")))
    return ""


def _reach_through_object(
    sentence: Sentence,
    clause: Clause,
    words: list[str],
    surface: list[str],
    objects: tuple[int, ...],
) -> _Reached | None:
    """The name that the clause reaches by a preposition of its object: "brought an action against
    Meta", "exchanged data with Meta"."""
    noun = sentence.tokens[objects[0]]
    if not _is_bare_noun(sentence, objects):
        return None
    for role, targets in clause.roles.items():
        preposition = role.rpartition(">")[2].removeprefix("prep_")
        reaches = preposition in _REACHING and "prep_" in role
        first = 0 if targets == clause.roles.get("dative") else noun.i
        if reaches and _is_name_behind(sentence, targets[0], first):
            tail = ["data" if noun.lemma == "datum" else noun.lemma, preposition]
            label = " ".join([*surface, noun.text.lower(), preposition])
            return label, [*words, *tail], targets
    return None


def _is_bare_noun(sentence: Sentence, objects: tuple[int, ...]) -> bool:
    """Whether the object is one common noun, without an owner or another that is joined to it."""
    noun = sentence.tokens[objects[0]]
    common = len(objects) == 1 and noun.pos == "NOUN" and not noun.entity
    return common and not sentence.dependents(noun.i, "poss", "conj")


def _is_name_behind(sentence: Sentence, k: int, word: int) -> bool:
    return k >= word and sentence.tokens[k].pos == "PROPN" and is_thing(sentence, k)


def _claim_of_passive(
    sentence: Sentence, clause: Clause, ontology: Ontology
) -> Iterator[ClaimMention]:
    """Yield what a passive without agent reaches, in its surface order: "X was held in Y", "X was
    offered a post"."""
    if not clause.passive or "nsubj" in clause.roles or "dobj" not in clause.roles:
        return
    objects = clause.roles["dobj"]
    if given := _find_recipient(clause):
        verb = sentence.word(clause.head)
        label, words = f"was {verb}", ["be", verb]
        yield from pair_ends(sentence, clause, given, objects, label, words, ontology)
        return
    for role in _list_prepositions(clause):
        if role != "prep_of" and is_thing(sentence, clause.roles[role][0]):
            label, words = reach_by(sentence, clause, role)
            reached = clause.roles[role]
            yield from pair_ends(sentence, clause, objects, reached, label, words, ontology)
            return


def _find_recipient(clause: Clause) -> tuple[int, ...]:
    """Who is given something that follows: "[Ruiz] was offered a post"; nothing elsewhere."""
    given = tuple(k for k in clause.roles.get("dative", ()) if k < clause.head)
    return given if all(k > clause.head for k in clause.roles["dobj"]) else ()
