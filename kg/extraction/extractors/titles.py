"""Offices that a text gives a person: "Deputy Attorney General Ana Ruiz", "Ana Ruiz, a trial
attorney for …".

The title is kept in the text's own words (schema:jobTitle); who the office is held with is the
business of the roles extractor.
"""

from collections.abc import Iterator

from kg.extraction.typed_claims import named_people
from kg.language.mentions import noun_types
from kg.model import ClaimMention, Mention, MentionKind, Sentence
from kg.ontology.lexicon import is_cue, word_classes, words_of
from kg.ontology.loader import Ontology

CONFIDENCE = 0.9
RELATION = "kg:jobTitle"
_OFFICES = frozenset(
    {
        "kg:officerOf",
        "kg:chiefExecutiveOf",
        "kg:directorOf",
        "kg:employedBy",
        "kg:lawyerOf",
        "kg:advisorOf",
    }
)
_LINK = frozenset({"of", "for", "-", "and", "the"})


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X has the title Y" for titles before a person's name and in apposition to it."""
    label = ontology.relations[RELATION].label
    for _, person in named_people(sentence, ontology):
        for title, anchor in (
            *_find_before(sentence, person.start, person.head, ontology),
            *_find_above(sentence, person.start, person.head, ontology),
            *_find_behind(sentence, person.head, ontology),
        ):
            if _is_told(sentence, title.start, title.end, ontology):
                continue
            yield ClaimMention(
                sentence.index,
                person,
                RELATION,
                label,
                title,
                anchor,
                "titles",
                (),
                CONFIDENCE,
                True,
            )
        yield from _find_told(sentence, person, ontology)


def _find_told(sentence: Sentence, person: Mention, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X is Y" for what somebody is only held to be: "alleged [smuggler] Bo Lund"."""
    noun = sentence.tokens[person.start - 1]
    if not person.start or noun_types(ontology).get(noun.lemma) != "Person":
        return
    first = noun.i
    while (
        first > 0
        and sentence.tokens[first - 1].dep == "compound"
        and not _tells(sentence, first - 1, ontology)
    ):
        first -= 1
    told = sentence.tokens[first - 1]
    if first and told.head in {noun.i, person.head} and _tells(sentence, told.i, ontology):
        what = _make_value(sentence, first, person.start)
        ends = (person, "rel:be", "is", what)
        yield ClaimMention(sentence.index, *ends, told.head, "titles", (), CONFIDENCE)


def _tells(sentence: Sentence, k: int, ontology: Ontology) -> bool:
    """Whether an adjective says that what its noun tells is only held to be so."""
    hyphened = sentence.tokens[k - 1].text == "-" and k > 1
    word = sentence.slice(k - 2 if hyphened else k, k + 1).lower()
    return "AllegeAdjective" in word_classes(word, ontology)


def _find_before(
    sentence: Sentence, start: int, head: int, ontology: Ontology
) -> Iterator[tuple[Mention, int]]:
    """The run of title words right before the name."""
    first = start
    while first > 0 and _in_title(sentence, first - 1, head):
        first -= 1
    while first < start and sentence.tokens[first].text.lower() in _LINK:
        first += 1
    while first > 1 and sentence.tokens[first - 1].text == "-" and sentence.touches(first - 1):
        first -= 2
    first = _end_of_body(sentence, first, start)
    if first < start and _is_title(sentence, start - 1, ontology):
        yield _make_value(sentence, first, start), head


def _end_of_body(sentence: Sentence, first: int, start: int) -> int:
    """Where the title that begins at *first* does without the end of a body's name: "University of
    [Oslo Choir] president"."""
    inside = (b for a, b, _ in sentence.entities if a < first < b < start)
    return next(inside, first)


def _find_above(
    sentence: Sentence, start: int, head: int, ontology: Ontology
) -> Iterator[tuple[Mention, int]]:
    """Yield the office that stands before the name with what it is held in, or right before it with
    an article, and each of two callings: "[director] of the fund Ana Ruiz", "the [singer] Bo
    Lund", "[poet] and [nurse] Eva Holm"."""
    for k in _offices_above(sentence, start, head):
        office = sentence.tokens[k]
        plain = office.tag in {"NN", "NNP"} and office.entity != "PERSON"
        if plain and _is_title(sentence, k, ontology):
            yield _make_value(sentence, _title_start(sentence, k), _title_end(sentence, k)), head


def _offices_above(sentence: Sentence, start: int, head: int) -> list[int]:
    """The nouns before a name from *start* on that may tell the office of who is named, and do not
    stand in its run of titles."""
    before = sentence.dependents(head, "nmod", "amod", "compound")
    joined = [c for k in before for c in sentence.dependents(k, "conj") if c < head]
    opens = [k for k in before if k + 1 < head and sentence.tokens[k + 1].dep in {"prep", "cc"}]
    above = sentence.tokens[head].head
    near = sentence.tokens[head].dep == "appos" and 0 < start - above <= 2
    return [*opens, *joined, *([above] if near and not sentence.dependents(above, "poss") else [])]


def _title_end(sentence: Sentence, k: int) -> int:
    """Where the title of the office *k* ends, with what it has charge of: "secretary [of state]",
    "chief [of staff]"."""
    link, field = sentence.tokens[k + 1 : k + 2], sentence.tokens[k + 2 : k + 3]
    if not field or link[0].text.lower() not in _LINK | {"in"} or field[0].head != link[0].i:
        return k + 1
    known = words_of("PortfolioNoun") | words_of("OfficeModifier") | {"staff", "law"}
    return k + 3 if field[0].text.lower() in known else k + 1


def _in_title(sentence: Sentence, k: int, head: int) -> bool:
    """Whether token *k* before a name may be a word of the title of its *head*."""
    token = sentence.tokens[k]
    if token.entity in {"PERSON", "DATE", "CARDINAL"}:
        return False
    if token.text.lower().rstrip(".") in words_of("FormOfAddress") or k >= head:
        return False
    named = token.pos in {"PROPN", "NOUN", "ADJ"} or token.tag == "VBG"
    inside = token.dep in {"compound", "nmod", "amod"} and named
    known = words_of("OfficeModifier") | words_of("TitleModifier")
    leads = token.lemma in known and token.tag in {"VBG", "JJ"}
    return inside and (token.text[0].isupper() or token.pos == "NOUN" or leads)


def _find_behind(
    sentence: Sentence, head: int, ontology: Ontology
) -> Iterator[tuple[Mention, int]]:
    """Yield the nouns of office in apposition to the name, each with its token."""
    for k in sentence.dependents(head, "appos"):
        token = sentence.tokens[k]
        own = k > head and token.tag not in {"NNS", "NNPS"} and token.entity != "PERSON"
        if own and _is_title(sentence, k, ontology):
            yield _make_value(sentence, _title_start(sentence, k), k + 1), k


def _title_start(sentence: Sentence, k: int) -> int:
    """Where the words before the noun of office *k* begin that belong to the title, without
    articles and owners."""
    apart = {"det", "punct", "relcl", "cc"}
    words = [j for j in sentence.subtree(k) if j <= k and sentence.tokens[j].dep not in apart]
    first = k
    while first - 1 in words and sentence.tokens[first - 1].tag not in {"PRP$", "POS"}:
        first -= 1
    half = sentence.tokens[first - 1].text == "-" and sentence.tokens[first].tag in {"VBN", "VBG"}
    return first + 1 if half and first < k else first


def _is_title(sentence: Sentence, k: int, ontology: Ontology) -> bool:
    """Whether a noun names an office or a calling, not a kinship or a general noun for people."""
    token = sentence.tokens[k]
    if is_cue(sentence, k, ontology, "OfficeNoun"):
        return True
    relations = {relation.id for relation, *_ in ontology.role_index.get(token.lemma, ())}
    if relations and not relations & _OFFICES:  # "founder of Tessera" is told as a relation
        return False
    return (
        token.pos == "NOUN"
        and token.lemma not in _no_callings()
        and noun_types(ontology).get(token.lemma) == "Person"
    )


def _no_callings() -> frozenset[str]:
    """The nouns for persons that tell their age, kin, lot or wrong, and no calling."""
    plain = words_of("PlainPersonNoun") | words_of("KinNoun")
    return plain | words_of("FateNoun") | words_of("OffenderNoun")


def _is_told(sentence: Sentence, start: int, end: int, ontology: Ontology) -> bool:
    """Whether the words of a title only say what somebody is held to be: "suspected dealer"."""
    return any(_tells(sentence, k, ontology) for k in range(max(start - 1, 0), end))


def _make_value(sentence: Sentence, start: int, end: int) -> Mention:
    return Mention.over(sentence, start, end, MentionKind.VALUE)
