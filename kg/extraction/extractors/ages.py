"""How old a named person is: "Ana Ruiz, 41, of Lund", "the 16-year-old pupil Bo Lie", "Eva Holm, a
30-year-old nurse".

The number alone is the value (foaf:age, in years)."""

from collections.abc import Iterator

from kg.extraction.typed_claims import OWNERS, named_people
from kg.language.clauses import antecedent
from kg.model import ClaimMention, Mention, MentionKind, Sentence, Token
from kg.ontology.loader import Ontology

CONFIDENCE = 0.9
RELATION = "kg:age"
type _Age = tuple[int, int, int]
"""The tokens of an age: its number, the word that heads it, and the one that its claim hangs on."""
_OLDEST = 115
_OPEN = frozenset({",", "("})
_CLOSED = frozenset({",", ")", ".", ";", "and"})
_AGED = frozenset({"aged", "age"})
_JOINED = frozenset(OWNERS) - {"poss"} | {"appos"}


def extract(sentence: Sentence, ontology: Ontology) -> Iterator[ClaimMention]:
    """Yield "X is aged N" for an age behind a person's name, for "N-year-old" before it or in what
    describes it, and for who "is N years old"."""
    for end, person in named_people(sentence, ontology):
        age = _age_behind(sentence, end) or _age_told(sentence, person.head)
        if age is not None:
            yield _claim(sentence, person, age, ontology)


def _claim(sentence: Sentence, person: Mention, age: _Age, ontology: Ontology) -> ClaimMention:
    number, head, anchor = age
    value = Mention.over(sentence, number, number + 1, MentionKind.VALUE, "Quantity", head)
    label = ontology.relations[RELATION].label
    aside = anchor == head
    return ClaimMention(
        sentence.index, person, RELATION, label, value, anchor, "ages", (), CONFIDENCE, aside
    )


def _age_behind(sentence: Sentence, end: int) -> _Age | None:
    """The age behind a name that ends at *end*, in commas or brackets: ", 41,", "(aged 41)"."""
    words = sentence.tokens[end : end + 5]
    if len(words) < 3 or words[0].text not in _OPEN:
        return None
    said = words[1].text.lower() in _AGED
    if not said and words[0].text == "(" and words[1].entity != "DATE":
        return None
    number, after = words[1 + said], [*words[2 + said :], words[-1]]
    closed = after[0].text in _CLOSED and after[1].tag != "CD"
    return (number.i, number.i, number.i) if closed and _is_age(number) else None


def _is_age(number: Token) -> bool:
    """Whether a token is a number that somebody may be old."""
    if not number.text.isdigit():
        return number.tag == "CD" and number.text.isalpha()
    return 0 < int(number.text) < _OLDEST


def _age_told(sentence: Sentence, head: int) -> _Age | None:
    """The age of an "N-year-old" that stands before the name *head*, or in what describes or is
    said of it."""
    for old in sentence.tokens:
        number = _number_of(sentence, old) if old.lemma == "old" else None
        if number is not None and head in _holders(sentence, old):
            return number, old.i, old.head if old.dep == "acomp" else old.i
    return None


def _number_of(sentence: Sentence, old: Token) -> int | None:
    """The number of the years before "old"."""
    before = [t for t in sentence.tokens[max(old.i - 4, 0) : old.i] if t.text != "-"][-2:]
    if len(before) < 2 or before[1].lemma != "year" or not _is_age(before[0]):
        return None
    return before[0].i


def _holders(sentence: Sentence, old: Token) -> set[int]:
    """Whom an "old" tells of: the noun that it stands before, a name that this stands before or is
    in apposition to, and the subject of "is"."""
    if old.dep == "acomp":
        subjects = sentence.dependents(old.head, "nsubj") if sentence.word(old.head) == "is" else ()
        return {antecedent(sentence, k) for k in subjects}
    noun = sentence.tokens[old.head] if old.dep in _JOINED else old
    found = {noun.i, *(k for k in sentence.dependents(noun.i, "appos") if k > noun.i)}
    above = noun.dep in _JOINED and (noun.dep != "appos" or noun.head < noun.i)
    return found | {noun.head} if above else found
