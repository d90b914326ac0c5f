"""Phrases of a sentence as mentions: names, descriptions, pronouns, values.

A mention is the shortest phrase that names the thing: determiners, possessive pronouns, titles and
clauses are left out. Names come from the parse (runs of proper nouns) as well as from the entity
recogniser, which misses some; types come from the recogniser and the ontology's cue nouns.
"""

from collections.abc import Iterator
from functools import cache

from kg.language.caching import keep_with_sentence
from kg.language.lists import apposed_names, listed_names, listed_people
from kg.model import Mention, MentionKind, Sentence, Span
from kg.ontology.legal_forms import is_legal_form
from kg.ontology.loader import Ontology

NER_TYPES = {
    "PERSON": "Person", "NORP": "Group", "FAC": "Place", "ORG": "Organization", "GPE": "Place", "LOC": "Place",
    "PRODUCT": "Product", "EVENT": "Event", "WORK_OF_ART": "Document", "LAW": "Law", "LANGUAGE": "Thing",
    "MONEY": "Money", "DATE": "Date", "TIME": "Date", "PERCENT": "Quantity", "QUANTITY": "Quantity",
    "CARDINAL": "Quantity", "ORDINAL": "Quantity",
}  # fmt: skip
VALUE_TYPES = frozenset({"Money", "Date", "Quantity"})
_NAME_LABELS = frozenset({"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
_EDGE = frozenset("\"'“”‘’`´,;:.()[]-–—")
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM"})
_MODIFIERS = ("compound", "amod", "nmod", "nummod", "quantmod", "poss", "advmod", "punct", "case", "npadvmod")
_PRONOUN_TAGS = frozenset({"PRP", "WP", "WDT"})
_MAX_OF = 6
_MAX_DEED = 12
_PARTS = frozenset("title section chapter article rule amendment count".split())
_COUNTS = frozenset({"CARDINAL", "PERCENT"})
_SPANS = frozenset({"DATE", "TIME"})
_UNITS = frozenset("year month week day hour minute decade".split())
_NOT_KIND = frozenset("connection exchange return order addition case court response fact place full part total".split())
_DEEDS = frozenset(
    "conspiracy attempt scheme plot plan solicitation failure refusal intent desire right authority power ability duty "
    "obligation decision willingness intention motion request opportunity".split()
)  # fmt: skip
_ABOUT = frozenset("to for against on into over about from with".split())
_RELATIONAL = frozenset(
    "role interest impact influence effect responsibility access contribution attack ruling charge investigation challenge "
    "objection appeal basis ban restriction limit response reaction alternative exception support opposition concern claim "
    "answer threat demand need evidence allegation reference agreement contract settlement deal partnership conflict dispute "
    "lawsuit suit ties tie campaign request sanction war bill trial prosecution conviction warrant penalty".split()
)  # fmt: skip
"""Nouns that say little without what they are to, in, for or against."""
_OF_NAMES = frozenset(
    "state city county town district commonwealth republic kingdom university bank department ministry bureau institute court "
    "board house church college museum office secretary duchy people".split()
)


@cache
def noun_types(ontology: Ontology) -> dict[str, str]:
    """Map each cue noun of the ontology's classes to its class."""
    return {cue.casefold(): name for name, cls in sorted(ontology.classes.items()) for cue in cls.cues}


def find_mentions(sentence: Sentence, ontology: Ontology) -> list[Mention]:
    """Return the mentions of *sentence* in text order; nested ones (possessors) are included."""
    found: dict[tuple[int, int], Mention] = {}
    for token in sentence.tokens:
        mention = mention_at(sentence, token.i, ontology)
        if mention is not None:
            found.setdefault((mention.start, mention.end), mention)
    return [found[key] for key in sorted(found)]


@keep_with_sentence
def mention_at(sentence: Sentence, i: int, ontology: Ontology) -> Mention | None:
    """Return the mention whose head is token *i*, or ``None`` if it heads none."""
    token = sentence.tokens[i]
    if token.tag in _PRONOUN_TAGS or token.tag == "PRP$":
        return _mention(sentence, i, i + 1, i, MentionKind.PRONOUN, "")
    if i + 1 < len(sentence.tokens) and sentence.tokens[i + 1].text == "-" and sentence.tokens[i + 1].start == token.end:
        return None
    named = _entity_at(sentence, i)
    if named is not None:
        start, end, label = named
        if label not in _NAME_LABELS:
            counted = _counted(sentence, start, end, i, ontology) if label in _COUNTS else None
            if counted is not None:
                return counted
            whole = _kind_end(sentence, i, end, label)
            type_ = "Quantity" if whole > end and label in _SPANS else NER_TYPES.get(label, "Quantity")
            return _mention(sentence, start, whole, i, MentionKind.VALUE, type_)
        if label != "PERSON":
            start = _whole_name(sentence, start, i)
        end = _name_end(sentence, i, end)
        common = noun_types(ontology).get(token.lemma, "") if token.pos == "NOUN" else ""
        ending = None if label in {"PERSON", "GPE", "NORP"} else ontology.class_by_ending(sentence.slice(start, end))
        return _mention(sentence, start, end, i, MentionKind.NAME, common or ending or NER_TYPES[label])
    if token.tag == "VBG" and token.dep == "pcomp":
        return _mention(sentence, i, _gerund_end(sentence, i), i, MentionKind.NOMINAL, "Event")
    if token.pos not in _NOMINAL or token.dep in {"compound", "nummod", "quantmod"}:
        return None
    if token.pos == "PROPN":
        if is_legal_form(token.text):
            return None
        start = _run_start(sentence, i)
        return _mention(sentence, start, _name_end(sentence, i, i + 1), i, MentionKind.NAME, _name_type(sentence, start, i, ontology))
    if (name := _apposed_name(sentence, i)) is not None:
        return mention_at(sentence, name, ontology)
    start, end = _nominal_span(sentence, i)
    kind = MentionKind.NOMINAL if token.pos == "NOUN" else MentionKind.VALUE
    type_ = noun_types(ontology).get(token.lemma, "") if kind is MentionKind.NOMINAL else "Quantity"
    return _mention(sentence, start, end, i, kind, type_)


def _apposed_name(sentence: Sentence, i: int) -> int | None:
    """ "The co-founder of Acme, [Ana Ruiz], …", "the website [Tessera]": a name tells more than the noun before it."""
    for k in sentence.dependents(i, "appos"):
        name = sentence.tokens[k]
        past_verb = i < sentence.tokens[i].head < k and sentence.tokens[sentence.tokens[i].head].pos in {"VERB", "AUX"}
        if name.pos != "PROPN" or sentence.tokens[i].tag != "NN" or k < i or past_verb:
            continue
        close = name.entity in {"ORG", "PRODUCT", "LAW", "LOC", "FAC"} and "," not in {t.text for t in sentence.tokens[i:k]}
        if name.entity == "PERSON" or close:
            return k if _entity_at(sentence, k) is not None else None
    return None


def span_head(sentence: Sentence, start: int, end: int) -> int:
    """The main token of ``[start, end)``: the last one that hangs on a token outside."""
    return next((k for k in range(end - 1, start - 1, -1) if not start <= sentence.tokens[k].head < end), end - 1)


def coordinated(sentence: Sentence, i: int) -> list[int]:
    """Token *i* and the conjuncts below it ("Klein and Grabert" gives both), in text order; also those of lists of people.

    A semicolon ends them, since what stands between commas in such a list goes with its own item; so does "respectively".
    "The other defendants - Bo Gard and Mik Conti -" and "two employees, Ana Ruiz and Paul Meyer," are the names.
    """
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
    """Whether *k* is of the list that *first* opens: behind a semicolon only what opens the next item is."""
    mark = next((t.i for t in reversed(sentence.tokens[first:k]) if t.text == ";"), None)
    return mark is None or not any(t.text == "," or t.pos in {"ADP", "VERB", "AUX"} for t in sentence.tokens[mark + 1 : k])


def paired(sentence: Sentence, subject: int, other: int, verb: int) -> list[tuple[int, int]]:
    """The pairs of members of two lists that a verb joins: each with each, but one by one before "respectively".

    Where "respectively" joins lists of unequal length, nobody can tell, and the first of the second list stands for it all.
    """
    left, right = sharing(sentence, subject, verb), sharing(sentence, other, verb)
    if not any(t.lemma == "respectively" for t in sentence.tokens):
        return [(a, b) for a in left for b in right if a != b]
    if len(left) > 1 and len(right) == 1:
        right = _inner_list(sentence, other, len(left)) or right
    if len(left) == len(right):
        return list(zip(left, right, strict=True))
    return [(a, right[0]) for a in left] if len(left) > 1 else [(left[0], b) for b in right]


def _inner_list(sentence: Sentence, i: int, length: int) -> list[int]:
    """ "One count each of [fraud] and [perjury]": the list of that length below the object."""
    below = (coordinated(sentence, k) for k in sentence.subtree(i) if k > i and sentence.tokens[k].dep == "pobj")
    return next((members for members in below if len(members) == length), [])


def sharing(sentence: Sentence, i: int, verb: int) -> list[int]:
    """Token *i* and the conjuncts that stand on its side of *verb*: in "duties that are owed, not [rights]" only duties are."""
    beyond = i < verb and sentence.tokens[verb].pos in {"VERB", "AUX"}
    return [k for k in coordinated(sentence, i) if not (beyond and k > verb)]


def _mention(sentence: Sentence, start: int, end: int, head: int, kind: MentionKind, type_: str) -> Mention | None:
    tokens = sentence.tokens
    while start < end - 1 and tokens[start].text.lower() in {"of", "for"}:
        start += 1
    while start < end and (tokens[start].text in _EDGE or tokens[start].dep in {"det", "predet"} and start < head):
        start += 1
    while end > start and (tokens[end - 1].text in _EDGE or tokens[end - 1].tag == "POS"):
        end -= 1
    if start >= end:
        return None
    span = Span(tokens[start].start, tokens[end - 1].end)
    return Mention(sentence.index, start, end, head, span, sentence.slice(start, end), kind, type_)


def _entity_at(sentence: Sentence, i: int) -> tuple[int, int, str] | None:
    """The recognised entity headed by token *i*, cut at possessive marks inside it."""
    for start, end, label in sentence.entities:
        if not start <= i < end:
            continue
        for part_start, part_end in _split_possessives(sentence, start, end):
            if part_start <= i < part_end and _is_head(sentence, i, part_start, part_end):
                return part_start, part_end, label
    return None


def _split_possessives(sentence: Sentence, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for k in range(start, end):
        if sentence.tokens[k].tag == "POS" and k < end - 1:
            yield begin, k
            begin = k + 1
    yield begin, end


def _is_head(sentence: Sentence, i: int, start: int, end: int) -> bool:
    head = sentence.tokens[i].head
    if head == i or not start <= head < end:
        return not any(
            not start <= sentence.tokens[k].head < end for k in range(i + 1, end) if sentence.tokens[k].pos in _NOMINAL
        )
    return False


def _run_start(sentence: Sentence, i: int) -> int:
    start = i
    while start > 0 and sentence.tokens[start - 1].head in range(start - 1, i + 1):
        before = sentence.tokens[start - 1]
        if before.pos != "PROPN" and not (before.lemma in _PARTS and before.text[0].isupper()):
            break
        start -= 1
    return start


def _counted(sentence: Sentence, start: int, end: int, i: int, ontology: Ontology) -> Mention | None:
    """ "Dozens [of rounds]", "70 percent [of the residents]": a number of things is those things, not a value."""
    prep = next((k for k in sentence.dependents(i, "prep") if k == end and sentence.tokens[k].text.lower() == "of"), None)
    stop = _of_end(sentence, prep) if prep is not None and sentence.tokens[i].lemma not in _UNITS else None
    if prep is None or stop is None:
        return None
    things = [k for k in sentence.dependents(prep, "pobj") if sentence.tokens[k].tag in {"NNS", "NN"} and not sentence.tokens[k].entity]
    if not things:
        return None
    return _mention(sentence, start, stop, i, MentionKind.NOMINAL, noun_types(ontology).get(sentence.tokens[things[0]].lemma, ""))


def _kind_end(sentence: Sentence, i: int, end: int, label: str) -> int:
    """ "$225,000 [in bribes]", "12 months [of probation]": what an amount is of goes with it."""
    tokens = sentence.tokens
    links = {"MONEY": {"in"}, "DATE": {"of", "in"}, "TIME": {"of", "in"}, "QUANTITY": {"of"}}.get(label, set())
    last = end + 1
    if last >= len(tokens) or tokens[end].text.lower() not in links or label in _SPANS and tokens[i].lemma not in _UNITS:
        return end
    while last < len(tokens) and tokens[last].pos == "ADJ" and last < end + 4:
        last += 1
    while last + 1 < len(tokens) and tokens[last].dep == "compound" and tokens[last + 1].pos == "NOUN":
        last += 1
    plain = last < len(tokens) and tokens[last].tag in {"NN", "NNS"} and not tokens[last].entity
    return last + 1 if plain and tokens[last].lemma not in _NOT_KIND else end


def _whole_name(sentence: Sentence, start: int, i: int) -> int:
    """Where a name begins whose first words the recogniser left out: "[General] Secretariat"."""
    while start > 0:
        before = sentence.tokens[start - 1]
        inside = before.head in range(start, i + 1) and before.dep in {"compound", "nmod"}
        if not inside or before.pos != "PROPN" or before.entity or not before.text[0].isupper():
            return start
        start -= 1
    return start


def _name_end(sentence: Sentence, i: int, end: int) -> int:
    """ "State of Georgia", "Bank of Oslo": a common noun written as a name goes on over "of"."""
    tokens = sentence.tokens
    if end != i + 1 or tokens[i].lemma not in _OF_NAMES or end + 1 >= len(tokens) or tokens[end].text.lower() != "of":
        return end
    last = end + 1
    while last < len(tokens) and (tokens[last].pos == "PROPN" or tokens[last].text.lower() == "the" and last == end + 1):
        last += 1
    return last if tokens[last - 1].pos == "PROPN" else end


def _name_type(sentence: Sentence, start: int, i: int, ontology: Ontology) -> str:
    types = noun_types(ontology)
    ending = ontology.class_by_ending(sentence.slice(start, i + 1)) or ""
    return ending or types.get(sentence.tokens[i].lemma, "") or types.get(sentence.tokens[i].text.casefold(), "")


def _nominal_span(sentence: Sentence, i: int) -> tuple[int, int]:
    """The head with its left modifiers and a short "of" phrase."""
    tokens = sentence.tokens
    start = i
    for k in sorted(sentence.dependents(i, *_MODIFIERS), reverse=True):
        if k > i:
            continue
        if tokens[k].tag in {"PRP$", "WP$"} or tokens[k].dep == "punct" and tokens[k].text not in "-":
            break
        left = sentence.subtree(k)[0]
        phrase = sentence.subtree(k)
        if any(tokens[j].dep in {"relcl", "prep", "acl"} for j in phrase) and not _is_hyphened(sentence, left, phrase[-1]):
            break
        start = min(start, left)
    while tokens[start].dep == "det" and start < i:
        start += 1
    while start > 1 and tokens[start - 1].text == "-" and sentence.touches(start - 1):
        start -= 2
    end = i + 1
    for k in sentence.dependents(i, "prep"):
        if k == end and (tokens[k].text.lower() == "of" or _tells_about(tokens[i].lemma, tokens[k].text.lower())):
            end = _of_end(sentence, k) or end
    if end + 1 < len(tokens) and tokens[end].pos == "NUM" and tokens[end].head == i and tokens[end + 1].pos not in _NOMINAL:
        end += 1  # "unit 61398", "flight 93"
    return start, _deed_end(sentence, i) or end if tokens[i].lemma in _DEEDS else end


def _is_hyphened(sentence: Sentence, start: int, last: int) -> bool:
    """Whether the tokens from *start* to *last* are one word to the eye: "[right-to-know] rule"."""
    return any(t.text == "-" for t in sentence.tokens[start:last]) and all(
        sentence.tokens[k].start == sentence.tokens[k - 1].end for k in range(start + 1, last + 1)
    )


def _tells_about(noun: str, preposition: str) -> bool:
    return noun in _RELATIONAL and (preposition in _ABOUT or preposition == "in" and noun in {"role", "interest", "belief"})


def _deed_end(sentence: Sentence, i: int, deps: tuple[str, ...] = ("acl", "relcl")) -> int | None:
    """End of the infinitive that says what a conspiracy or an attempt is about: "[conspiracy to commit bank fraud]"."""
    for k in sentence.dependents(i, *deps):
        to = sentence.dependents(k, "aux")
        if sentence.tokens[k].tag == "VB" and sentence.tokens[k].lemma != "be" and to and to[0] == i + 1:
            objects = [o for o in sentence.dependents(k, "dobj") if o > k]
            end = _nominal_span(sentence, objects[0])[1] if objects else k + 1
            return end if end - i <= _MAX_DEED else k + 1
    return None


def _gerund_end(sentence: Sentence, i: int) -> int:
    """End of a deed named by a gerund ("to [defrauding the programme]"): the verb and its object."""
    objects = sentence.dependents(i, "dobj")
    if not objects:
        return _deed_end(sentence, i, ("xcomp", "advcl")) or _joint_deed_end(sentence, i) or i + 1
    return _nominal_span(sentence, objects[-1])[1] if objects[-1] - i <= _MAX_OF else i + 1


def _joint_deed_end(sentence: Sentence, i: int) -> int | None:
    """End of "[conspiring with others to rig bids]": the partners stand before what they conspire to do."""
    partners = next((k for k in sentence.dependents(i, "prep") if k == i + 1 and sentence.tokens[k].text.lower() == "with"), None)
    if partners is None:
        return None
    stop = sentence.subtree(partners)[-1] + 1
    plots = (k for k in sentence.dependents(i, "xcomp", "advcl") if sentence.tokens[k].tag == "VB")
    deed = next((k for k in plots if sentence.dependents(k, "aux")[:1] == (stop,)), None)
    objects = sentence.dependents(deed, "dobj") if deed is not None else ()
    end = _nominal_span(sentence, objects[0])[1] if objects else i
    return end if i < end <= i + _MAX_DEED else None


def _of_end(sentence: Sentence, prep: int) -> int | None:
    """End of a short "of" phrase: up to the first clause, apposition, conjunct or further preposition."""
    breaks = {"relcl", "acl", "punct", "appos", "cc", "conj", "prep"}
    inner = [
        k for k in sentence.subtree(prep) if k > prep and sentence.tokens[k].dep in breaks and not _inside_word(sentence, k)
        and not (sentence.tokens[k].dep in {"cc", "conj"} and sentence.tokens[sentence.tokens[k].head].dep == "amod")
    ]  # fmt: skip
    cut = [k for k in inner if not (sentence.tokens[k].pos == "NUM" and sentence.tokens[k].head == k - 1)]
    stop = min((sentence.subtree(k)[0] for k in cut), default=len(sentence.tokens))
    words = [k for k in sentence.subtree(prep) if prep <= k < stop]
    has_noun = any(sentence.tokens[k].dep in {"pobj", "pcomp"} for k in words)
    contiguous = words == list(range(prep, prep + len(words)))
    return words[-1] + 1 if has_noun and contiguous and len(words) <= _MAX_OF else None


def _inside_word(sentence: Sentence, k: int) -> bool:
    """Whether a punctuation token is a hyphen inside a word."""
    return sentence.tokens[k].text == "-" and k > 0 and sentence.tokens[k].start == sentence.tokens[k - 1].end
