"""Lists that the tree does not show as such: names behind a plural noun, people with ages and
places between them; and what the later nouns of a list share with the first."""

from collections.abc import Sequence
from itertools import pairwise

from kg.model import Mention, Sentence, Token
from kg.model.caching import keep_with_sentence
from kg.model.text import DASHES, SUBJECTS
from kg.ontology.lexicon import words_of

_JOINS = frozenset({"and", "&"})
_ORIGINS = frozenset({"of", "from", "in"})
"""What stands before the home of a person of a list, whatever the recogniser took its name for."""
_OF_NONE = frozenset({"no", "not", "few", "fewer", "neither", "any", "hardly", "almost"})
"""What takes back that each of a plural did it."""
_PERHAPS = frozenset({"may", "might", "could", "would", "should", "must", "can"})
_OWN = ("det", "poss", "amod", "compound", "nummod", "nmod", "prep", "relcl", "acl", "appos")
"""What a noun has that does not share the words of the one before it."""
_MAX_AGE_GAP = 10
"""Tokens that may stand between two people of a list: ", 24, of Oslo, Norway, and"."""


@keep_with_sentence
def listed_names(sentence: Sentence, i: int) -> tuple[int, ...]:
    """The names that say who a plural noun means: "two [clerks], Ana Ruiz and Paul Meyer,", "the
    others - A, B and C -"."""
    if sentence.tokens[i].tag != "NNS":
        return ()
    first = _name_behind_mark(sentence, i)
    if first is None or _opens_clause(sentence, first) or _is_joined(sentence, first, i):
        return ()
    names = tuple(sorted({*_names_below(sentence, first), *listed_people(sentence, first)}))
    closed = _JOINS & {t.text for t in sentence.tokens[first : names[-1]]}
    return names if len(names) > 1 and closed else ()


def _is_joined(sentence: Sentence, k: int, i: int) -> bool:
    """Whether the parser has *k* in one row with *i*."""
    return sentence.tokens[k].dep == "conj" and sentence.tokens[k].head == i


def _opens_clause(sentence: Sentence, first: int) -> bool:
    """Whether names are the subject of the verb right behind them, and say nothing of the noun
    before: "without admitting the findings, [Brask and Ruiz] agreed"."""
    last = max(_names_below(sentence, first))
    behind = sentence.tokens[min(last + 1, len(sentence.tokens) - 1)]
    return sentence.tokens[first].dep in SUBJECTS and behind.pos in {"VERB", "AUX"}


def _name_behind_mark(sentence: Sentence, i: int) -> int | None:
    """The last word of the person right behind the comma, colon or dash that follows token *i*."""
    marks = [t.i for t in sentence.tokens[i + 1 : i + 2] if t.text in {",", ":", *DASHES}]
    return next((end - 1 for start, end in _people(sentence) if start - 1 in marks), None)


@keep_with_sentence
def apposed_names(sentence: Sentence, i: int) -> tuple[int, ...]:
    """The names right behind a plural noun that says their kind: "sued [companies] Acme Foods and
    Borg Motors"; else nothing."""
    if sentence.tokens[i].tag != "NNS":
        return ()
    for first in sentence.dependents(i, "appos"):
        words = sentence.tokens[i + 1 : first + 1]
        names = _names_below(sentence, first)
        if words and all(t.pos == "PROPN" for t in words) and len(names) > 1:
            return tuple(sorted(names))
    return ()


@keep_with_sentence
def _people(sentence: Sentence) -> tuple[tuple[int, int], ...]:
    """Runs of proper nouns that the recogniser takes for people, or that stand in a list as a
    person's full name does."""
    found = {(a, b) for a, b, label in sentence.entities if label == "PERSON"}
    taken = {k for a, b, _ in sentence.entities for k in range(a, b)}
    for token in sentence.tokens[1:]:
        if not taken & {token.i - 1, token.i} and _is_full_name(
            sentence.tokens[token.i - 1], token
        ):
            found.add((token.i - 1, token.i + 1))
    return tuple(sorted(found))


def _is_full_name(first: Token, last: Token) -> bool:
    """Whether two words are written as a first and a family name."""
    proper = first.pos == last.pos == "PROPN" and last.text.isalpha()
    return proper and first.dep == "compound" and first.head == last.i


def _names_below(sentence: Sentence, k: int) -> list[int]:
    found, todo = [], [k]
    while todo:
        here = todo.pop()
        found.append(here)
        todo.extend(
            c for c in sentence.dependents(here, "conj") if sentence.tokens[c].pos == "PROPN"
        )
    return found


@keep_with_sentence
def listed_people(sentence: Sentence, i: int) -> tuple[int, ...]:
    """The people of a list that opens with *i*, with ages and homes between them: "Ann Lee, 22, Bo
    Oz, 24, and Di Roe, 21, all of".

    Empty where *i* opens none; a list ends in "and" and a last name.
    """
    people = _people_from(sentence, i)
    if not people or i != _last(people[0]):
        return ()
    run = [i]
    for left, right in pairwise(people):
        if not _goes_on(sentence, left, right):
            return ()
        run.append(_last(right))
        if sentence.word(right[0] - 1) in _JOINS:
            apart = _is_owner(sentence, run[-1]) or _begins_clause(sentence, i, run[-1])
            return () if apart else tuple(run)
    return ()


def _begins_clause(sentence: Sentence, first: int, last: int) -> bool:
    """Whether the last name is the subject of a clause of its own: "owned by [Ruiz] and [Dent] was
    arrested"."""
    reached = sentence.tokens[first].dep in {"dobj", "pobj"}
    return reached and sentence.tokens[last].dep in SUBJECTS


def _people_from(sentence: Sentence, i: int) -> list[tuple[int, int]]:
    """The names of people from the one that holds token *i* on, without what is a home."""
    people = [name for name in _people(sentence) if not _is_home(sentence, name)]
    first = next((n for n, (start, end) in enumerate(people) if start <= i < end), len(people))
    return people[first:]


def _is_home(sentence: Sentence, name: tuple[int, int]) -> bool:
    """Whether "of", "from" or "in" stands before what was taken for a person's name."""
    return name[0] > 0 and sentence.word(name[0] - 1) in _ORIGINS


def _goes_on(sentence: Sentence, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether the list of people goes on from the name *left* to the name *right*."""
    if not 0 < right[0] - left[1] <= _MAX_AGE_GAP:
        return False
    return _separates(sentence, left[1], right[0])


def _last(entity: tuple[int, int]) -> int:
    return entity[1] - 1


def _is_owner(sentence: Sentence, i: int) -> bool:
    """Whether the name owns what follows: "Ruiz and Meyer's clerk" may be a list of a person and a
    clerk."""
    return i + 1 < len(sentence.tokens) and sentence.tokens[i + 1].tag == "POS"


def _separates(sentence: Sentence, start: int, end: int) -> bool:
    """Whether tokens ``[start, end)`` only part two people of a list: commas, "and", an age, "of" a
    place."""
    home = False
    for token in sentence.tokens[start:end]:
        word = token.text.lower()
        home = home and token.pos == "PROPN" or word in _ORIGINS
        aged = word.isdigit() and 0 < int(word) < 120
        if word not in {",", "of", "and", "&"} and not aged and not home and token.entity != "GPE":
            return False
    return sentence.tokens[start].text in {",", "and", "&"}


def companions(sentence: Sentence, i: int, verb: int) -> list[int]:
    """Who stands with a subject before its verb: by "along with" or "together with" ("Ana Ruiz,
    along with [Tom Bell], was charged"), or as one of those that it counts ("three clerks,
    including [Ana Ruiz], were charged"; "firms such as [Brask] were fined"); behind a verb only the
    latter, where no sum is told."""
    tokens = sentence.tokens
    stop = verb if verb > i else sentence.subtree(i)[-1]
    return [
        k
        for w in range(i + 1, stop)
        if _names_member(sentence, i, tokens[w], verb)
        or verb > i
        and tokens[w].text == "with"
        and tokens[w - 1].text in {"along", "together"}
        and tokens[w - 2].text == ","
        and tokens[w].head in {i, w - 1}
        for k in sentence.dependents(w, "pobj")
    ]


def _names_member(sentence: Sentence, i: int, word: Token, verb: int) -> bool:
    """Whether *word* is an "including" that names some of those in the plural *i*; of "no clerk"
    and "few clerks" nothing is said of each."""
    opens = word.text == "including" or _is_such_as(sentence, word, verb)
    if not opens or word.head != i or sentence.tokens[i].tag != "NNS":
        return False
    named = all(sentence.tokens[k].pos == "PROPN" for k in sentence.dependents(word.i, "pobj"))
    first = sentence.subtree(i)[0]
    apart = all(sentence.word(k) not in _OF_NONE for k in range(max(first - 1, 0), i))
    return named and apart and (verb > i or _is_apart_from_sums(sentence, word.i))


def _is_such_as(sentence: Sentence, word: Token, verb: int) -> bool:
    """Whether *word* is the "as" of "such as", where the verb tells what was done: what firms such
    as Brask always do is said of the kind."""
    if word.text != "as" or sentence.word(word.i - 1) != "such":
        return False
    helpers = {sentence.word(k) for k in sentence.dependents(verb, "aux", "auxpass")}
    done = not helpers.isdisjoint({"have", "has", "had", "was", "were"})
    return done and helpers.isdisjoint(_PERHAPS) or sentence.tokens[verb].tag == "VBD"


def _is_apart_from_sums(sentence: Sentence, including: int) -> bool:
    """Whether no sum is told that those behind "including" would share, and they are no places."""
    named = {sentence.tokens[k].entity for k in sentence.dependents(including, "pobj")}
    summed = any(label == "MONEY" for _, _, label in sentence.entities)
    return not summed and named.isdisjoint({"GPE", "LOC", "FAC"})


def one_named(sentence: Sentence, i: int) -> int | None:
    """Return the person named right behind "one of its own"; ``None`` for others."""
    named = [k for k in sentence.dependents(i, "appos") if sentence.tokens[k].entity == "PERSON"]
    own = [sentence.word(k) for k in range(i, min(i + 4, len(sentence.tokens)))]
    is_own = [own[0], *own[1:2], *own[3:]] == ["one", "of", "own"]
    return named[0] if is_own and len(named) == 1 and named[0] > i else None


def words_shared_before(sentence: Sentence, mention: Mention) -> str:
    """Return the words that the mention's noun shares with the first of its list, as they stand
    before that one: "Chadian unity and [sovereignty]" is Chadian sovereignty, "Ruiz's family,
    [friends] and [teammates]" are Ruiz's; ``""`` for one that stands for itself.

    A modifier before the first of joined nouns reaches over all of them where the later ones have
    none of their own (Quirk et al. 1985, sections 13.67 to 13.69). It is taken to only where
    nothing else can be meant."""
    start, end = _shared(sentence, mention.head)
    return sentence.slice(start, end) if start < end <= mention.start else ""


@keep_with_sentence
def _shared(sentence: Sentence, i: int) -> tuple[int, int]:
    """The tokens of the owner or the adjective that noun *i* shares; ``(i, i)`` for none."""
    first = _first_of_list(sentence, i)
    if first is None or sentence.dependents(i, *_OWN):
        return i, i
    for k in sentence.dependents(first.i, "poss", "amod"):
        token = sentence.tokens[k]
        if token.dep == "poss" and _owns_both(sentence, token, first, sentence.tokens[i]):
            return _owner(sentence, k)
        if token.entity == "NORP" and first.tag == sentence.tokens[i].tag == "NN":
            return k, k + 1
    return i, i


def _first_of_list(sentence: Sentence, i: int) -> Token | None:
    """The first noun of the list that common noun *i* goes on with; ``None`` where "or" parts them
    or *i* is no later noun of one."""
    k = i
    while sentence.tokens[k].dep == "conj" and sentence.tokens[k].pos == "NOUN":
        k = sentence.tokens[k].head
    first = sentence.tokens[k]
    if k >= i or first.pos != "NOUN":
        return None
    joints = {t.text.lower() for t in sentence.tokens[k:i] if t.dep == "cc"}
    return first if joints <= {"and"} else None


def _owns_both(sentence: Sentence, owner: Token, first: Token, later: Token) -> bool:
    """Whether an owner who is named or described has the later noun too: people around the same
    person, or a single thing that needs an owner or an article."""
    if owner.pos not in {"NOUN", "PROPN"} or owner.entity in {"DATE", "TIME"}:
        return False
    around = words_of("KinNoun") | words_of("CompanionNoun")
    if {first.lemma, later.lemma} <= around:
        return True
    return first.tag == later.tag == "NN"


def _owner(sentence: Sentence, k: int) -> tuple[int, int]:
    """The tokens of an owner with its sign and without articles."""
    below = sentence.subtree(k)
    start = next((n for n in below if sentence.tokens[n].dep != "det"), k)
    signs = sentence.dependents(k, "case")
    whole = list(below) == list(range(below[0], below[-1] + 1))
    return (start, signs[-1] + 1) if signs and whole and signs[-1] == below[-1] else (k, k)


def list_up_to(sentence: Sentence, k: int) -> list[int]:
    """Return token *k* and those before it in its list, up to the first: a "team from Orr College
    and [Lorne College]" is part of the second as it is of the first."""
    row = [k]
    while sentence.tokens[row[-1]].dep == "conj" and sentence.tokens[row[-1]].head < row[-1]:
        row.append(sentence.tokens[row[-1]].head)
    return row


@keep_with_sentence
def one_list(sentence: Sentence, i: int) -> tuple[int, int, int] | None:
    """Return where a list begins and ends that is one thing to the eye, and its last noun, which
    the others share or may share: "cost, [pricing] and strategy information"; ``None`` for a noun
    that is in no such list.

    Whether a bare noun goes with the last one or stands for itself the words do not tell ("cash and
    customer data"), so they stay together."""
    first = list_up_to(sentence, i)[-1]
    members = [first]
    while joined := sentence.dependents(members[-1], "conj"):
        members.append(joined[0])
    *bare, last = members
    if not bare or not _is_of_compound(sentence, last) or not _are_bare(sentence, bare, last):
        return None
    return first, last + 1, last


def _is_of_compound(sentence: Sentence, last: int) -> bool:
    """Whether a noun of records has a plain noun before it: "strategy [information]"."""
    before = sentence.tokens[last - 1]
    compound = (before.dep, before.head, before.tag) == ("compound", last, "NN")
    return compound and sentence.tokens[last].lemma in words_of("RecordedNoun")


def _are_bare(sentence: Sentence, nouns: Sequence[int], last: int) -> bool:
    """Whether singular nouns have nothing of their own and only marks and "and" stand between them
    and the compound that *last* ends."""
    plain = all(sentence.tokens[k].tag == "NN" and not sentence.dependents(k, *_OWN) for k in nouns)
    between = (t for t in sentence.tokens[nouns[0] : last - 1] if t.i not in nouns)
    return plain and all(t.text in {",", "and"} for t in between)
