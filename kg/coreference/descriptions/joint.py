"""Plurals that stand for a list of names: "the two men", "both firms", "the companies".

A plural with an article means all of a kind that the text has told of (Link 1983: the sum of its
atoms). It is taken for a list only where that list names everybody of the kind that was named
before; one more, and it means nobody who could be told apart."""

from collections.abc import Collection, Iterable, Sequence

from kg.coreference.context import PERSON, Context
from kg.language.lists import apposed_names, listed_names
from kg.language.mentions import coordinated
from kg.model import Mention, MentionKind, Sentence
from kg.ontology.lexicon import words_of

JOINT = "all of a list"
"""How such a link is told."""
_POINTING = frozenset({"the", "these", "both"})
_COUNTS = {"two": 2, "three": 3, "four": 4, "both": 2}
_FEW = frozenset({2, 3})
_ALONE = ("relcl", "acl", "prep", "poss", "conj", "appos", "amod", "compound", "nmod")
_GROWN = {"man": False, "woman": True}
"""Noun of grown people → whether they are women."""
_BODIES = frozenset({"Agency", "Court", "PoliticalParty", "Government"})
_ORGANIZATION = frozenset({"Organization"})


def joint_keys(mention: Mention, context: Context) -> tuple[str, ...]:
    """Return the entities of the one list of names that a plural description stands for, in the
    order of the list; nothing where more of the kind were named or the number differs."""
    sentence = context.sentences[mention.sentence]
    wanted = _wanted_number(sentence, mention)
    fits = _classes(sentence.tokens[mention.head].lemma.lower())
    if wanted is None or not fits or _others_are_meant(mention, context, fits):
        return ()
    barred = context.barred(mention)
    before = _named_before(mention, context, fits)
    named = {context.linked[m] for m in before} - barred
    if len(named) not in ({wanted} if wanted else _FEW):
        return ()
    found = _list_naming(before, named, context)
    return found if _agree(sentence, mention, found, context) else ()


def _list_naming(
    mentions: Sequence[Mention], named: Collection[str], context: Context
) -> tuple[str, ...]:
    """The last list of names that names these, and nobody else."""
    lists = (_list_of(m, context) for m in reversed(mentions))
    return next((keys for keys in lists if set(keys) == named), ())


def _wanted_number(sentence: Sentence, mention: Mention) -> int | None:
    """How many a plural with an article counts, 0 where it does not say; ``None`` for what is no
    such plural or is told apart by more words."""
    head = mention.head
    words = {sentence.word(k) for k in sentence.dependents(head, "det", "predet", "nummod")}
    plain = sentence.tokens[head].tag == "NNS" and not sentence.dependents(head, *_ALONE)
    if not plain or words.isdisjoint(_POINTING) or words - _POINTING - _COUNTS.keys():
        return None
    return next((n for word, n in _COUNTS.items() if word in words), 0)


def _classes(noun: str) -> frozenset[str]:
    if noun in words_of("CompanyDescription"):
        return _ORGANIZATION
    return PERSON if noun in _GROWN else frozenset()


def _others_are_meant(mention: Mention, context: Context, fits: frozenset[str]) -> bool:
    """Whether several of the kind without a name were told of before, who may be those: "two guards
    … the two men"."""
    place = (mention.sentence, mention.start)
    several = (
        m
        for m in context.linked
        if (m.sentence, m.start) < place and m.kind is MentionKind.NOMINAL and context.plural(m)
    )
    return any(
        context.decided[m].rule != JOINT
        and not _lists_names(m, context)
        and _is_one_of(m, context, fits)
        for m in several
    )


def _is_one_of(mention: Mention, context: Context, fits: frozenset[str]) -> bool:
    """Whether a plural is of the kind, by its noun."""
    lemma = context.sentences[mention.sentence].tokens[mention.head].lemma.lower()
    classes = fits | frozenset({"Group"})
    return _classes(lemma) == fits or any(context.ontology.is_a(mention.type, c) for c in classes)


def _lists_names(mention: Mention, context: Context) -> bool:
    """Whether the names of a plural stand beside it: "two men, Tom Reed and Paul Cane,"."""
    sentence = context.sentences[mention.sentence]
    return bool(listed_names(sentence, mention.head) or apposed_names(sentence, mention.head))


def _named_before(mention: Mention, context: Context, fits: frozenset[str]) -> list[Mention]:
    """The names before *mention* of those who can be meant, in text order; of firms no public
    bodies."""
    place = (mention.sentence, mention.start)
    names = (m for m in context.linked if m.kind is MentionKind.NAME)
    before = (m for m in names if (m.sentence, m.start) < place)
    found = (
        m
        for m in before
        if context.is_a(context.linked[m], fits) and not context.is_a(context.linked[m], _BODIES)
    )
    return sorted(found, key=lambda m: (m.sentence, m.start))


def _list_of(first: Mention, context: Context) -> tuple[str, ...]:
    """The entities of the list of names that *first* opens; nothing where one is no name."""
    sentence = context.sentences[first.sentence]
    if sentence.heading:
        return ()
    members = coordinated(sentence, first.head)
    keys = tuple(dict.fromkeys(_name_at(first.sentence, k, context) for k in members))
    return tuple(filter(None, keys)) if None not in keys else ()


def _name_at(sentence: int, head: int, context: Context) -> str | None:
    """The entity of the name headed by this token; ``None`` for what is no name."""
    found = (m for m in context.by_sentence.get(sentence, ()) if m.head == head)
    return next((context.linked.get(m) for m in found if m.kind is MentionKind.NAME), None)


def _agree(sentence: Sentence, mention: Mention, keys: Iterable[str], context: Context) -> bool:
    """Whether those who are men or women may all be, and one is known to be."""
    female = _GROWN.get(sentence.tokens[mention.head].lemma.lower())
    if female is None:
        return True
    told = {context.gender.get(key) for key in keys}
    return female in told and (not female) not in told
