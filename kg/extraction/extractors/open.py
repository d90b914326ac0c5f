"""Open relations: what a clause claims and no relation of the ontology covers.

The predicate is minted from the verb phrase (``rel:enter_into``), so that nothing is lost. Only
clauses whose ends are names or short descriptions count; clausal objects are the business of
attribution.
"""

from collections.abc import Iterator
from dataclasses import replace

from kg.extraction.open_claims import LIGHT, is_definite, is_thing, pair_ends, reach_by
from kg.language.clauses import Clause, find_clauses
from kg.language.commitments import Commitment, commitment_of
from kg.language.mentions import mention_at
from kg.model import ClaimMention, MentionKind, Sentence
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology

_REACHING = frozenset("with against to from for into on over by".split())
_ENDS = frozenset("ensure prevent avoid protect address improve reduce".split())
_WHEN = frozenset({"on", "in", "for", "from", "since", "until"})
_COPULAS = {"be": "is", "being": "is", "been": "was"}
_WHO = frozenset({MentionKind.NAME, MentionKind.PRONOUN})


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield open claims of *sentence*; kg.extraction.run drops those that a typed claim covers."""
    for clause in find_clauses(sentence):
        if clause.lemma == "be":
            yield from _predication(sentence, clause, ontology)
        if _claims_itself(sentence, clause, ontology):
            yield from _of_clause(sentence, clause, ontology)


def _claims_itself(sentence: Sentence, clause: Clause, ontology: Ontology) -> bool:
    """Whether a clause says something, and not only that somebody says, asks or wants something."""
    if (
        clause.lemma in LIGHT
        or _is_asked(sentence, clause.head)
        or "ccomp" in clause.roles
        and not _requires(sentence, clause)
    ):
        return False
    return not _controls(sentence, clause, ontology) and not _is_formula(sentence, clause)


def _requires(sentence: Sentence, clause: Clause) -> bool:
    """ "Requires [reforms] to ensure that …": a thing is required, whatever clause the parser hung
    on the verb."""
    nouns = all(
        sentence.tokens[k].pos == "NOUN" and k > clause.head for k in clause.roles.get("dobj", ())
    )
    return clause.lemma == "require" and "dobj" in clause.roles and nouns


def _of_clause(sentence: Sentence, clause: Clause, ontology: Ontology) -> Iterator[ClaimMention]:
    primary = _primary(sentence, clause)
    if primary is None or not clause.roles.get("nsubj"):
        found = list(_passive(sentence, clause, ontology))
        yield from found or _dated(sentence, clause, ontology)
        return
    bound = commitment_of(sentence, clause)
    if bound is not None and clause.passive:
        yield from _bound_passive(sentence, clause, bound, ontology)
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


def _bound_passive(
    sentence: Sentence, clause: Clause, bound: Commitment, ontology: Ontology
) -> Iterator[ClaimMention]:
    """ "Is scheduled to be sentenced by Judge Ruiz": whom it is done to is bound, not who does
    it."""
    verb = sentence.tokens[clause.head].text.lower()
    held = replace(clause, head=bound.governor)
    label, words = f"{bound.label} be {verb} by", [*bound.minted, "be", verb, "by"]
    yield from pair_ends(
        sentence, held, clause.roles.get("dobj", ()), clause.roles["nsubj"], label, words, ontology
    )


def _is_asked(sentence: Sentence, i: int) -> bool:
    """ "Knew how [to handle] it": an embedded question claims nothing."""
    asks = (
        any(sentence.tokens[k].tag == "WRB" for k in sentence.dependents(i, "advmod"))
        and sentence.tokens[i].tag == "VB"
    )
    return asks and not sentence.dependents(i, "nsubj", "nsubjpass")


def _controls(sentence: Sentence, clause: Clause, ontology: Ontology) -> bool:
    """ "Ordered the firm to pay": what is claimed is the payment; "requires reforms to ensure …"
    claims the requirement."""
    if clause.lemma not in words_of("ObjectControlVerb") or "xcomp" not in clause.roles:
        return False
    if clause.lemma == "require" and all(
        sentence.tokens[k].lemma not in _ENDS for k in clause.roles["xcomp"]
    ):
        return True
    mentions = [mention_at(sentence, k, ontology) for k in clause.roles.get("dobj", ())]
    return clause.passive or any(
        m and (m.kind in _WHO or ontology.is_a(m.type, "Agent")) for m in mentions
    )


def _predication(sentence: Sentence, clause: Clause, ontology: Ontology) -> Iterator[ClaimMention]:
    """ "X is a foundation", "X is responsible for Y": what a thing that can be told apart is."""
    subjects = tuple(
        k
        for k in clause.roles.get("nsubj", ())
        if _is_known(sentence, k, ontology) or is_definite(sentence, k)
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
        if _says_what(sentence, subjects, objects):
            yield from pair_ends(sentence, clause, subjects, objects, verb, ["be"], ontology)
    else:
        yield from _complements(sentence, clause, subjects, verb, ontology)


def _complements(
    sentence: Sentence, clause: Clause, subjects: tuple[int, ...], verb: str, ontology: Ontology
) -> Iterator[ClaimMention]:
    """ "Is responsible for Y": the first phrase that an adjective reaches."""
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
    roles = (r for r in clause.roles if r.startswith(("acomp>prep_", "prep_")))
    for role in sorted(roles, key=lambda r: (clause.roles[r][0], r)):
        first = clause.roles[role][0]
        if adjective < first and is_thing(sentence, first):
            yield role


def _is_known(sentence: Sentence, k: int, ontology: Ontology) -> bool:
    """Whether a subject can be told apart: a name, a person's pronoun, or a noun whose class is
    known."""
    mention = mention_at(sentence, k, ontology)
    if mention is None or mention.kind is MentionKind.VALUE:
        return False
    if mention.kind is MentionKind.PRONOUN:
        return mention.text.lower() in {"he", "she", "they", "who"}
    return mention.kind is MentionKind.NAME or bool(mention.type)


def _is_formula(sentence: Sentence, clause: Clause) -> bool:
    """ "Including, but not limited to", "more information can be found at": words that claim
    nothing."""
    if clause.lemma in {"range", "relate"} and sentence.tokens[clause.head].tag in {"VBG", "VBN"}:
        return True
    limits = clause.lemma == "limit" and any(
        sentence.tokens[k].dep == "neg" for k in sentence.children[clause.head]
    )
    subjects = [
        sentence.tokens[k] for k in clause.roles.get("dobj" if clause.passive else "nsubj", ())
    ]
    return (
        limits
        or any(t.lemma == "information" and t.tag == "NN" for t in subjects)
        and clause.lemma in {"find", "visit", "obtain"}
    )


def _primary(sentence: Sentence, clause: Clause) -> tuple[str, list[str], tuple[int, ...]] | None:
    """The verb phrase and the object that the clause is about: the direct one, else a prepositional
    one."""
    token = sentence.tokens[clause.head]
    particle = [sentence.tokens[k].text.lower() for k in clause.roles.get("prt", ())]
    words = [clause.lemma, *particle]
    surface = [token.text.lower(), *particle]
    if objects := clause.roles.get("dobj"):
        if done := _caused(sentence, clause, objects):
            return " ".join([*surface, done]), [*words, *done.split()], objects
        return _through_object(sentence, clause, words, surface, objects) or (
            " ".join(surface),
            words,
            objects,
        )
    for role in sorted(clause.roles, key=lambda r: clause.roles[r][0]):
        if (
            role.startswith("prep_")
            and role != "prep_between"
            and ">" not in role
            and clause.roles[role][0] > clause.head
        ):
            preposition = role.removeprefix("prep_").replace("_", " ")
            if is_thing(sentence, clause.roles[role][0]):
                return (
                    " ".join([*surface, preposition]),
                    [*words, *preposition.split()],
                    clause.roles[role],
                )
    return None


def _caused(sentence: Sentence, clause: Clause, objects: tuple[int, ...]) -> str:
    """ "Had the records [destroyed]": what somebody had done to a thing."""
    if clause.lemma not in {"have", "get"}:
        return ""
    below = (
        k
        for o in objects
        for k in (
            *sentence.dependents(o, "acl"),
            *sentence.dependents(clause.head, "ccomp", "xcomp"),
        )
    )
    done = next(
        (
            k
            for k in below
            if sentence.tokens[k].tag == "VBN" and not sentence.dependents(k, "agent")
        ),
        None,
    )
    return (
        " ".join(sentence.tokens[k].text.lower() for k in (done, *sentence.dependents(done, "prt")))
        if done is not None
        else ""
    )


def _through_object(
    sentence: Sentence,
    clause: Clause,
    words: list[str],
    surface: list[str],
    objects: tuple[int, ...],
) -> tuple[str, list[str], tuple[int, ...]] | None:
    """ "brought an action against Meta", "exchanged data with Meta": the name is what the clause
    reaches."""
    noun = sentence.tokens[objects[0]]
    if (
        noun.pos != "NOUN"
        or noun.entity
        or len(objects) > 1
        or sentence.dependents(noun.i, "poss", "conj")
    ):
        return None
    for role in clause.roles:
        preposition = role.rpartition(">")[2].removeprefix("prep_")
        target = clause.roles[role][0]
        named = (
            target > noun.i
            and sentence.tokens[target].pos == "PROPN"
            and is_thing(sentence, target)
        )
        if preposition in _REACHING and "prep_" in role and named:
            tail = ["data" if noun.lemma == "datum" else noun.lemma, preposition]
            return (
                " ".join([*surface, noun.text.lower(), preposition]),
                [*words, *tail],
                clause.roles[role],
            )
    return None


def _passive(sentence: Sentence, clause: Clause, ontology: Ontology) -> Iterator[ClaimMention]:
    """ "X was held in Y": a passive without agent and with a prepositional object keeps its surface
    order."""
    if not clause.passive or "nsubj" in clause.roles or "dobj" not in clause.roles:
        return
    given = tuple(k for k in clause.roles.get("dative", ()) if k < clause.head)
    if given and all(k > clause.head for k in clause.roles["dobj"]):  # "Ruiz was offered a post"
        verb = sentence.tokens[clause.head].text.lower()
        yield from pair_ends(
            sentence, clause, given, clause.roles["dobj"], f"was {verb}", ["be", verb], ontology
        )
        return
    for role in sorted(clause.roles, key=lambda r: clause.roles[r][0]):
        first = clause.roles[role][0]
        if (
            role.startswith("prep_")
            and role != "prep_of"
            and first > clause.head
            and is_thing(sentence, first)
        ):
            yield from pair_ends(
                sentence,
                clause,
                clause.roles["dobj"],
                clause.roles[role],
                *reach_by(sentence, clause, role),
                ontology,
            )
            return


def _dated(sentence: Sentence, clause: Clause, ontology: Ontology) -> Iterator[ClaimMention]:
    """ "The hearing is scheduled for May 4": a clause without another object says when."""
    subjects = clause.roles.get("dobj" if clause.passive else "nsubj", ())
    if not _can_be_dated(sentence, clause):
        return
    roles = [
        role
        for role in clause.roles
        if role.removeprefix("prep_") in _WHEN and _is_date(sentence, clause, clause.roles[role][0])
    ]
    named = tuple(
        k
        for k in subjects
        if _is_known(sentence, k, ontology) or sentence.tokens[k].text.endswith("ing")
    )
    for role in sorted(roles, key=lambda r: (clause.roles[r][0], r))[:1]:
        yield from pair_ends(
            sentence, clause, named, clause.roles[role], *reach_by(sentence, clause, role), ontology
        )


def _can_be_dated(sentence: Sentence, clause: Clause) -> bool:
    """Whether the clause is one of its own, or tells in passing when something was done ("the fund,
    announced in May 2006, …")."""
    token = sentence.tokens[clause.head]
    if not clause.passive and "dobj" in clause.roles or token.dep in {"advcl", "pcomp"}:
        return False
    if token.dep == "acl":
        return clause.passive and token.tag == "VBN"
    return token.dep != "xcomp" or sentence.tokens[token.head].lemma == "be"


def _is_date(sentence: Sentence, clause: Clause, k: int) -> bool:
    return k > clause.head and any(
        a <= k < b and label == "DATE" for a, b, label in sentence.entities
    )
