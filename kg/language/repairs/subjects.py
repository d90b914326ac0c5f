"""Who does what a verb says, where an office and its body stand between: an apposition does
nothing of its own (Quirk et al. 1985, section 17.65)."""

from dataclasses import replace

from kg.language.repairs.tree import Changes, mend_each
from kg.model import Sentence, Token
from kg.model.text import SUBJECTS
from kg.ontology.lexicon import is_cue
from kg.ontology.loader import load_ontology

_DASHES = frozenset({"-", "–", "—"})
_OFFICE_BEHIND = 3
"""Words of an office between its holder and its body: ", acting director,"."""


def read_capital_office(sentence: Sentence) -> Sentence:
    """Return "The Harbour Police [Chief], Capt. Ana Ruiz, signed" with the office as a noun, of
    which the name says who holds it, and not as a name of its own."""
    return mend_each(sentence, _read_office, *SUBJECTS, "pobj", "agent", "dobj")


def _read_office(sentence: Sentence, office: Token) -> Changes:
    if office.tag != "NNP" or office.entity or not _is_office(sentence, office):
        return {}
    named = [k for k in sentence.dependents(office.i, "appos") if _is_person(sentence, k)]
    alone = len(named) == 1 and not sentence.dependents(office.i, "conj")
    if not alone or not sentence.dependents(office.i, "det", "poss"):
        return {}
    return {office.i: replace(office, tag="NN", pos="NOUN")}


def part_body_from_office(sentence: Sentence) -> Sentence:
    """Return "The Harbour Force – North [Commander], Ana Ruiz, signed" with who commands as who
    signs, not the body before the dash, which no person is."""
    return mend_each(sentence, _part_body, *SUBJECTS)


def _part_body(sentence: Sentence, body: Token) -> Changes:
    after = [t.text for t in sentence.tokens[body.i + 1 : body.i + 2]]
    if body.entity != "ORG" or _DASHES.isdisjoint(after):
        return {}
    behind = _apposed(sentence, body)
    if len(behind) < 2:
        return {}
    office, name = behind[:2]
    bare = not sentence.dependents(office.i, "det", "poss")
    if not bare or not _is_office(sentence, office) or not _is_person(sentence, name.i):
        return {}
    return {
        office.i: replace(office, dep=body.dep, head=body.head, tag="NN", pos="NOUN"),
        body.i: replace(body, dep="nmod", head=office.i),
        name.i: replace(name, head=office.i),
    }


def _apposed(sentence: Sentence, body: Token) -> list[Token]:
    """What stands in apposition behind a body, and behind the first of these."""
    first = [k for k in sentence.dependents(body.i, "appos") if k > body.i]
    inner = (k for t in first[:1] for k in sentence.dependents(t, "appos"))
    return [sentence.tokens[k] for k in (*first, *inner)]


def own_office(sentence: Sentence) -> Sentence:
    """Return "Ana Ruiz, commander, [Harbour Force] met him" with the body as that of the office,
    where the parser gave the verb two subjects."""
    return mend_each(sentence, _own_office, "nsubj", "nsubjpass")


def _own_office(sentence: Sentence, body: Token) -> Changes:
    opening = min(sentence.subtree(body.i))
    office = sentence.tokens[opening - 2] if opening > _OFFICE_BEHIND else body
    if body.entity != "ORG" or sentence.tokens[opening - 1].text != ",":
        return {}
    holder = sentence.tokens[office.head]
    apposed = office.dep == "appos" and _is_office(sentence, office)
    two = holder.head == body.head and holder.dep in SUBJECTS
    return {body.i: replace(body, dep="appos", head=office.i)} if apposed and two else {}


def list_no_office(sentence: Sentence) -> Sentence:
    """Return "Doyle and Ana Ruiz, Acting [Director] of X, [Harbour Board] announced" with the
    office and its body as said of Ruiz: what stands behind the last "and" of a list is its last
    member (Quirk et al. 1985, section 13.17)."""
    return mend_each(sentence, _end_list, "conj")


def _end_list(sentence: Sentence, office: Token) -> Changes:
    last = sentence.tokens[office.head]
    if not _is_office(sentence, office) or not _ends_list(sentence, last):
        return {}
    if [t.text for t in sentence.tokens[last.i + 1 : min(sentence.subtree(office.i))]] != [","]:
        return {}
    changed = {office.i: replace(office, dep="appos", tag="NN", pos="NOUN")}
    row = () if sentence.dependents(office.i, "cc") else sentence.dependents(office.i, "conj")
    bodies = (sentence.tokens[k] for k in row)
    return changed | {t.i: replace(t, dep="nmod") for t in bodies if t.entity == "ORG"}


def _ends_list(sentence: Sentence, last: Token) -> bool:
    """Whether "and" stands before a person in a list."""
    joined = any(k < last.i for k in sentence.dependents(last.head, "cc"))
    return last.dep == "conj" and joined and _is_person(sentence, last.i)


def _is_office(sentence: Sentence, token: Token) -> bool:
    ontology = load_ontology()
    named = token.lemma.lower() in ontology.cues["OfficeNoun"]
    return named or is_cue(sentence, token.i, ontology, "OfficeNoun")


def _is_person(sentence: Sentence, k: int) -> bool:
    return sentence.tokens[k].entity == "PERSON" and sentence.tokens[k].pos == "PROPN"
