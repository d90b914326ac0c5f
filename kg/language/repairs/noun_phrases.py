"""Repairs of noun phrases that the parser cut or hung on the wrong word; each rule is a pure
function."""

from dataclasses import replace

from kg.language.repairs.tree import Changes, Entity, mend, mend_each, mend_first, take_place
from kg.model import Sentence, Token
from kg.ontology.lexicon import words_of
from kg.ontology.loader import load_ontology

_NOMINAL = frozenset({"NOUN", "PROPN"})
_NOT_MEANT = {
    "who": frozenset({"GPE", "ORG", "FAC", "LAW", "LOC", "PRODUCT"}),
    "which": frozenset({"PERSON"}),
}
"""What a relative pronoun does not stand for, as the recogniser labels it."""
_NEAR = 25
"""Words between a relative pronoun and the noun that it may stand for."""


def split_double_object(sentence: Sentence) -> Sentence:
    """Return "gave [Netflix access]", parsed as a compound, with the name as the recipient."""
    return mend_each(sentence, _split_object)


def _split_object(sentence: Sentence, verb: Token) -> Changes:
    if (
        verb.pos != "VERB"
        or verb.lemma not in words_of("TransferVerb")
        or sentence.dependents(verb.i, "dative")
    ):
        return {}
    changed: Changes = {}
    for obj in sentence.dependents(verb.i, "dobj"):
        name = _leading_name(sentence, verb.i, obj)
        if name is None or sentence.tokens[obj].pos == "PROPN" and sentence.tokens[obj].entity:
            continue
        head = name[1] - 1
        changed[head] = replace(sentence.tokens[head], head=verb.i, dep="dative")
        for k in range(name[0], head):
            changed[k] = replace(sentence.tokens[k], head=head, dep="compound")
    return changed


def part_objects(sentence: Sentence) -> Sentence:
    """Return "fined [Larkfield] [$40,000]", read as two objects, with the first as the one who has
    to do with the money; "fined $40,000 [by] the board" with the board as the doer."""
    return mend_each(sentence, _part_objects)


def _part_objects(sentence: Sentence, verb: Token) -> Changes:
    objects = sentence.dependents(verb.i, "dobj") if verb.pos == "VERB" else ()
    money = next((k for k in objects if sentence.tokens[k].entity == "MONEY"), None)
    if money is None:
        return {}
    if _is_punished(sentence, verb):
        return {verb.i: replace(verb, tag="VBN")}
    if sentence.dependents(verb.i, "auxpass"):
        return _name_doer(sentence, verb, money)
    first = objects[0]
    paired = len(objects) == 2 and first < money and sentence.tokens[first].pos != "NUM"
    return {first: replace(sentence.tokens[first], dep="dative")} if paired else {}


def _name_doer(sentence: Sentence, verb: Token, money: int) -> Changes:
    """The "by" behind the sum of a passive, as that of its doer."""
    if sentence.dependents(verb.i, "agent"):
        return {}
    doers = (k for k in sentence.dependents(verb.i, "prep") if k > money)
    return {k: replace(sentence.tokens[k], dep="agent") for k in doers if _is_by(sentence, k)}


def _is_punished(sentence: Sentence, verb: Token) -> bool:
    """ "Was sentenced and [fined] $500": a verb of punishing behind a passive, without a subject or
    somebody else whom it hits, is one too."""
    joined = verb.dep == "conj" and bool(sentence.dependents(verb.head, "auxpass"))
    alone = len(sentence.dependents(verb.i, "dobj", "nsubj", "dative", "auxpass")) == 1
    punishes = verb.lemma in load_ontology().cues["ConvictVerb"]
    return verb.tag == "VBD" and joined and alone and punishes


def _is_by(sentence: Sentence, prep: int) -> bool:
    """Whether "by" leads to somebody: a name, or a thing with an article."""
    return sentence.tokens[prep].text.lower() == "by" and any(
        sentence.tokens[k].pos == "PROPN" or sentence.dependents(k, "det")
        for k in sentence.dependents(prep, "pobj")
    )


def reach_through_sum(sentence: Sentence) -> Sentence:
    """Return "took $90,000 in bribes [from] Bell" with the phrase at the verb: it tells whose money
    it was, not whose bribes."""
    return mend_each(sentence, _raise_from_sum, "prep")


def _raise_from_sum(sentence: Sentence, prep: Token) -> Changes:
    kind = sentence.tokens[prep.head]
    within = sentence.tokens[kind.head]
    money = sentence.tokens[within.i - 1] if within.i else within
    reached = prep.text.lower() in {"from", "to"} and kind.dep == "pobj"
    if not reached or within.text.lower() != "in" or money.entity != "MONEY":
        return {}
    verb = sentence.tokens[money.head]
    direct = money.dep == "dobj" and verb.pos == "VERB" and within.head in {money.i, verb.i}
    return {prep.i: replace(prep, head=verb.i)} if direct else {}


def _leading_name(sentence: Sentence, verb: int, obj: int) -> tuple[int, int] | None:
    """The name that stands right before the object noun, between it and the verb, as its
    compound."""
    for start, end, _ in sentence.entities:
        if verb < start and end <= obj and sentence.tokens[end - 1].dep in {"compound", "nmod"}:
            if sentence.tokens[end - 1].head == obj and start == verb + 1:
                return start, end
    return None


def share_possessive(sentence: Sentence) -> Sentence:
    """Return "Netflix and Facebook's collaboration", parsed as Netflix and [Facebook's
    collaboration], with two owners."""
    return mend_first(sentence, _share_owner, "conj")


def _share_owner(sentence: Sentence, noun: Token) -> Changes:
    first = sentence.tokens[noun.head]
    if noun.pos != "NOUN" or first.pos != "PROPN" or first.i >= noun.i:
        return {}
    names = [
        k
        for k in sentence.dependents(first.i, "conj")
        if k < noun.i and sentence.tokens[k].pos == "PROPN"
    ]
    if not any(sentence.dependents(k, "case") for k in names):
        return {}
    return {noun.i: take_place(noun, first), first.i: replace(first, dep="poss", head=noun.i)}


def attach_owner(sentence: Sentence) -> Sentence:
    """Return "access to [friends'] [data]", parsed as two objects, with the marked noun as the
    owner of the next one."""
    return mend_each(sentence, _attach_marked)


def _attach_marked(sentence: Sentence, noun: Token) -> Changes:
    if noun.pos not in _NOMINAL or noun.dep in {"poss", "conj"} or noun.head == noun.i:
        return {}
    marks = [k for k in sentence.dependents(noun.i, "case") if _is_apostrophe(sentence.tokens[k])]
    owned = _twin_behind(sentence, noun, marks[0]) if marks else None
    return {noun.i: replace(noun, dep="poss", head=owned.i)} if owned is not None else {}


def _is_apostrophe(token: Token) -> bool:
    return token.text[0] in "'’"


def _twin_behind(sentence: Sentence, noun: Token, mark: int) -> Token | None:
    """The noun shortly behind the *mark* that the parser gave the same place in the tree."""
    behind = (t for t in sentence.tokens[mark + 1 : mark + 5] if t.pos in _NOMINAL)
    return next((t for t in behind if t.dep == noun.dep and t.head == noun.head), None)


def mark_owning_name(sentence: Sentence) -> Sentence:
    """Return "[The Church of Oslo]'s website", parsed as the church of a website, with the whole
    name as the owner."""
    return next(
        (
            mend(sentence, changed)
            for e in sentence.entities
            if (changed := _mark_whole_name(sentence, e))
        ),
        sentence,
    )


def _mark_whole_name(sentence: Sentence, entity: Entity) -> Changes:
    start, end, label = entity
    last = sentence.tokens[end - 1]
    if last.tag == "POS":
        last = sentence.tokens[last.i - 1]
    owned = sentence.tokens[last.head]
    if (
        label not in {"ORG", "PERSON", "FAC", "GPE"}
        or last.dep != "poss"
        or owned.i < end
        or owned.dep != "pobj"
    ):
        return {}
    link = sentence.tokens[owned.head]
    name = sentence.tokens[link.head]
    if not start <= name.i < link.i < last.i:
        return {}
    return {
        owned.i: take_place(owned, name),
        name.i: replace(name, dep="poss", head=owned.i),
        last.i: replace(last, dep="pobj", head=link.i),
    }


def read_to_infinitive(sentence: Sentence) -> Sentence:
    """Return "enabling X to [access data]", parsed as a noun phrase behind the preposition "to", as
    an infinitive."""
    return mend_first(sentence, _read_infinitive, "prep", "dative")


def _read_infinitive(sentence: Sentence, to: Token) -> Changes:
    if to.text.lower() != "to":
        return {}
    objects = sentence.dependents(to.i, "pobj")
    if not objects or not _controls(sentence, to.head):
        return {}
    verb, obj = _verb_behind(sentence, to.i), sentence.tokens[objects[0]]
    if verb is None or verb.i == obj.i or not _has_phrase_from(sentence, obj, verb.i + 1):
        return {}
    return {
        to.i: replace(to, dep="aux", head=verb.i, pos="PART", tag="TO"),
        verb.i: replace(verb, dep="xcomp", head=to.head, pos="VERB", tag="VB"),
        obj.i: replace(obj, dep="dobj", head=verb.i),
        **{k: replace(sentence.tokens[k], head=obj.i) for k in sentence.children[verb.i]},
    }


def read_owner_behind_to(sentence: Sentence) -> Sentence:
    """Return "objected to [appellant's] question", with the owner read as a bare verb, as the
    noun phrase that it is."""
    return mend_first(sentence, _read_owner)


def _read_owner(sentence: Sentence, owner: Token) -> Changes:
    before, behind = sentence.tokens[owner.i - 1], sentence.tokens[owner.i + 1 : owner.i + 2]
    owned = sentence.dependents(owner.i, "dobj")
    marked = bool(behind) and behind[0].tag == "POS" and behind[0].start == owner.end
    if owner.tag != "VB" or before.text.lower() != "to" or not marked or not owned:
        return {}
    noun = owned[0]
    hung = {k: replace(sentence.tokens[k], head=noun) for k in sentence.children[owner.i]}
    return {
        **hung,
        before.i: replace(before, dep="prep", head=owner.head, pos="ADP", tag="IN"),
        owner.i: replace(owner, dep="poss", head=noun, pos="NOUN", tag="NN"),
        behind[0].i: replace(behind[0], dep="case", head=owner.i),
        noun: replace(sentence.tokens[noun], dep="pobj", head=before.i),
    }


def _verb_behind(sentence: Sentence, to: int) -> Token | None:
    """The word right behind "to", if it may be a bare verb."""
    behind = sentence.tokens[to + 1 : to + 2]
    return next((t for t in behind if t.tag in {"NN", "VB"}), None)


def _has_phrase_from(sentence: Sentence, noun: Token, start: int) -> bool:
    """Whether a word from *start* up to *noun* is the noun or hangs on it."""
    return any(t.head == noun.i or t.i == noun.i for t in sentence.tokens[start : noun.i + 1])


def _controls(sentence: Sentence, verb: int) -> bool:
    """Whether the object of a verb does what the infinitive behind it says."""
    return sentence.tokens[verb].lemma in words_of("EnablingVerb") and bool(
        sentence.dependents(verb, "dobj")
    )


def split_title(sentence: Sentence) -> Sentence:
    """Return "Attorney General for the [Tax Division] [Ana Ruiz]", parsed as a division called Ana
    Ruiz, with her as the officer."""
    changed: Changes = {}
    for start, end, label in sentence.entities:
        if label == "PERSON" and start >= 3:
            changed.update(
                _name_officer(sentence, sentence.tokens[start - 1], sentence.tokens[end - 1])
            )
    return mend(sentence, changed)


def _name_officer(sentence: Sentence, before: Token, name: Token) -> Changes:
    """What changes where *name*, a person, was read as the head of the office's last word,
    *before*."""
    if name.dep not in {"pobj", "conj"} or before.dep != "compound" or before.head != name.i:
        return {}
    above = sentence.tokens[name.head]
    title = sentence.tokens[above.head]
    if above.pos != "ADP" or not _is_title_before(title, above):
        return {}
    modifiers = [k for k in sentence.children[name.i] if k < before.i]
    return {
        name.i: take_place(name, title),
        title.i: replace(title, dep="nmod", head=name.i),
        before.i: replace(before, dep="pobj", head=above.i),
        **{k: replace(sentence.tokens[k], head=before.i) for k in modifiers},
    }


def _is_title_before(title: Token, preposition: Token) -> bool:
    return title.pos == "PROPN" and title.i <= preposition.i and title.entity != "PERSON"


def attach_relative(sentence: Sentence) -> Sentence:
    """Return "[the Section of X] under Ana Ruiz, which …" so that "which" stands for no person, and
    "who" for nothing else."""
    return mend_each(sentence, _attach_pronoun)


def _attach_pronoun(sentence: Sentence, pronoun: Token) -> Changes:
    word = pronoun.text.lower()
    if word not in _NOT_MEANT or pronoun.tag not in {"WP", "WDT"}:
        return {}
    wrong = _NOT_MEANT[word]
    clause = _relative_clause(sentence, pronoun)
    if clause is None or sentence.tokens[clause.head].entity not in wrong:
        return {}
    before = _nouns_before(sentence, pronoun, clause.i)
    fitting = [t for t in before if t.entity not in wrong and _may_be_meant(t, word)]
    if not fitting or pronoun.i - fitting[-1].i >= _NEAR:
        return {}
    return {clause.i: replace(clause, head=fitting[-1].i)}


def _relative_clause(sentence: Sentence, pronoun: Token) -> Token | None:
    """The verb of the nearest relative clause that the pronoun stands in."""
    above = (sentence.tokens[k] for k in (pronoun.i, *sentence.ancestors(pronoun.i)))
    return next((t for t in above if t.dep == "relcl"), None)


def _may_be_meant(noun: Token, pronoun: str) -> bool:
    """Whether "who" or "which" may stand for the noun: "who" for a person's name or a plural,
    "which" for others."""
    somebody = noun.entity == "PERSON" or noun.tag == "NNS"
    return somebody is (pronoun == "who")


def _nouns_before(sentence: Sentence, pronoun: Token, clause: int) -> list[Token]:
    """The heads of noun phrases before the pronoun, outside its clause."""
    inside = {*sentence.subtree(clause)}
    outside = (t for t in sentence.tokens[: pronoun.i] if t.i not in inside)
    return [t for t in outside if t.pos in _NOMINAL and t.dep not in {"compound", "nmod", "poss"}]


def attach_apposition(sentence: Sentence) -> Sentence:
    """Return "the founder of Acme, [Ana Ruiz]" with the person as another name for who leads the
    body, not for the body."""
    return mend_each(sentence, _attach_person, "appos")


def _attach_person(sentence: Sentence, name: Token) -> Changes:
    body = sentence.tokens[name.head]
    if name.entity != "PERSON" or body.entity not in {"ORG", "GPE"} or body.dep != "pobj":
        return {}
    above = sentence.tokens[body.head]
    noun = sentence.tokens[above.head]
    led = above.text.lower() == "of" and noun.pos == "NOUN" and noun.i < above.i
    return {name.i: replace(name, head=noun.i)} if led else {}


def attach_region(sentence: Sentence) -> Sentence:
    """Return "A girl from [Reynosa, Mexico] lured …" with who is from there as the subject, not the
    country behind its town."""
    return mend_each(sentence, _attach_country, "nsubj", "nsubjpass")


def _attach_country(sentence: Sentence, region: Token) -> Changes:
    if region.i < 2 or region.entity != "GPE":
        return {}
    comma, town = sentence.tokens[region.i - 1], sentence.tokens[region.i - 2]
    if town.entity != "GPE" or comma.text != "," or town.dep != "pobj":
        return {}
    native = sentence.tokens[sentence.tokens[town.head].head]
    if native.pos not in _NOMINAL or native.i >= town.i or native.head != region.head:
        return {}
    return {
        region.i: replace(region, dep="appos", head=town.i),
        native.i: replace(native, dep=region.dep),
    }


def attach_body_participle(sentence: Sentence) -> Sentence:
    """Return "Ruiz of the [Fraud Section], headed by Meyer" with the section as what is headed, not
    its member."""
    return mend_each(sentence, _attach_participle, "acl")


def _attach_participle(sentence: Sentence, verb: Token) -> Changes:
    about = sentence.tokens[verb.head]
    led = verb.tag == "VBN" and verb.lemma in words_of("BodyVerb")
    if not led or about.entity != "PERSON" or about.i > verb.i:
        return {}
    last = verb.i - 2 if sentence.tokens[verb.i - 1].text == "," else verb.i - 1
    body = sentence.tokens[last]
    return {verb.i: replace(verb, head=last)} if last > about.i and body.entity == "ORG" else {}
