"""Names inside noun phrases, prepositions of several words, and what restricts a noun from
behind."""

from collections.abc import Iterable, Iterator, Sequence

from kg.model import Mention, MentionKind, Sentence, Span, Token
from kg.ontology.lexicon import is_cue, words_of
from kg.ontology.loader import load_ontology

MAX_WORDS = 8
"""Words of a phrase with what restricts it; a label of more is no longer read at a glance."""
_BEHIND = ("prep", "acl", "relcl", "amod")
_OPENING = frozenset({"relcl", "acl", "prep", "agent", "dative", "ccomp", "xcomp", "advcl"})
_JOINING = frozenset({"cc"})
_NEEDY = frozenset({"ADP", "DET", "CCONJ", "SCONJ", "AUX", "PART", "PUNCT"})
_MARKS = frozenset(",;:()–—--…")
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "LAW"})
_PARTICIPLES = frozenset({"VBG", "VBN", "VBD"})
TIME_SPANS = frozenset({"DATE", "TIME"})

_TYPES = {
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "PERSON": "Person",
    "NORP": "Group",
}


def name_before(sentence: Sentence, i: int) -> Mention | None:
    """The recognised body that stands as modifier right before noun *i* ("[Red Front] fighters"),
    as a mention of its own."""
    for start, end, label in sentence.entities:
        if end <= i and _is_modifying_body(sentence.tokens[end - 1], label, i):
            if all(t.head == i or start <= t.head < end for t in sentence.tokens[end:i]):
                return _named(sentence, start, end, "Organization")
    return None


def _is_modifying_body(last: Token, label: str, noun: int) -> bool:
    """Whether a name with this last word is a body's, and the word modifies the noun."""
    body = label == "ORG" or label == "NORP" and last.text.isupper()
    return body and last.dep in {"compound", "nmod", "amod"} and last.head == noun


def name_of(sentence: Sentence, i: int) -> Mention | None:
    """The recognised name that ends at token *i*, whatever it hangs on."""
    found = next(
        ((a, b, label) for a, b, label in sentence.entities if b == i + 1 and label in _TYPES), None
    )
    return _named(sentence, found[0], found[1], _TYPES[found[2]]) if found else None


def _named(sentence: Sentence, start: int, end: int, type_: str) -> Mention:
    first = start + (sentence.tokens[start].dep == "det")
    span = Span(sentence.tokens[first].start, sentence.tokens[end - 1].end)
    return Mention(
        sentence.index,
        first,
        end,
        end - 1,
        span,
        sentence.slice(first, end),
        MentionKind.NAME,
        type_,
    )


def complex_preposition(sentence: Sentence, k: int, noun: int) -> int | None:
    """The last word of a preposition of three ("in relation [to]", "as part [of]") whose first is
    *k* and whose noun is *noun*."""
    inner = [p for p in sentence.dependents(noun, "prep") if p == noun + 1]
    noun_of_it = noun == k + 1 and sentence.tokens[noun].lemma in words_of("PrepositionNoun")
    reaches = sentence.word(k) != "to"  # "pleaded guilty to charges of" is about charges
    bare = reaches and noun_of_it and not sentence.dependents(noun, "det", "amod", "poss")
    return inner[0] if inner and bare else None


def split_possessives(sentence: Sentence, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a name between its possessive marks: "[Orr]'s [Titan Platform]"."""
    begin = start
    for k in range(start, end):
        if sentence.tokens[k].tag == "POS" and k < end - 1 and not _is_of_many(sentence, k - 1):
            yield begin, k
            begin = k + 1
    yield begin, end


def _is_of_many(sentence: Sentence, owner: int) -> bool:
    """Whether the owner in a name is people of a kind, and owns nothing: "New [People]'s Party"."""
    token = sentence.tokens[owner]
    return token.tag in {"NNS", "NNPS"} or token.lemma.lower() == "people"


def restricted_end(sentence: Sentence, i: int, start: int, end: int) -> int:
    """Return where the phrase of noun *i* ends with the restrictive modifiers behind it, as far as
    they keep it short: "passports of all persons [entering the country]", "steps [to change its
    hiring]" (Quirk et al. 1985, section 17.3: restrictive modification tells which one).

    The case that a document is about is one, and needs none."""
    if sentence.tokens[i].lemma in words_of("CaseNoun"):
        return end
    while (modifier := _restriction_at(sentence, i, end)) is not None:
        stop = _first_fitting(sentence, modifier, start)
        if stop is None:
            return end
        end = stop
    return end


def _restriction_at(sentence: Sentence, i: int, end: int) -> int | None:
    """The modifier of a word of the phrase that begins at token *end* and restricts it."""
    below = (k for head in range(i, end) for k in sentence.dependents(head, *_BEHIND))
    found = (k for k in below if k >= end and sentence.subtree(k)[0] == end)
    return next((k for k in found if _restricts(sentence, k)), None)


def _restricts(sentence: Sentence, k: int) -> bool:
    """Whether the modifier *k* tells which one its noun is: no time, no ground, no examples; and no
    deed that harms who is meant or that is done to somebody named, which is a claim of its own."""
    token = sentence.tokens[k]
    if token.dep == "prep":
        return leads_on(sentence, k)
    if token.dep == "amod":
        return bool(sentence.children[k])
    if _holds_name(sentence, k):
        return False
    harms = token.lemma in words_of("WrongVerb") | words_of("CommitVerb")
    if token.dep == "relcl":
        return not harms and not _is_content(sentence, k)
    return token.tag in _PARTICIPLES and not (harms and token.tag == "VBG") or token.tag == "VB"


def leads_on(sentence: Sentence, preposition: int) -> bool:
    """Return whether a preposition opens a phrase that tells which one its noun is."""
    if sentence.word(preposition) in words_of("LoosePreposition"):
        return False
    reached = sentence.dependents(preposition, "pobj", "pcomp")
    return bool(reached) and not any(_is_apart(sentence, n) for n in reached)


def _is_apart(sentence: Sentence, k: int) -> bool:
    """Whether what a preposition reaches is a time, a relative pronoun ("the cause of which"), or a
    deed done to somebody named."""
    token = sentence.tokens[k]
    if token.tag in {"WDT", "WP"}:
        return True
    return token.entity in TIME_SPANS or token.dep == "pcomp" and _holds_name(sentence, k)


def _holds_name(sentence: Sentence, k: int) -> bool:
    """Whether a name stands below verb *k*."""
    return any(sentence.tokens[n].entity in _NAMED for n in sentence.subtree(k))


def _is_content(sentence: Sentence, k: int) -> bool:
    """Whether the clause says what its noun is about, and does not pick one out: "the claim [that
    the firm paid]"."""
    first = sentence.tokens[sentence.subtree(k)[0]]
    subjects = sentence.dependents(k, "nsubj", "nsubjpass")
    return first.lemma == "that" and first.i not in subjects


def _first_fitting(sentence: Sentence, modifier: int, start: int) -> int | None:
    """Where the phrase that begins at *start* ends with as much of the modifier as keeps it
    short."""
    first = sentence.subtree(modifier)[0]
    return _fit_end(sentence, first, start, _stops(sentence, modifier, first))


def deed_end(sentence: Sentence, verb: int, start: int) -> int | None:
    """Return where a deed that begins at *start* ends with as much of what the *verb* reaches as
    keeps it short ("lying [to investigators about the payments]"); None where nothing fits.

    What another verb does that is joined to it is a deed of its own."""
    below = sentence.subtree(verb)
    joined = [k for k in sentence.dependents(verb, "cc") if k > verb + 1]
    last = min(joined, default=below[-1] + 1)
    stops = (min(stop, last) for stop in _stops(sentence, verb, verb))
    return _fit_end(sentence, verb, start, stops)


def _fit_end(sentence: Sentence, first: int, start: int, stops: Iterable[int]) -> int | None:
    """The first of the *stops* behind *first* up to which what begins at *start* is short."""
    most = MAX_WORDS + (sentence.word(first) == "between")
    for stop in stops:
        end = _without_loose_end(sentence, first, stop)
        short = end > first + 1 and count_words(sentence, start, end) <= most
        if short and not _breaks_off(sentence, first, end):
            return end
    return None


def _breaks_off(sentence: Sentence, first: int, end: int) -> bool:
    """Whether what ends before token *end* says nothing without what follows: "letters that failed
    [to disclose it]", "deals that either were not signed [or ...]"."""
    last = sentence.tokens[end - 1]
    deeds = sentence.dependents(last.i, "xcomp", "ccomp") if last.pos == "VERB" else ()
    pairs = (t.head for t in sentence.tokens[first:end] if t.dep == "preconj")
    joined = (k for head in pairs for k in sentence.dependents(head, "conj"))
    return any(k >= end for k in (*deeds, *joined))


def count_words(sentence: Sentence, start: int, end: int) -> int:
    """Return how many words a reader sees in ``[start, end)``; a word with a hyphen is one."""
    return len(sentence.slice(start, end).split())


def _stops(sentence: Sentence, modifier: int, first: int) -> Iterator[int]:
    """Where the modifier may end, the whole first, then without what hangs on its last words."""
    below = sentence.subtree(modifier)
    ends = (k for k in range(first, below[-1] + 1) if k not in below or _is_outside(sentence, k))
    whole = next(ends, below[-1] + 1)
    yield _list_end(sentence, first, whole)
    yield whole
    inner = [k for k in range(first + 1, whole) if k in below and sentence.tokens[k].dep != "punct"]
    for cuts in _cuts(sentence, inner):
        starts = {sentence.subtree(k)[0] for k in cuts}
        yield from sorted(starts & set(inner), reverse=True)


def _cuts(sentence: Sentence, inner: Sequence[int]) -> Iterator[list[int]]:
    """Yield the words of a modifier before which it may end: what opens a further phrase, else what
    is joined, at worst a phrase that belongs to the noun before it."""
    opening = [k for k in inner if sentence.tokens[k].dep in _OPENING]
    joining = [k for k in inner if _ends_before(sentence, sentence.tokens[k])]
    tied = [k for k in opening if _is_tied(sentence, k)]
    yield from ([k for k in opening if k not in tied], joining, tied)


def _ends_before(sentence: Sentence, joint: Token) -> bool:
    """Whether a modifier may end before a joint."""
    return joint.dep in _JOINING and not joins_both(sentence, joint)


def joins_both(sentence: Sentence, joint: Token) -> bool:
    """Return whether a joint, or what is joined, is inside what "between" or a noun of quantity
    needs whole: "between Norway [and Chad]", "a number of talks [and shows]"."""
    first = sentence.tokens[joint.head]
    preposition = sentence.tokens[first.head]
    if joint.dep not in {"cc", "conj"} or first.dep != "pobj":
        return False
    counted = sentence.tokens[preposition.head].lemma in words_of("QuantityNoun")
    return preposition.text == "between" or preposition.text == "of" and counted


def _is_tied(sentence: Sentence, k: int) -> bool:
    """Whether a preposition belongs to the noun right before it, which says little without it: "the
    spectrum [of care]", "in connection [with] the fraud"."""
    token = sentence.tokens[k]
    before = sentence.tokens[k - 1]
    if token.dep != "prep" or token.head != before.i or before.pos != "NOUN":
        return False
    return token.text.lower() == "of" or before.lemma in words_of("PrepositionNoun")


def _list_end(sentence: Sentence, first: int, whole: int) -> int:
    """Where a plain list of names ends whose first stands before *whole*: "purchasers in Oslo[,
    Rome and Bonn]"; *whole* where none goes on there."""
    k, last = whole, whole
    while k < len(sentence.tokens) and (
        sentence.tokens[k].text in {",", "and"} or _is_listed_name(sentence, first, k)
    ):
        last = k + 1 if sentence.tokens[k].pos == "PROPN" else last
        k += 1
    joined = any(t.text == "and" for t in sentence.tokens[whole:last])
    return last if joined else whole


def _is_listed_name(sentence: Sentence, first: int, k: int) -> bool:
    """Whether token *k* is of a name in the list that a word from *first* on opens."""
    token = sentence.tokens[k]
    if token.pos != "PROPN":
        return False
    head = k
    while sentence.tokens[head].dep in {"compound", "conj"} and sentence.tokens[head].head != head:
        head = sentence.tokens[head].head
    return first <= head < k and sentence.tokens[head].pos == "PROPN"


def _is_outside(sentence: Sentence, k: int) -> bool:
    """Whether token *k* begins what no longer restricts: behind a comma or a dash, a time, a clause
    of circumstance."""
    token = sentence.tokens[k]
    if token.dep == "punct":
        return token.text in _MARKS and not is_inner_hyphen(sentence, token)
    above = [token, *(sentence.tokens[a] for a in sentence.ancestors(k))]
    opened = (t for t in above if sentence.subtree(t.i)[0] == k)
    return any(_is_loose(sentence, t) or _tells_when(sentence, t) for t in opened)


def _is_loose(sentence: Sentence, token: Token) -> bool:
    """Whether a clause or an apposition only comes along; what a deed is for belongs to it ("used
    the fund [to pay clerks]")."""
    purpose = token.tag == "VB" and sentence.word(sentence.subtree(token.i)[0]) == "to"
    return token.dep in {"appos", "parataxis"} or token.dep == "advcl" and not purpose


def _tells_when(sentence: Sentence, token: Token) -> bool:
    """Whether a phrase only says when: "[in 2019]", "[last May]"."""
    if token.dep == "npadvmod":
        return token.entity in TIME_SPANS
    reached = sentence.dependents(token.i, "pobj") if token.dep == "prep" else ()
    return any(sentence.tokens[n].entity in TIME_SPANS for n in reached)


def _without_loose_end(sentence: Sentence, first: int, stop: int) -> int:
    """*stop* moved before words that need what follows: "and", "to", "the"; and before half a
    name."""
    cut = next((a for a, b, _ in sentence.entities if a < stop < b), stop)
    while cut > first and sentence.tokens[cut - 1].pos in _NEEDY:
        cut -= 1
    return cut


def is_inner_hyphen(sentence: Sentence, token: Token) -> bool:
    """Return whether a punctuation token is a hyphen inside a word."""
    return token.text == "-" and token.i > 0 and token.start == sentence.tokens[token.i - 1].end


def is_article(sentence: Sentence, i: int) -> bool:
    """Return whether token *i* is an article or the like, and no half of a word: "[no]-confidence
    motion" says the reverse without it."""
    after = sentence.tokens[i + 1 : i + 2]
    joined = any(is_inner_hyphen(sentence, token) for token in after)
    return sentence.tokens[i].dep in {"det", "predet"} and not joined


def owner_start(sentence: Sentence, start: int, i: int) -> int:
    """Return where the name of a body's part begins that tells nothing without the body right
    before it: "[Brask's] Audit Committee", of which every firm has one; *start* for others."""
    sign = sentence.tokens[max(start - 1, 0)]
    owner = sentence.tokens[sign.head]
    part = sentence.word(i) in words_of("PartBodyNoun") and (sign.tag, owner.head) == ("POS", i)
    if not part or owner.pos != "PROPN" or owner.entity == "PERSON":
        return start
    return min(k for k in sentence.subtree(owner.i) if sentence.tokens[k].dep != "det")


def numbered_name_end(sentence: Sentence, i: int, end: int) -> int:
    """Return where a name ends with the number right behind its last word *i*: "Studio [88]"; a
    time, a sum or an age is none."""
    behind = sentence.tokens[end : end + 2]
    if end != i + 1 or len(behind) < 2 or not behind[0].text.isdigit():
        return end
    own = behind[0].head == i and behind[0].entity in {"", "CARDINAL", "ORG", "FAC", "PRODUCT"}
    return end + 1 if own and behind[1].pos not in {"NOUN", "PROPN", "NUM", "SYM"} else end


def number_start(sentence: Sentence, start: int, i: int) -> int:
    """Return where the number of two words begins that counts the name of a group at *i*:
    "[Sixty-Four] Sailors", whose second word may be read as part of the name."""
    for first in (start - 2, start - 3):
        words = sentence.tokens[max(first, 0) : first + 3]
        if first >= 0 and [words[0].tag, words[1].text] == ["CD", "-"] and first + 2 < i:
            joined = sentence.touches(first) and sentence.touches(first + 1)
            return first if joined and sentence.tokens[first].entity == "CARDINAL" else start
    return start


def is_plural_noun(sentence: Sentence, k: int) -> bool:
    """Return whether one plural names several ("two men", "the Marreros"), and no list of them
    does."""
    return sentence.tokens[k].tag in {"NNS", "NNPS"} and not sentence.dependents(k, "conj", "appos")


def is_part_of_word(sentence: Sentence, token: Token) -> bool:
    """Return whether a hyphen right behind the token goes on with its word, or it ends one
    ("138[K]"), or numbers an item: "([ii]) lent"."""
    after = [t.text for t in sentence.tokens[token.i + 1 : token.i + 2]]
    before = sentence.tokens[max(token.i - 1, 0)]
    if before.text == "(" and after == [")"]:
        return len(token.text) == 1 or set(token.text.lower()) <= set("ivx")
    ends_number = before.text.isdigit() and before.end == token.start and token.text.isalpha()
    return ends_number or after == ["-"] and sentence.touches(token.i)


def apposed_holder(sentence: Sentence, i: int) -> int | None:
    """Return the name of the person between commas behind an office that is spelt as a name, and
    behind the last of two: "Acme's President and [CFO], [Ana Ruiz], …"."""
    token = sentence.tokens[i]
    office = sentence.tokens[token.head] if token.dep == "conj" else token
    if not is_cue(sentence, office.i, load_ontology(), "OfficeNoun"):
        return None
    behind = (k for k in sentence.dependents(office.i, "appos") if k > i)
    return next((k for k in behind if sentence.tokens[k].entity == "PERSON"), None)


def is_one_of_people(sentence: Sentence, i: int) -> bool:
    """Return whether a word for a people means one of them, who is no name: "[the 29-year-old
    Kenyan], who finished third", "[a Belgian] was held"."""
    token = sentence.tokens[i]
    before = {sentence.tokens[k].lemma for k in sentence.dependents(i, "det", "amod")}
    acts = token.dep in {"nsubj", "nsubjpass", "dobj", "pobj", "dative"}
    return acts and token.tag in {"NN", "NNP"} and not before.isdisjoint({"a", "an", "old"})
