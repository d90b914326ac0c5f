"""Phrases of a sentence as mentions: names, descriptions, pronouns, values.

A mention is the shortest phrase that names the thing: determiners, possessive pronouns, titles and
clauses are left out. Names come from the parse (runs of proper nouns) as well as from the entity
recogniser, which misses some; types come from the recogniser and the ontology's cue nouns.
"""

from functools import cache

from kg.language.lists import (
    apposed_names,
    companions,
    listed_names,
    listed_people,
    one_list,
    one_named,
)
from kg.language.phrase_spans import (
    NOMINAL,
    gerund_span,
    kind_end,
    name_end,
    nominal_span,
    of_end,
    run_start,
    whole_name,
)
from kg.language.phrases import (
    TIME_SPANS,
    apposed_holder,
    is_article,
    is_one_of_people,
    is_part_of_word,
    number_start,
    owner_start,
    split_possessives,
)
from kg.model import Mention, MentionKind, Sentence, Token
from kg.model.caching import keep_with_sentence
from kg.ontology.legal_forms import is_legal_form
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology

NER_TYPES = {
    "PERSON": "Person",
    "NORP": "Group",
    "FAC": "Place",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "PRODUCT": "Product",
    "EVENT": "Event",
    "WORK_OF_ART": "Document",
    "LAW": "Law",
    "LANGUAGE": "Thing",
    "MONEY": "Money",
    "DATE": "Date",
    "TIME": "Date",
    "PERCENT": "Quantity",
    "QUANTITY": "Quantity",
    "CARDINAL": "Quantity",
    "ORDINAL": "Quantity",
}
VALUE_TYPES = frozenset({"Money", "Date", "Quantity"})
_NAME_LABELS = frozenset(
    {"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"}
)
_CLOSE_LABELS = frozenset({"ORG", "PRODUCT", "LAW", "LOC", "FAC"})
_EDGE = frozenset("\"'“”‘’`´,;:.()[]-–—")
_PRONOUN_TAGS = frozenset({"PRP", "WP", "WDT", "PRP$"})
_COUNTS = frozenset({"CARDINAL", "PERCENT"})


@cache
def noun_types(ontology: Ontology) -> dict[str, str]:
    """Map each cue noun of the ontology's classes to its class."""
    return {
        cue.casefold(): name for name, cls in sorted(ontology.classes.items()) for cue in cls.cues
    }


@keep_with_sentence
def find_mentions(sentence: Sentence, ontology: Ontology) -> tuple[Mention, ...]:
    """Return the mentions of *sentence* in text order; nested ones (possessors) are included."""
    found: dict[tuple[int, int], Mention] = {}
    for token in sentence.tokens:
        mention = mention_at(sentence, token.i, ontology)
        if mention is not None:
            found.setdefault((mention.start, mention.end), mention)
    return tuple(found[key] for key in sorted(found))


@keep_with_sentence
def mention_at(sentence: Sentence, i: int, ontology: Ontology) -> Mention | None:
    """Return the mention whose head is token *i*, or ``None`` if it heads none."""
    token = sentence.tokens[i]
    if token.tag in _PRONOUN_TAGS:
        return _mention(sentence, i, i + 1, i, MentionKind.PRONOUN, "")
    if is_part_of_word(sentence, token):
        return None
    if (entity := _entity_at(sentence, i)) is not None:
        return (
            _named_mention(sentence, i, *entity, ontology)
            if entity[2] in _NAME_LABELS
            else _value(sentence, i, *entity, ontology)
        )
    if token.tag == "VBG" and token.dep == "pcomp":
        return _mention(sentence, *gerund_span(sentence, i), i, MentionKind.NOMINAL, "Event")
    if token.pos not in NOMINAL or token.dep in {"compound", "nummod", "quantmod"}:
        return None
    return (
        _proper_mention(sentence, i, ontology)
        if token.pos == "PROPN"
        else _described(sentence, i, ontology)
    )


def _value(
    sentence: Sentence, i: int, start: int, end: int, label: str, ontology: Ontology
) -> Mention | None:
    """A recognised amount, date or count, the things that it counts, or who "one of" them is."""
    if (name := one_named(sentence, i)) is not None:
        return mention_at(sentence, name, ontology)
    counted = _counted(sentence, start, end, i, ontology) if label in _COUNTS else None
    if counted is not None:
        return counted
    whole = kind_end(sentence, i, end, label)
    type_ = "Quantity" if whole > end and label in TIME_SPANS else NER_TYPES.get(label, "Quantity")
    return _mention(sentence, start, whole, i, MentionKind.VALUE, type_)


def _named_mention(
    sentence: Sentence, i: int, start: int, end: int, label: str, ontology: Ontology
) -> Mention | None:
    """A recognised name; its last word or its ending may tell its class better."""
    token = sentence.tokens[i]
    if label == "NORP" and (numbers := sentence.dependents(i, "nummod")):
        counted = min(start, sentence.subtree(numbers[0])[0])
        return _mention(sentence, counted, end, i, MentionKind.NOMINAL, "Group")
    if label == "NORP" and is_one_of_people(sentence, i):
        return _mention(sentence, *nominal_span(sentence, i), i, MentionKind.NOMINAL, "Person")
    if label != "PERSON":
        start = owner_start(sentence, whole_name(sentence, start, i), i)
    end = name_end(sentence, i, end)
    common = noun_types(ontology).get(token.lemma, "") if token.pos == "NOUN" else ""
    ending = (
        None
        if label in {"PERSON", "GPE", "NORP"}
        else ontology.class_by_ending(sentence.slice(start, end))
    )
    return _mention(sentence, start, end, i, MentionKind.NAME, common or ending or NER_TYPES[label])


def _proper_mention(sentence: Sentence, i: int, ontology: Ontology) -> Mention | None:
    """A run of proper nouns that the recogniser did not see, or who holds the office it names."""
    if (holder := apposed_holder(sentence, i)) is not None:
        return mention_at(sentence, holder, ontology)
    start = owner_start(sentence, run_start(sentence, i), i)
    if start == i and is_legal_form(sentence.tokens[i].text):
        return None
    number = number_start(sentence, start, i)
    return _mention(
        sentence,
        number,
        name_end(sentence, i, i + 1),
        i,
        MentionKind.NAME if number == start else MentionKind.NOMINAL,
        _name_type(sentence, start, i, ontology),
    )


def _described(sentence: Sentence, i: int, ontology: Ontology) -> Mention | None:
    """What a common noun or a number describes, or the name that stands in apposition to it."""
    if (name := _apposed_name(sentence, i) or given_name(sentence, i)) is not None:
        return mention_at(sentence, name, ontology)
    start, end, i = one_list(sentence, i) or (*nominal_span(sentence, i), i)
    if sentence.tokens[i].pos != "NOUN":
        return _mention(sentence, start, end, i, MentionKind.VALUE, "Quantity")
    type_ = noun_types(ontology).get(sentence.tokens[i].lemma, "")
    return _mention(sentence, start, end, i, MentionKind.NOMINAL, type_)


def _apposed_name(sentence: Sentence, i: int) -> int | None:
    """The name in apposition to noun *i*, which tells more than the noun: "the co-founder of Acme,
    [Ana Ruiz], …", "the website [Tessera]"."""
    if sentence.tokens[i].tag != "NN":
        return None
    for k in sentence.dependents(i, "appos"):
        if k > i and not _is_past_verb(sentence, i, k) and _says_which(sentence, i, k):
            return k if _entity_at(sentence, k) is not None else None
    return None


def given_name(sentence: Sentence, i: int) -> int | None:
    """Return the name that a participle behind noun *i* gives it: "a company named [Redline]", "a
    cell in Oslo known as [the Hand]"."""
    for k in sentence.dependents(i, "acl"):
        near = k == i + 1 or sentence.tokens[k - 1].pos == "PROPN"
        if near and sentence.word(k) in words_of("NamingParticiple"):
            behind = (n for p in sentence.dependents(k, "prep") for n in sentence.children[p])
            names = (*sentence.dependents(k, "oprd", "attr"), *behind)
            return next((n for n in names if sentence.tokens[n].pos == "PROPN"), None)
    return None


def _says_which(sentence: Sentence, i: int, k: int) -> bool:
    """Whether the apposition *k* is a person's name, or a name of another kind right behind noun
    *i*, without a comma."""
    name = sentence.tokens[k]
    if name.pos != "PROPN" or name.entity == "PERSON":
        return name.pos == "PROPN"
    return name.entity in _CLOSE_LABELS and all(t.text != "," for t in sentence.tokens[i:k])


def _is_past_verb(sentence: Sentence, i: int, k: int) -> bool:
    """Whether the verb that governs token *i* stands between it and token *k*."""
    verb = sentence.tokens[sentence.tokens[i].head]
    return i < verb.i < k and verb.pos in {"VERB", "AUX"}


def span_head(sentence: Sentence, start: int, end: int) -> int:
    """The main token of ``[start, end)``: the last one that hangs on a token outside."""
    return next(
        (k for k in range(end - 1, start - 1, -1) if not start <= sentence.tokens[k].head < end),
        end - 1,
    )


def coordinated(sentence: Sentence, i: int) -> list[int]:
    """Token *i* and the conjuncts below it ("Klein and Grabert" gives both), in text order; also
    those of lists of people.

    A semicolon ends them, since what stands between commas in such a list goes with its own item;
    so does "respectively". "The other defendants - Bo Gard and Mik Conti -" and "two employees, Ana
    Ruiz and Paul Meyer," are the names."""
    names = listed_names(sentence, i) or apposed_names(sentence, i)
    if names:
        return [*names] if sentence.tokens[i].dep != "conj" else [i]
    return sorted({*_conjuncts(sentence, i), *listed_people(sentence, i)})


def _conjuncts(sentence: Sentence, i: int) -> list[int]:
    if not sentence.dependents(i, "conj"):
        return [i]
    out, todo = [], [i]
    while todo:
        k = todo.pop()
        out.append(k)
        joined = (c for c in sentence.dependents(k, "conj") if _is_item(sentence, i, c))
        todo.extend(c for c in joined if sentence.tokens[c].pos in {"NOUN", "PROPN", "PRON", "NUM"})
    return sorted(out)


def _is_item(sentence: Sentence, first: int, k: int) -> bool:
    """Whether *k* is of the list that *first* opens: behind a semicolon only what opens the next
    item is."""
    mark = next((t.i for t in reversed(sentence.tokens[first:k]) if t.text == ";"), None)
    return mark is None or not any(
        t.text == "," or t.pos in {"ADP", "VERB", "AUX"} for t in sentence.tokens[mark + 1 : k]
    )


def paired(sentence: Sentence, subject: int, other: int, verb: int) -> list[tuple[int, int]]:
    """The pairs of members of two lists that a verb joins: each with each, but one by one before
    "respectively".

    Where "respectively" joins lists of unequal length, nobody can tell, and the first of the second
    list stands for it all."""
    left, right = sharing(sentence, subject, verb), sharing(sentence, other, verb)
    if any(t.lemma == "respectively" for t in sentence.tokens):
        if len(left) > 1 == len(right):
            right = _inner_list(sentence, other, len(left)) or right
        return _pair_one_by_one(left, right)
    return [(a, b) for a in left for b in right if a != b]


def _pair_one_by_one(left: list[int], right: list[int]) -> list[tuple[int, int]]:
    if len(left) == len(right):
        return list(zip(left, right, strict=True))
    return [(a, right[0]) for a in left] if len(left) > 1 else [(left[0], b) for b in right]


def _inner_list(sentence: Sentence, i: int, length: int) -> list[int]:
    """The list of that length below the object: "one count each of [fraud] and [perjury]"."""
    below = (
        coordinated(sentence, k)
        for k in sentence.subtree(i)
        if k > i and sentence.tokens[k].dep == "pobj"
    )
    return next((members for members in below if len(members) == length), [])


def sharing(sentence: Sentence, i: int, verb: int) -> list[int]:
    """Token *i* and the conjuncts that stand on its side of *verb*: in "duties that are owed, not
    [rights]" only duties are; and who comes "along with" a subject."""
    with_it = [m for k in companions(sentence, i, verb) for m in coordinated(sentence, k)]
    if i > verb or sentence.tokens[verb].pos not in {"VERB", "AUX"}:
        return [*coordinated(sentence, i), *with_it]
    return [k for k in (*coordinated(sentence, i), *with_it) if k < verb]


def _mention(
    sentence: Sentence, start: int, end: int, head: int, kind: MentionKind, type_: str
) -> Mention | None:
    """The mention over ``[start, end)`` without small words, articles and marks at its edges; None
    where nothing is left."""
    start = _first_word(sentence, start, end, head)
    end = _end_of_words(sentence, start, end)
    if start >= end:
        return None
    return Mention.over(sentence, start, end, kind, type_, head)


def _first_word(sentence: Sentence, start: int, end: int, head: int) -> int:
    """Where a phrase begins without "of" and "for", marks, and articles before its head."""
    tokens = sentence.tokens
    while start < end - 1 and tokens[start].text.lower() in {"of", "for"}:
        start += 1
    while start < end and (
        tokens[start].text in _EDGE or start < head and is_article(sentence, start)
    ):
        start += 1
    return start


def _end_of_words(sentence: Sentence, start: int, end: int) -> int:
    """Where a phrase ends without marks and possessive signs, but for the bracket that closes its
    own."""
    while end > start and _is_edge(sentence.tokens[end - 1]) and not _closes(sentence, start, end):
        end -= 1
    opened = end > start and "(" in sentence.slice(start, end).rpartition(")")[2]
    after = sentence.tokens[end : end + 1] if opened else ()
    return end + 1 if any(t.text == ")" and sentence.touches(end) for t in after) else end


def _is_edge(token: Token) -> bool:
    return token.text in _EDGE or token.tag == "POS"


def _closes(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the last mark closes a bracket of the phrase's own ("Section 17(a)")."""
    return (
        sentence.tokens[end - 1].text == ")"
        and "(" in sentence.slice(start, end - 1).rpartition(")")[2]
        and start < end - 1
    )


def _entity_at(sentence: Sentence, i: int) -> tuple[int, int, str] | None:
    """The recognised entity headed by token *i*, cut at possessive marks inside it."""
    for start, end, label in sentence.entities:
        if not start <= i < end:
            continue
        for part_start, part_end in split_possessives(sentence, start, end):
            if part_start <= i < part_end and _is_head(sentence, i, part_start, part_end):
                return part_start, part_end, label
    return None


def _is_head(sentence: Sentence, i: int, start: int, end: int) -> bool:
    """Whether token *i* is the last noun of ``[start, end)`` that hangs on a word outside it."""
    if not _hangs_outside(sentence, i, start, end):
        return False
    behind = (t for t in sentence.tokens[i + 1 : end] if t.pos in NOMINAL)
    return all(start <= t.head < end for t in behind)


def _hangs_outside(sentence: Sentence, i: int, start: int, end: int) -> bool:
    return sentence.tokens[i].head == i or not start <= sentence.tokens[i].head < end


def _counted(
    sentence: Sentence, start: int, end: int, i: int, ontology: Ontology
) -> Mention | None:
    """The things that a number counts, which are no value: "dozens [of rounds]", "70 percent [of
    the residents]"."""
    behind = [k for k in sentence.dependents(i, "prep") if k == end and sentence.word(k) == "of"]
    if not behind or sentence.tokens[i].lemma in words_of("TimeUnit"):
        return None
    thing, stop = _thing_below(sentence, behind[0]), of_end(sentence, behind[0])
    if stop is None or thing is None:
        return None
    type_ = noun_types(ontology).get(thing.lemma, "")
    return _mention(sentence, start, stop, i, MentionKind.NOMINAL, type_)


def _thing_below(sentence: Sentence, of: int) -> Token | None:
    """The common noun that "of" reaches, if no name is recognised there."""
    nouns = (sentence.tokens[k] for k in sentence.dependents(of, "pobj"))
    return next((t for t in nouns if t.tag in {"NNS", "NN"} and not t.entity), None)


def _name_type(sentence: Sentence, start: int, i: int, ontology: Ontology) -> str:
    types = noun_types(ontology)
    ending = ontology.class_by_ending(sentence.slice(start, i + 1)) or ""
    return (
        ending
        or types.get(sentence.tokens[i].lemma, "")
        or types.get(sentence.tokens[i].text.casefold(), "")
    )
