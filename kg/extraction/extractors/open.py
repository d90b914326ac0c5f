"""Open relations: what a clause claims and no relation of the ontology covers.

The predicate is minted from the verb phrase (``rel:enter_into``), so that nothing is lost. Only
clauses whose ends are names or short descriptions count; clausal objects are the business of
attribution.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.language.clauses import OBJECT_CONTROL, Clause, find_clauses, is_passive
from kg.language.mentions import mention_at, sharing
from kg.model import ClaimMention, Mention, MentionKind, Sentence
from kg.ontology.loader import Ontology

CONFIDENCE = 0.7
_LIGHT = frozenset("be seem appear become remain do let get".split())
_EMPTY = frozenset(
    "concern question doubt way fact thing something anything nothing everything one other another some many most all each "
    "connection purpose addition accordance regard respect light favor behalf lieu "
    "scope extent level degree nature amount range variety series aspect matter issue difficulty challenge "
    "part kind sort lot number bit course place rise today yesterday tomorrow".split()
)  # fmt: skip
_IDIOMS = frozenset("exchange order response case event result use".split())
"""Empty behind a preposition ("in response to"), not as objects ("issued an order")."""
_NOBODY = frozenset("who which what that whoever whatever one you".split())
_GENERIC = frozenset("a an any each every some another".split())
_REACHING = frozenset("with against to from for into on over by".split())
_SKIPPED = frozenset({"prep_according_to", "prep_according", "prep_because", "prep_in_light"})
_BOUND = frozenset("agree refuse decline pledge promise vow undertake conspire attempt try plot threaten offer intend plan move".split())
_ENDS = frozenset("ensure prevent avoid protect address improve reduce".split())
_WHEN = frozenset({"on", "in", "for", "from", "since", "until"})
_PLOTS = frozenset({"conspire", "plot", "agree"})
_ORDERED = frozenset("order require sentence bar prohibit forbid".split())
_ADDRESS = re.compile(r"://|www\.|\w@\w")
_SMALL = frozenset("order find want need have get see keep leave deem consider hear make".split())
_WHO = frozenset({MentionKind.NAME, MentionKind.PRONOUN})
_MAX_WORDS = 9


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield open claims of *sentence*; kg.extraction.run drops those that a typed claim covers."""
    for clause in find_clauses(sentence):
        if clause.lemma == "be":
            yield from _predication(sentence, clause, ontology)
        skipped = clause.lemma in _LIGHT or "ccomp" in clause.roles or _is_asked(sentence, clause.head)
        if skipped or _controls(sentence, clause, ontology) or _is_formula(sentence, clause):
            continue
        primary = _primary(sentence, clause)
        if primary is None or not clause.roles.get("nsubj"):
            found = list(_passive(sentence, clause, ontology))
            yield from found or _dated(sentence, clause, ontology)
            continue
        label, words, objects = primary
        bound = _bound_by(sentence, clause)
        if bound is not None:
            governor, before, minted = bound
            label, words, clause = f"{before} {label}", [*minted, *words], replace(clause, head=governor)
        yield from _pairs(sentence, clause, clause.roles["nsubj"], objects, label, words, ontology)
        if bound is None and "dobj" not in clause.roles:
            yield from _elsewhere(sentence, clause, clause.roles["nsubj"], objects, ontology)


def _is_asked(sentence: Sentence, i: int) -> bool:
    """ "Knew how [to handle] it": an embedded question claims nothing."""
    return any(sentence.tokens[k].tag == "WRB" for k in sentence.dependents(i, "advmod")) and sentence.tokens[i].tag == "VB"


def _controls(sentence: Sentence, clause: Clause, ontology: Ontology) -> bool:
    """ "Ordered the firm to pay": what is claimed is the payment; "requires reforms to ensure …" claims the requirement."""
    if clause.lemma not in OBJECT_CONTROL or "xcomp" not in clause.roles:
        return False
    if clause.lemma == "require" and all(sentence.tokens[k].lemma not in _ENDS for k in clause.roles["xcomp"]):
        return True
    mentions = [mention_at(sentence, k, ontology) for k in clause.roles.get("dobj", ())]
    return clause.passive or any(m and (m.kind in _WHO or ontology.is_a(m.type, "Agent")) for m in mentions)


def _elsewhere(
    sentence: Sentence, clause: Clause, subjects: tuple[int, ...], used: tuple[int, ...], ontology: Ontology
) -> Iterator[ClaimMention]:
    """Further prepositional phrases with a name: "was killed in a crash [near Oslo]" also says where."""
    for role in sorted(clause.roles):
        i = clause.roles[role][0]
        direct = role.startswith("prep_") and ">" not in role and role not in _SKIPPED | {"prep_as"} and clause.roles[role] != used
        if direct and i > clause.head and sentence.tokens[i].pos == "PROPN" and _is_thing(sentence, i):
            yield from _pairs(sentence, clause, subjects, clause.roles[role], *_reaching(sentence, clause, role), ontology)


def _reaching(sentence: Sentence, clause: Clause, role: str) -> tuple[str, list[str]]:
    """The predicate that reaches its object by the preposition of *role*, as it reads and as it is minted."""
    preposition = role.removeprefix("prep_").replace("_", " ")
    verb = sentence.tokens[clause.head].text.lower()
    label, words = (f"was {verb}", ["be", verb]) if clause.passive else (verb, [clause.lemma])
    return f"{label} {preposition}", [*words, *preposition.split()]


def _bound_by(sentence: Sentence, clause: Clause) -> tuple[int, str, list[str]] | None:
    """ "Agreed to pay", "was ordered to pay": what is on record is the promise or the order, so it is part of the predicate.

    Returns the verb that binds, the words up to the infinitive, and these as minted into the predicate.
    """
    token = sentence.tokens[clause.head]
    governor = sentence.tokens[token.head]
    to = [k for k in sentence.dependents(clause.head, "aux") if sentence.tokens[k].text.lower() == "to"]
    if token.dep != "xcomp" and not (token.dep == "advcl" and governor.lemma in _PLOTS) or not to or governor.pos != "VERB":
        return None
    second = governor.dep == "conj" and governor.tag == "VBD" and not sentence.dependents(governor.i, "dobj", "nsubj")
    passive = is_passive(sentence, governor.i) or second and is_passive(sentence, governor.head)  # "was fined and ordered to pay"
    if governor.lemma in _BOUND and not passive:
        return governor.i, f"{governor.text.lower()} to", [governor.lemma, "to"]
    word = governor.text.lower()
    return (governor.i, f"was {word} to", ["be", word, "to"]) if governor.lemma in _ORDERED and passive else None


def _predication(sentence: Sentence, clause: Clause, ontology: Ontology) -> Iterator[ClaimMention]:
    """ "X is a foundation", "X is responsible for Y": what a named thing is."""
    subjects = tuple(k for k in clause.roles.get("nsubj", ()) if _is_known(sentence, k, ontology))
    verb = sentence.tokens[clause.head].text.lower()
    if not subjects or not verb.isalpha() or "expl" in {sentence.tokens[k].dep for k in sentence.children[clause.head]}:
        return
    if objects := clause.roles.get("attr"):
        one = len(subjects) == 1 and sentence.tokens[subjects[0]].tag == "NNP" and not sentence.dependents(subjects[0], "conj")
        several = any(sentence.tokens[k].tag in {"NNS", "NNPS"} for k in objects)
        if all(sentence.tokens[k].pos == "NOUN" for k in subjects) and not any(sentence.children[k] for k in objects):
            return  # "this page is fiction": neither a name nor a description
        if all(sentence.tokens[k].pos in {"NOUN", "PROPN"} for k in objects) and not (one and several):
            yield from _pairs(sentence, clause, subjects, objects, verb, ["be"], ontology)
        return
    for i in clause.roles.get("acomp", ()):
        adjective = sentence.tokens[i]
        for role in sorted((r for r in clause.roles if r.startswith(("acomp>prep_", "prep_"))), key=lambda r: (clause.roles[r][0], r)):
            preposition = role.removeprefix("acomp>").removeprefix("prep_")
            if adjective.pos == "ADJ" and adjective.i < clause.roles[role][0] and _is_thing(sentence, clause.roles[role][0]):
                label, words = f"{verb} {adjective.text.lower()} {preposition}", ["be", adjective.lemma, preposition]
                yield from _pairs(sentence, clause, subjects, clause.roles[role], label, words, ontology)
                return


def _is_known(sentence: Sentence, k: int, ontology: Ontology) -> bool:
    """Whether a subject can be told apart: a name, a person's pronoun, or a noun whose class is known."""
    mention = mention_at(sentence, k, ontology)
    if mention is None or mention.kind is MentionKind.VALUE:
        return False
    if mention.kind is MentionKind.PRONOUN:
        return mention.text.lower() in {"he", "she", "they", "who"}
    return mention.kind is MentionKind.NAME or bool(mention.type)


def _is_formula(sentence: Sentence, clause: Clause) -> bool:
    """ "Including, but not limited to", "more information can be found at": words that claim nothing."""
    if clause.lemma in {"range", "relate"} and sentence.tokens[clause.head].tag in {"VBG", "VBN"}:
        return True
    limits = clause.lemma == "limit" and any(sentence.tokens[k].dep == "neg" for k in sentence.children[clause.head])
    subjects = [sentence.tokens[k] for k in clause.roles.get("dobj" if clause.passive else "nsubj", ())]
    return limits or any(t.lemma == "information" and t.tag == "NN" for t in subjects) and clause.lemma in {"find", "visit", "obtain"}


def _primary(sentence: Sentence, clause: Clause) -> tuple[str, list[str], tuple[int, ...]] | None:
    """The verb phrase and the object that the clause is about: the direct one, else a prepositional one."""
    token = sentence.tokens[clause.head]
    particle = [sentence.tokens[k].text.lower() for k in clause.roles.get("prt", ())]
    words = [clause.lemma, *particle]
    surface = [token.text.lower(), *particle]
    if objects := clause.roles.get("dobj"):
        return _through_object(sentence, clause, words, surface, objects) or (" ".join(surface), words, objects)
    for role in sorted(clause.roles, key=lambda r: clause.roles[r][0]):
        if role.startswith("prep_") and role != "prep_between" and ">" not in role and clause.roles[role][0] > clause.head:
            preposition = role.removeprefix("prep_").replace("_", " ")
            if _is_thing(sentence, clause.roles[role][0]):
                return " ".join([*surface, preposition]), [*words, *preposition.split()], clause.roles[role]
    return None


def _through_object(
    sentence: Sentence, clause: Clause, words: list[str], surface: list[str], objects: tuple[int, ...]
) -> tuple[str, list[str], tuple[int, ...]] | None:
    """ "brought an action against Meta", "exchanged data with Meta": the name is what the clause reaches."""
    noun = sentence.tokens[objects[0]]
    if noun.pos != "NOUN" or noun.entity or len(objects) > 1 or sentence.dependents(noun.i, "poss", "conj"):
        return None
    for role in clause.roles:
        preposition = role.rpartition(">")[2].removeprefix("prep_")
        target = clause.roles[role][0]
        named = target > noun.i and sentence.tokens[target].pos == "PROPN" and _is_thing(sentence, target)
        if preposition in _REACHING and "prep_" in role and named:
            tail = ["data" if noun.lemma == "datum" else noun.lemma, preposition]
            return " ".join([*surface, noun.text.lower(), preposition]), [*words, *tail], clause.roles[role]
    return None


def _is_thing(sentence: Sentence, i: int) -> bool:
    return not any(a <= i < b and label in {"DATE", "TIME", "ORDINAL"} for a, b, label in sentence.entities)


def _passive(sentence: Sentence, clause: Clause, ontology: Ontology) -> Iterator[ClaimMention]:
    """ "X was held in Y": a passive without agent and with a prepositional object keeps its surface order."""
    if not clause.passive or "nsubj" in clause.roles or "dobj" not in clause.roles:
        return
    given = tuple(k for k in clause.roles.get("dative", ()) if k < clause.head)
    if given and all(k > clause.head for k in clause.roles["dobj"]):  # "Ruiz was offered a post"
        verb = sentence.tokens[clause.head].text.lower()
        yield from _pairs(sentence, clause, given, clause.roles["dobj"], f"was {verb}", ["be", verb], ontology)
        return
    for role in sorted(clause.roles, key=lambda r: clause.roles[r][0]):
        first = clause.roles[role][0]
        if role.startswith("prep_") and role != "prep_of" and first > clause.head and _is_thing(sentence, first):
            yield from _pairs(sentence, clause, clause.roles["dobj"], clause.roles[role], *_reaching(sentence, clause, role), ontology)
            yield from _elsewhere(sentence, clause, clause.roles["dobj"], clause.roles[role], ontology)
            return


def _dated(sentence: Sentence, clause: Clause, ontology: Ontology) -> Iterator[ClaimMention]:
    """ "The hearing is scheduled for May 4": a clause without another object says when."""
    subjects = clause.roles.get("dobj" if clause.passive else "nsubj", ())
    objects = {role: k for role, k in clause.roles.items() if role.removeprefix("prep_") in _WHEN}
    token = sentence.tokens[clause.head]
    if token.dep in {"acl", "advcl", "pcomp"} or token.dep == "xcomp" and sentence.tokens[token.head].lemma != "be":
        return
    for role, found in sorted(objects.items(), key=lambda r: (r[1][0], r[0])):
        kinds = {label for a, b, label in sentence.entities if a <= found[0] < b}
        if "DATE" not in kinds or found[0] < clause.head or not (clause.passive or "dobj" not in clause.roles):
            continue
        named = tuple(k for k in subjects if _is_known(sentence, k, ontology) or sentence.tokens[k].text.endswith("ing"))
        yield from _pairs(sentence, clause, named, found, *_reaching(sentence, clause, role), ontology)
        return


def _pairs(
    sentence: Sentence, clause: Clause, subjects: tuple[int, ...], objects: tuple[int, ...], label: str,
    words: list[str], ontology: Ontology,
) -> Iterator[ClaimMention]:  # fmt: skip
    predicate = "rel:" + "_".join(w for w in words if w.isalpha())
    if predicate == "rel:":
        return
    for a in (m for s in subjects for m in sharing(sentence, s, clause.head)):
        for b in (m for o in objects for m in sharing(sentence, o, clause.head) if not _robbed(sentence, o, m)):
            left, right = mention_at(sentence, a, ontology), mention_at(sentence, b, ontology)
            if left is None or right is None or a == b or not (_good(sentence, left) and _good(sentence, right)):
                continue
            if left.kind is MentionKind.VALUE or _partitive(sentence, right):
                continue
            if right.kind is not MentionKind.NAME and _generic(sentence, left) or _cut_short(sentence, clause, right):
                continue
            names = (left.kind is MentionKind.NAME) + (right.kind is MentionKind.NAME)
            yield ClaimMention(
                sentence.index, left, predicate, label, right, clause.head, "open",
                _qualifiers(sentence, clause, ontology, {a, b}), round(CONFIDENCE + 0.05 * names, 2),
            )  # fmt: skip


def _qualifiers(sentence: Sentence, clause: Clause, ontology: Ontology, used: set[int]) -> tuple[tuple[str, Mention], ...]:
    """The other prepositional arguments of the clause, as qualifiers."""
    out = []
    for role, found in clause.roles.items():
        wanted = role.startswith("prep_") and ">" not in role and role not in _SKIPPED
        if wanted and found[0] not in used and _is_thing(sentence, found[0]):
            mention = mention_at(sentence, found[0], ontology)
            if mention is not None and mention.kind in {MentionKind.NAME, MentionKind.NOMINAL} and _good(sentence, mention):
                out.append(("rel:" + role.removeprefix("prep_"), mention))
    return tuple(out)


def _robbed(sentence: Sentence, first: int, k: int) -> bool:
    """ "Inadequate care and [training]": without an adjective that takes back what its noun says, the second means the reverse."""
    if k == first or sentence.dependents(k, "amod", "det", "poss"):
        return False
    adjectives = (sentence.tokens[a].text.lower() for a in sentence.dependents(first, "amod"))
    return any(a.startswith(("in", "un", "il", "im", "ir", "non", "false", "fake", "fraud", "lack", "insuff")) for a in adjectives)


def _cut_short(sentence: Sentence, clause: Clause, mention: Mention) -> bool:
    """ "Ordered [the suspects] released", "result in [the claim] being withdrawn": what is claimed goes on behind the phrase."""
    if mention.end >= len(sentence.tokens) or mention.head < clause.head:
        return False
    after = sentence.tokens[mention.end]
    return after.text.lower() == "being" or clause.lemma in _SMALL and after.tag == "VBN"


def _partitive(sentence: Sentence, mention: Mention) -> bool:
    """ "One of the rights": a number that counts what follows is no amount."""
    after = sentence.tokens[mention.end].text.lower() if mention.end < len(sentence.tokens) else ""
    return mention.kind is MentionKind.VALUE and after == "of"


def _generic(sentence: Sentence, mention: Mention) -> bool:
    """ "An officer", "each patient", "all persons": anybody, so nobody that a graph could hold."""
    if mention.kind is not MentionKind.NOMINAL:
        return False
    words = {sentence.tokens[d].lemma for d in sentence.dependents(mention.head, "det", "predet")}
    return bool(words & _GENERIC) or words == {"all"} and not sentence.dependents(mention.head, "nummod")


def _good(sentence: Sentence, mention: Mention) -> bool:
    """Whether a phrase can stand as a node: not an empty noun, and short enough to name something."""
    head = sentence.tokens[mention.head]
    nobody = head.text.lower() in _NOBODY or head.text.lower().endswith(("self", "selves"))
    if mention.kind is MentionKind.PRONOUN and nobody or _ADDRESS.search(mention.text):
        return False
    before = sentence.tokens[mention.start - 1] if mention.start else None
    if before is not None and before.text.lower() == "that" and head.tag in {"NNS", "NNPS"}:
        return False  # "demand [that the firm pay damages]" read as a noun phrase
    unbalanced = ("[" in mention.text) != ("]" in mention.text) or ("(" in mention.text) != (")" in mention.text)
    words = sum(t.pos != "PUNCT" for t in sentence.tokens[mention.start : mention.end])
    if words > _MAX_WORDS or head.pos == "VERB" or unbalanced:
        return False
    empty = head.lemma in _EMPTY or head.lemma in _IDIOMS and head.dep == "pobj"
    return head.pos != "NOUN" or not empty or mention.end - mention.start > 2
