"""Repairs of coordination and complements that the parser attached to the wrong word; each rule is
a pure function."""

from collections.abc import Iterator
from dataclasses import replace

from kg.language.clauses.agreement import finite_word
from kg.language.repairs.tree import (
    Changes,
    Entity,
    mend_each,
    mend_first,
    take_place,
    with_entities,
)
from kg.model import Sentence, Token
from kg.model.text import SUBJECTS
from kg.ontology.lexicon import words_of

_LINKING = frozenset({"pursuant", "prior", "subsequent"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_VERBAL = frozenset({"VERB", "AUX"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})


def mark_complement(sentence: Sentence) -> Sentence:
    """Return "Alleged [that] the firm paid Y" with "that" as what opens the clause, not as an
    object of it."""
    return mend_each(sentence, _mark_that, "dobj", "nsubj", "det", "dative")


def _mark_that(sentence: Sentence, that: Token) -> Changes:
    clause = sentence.tokens[that.head]
    if that.text.lower() != "that" or not _lacks_nothing(sentence, clause, that):
        return {}
    subjects = sentence.dependents(clause.i, *SUBJECTS)
    if that.i > clause.i or not any(that.i < k < clause.i for k in subjects):
        return {}
    mark = {that.i: replace(that, dep="mark", pos="SCONJ", tag="IN")}
    if clause.dep == "ccomp":
        return mark
    twice = that.dep == "nsubj"  # "our report that X paid Y": the clause has its own subject
    return {**mark, clause.i: replace(clause, dep="acl")} if twice else mark


def _lacks_nothing(sentence: Sentence, clause: Token, that: Token) -> bool:
    """Whether a clause needs no "that" inside it: a complement, or one with its own object or
    subject."""
    if clause.dep == "ccomp" or _has_other_object(sentence, clause, that):
        return True
    return clause.dep == "relcl" and that.dep == "nsubj"


def _has_other_object(sentence: Sentence, clause: Token, that: Token) -> bool:
    """Whether a clause behind a noun has its object, so that "that" is none: "the report that Hale
    paid Moss"."""
    objects = [k for k in sentence.dependents(clause.i, "dobj") if k != that.i]
    return clause.dep == "relcl" and that.dep in {"dobj", "dative"} and bool(objects)


def attach_verdict(sentence: Sentence) -> Sentence:
    """Return "The jury found [X guilty] of fraud" with X as the object, and the adjective as what
    it is found to be.

    So is what stands before "pursuant to": "conducted its [investigation] pursuant to the act".
    """
    return mend_first(sentence, _attach_adjective, "ccomp")


def _attach_adjective(sentence: Sentence, adjective: Token) -> Changes:
    linking = adjective.lemma in _LINKING
    verb = sentence.tokens[adjective.head]
    if adjective.pos != "ADJ" or not (linking or verb.lemma in words_of("VerdictVerb")):
        return {}
    subject = _object_read_as_subject(sentence, verb, adjective)
    if subject is None:
        return {}
    label, pos = ("prep", "ADP") if linking else ("oprd", "ADJ")
    return {
        adjective.i: replace(adjective, dep=label, pos=pos),
        subject.i: replace(subject, dep="dobj", head=verb.i),
    }


def _object_read_as_subject(sentence: Sentence, verb: Token, adjective: Token) -> Token | None:
    """The one subject of the adjective, where it stands between the verb and the adjective and
    nothing marks a clause."""
    subjects = sentence.dependents(adjective.i, "nsubj")
    if len(subjects) != 1 or sentence.dependents(adjective.i, "mark"):
        return None
    return sentence.tokens[subjects[0]] if verb.i < subjects[0] < adjective.i else None


def keep_inside(sentence: Sentence) -> Sentence:
    """Return "Claims that it was taken and [she was forced]" with the second clause, about a
    pronoun, inside what is said."""
    return mend_each(sentence, _hang_on_said, "conj")


def _hang_on_said(sentence: Sentence, clause: Token) -> Changes:
    speech = sentence.tokens[clause.head]
    if clause.pos not in _VERBAL:
        return {}
    if speech.lemma not in words_of("StatementVerb") or not _is_of_pronoun(sentence, clause):
        return {}
    said = _last_between(sentence, speech.i, "ccomp", speech.i, clause.i)
    joint = _last_between(sentence, speech.i, "cc", said, clause.i) if said is not None else None
    if said is None or joint is None:
        return {}
    return {
        clause.i: replace(clause, head=said),
        joint: replace(sentence.tokens[joint], head=said),
    }


def _last_between(sentence: Sentence, i: int, dep: str, start: int, end: int) -> int | None:
    """The last word between two places that hangs on token *i* with this label."""
    return max((k for k in sentence.dependents(i, dep) if start < k < end), default=None)


def _is_of_pronoun(sentence: Sentence, clause: Token) -> bool:
    """Whether the subject of the clause is a personal pronoun."""
    subjects = sentence.dependents(clause.i, *SUBJECTS)
    return bool(subjects) and sentence.word(subjects[0]) in {"he", "she", "it", "they"}


def mark_plural_owner(sentence: Sentence) -> Sentence:
    """Return "28 [months’] imprisonment" with the apostrophe, read as a closing quotation mark, as
    the sign of an owner."""
    return mend_first(sentence, _mark_owner)


def _mark_owner(sentence: Sentence, mark: Token) -> Changes:
    if not _may_mark_owner(sentence, mark):
        return {}
    owner, owned = sentence.tokens[mark.i - 1], sentence.tokens[mark.i + 1]
    head = _owned_noun(sentence, mark, owned)
    if head is None or head.i in sentence.ancestors(owner.i):
        return {}
    if owner.i in sentence.ancestors(head.i) and owner.head == head.i:
        return {}
    changed = {
        mark.i: replace(mark, dep="case", head=owner.i, pos="PART", tag="POS"),
        owner.i: replace(owner, dep="poss", head=head.i),
        head.i: take_place(head, owner),
    }
    if owned.pos == "VERB":
        changed[owned.i] = replace(owned, dep="amod", head=head.i, tag="VBN")
    return changed


def _may_mark_owner(sentence: Sentence, mark: Token) -> bool:
    """Whether a mark stands right behind a plural, and no quotation is open."""
    if (
        mark.text not in {"’", "'"}
        or mark.tag == "POS"
        or not 0 < mark.i < len(sentence.tokens) - 1
    ):
        return False
    owner = sentence.tokens[mark.i - 1]
    if owner.tag not in {"NNS", "NNPS"} or owner.end != mark.start:
        return False
    return not any(t.text in {"‘", "'", "`"} for t in sentence.tokens[: mark.i])


def _owned_noun(sentence: Sentence, mark: Token, owned: Token) -> Token | None:
    """The noun that the word behind the mark is, or modifies."""
    head = next((t for t in sentence.tokens[mark.i + 1 : mark.i + 4] if t.pos in _NOMINAL), None)
    if head is None or owned.start == mark.end:
        return None
    participle = owned.tag in {"VBN", "VBD"} and head.i == owned.i + 1
    return head if owned.pos in {*_NOMINAL, "ADJ"} or participle else None


def reduce_relative(sentence: Sentence) -> Sentence:
    """Return "The decree, [lodged] today in court, is …" with the participle between commas as
    such, not as the main verb."""
    return mend_first(sentence, _reduce_participle)


def _reduce_participle(sentence: Sentence, verb: Token) -> Changes:
    subject = _subject_before_comma(sentence, verb)
    main = _main_verb_behind(sentence, verb) if subject is not None else None
    if subject is None or main is None:
        return {}
    return {
        main.i: take_place(main, verb),
        verb.i: replace(verb, dep="acl", head=subject.i, tag="VBN"),
        subject.i: replace(subject, head=main.i),
    }


def reduce_use(sentence: Sentence) -> Sentence:
    """Return "The car [used] to rob the bank was found" with the participle below the car, which is
    what was found, and the bank as what was robbed."""
    return mend_first(sentence, _reduce_use)


def _reduce_use(sentence: Sentence, used: Token) -> Changes:
    deed, main = _deed_and_verb(sentence, used)
    means = sentence.tokens[used.i - 1]
    if used.i == 0 or means.dep != "nsubj" or means.head != used.i or main is None:
        return {}
    between = sentence.dependents(main.i, *SUBJECTS)
    if len(between) != 1 or not deed < between[0] < main.i:
        return {}
    robbed = sentence.tokens[between[0]]
    return {
        main.i: take_place(main, used),
        used.i: replace(used, dep="acl", head=means.i, tag="VBN"),
        means.i: replace(means, dep=robbed.dep, head=main.i),
        robbed.i: replace(robbed, dep="dobj", head=deed),
    }


def _deed_and_verb(sentence: Sentence, used: Token) -> tuple[int, Token | None]:
    """The infinitive behind a verb of using, and the verb behind it that no "and" joins."""
    deeds = sentence.dependents(used.i, "xcomp")
    if (
        used.lemma not in words_of("InstrumentVerb")
        or not deeds
        or sentence.dependents(used.i, "cc")
    ):
        return 0, None
    behind = (k for k in sentence.dependents(used.i, "conj", "ccomp") if k > deeds[0])
    return deeds[0], next((sentence.tokens[k] for k in behind), None)


def _subject_before_comma(sentence: Sentence, verb: Token) -> Token | None:
    """The one subject of a past verb right behind a comma that has nothing else of a main verb."""
    if verb.tag != "VBD" or verb.pos != "VERB" or sentence.tokens[verb.i - 1].text != ",":
        return None
    subjects = sentence.dependents(verb.i, "nsubj")
    if (
        len(subjects) != 1
        or subjects[0] >= verb.i
        or sentence.dependents(verb.i, "dobj", "aux", "mark")
    ):
        return None
    return sentence.tokens[subjects[0]]


def _main_verb_behind(sentence: Sentence, verb: Token) -> Token | None:
    """The finite verb without a subject of its own that stands behind a comma below *verb*."""
    for k in sentence.dependents(verb.i, "ccomp", "conj"):
        own = sentence.dependents(k, *SUBJECTS, "mark")
        if k > verb.i + 1 and not own and _follows_comma(sentence, k) and _is_finite(sentence, k):
            return sentence.tokens[k]
    return None


def _follows_comma(sentence: Sentence, k: int) -> bool:
    return any(t.text == "," for t in sentence.tokens[max(k - 4, 0) : k])


def _is_finite(sentence: Sentence, k: int) -> bool:
    words = [k, *sentence.dependents(k, "aux", "auxpass")]
    return any(sentence.tokens[j].tag in {*_FINITE, "MD"} for j in words)


def split_clauses(sentence: Sentence) -> Sentence:
    """Return "Ruptured near [Oslo and fuel] spilled" with the noun, right before a finite verb, as
    the verb's subject, and two names where both were read as one."""
    mended = mend_first(sentence, _begin_clause, "conj")
    begun = [t for t in mended.tokens if t.dep != "conj" and sentence.tokens[t.i].dep == "conj"]
    parted = (part for name in mended.entities for part in _part_name(name, begun))
    return with_entities(mended, list(parted)) if begun else mended


def _part_name(name: Entity, begun: list[Token]) -> Iterator[Entity]:
    """The name up to "and", and the one that begins a clause behind it."""
    start, end, label = name
    cut = next((t.i for t in begun if start < t.i - 1 and t.i < end), None)
    if cut is not None:
        yield start, cut - 1, label
        start = cut
    yield start, end, label


def _begin_clause(sentence: Sentence, noun: Token) -> Changes:
    first = sentence.tokens[noun.head]
    if not _is_last_joined(sentence, noun):
        return {}
    joints = [k for k in sentence.dependents(first.i, "cc") if first.i < k < noun.i]
    verb = _finite_after(sentence, noun.i, first)
    if not joints or verb is None:
        return {}
    root = _verb_to_join(sentence, first, noun, verb, joints[-1])
    if root is None:
        return {}
    label = "nsubjpass" if sentence.dependents(verb.i, "auxpass") else "nsubj"
    freed = {first.i: replace(first, dep="dobj", head=root)} if first.head == verb.i else {}
    return freed | {
        noun.i: replace(noun, dep=label, head=verb.i),
        joints[-1]: replace(sentence.tokens[joints[-1]], head=root),
        verb.i: replace(verb, dep="conj", head=root) if verb.head != verb.i else verb,
    }


def _is_last_joined(sentence: Sentence, noun: Token) -> bool:
    """Whether a noun is joined to a word before it, and nothing to the noun."""
    joined = noun.dep == "conj" and noun.pos in _NOMINAL and noun.head < noun.i
    return joined and not sentence.dependents(noun.i, "conj", "cc")


def _verb_to_join(
    sentence: Sentence, first: Token, noun: Token, verb: Token, joint: int
) -> int | None:
    """The verb of the clause before "and" that the new clause is coordinated with."""
    above = [
        k for k in sentence.ancestors(first.i) if sentence.tokens[k].pos in _VERBAL and k < joint
    ]
    if not above or verb.head not in {*above, first.i, noun.i, verb.i}:
        return None
    return verb.head if verb.head in above else above[-1]


def _finite_after(sentence: Sentence, noun: int, first: Token) -> Token | None:
    """The finite verb, with its auxiliaries, that stands right behind a noun and has no subject
    before itself, or one that is the object of the clause before (*first*)."""
    for token in sentence.tokens[noun + 1 : noun + 4]:
        if _heads_finite(sentence, token):
            taken = sentence.dependents(token.i, *SUBJECTS, "mark")
            free = not taken or taken == (first.i,) and _is_object(sentence, first, token)
            return token if free and token.dep in {"ccomp", "advcl", "conj", "ROOT"} else None
        if token.pos not in {"AUX", "ADV"}:
            return None
    return None


def _heads_finite(sentence: Sentence, token: Token) -> bool:
    """Whether a verb, or a "be" that helps none, is finite."""
    copula = token.pos == "AUX" and not token.dep.startswith("aux")
    helped = bool(sentence.dependents(token.i, "aux", "auxpass"))
    return (token.pos == "VERB" or copula) and (token.tag in _FINITE or helped)


def _is_object(sentence: Sentence, noun: Token, verb: Token) -> bool:
    """Whether *noun*, taken for a subject of *verb* with the one joined to it, is the object of the
    verb before it: the mayor "met [Ruiz] and Dent was fired", as two would have been fired."""
    before = sentence.tokens[max(0, sentence.subtree(noun.i)[0] - 1)]
    takes = before.pos == "VERB" and before.lemma not in words_of("ClauseTakingVerb")
    alone = sentence.word(finite_word(sentence, verb.i)) in {"is", "was", "has"}
    return takes and alone and not sentence.dependents(before.i, "dobj")


def list_names(sentence: Sentence) -> Sentence:
    """Return "[the Agency], [the Office] and [the Bank]" parsed as an apposition as a list: names
    of one kind in a row."""
    return mend_each(sentence, _list_name, "appos")


def _list_name(sentence: Sentence, name: Token) -> Changes:
    head = sentence.tokens[name.head]
    if name.pos != "PROPN" or head.pos != "PROPN" or name.entity not in {"ORG", "PERSON"}:
        return {}
    between = {t.text for t in sentence.tokens[head.i + 1 : name.i]}
    if (
        head.entity == name.entity
        and _goes_on(sentence, head, name)
        and "," in between
        and "(" not in between
    ):
        return {name.i: replace(name, dep="conj")}
    return {}


def _goes_on(sentence: Sentence, head: Token, name: Token) -> bool:
    """Whether a further name behind *name* is joined to it or to what it hangs on."""
    joined = (k for j in (head.i, name.i) for k in sentence.dependents(j, "conj") if k > name.i)
    return any(sentence.tokens[k].pos == "PROPN" for k in joined)
