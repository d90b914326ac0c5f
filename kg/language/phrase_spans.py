"""Where the phrase of a head word begins and ends: names, descriptions, amounts with what they are
of, deeds."""

from collections.abc import Sequence

from kg.language.phrases import (
    TIME_SPANS,
    complex_preposition,
    deed_end,
    is_article,
    is_inner_hyphen,
    joins_both,
    numbered_name_end,
    restricted_end,
)
from kg.model import Sentence, Token
from kg.model.caching import keep_with_sentence
from kg.ontology.lexicon import words_of
from kg.ontology.loader import load_ontology

NOMINAL = frozenset({"NOUN", "PROPN", "NUM"})
_MODIFIERS = (
    "compound",
    "amod",
    "nmod",
    "nummod",
    "quantmod",
    "poss",
    "advmod",
    "punct",
    "case",
    "npadvmod",
)
_MAX_OF = 6
"""Words of an "of" phrase that still belong to the phrase; longer ones say too much to be a name of
the thing."""
_MAX_DEED = 12
_MAX_ROW = 8
"""A longer row of offences says less than its first."""
_OF_BREAKS = frozenset({"relcl", "acl", "punct", "appos", "cc", "conj", "prep"})
_ABOUT = frozenset("to for against on into over about from with".split())
_LINKS = {"MONEY": {"in"}, "DATE": {"of", "in"}, "TIME": {"of", "in"}, "QUANTITY": {"of"}}
"""Label of an amount → the prepositions before what it is of."""


def run_start(sentence: Sentence, i: int) -> int:
    """Return where the run of proper nouns begins that ends at token *i*; "Title", "Section" and
    the like go with it, and the state of an office ("[Turkish] Interior Minister")."""
    start = i
    while start > 0 and sentence.tokens[start - 1].head in range(start - 1, i + 1):
        before = sentence.tokens[start - 1]
        if before.pos != "PROPN" and not (
            before.lemma in words_of("NumberedPart")
            and before.text[0].isupper()
            or _is_state_of(before, sentence.tokens[i])
        ):
            break
        start -= 1
    return start


def _is_state_of(before: Token, office: Token) -> bool:
    """Whether a word tells whose the *office* is: the Saudi minister is not the Turkish one."""
    return before.entity == "NORP" and office.lemma.lower() in load_ontology().cues["OfficeNoun"]


def whole_name(sentence: Sentence, start: int, i: int) -> int:
    """Return where a name begins whose first words the recogniser left out: "[General]
    Secretariat"."""
    while start > 0:
        before = sentence.tokens[start - 1]
        inside = before.head in range(start, i + 1) and before.dep in {"compound", "nmod"}
        if not inside or before.pos != "PROPN" or before.entity or not before.text[0].isupper():
            return start
        start -= 1
    return start


def name_end(sentence: Sentence, i: int, end: int) -> int:
    """Return where a name ends: a common noun written as a name goes on over "of" ("State of
    Georgia", "Bank of Oslo")."""
    tokens, end = sentence.tokens, numbered_name_end(sentence, i, end)
    if (
        end != i + 1
        or end + 1 >= len(tokens)
        or sentence.word(end) != "of"
        or tokens[i].lemma not in words_of("OfNameNoun")
    ):
        return end
    last = _of_name_end(sentence, end + 1)
    return last if tokens[last - 1].pos == "PROPN" else end


def _of_name_end(sentence: Sentence, first: int) -> int:
    """Where the proper nouns behind "of" end, from *first* on: at the name of a person behind
    them."""
    people = {start for start, _, label in sentence.entities if label == "PERSON" and start > first}
    last = first
    while last < len(sentence.tokens) and last not in people:
        if sentence.tokens[last].pos != "PROPN" and (sentence.word(last) != "the" or last > first):
            break
        last += 1
    return last


def kind_end(sentence: Sentence, i: int, end: int, label: str) -> int:
    """Return where an amount ends, with what it is of or for each of what: "$225,000 [in bribes]",
    "12 months [of probation]", "$41 [a share]"."""
    rate = _rate_end(sentence, end) if label == "MONEY" else None
    return rate or _thing_end(sentence, i, end, label)


def _thing_end(sentence: Sentence, i: int, end: int, label: str) -> int:
    """Where an amount ends with the things that it is of."""
    tokens = sentence.tokens
    if end + 1 >= len(tokens) or sentence.word(end) not in _LINKS.get(label, ()):
        return end
    if label in TIME_SPANS and tokens[i].lemma not in words_of("TimeUnit"):
        return end
    last = _kind_head(sentence, end + 1)
    plain = last < len(tokens) and tokens[last].tag in {"NN", "NNS"} and not tokens[last].entity
    return last + 1 if plain and tokens[last].lemma not in words_of("SetPhraseNoun") else end


def _rate_end(sentence: Sentence, end: int) -> int | None:
    """The end of what a sum is paid for each of: "$1.19 [per share]", "$41 [a share]"; None for a
    plain sum (Quirk et al. 1985, section 5.18: distributive expressions of measure)."""
    behind = sentence.tokens[end : end + 2]
    if len(behind) < 2 or behind[1].tag != "NN":
        return None
    each = behind[0].text in {"a", "an"} and behind[1].dep == "npadvmod"
    return end + 2 if each or behind[0].text == "per" else None


def _kind_head(sentence: Sentence, start: int) -> int:
    """The noun behind up to three adjectives and its compounds, from *start* on."""
    tokens, last = sentence.tokens, start
    while last < len(tokens) and tokens[last].pos == "ADJ" and last < start + 3:
        last += 1
    while (
        last + 1 < len(tokens) and tokens[last].dep == "compound" and tokens[last + 1].pos == "NOUN"
    ):
        last += 1
    return last


@keep_with_sentence
def nominal_span(sentence: Sentence, i: int) -> tuple[int, int]:
    """Return the span of noun *i* with its left modifiers and what right behind it tells which one
    it is or what it is about."""
    start, end = short_span(sentence, i)
    return start, restricted_end(sentence, i, start, end)


@keep_with_sentence
def short_span(sentence: Sentence, i: int) -> tuple[int, int]:
    """Return the span of noun *i* without what restricts it from behind, but for a short "of"
    phrase and the like."""
    end = _deed_end(sentence, i) if sentence.tokens[i].lemma in words_of("DeedNoun") else None
    return _nominal_start(sentence, i), end or _number_end(
        sentence, i, _prepositions_end(sentence, i)
    )


def _nominal_start(sentence: Sentence, i: int) -> int:
    tokens, start = sentence.tokens, i
    for k in sorted(sentence.dependents(i, *_MODIFIERS), reverse=True):
        if k > i or _parts_adjectives(sentence, i, k):
            continue
        if _cuts_off(sentence, tokens[k]):
            break
        start = min(start, sentence.subtree(k)[0])
    while is_article(sentence, start) and start < i:
        start += 1
    while start > 1 and tokens[start - 1].text == "-" and sentence.touches(start - 1):
        start -= 2
    return start


def _parts_adjectives(sentence: Sentence, i: int, k: int) -> bool:
    """Whether token *k* is the comma between two adjectives of noun *i*: "a [brutal, senseless]
    attack"."""
    around = sentence.tokens[max(k - 1, 0) : k + 2]
    marks = [t.text if t.i == k else t.dep for t in around]
    return marks == ["amod", ",", "amod"] and {around[0].head, around[2].head} == {i}


def _cuts_off(sentence: Sentence, modifier: Token) -> bool:
    """Whether a phrase begins behind this modifier: a possessive pronoun, a sign, or one with a
    clause of its own."""
    if modifier.tag in {"PRP$", "WP$"} or modifier.dep == "punct" and modifier.text not in "-":
        return True
    phrase = sentence.subtree(modifier.i)
    clausal = any(sentence.tokens[k].dep in {"relcl", "prep", "acl"} for k in phrase)
    return clausal and not _is_hyphened(sentence, phrase[0], phrase[-1])


def _is_hyphened(sentence: Sentence, start: int, last: int) -> bool:
    """Whether the tokens from *start* to *last* are one word to the eye: "[right-to-know] rule"."""
    return any(t.text == "-" for t in sentence.tokens[start:last]) and all(
        sentence.tokens[k].start == sentence.tokens[k - 1].end for k in range(start + 1, last + 1)
    )


def _prepositions_end(sentence: Sentence, i: int) -> int:
    """Where noun *i* ends with the short prepositional phrases right behind it that say what it is
    of or about."""
    partner = _partner_of(sentence, i)
    end = _each_end(sentence, i) if partner is None else partner + 1
    own = (*sentence.dependents(i, "prep"), *_strayed_preposition(sentence, i))
    for k in (*own, *_shared_prepositions(sentence, i, partner)):
        if k == end and (
            sentence.word(k) == "of" or _tells_about(sentence.tokens[i].lemma, sentence.word(k))
        ):
            end = of_end(sentence, k) or end
    return end


def _strayed_preposition(sentence: Sentence, i: int) -> tuple[int, ...]:
    """The preposition right behind a noun that says little without it, where the parser hung it on
    the verb: "reached a settlement [with] Meyer"."""
    token = sentence.tokens[i]
    behind = sentence.dependents(token.head, "prep") if token.dep == "dobj" else ()
    related = token.lemma in words_of("RelationalNoun")
    return tuple(k for k in behind if related and k == i + 1)


def _each_end(sentence: Sentence, i: int) -> int:
    """Where noun *i* ends with an "each" behind it: "one [count each] of fraud"."""
    behind = sentence.tokens[i + 1 : i + 2]
    counted = any(t.text == "each" and (t.dep, t.head) == ("det", i) for t in behind)
    return i + 2 if counted else i + 1


def _partner_of(sentence: Sentence, i: int) -> int | None:
    """The noun joined right behind noun *i* that shares its article and what stands behind both:
    "the owner [and operator] of two clinics"."""
    behind = sentence.tokens[i + 1 : i + 4]
    if len(behind) < 3 or behind[0].text != "and" or behind[2].text.lower() != "of":
        return None
    joined = behind[1]
    alike = (joined.dep, joined.head, joined.tag) == ("conj", i, sentence.tokens[i].tag)
    return joined.i if alike and joined.pos == "NOUN" and behind[2].head in {i, joined.i} else None


def _shared_prepositions(sentence: Sentence, i: int, partner: int | None) -> tuple[int, ...]:
    """The prepositions that a noun shares with the one that it is joined to: those of its
    *partner*, or, of the partner itself, those of the noun before it."""
    if partner is not None:
        return sentence.dependents(partner, "prep")
    token = sentence.tokens[i]
    first = token.head if token.dep == "conj" and token.pos == "NOUN" else None
    shared = first is not None and _partner_of(sentence, first) == i
    return sentence.dependents(token.head, "prep") if shared else ()


def _tells_about(noun: str, preposition: str) -> bool:
    if noun not in words_of("RelationalNoun"):
        return False
    return preposition in _ABOUT or preposition == "in" and noun in {"role", "interest", "belief"}


def _number_end(sentence: Sentence, i: int, end: int) -> int:
    """Where a noun ends with the number behind it: "unit 61398", "flight 93"."""
    tokens = sentence.tokens
    numbered = end + 1 < len(tokens) and tokens[end].pos == "NUM" and tokens[end].head == i
    return end + 1 if numbered and tokens[end + 1].pos not in NOMINAL else end


def _deed_end(sentence: Sentence, i: int, deps: tuple[str, ...] = ("acl", "relcl")) -> int | None:
    """End of the infinitive that says what a conspiracy or an attempt is about: "[conspiracy to
    commit bank fraud]"."""
    for k in sentence.dependents(i, *deps):
        to = sentence.dependents(k, "aux")
        if (
            sentence.tokens[k].tag == "VB"
            and sentence.tokens[k].lemma != "be"
            and to
            and to[0] == i + 1
        ):
            return _row_end(sentence, i, k)
    return None


def _row_end(sentence: Sentence, i: int, deed: int) -> int:
    """Where the deed of noun *i* ends: behind the row of its objects, behind the first of a long
    row or its noun, or behind the verb."""
    row = _row_of_nouns(sentence, _objects_of_row(sentence, deed))
    ends = [nominal_span(sentence, k)[1] for k in row]
    whole = ends[-1:] if ends and ends[-1] - i <= _MAX_ROW else ends[:1]
    nouns = [k + 1 for k in row[:1]]
    return next((end for end in (*whole, *nouns) if end - i <= _MAX_DEED), deed + 1)


def _row_of_nouns(sentence: Sentence, objects: list[int]) -> list[int]:
    """The first of *objects* and the nouns that are joined to it: "to commit [bribery], [fraud] and
    [theft]"."""
    row = objects[:1]
    todo = list(row)
    while todo:
        joined = (k for k in sentence.dependents(todo.pop(), "conj"))
        todo += [k for k in joined if sentence.tokens[k].pos == "NOUN" and k not in row]
        row += [k for k in todo if k not in row]
    return sorted(row)


def _objects_of_row(sentence: Sentence, verb: int) -> list[int]:
    """The object behind *verb*, or behind the last verb of its row ("to suppress and eliminate
    [competition]")."""
    row = [verb]
    while more := [k for k in sentence.dependents(row[-1], "conj", "dep") if k > row[-1]]:
        if sentence.tokens[more[0]].tag != "VB":
            break
        row.append(more[0])
    found = ([o for o in sentence.dependents(k, "dobj") if o > k] for k in row)
    return next((objects for objects in found if objects), [])


def gerund_span(sentence: Sentence, i: int) -> tuple[int, int]:
    """Return the span of a deed named by a gerund ("to [illegally dumping waste in the river]"):
    the verb, what says how right before it, and as much of what it reaches as keeps it short."""
    start = i
    while start and sentence.tokens[start - 1].i in sentence.dependents(i, "advmod", "neg"):
        start -= 1
    return start, max(_least_gerund_end(sentence, i), deed_end(sentence, i, start) or 0)


def _least_gerund_end(sentence: Sentence, i: int) -> int:
    """The end of a gerund with its object, or with what it reaches instead."""
    objects = sentence.dependents(i, "dobj")
    if not objects:
        deed = _deed_end(sentence, i, ("xcomp", "advcl")) or _joint_deed_end(sentence, i)
        return deed or _reached_end(sentence, i) or i + 1
    return nominal_span(sentence, objects[-1])[1] if objects[-1] - i <= _MAX_OF else i + 1


def _reached_end(sentence: Sentence, i: int) -> int | None:
    """End of "[engaging in a conspiracy to rig bids]": what the gerund reaches right behind it."""
    behind = [k for k in sentence.dependents(i, "prep") if k == i + 1]
    objects = sentence.dependents(behind[0], "pobj") if behind else ()
    end = nominal_span(sentence, objects[0])[1] if objects else i
    return end if i < end <= i + _MAX_DEED else None


def _joint_deed_end(sentence: Sentence, i: int) -> int | None:
    """End of "[conspiring with others to rig bids]": the partners stand before what they conspire
    to do."""
    behind = [k for k in sentence.dependents(i, "prep") if k == i + 1]
    if not behind or sentence.word(behind[0]) != "with":
        return None
    deed = _infinitive_at(sentence, i, sentence.subtree(behind[0])[-1] + 1)
    objects = sentence.dependents(deed, "dobj") if deed is not None else ()
    end = nominal_span(sentence, objects[0])[1] if objects else i
    return end if i < end <= i + _MAX_DEED else None


def _infinitive_at(sentence: Sentence, i: int, to: int) -> int | None:
    """The infinitive below verb *i* whose "to" is the token *to*."""
    plots = (k for k in sentence.dependents(i, "xcomp", "advcl") if sentence.tokens[k].tag == "VB")
    return next((k for k in plots if sentence.dependents(k, "aux")[:1] == (to,)), None)


def of_end(sentence: Sentence, prep: int) -> int | None:
    """Return the end of a short "of" phrase: up to the first clause, apposition, conjunct or
    further preposition."""
    below = sentence.subtree(prep)
    last = _last_of_preposition(sentence, prep)
    most = _MAX_OF if last == prep else _MAX_OF + 3
    stop = _first_break(sentence, last, below)
    words = [k for k in below if prep <= k < stop]
    objects = [k for k in words if sentence.tokens[k].dep in {"pobj", "pcomp"}]
    has_noun = any(sentence.tokens[k].tag not in {"WDT", "WP"} for k in objects)
    contiguous = words == list(range(prep, prep + len(words)))
    return words[-1] + 1 if has_noun and contiguous and len(words) <= most else None


def _last_of_preposition(sentence: Sentence, prep: int) -> int:
    """The last word of a preposition of three that *prep* opens ("in connection [with]"); *prep*
    itself for others."""
    nouns = sentence.dependents(prep, "pobj")
    ends = (complex_preposition(sentence, prep, noun) for noun in nouns)
    return next((end for end in ends if end is not None), prep)


def _first_break(sentence: Sentence, prep: int, below: Sequence[int]) -> int:
    """Where the first word *below* a preposition begins that ends its phrase."""
    cuts = (k for k in below if k > prep and _breaks_off(sentence, sentence.tokens[k]))
    return min((sentence.subtree(k)[0] for k in cuts), default=len(sentence.tokens))


def _breaks_off(sentence: Sentence, token: Token) -> bool:
    """Whether an "of" phrase ends before this token; a hyphen, a joined adjective or a number right
    behind do not end it."""
    if token.dep not in _OF_BREAKS or is_inner_hyphen(sentence, token):
        return False
    if token.dep in {"cc", "conj"} and sentence.tokens[token.head].dep == "amod":
        return False
    if joins_both(sentence, token):
        return False
    return not (token.pos == "NUM" and token.head == token.i - 1)
