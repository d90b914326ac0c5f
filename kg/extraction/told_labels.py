"""How a relation reads in its text: by the text's own verb ("stole", not "misappropriated"), and
where it is no deed yet behind its modal ("will visit", "to acquire").

The label must not say more than the text does; the relation stays the same."""

from functools import cache

from kg.language.clauses import Clause, read_clause
from kg.language.lists import list_up_to
from kg.model import ClaimMention, Modality, Sentence, Token
from kg.model.licence import plain_words
from kg.ontology.frames import parse_frame
from kg.ontology.lexicon import values_of
from kg.ontology.loader import Relation, load_ontology

_MODALS = {"'ll": "will", "’ll": "will", "wo": "will", "'d": "would", "’d": "would", "ca": "can"}
_DONE = frozenset({"have", "has", "had", "having"})
_AHEAD = frozenset({Modality.PROBABLE, Modality.HYPOTHETICAL})
"""How what lies ahead is told: "will go to [a meeting on May 4]"."""
_BE = frozenset({"is", "are", "was", "were"})


def read_label(sentence: Sentence, claim: ClaimMention, modality: Modality) -> str:
    """Return the label of *claim* as its verb is told: in the text's own word, behind its modal, or
    behind "to" where it is only thought of.

    "visited" → "toured" → "will tour"; "was sentenced to" → "may be sentenced to"."""
    if claim.extractor == "events" and modality in _AHEAD:
        return f"to {_bare_label(sentence, claim)}"
    told, bare = _tell_verb(sentence, claim) or (claim.label, _bare_label(sentence, claim))
    mood = "" if modality.fact_like else _find_mood(sentence, claim.anchor)
    if not mood or mood == "to" and not modality.hedged:
        return told
    return f"{mood} {bare}" if bare else told


def _tell_verb(sentence: Sentence, claim: ClaimMention) -> tuple[str, str] | None:
    """The label of a typed claim in the words of its verb, and the same behind a modal; nothing
    where the relation reads by that verb, or its noun or its subject says it."""
    relation = load_ontology().relations.get(claim.predicate)
    verb = sentence.tokens[claim.anchor]
    if relation is None or claim.extractor != "verbs" or claim.label != relation.label:
        return None
    own = relation.bare_label.partition(" ")[0]
    if verb.pos != "VERB" or verb.tag == "VBG" or own in {"", verb.lemma}:
        return None
    if verb.lemma not in _list_plain_verbs(relation):
        return None
    clause = read_clause(sentence, claim.anchor)
    link = _find_link(sentence, clause, claim)
    if link is None:
        return None
    behind = [*(sentence.word(k) for k in clause.roles.get("prt", ())), *link.split()]
    told = _finite_form(verb)
    return " ".join([told, *behind]), " ".join([verb.lemma, *behind])


@cache
def _list_plain_verbs(relation: Relation) -> frozenset[str]:
    """The verbs that express a relation with nothing but its two ends: not "ask" of "asked X for
    information"."""
    frames = (parse_frame(text) for text in relation.verb_frames)
    plain = (f for f in frames if all(s.role in {"S", "O"} or s.optional for s in f.slots))
    return frozenset(verb for frame in plain for verb in frame.triggers)


def _find_link(sentence: Sentence, clause: Clause, claim: ClaimMention) -> str | None:
    """The words between the verb and its object, where the subject does it: "" for a direct object,
    the preposition for one that has none beside it; nothing for others."""
    if not _is_filed(sentence, claim.subject.head, clause.roles.get("nsubj", ())):
        return None
    objects = clause.roles.get("dobj", ())
    if _is_filed(sentence, claim.object.head, objects):
        return ""
    roles = (r for r in clause.roles if r.startswith("prep_") and not objects)
    held = (r for r in roles if _is_filed(sentence, claim.object.head, clause.roles[r]))
    return next((plain_words(r.removeprefix("prep_")) for r in held), None)


def _is_filed(sentence: Sentence, head: int, filed: tuple[int, ...]) -> bool:
    """Whether a token, or one before it in its list, is one of those *filed*."""
    return any(k in filed for k in list_up_to(sentence, head))


def _finite_form(verb: Token) -> str:
    """How a verb is told: in its own tense, a participle in the past."""
    word = verb.text.lower()
    return values_of("IrregularPast").get(word, word) if verb.tag == "VBN" else word


def _find_mood(sentence: Sentence, anchor: int) -> str:
    """The modal of a verb, or its "to"; "" for one that is told, also where it is told as done
    before ("may have paid")."""
    if sentence.tokens[anchor].pos not in {"VERB", "AUX"}:
        return ""
    helpers = _list_helpers(sentence, anchor)
    words = [_MODALS.get(t.text.lower(), t.text.lower()) for t in helpers]
    if not _DONE.isdisjoint(words):
        return ""
    modal = (word for word, t in zip(words, helpers, strict=True) if t.tag == "MD")
    return next(modal, "to" if "to" in words else "")


def _list_helpers(sentence: Sentence, anchor: int) -> list[Token]:
    """The helpers of a verb, or of the one that it is joined to: "will pay and [hire]"."""
    verb = sentence.tokens[anchor]
    own = [sentence.tokens[k] for k in sentence.dependents(anchor, "aux", "auxpass")]
    joined = verb.dep == "conj" and verb.tag == sentence.tokens[verb.head].tag == "VB"
    return _list_helpers(sentence, verb.head) if joined and not own else own


def _bare_label(sentence: Sentence, claim: ClaimMention) -> str:
    """The label behind a modal: "visit", "be sentenced to"; "" where it is of another word."""
    first, _, rest = claim.label.partition(" ")
    if claim.extractor == "events":
        return f"occur {rest}"
    relation = load_ontology().relations.get(claim.predicate)
    if first in _BE:
        return f"be {rest}".rstrip()
    if relation is not None:
        return relation.bare_label if claim.label == relation.label else ""
    verb = sentence.tokens[claim.anchor]
    return claim.label if verb.tag == "VB" and first == verb.text.lower() else ""
