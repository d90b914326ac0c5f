"""Repairs of what the recogniser took for a name, a date or an amount; each rule is a pure
function."""

from dataclasses import replace

from kg.language.repairs.names import first_of_run, is_rank
from kg.language.repairs.tree import Changes, Entity, mend, with_entities
from kg.model import Sentence, Token
from kg.model.text import DASHES, MEASURES
from kg.ontology.genders import is_female_name
from kg.ontology.legal_forms import is_legal_form
from kg.ontology.titles import title_words

_FIRMS = frozenset({"ORG", "PERSON", "GPE", "PRODUCT"})
"""What the recogniser takes firms for."""
_DATELINE_WORDS = 8
_SCALES = frozenset({"k", "m", "mn", "bn", "tn"})


def split_money(sentence: Sentence) -> Sentence:
    """Return "paid [Larkfield $2 million]" recognised as one name as two: the amount begins at the
    currency sign."""
    entities: list[Entity] = []
    for start, end, label in sentence.entities:
        sign = _currency_sign(sentence, start + 1, end)
        if sign is None or label in MEASURES and not _is_reached(sentence, start, sign):
            entities.append((start, end, label))
        else:
            entities += [(start, sign, label)] * (label not in MEASURES) + [(sign, end, "MONEY")]
    return with_entities(sentence, entities)


def part_imperative(sentence: Sentence) -> Sentence:
    """Return "[Suppose Smith] sells", recognised as one name, with the name behind the verb that
    opens the sentence."""
    first = sentence.tokens[0]
    verb = (first.pos, first.tag, first.dep) == ("VERB", "VB", "ROOT")
    entities = [(max(a, 1) if verb and b > 1 else a, b, label) for a, b, label in sentence.entities]
    return with_entities(sentence, entities)


def _is_reached(sentence: Sentence, start: int, sign: int) -> bool:
    """Whether what an amount begins with is who gets it ("lent [Ruiz $80,000]"), and no part of the
    currency's name ("US$")."""
    before = sentence.tokens[start:sign]
    return all(t.pos == "PROPN" for t in before) and before[-1].dep in {"dative", "dobj", "iobj"}


def part_recipient(sentence: Sentence) -> Sentence:
    """Return "sold [Ruiz the house]" recognised as one name with the name that ends where what is
    given begins."""
    return with_entities(
        sentence,
        [
            (start, _given_from(sentence, start, end), label)
            for start, end, label in sentence.entities
        ],
    )


def _given_from(sentence: Sentence, start: int, end: int) -> int:
    """Where what is given begins within a name; its end where nothing does."""
    for mark in sentence.tokens[start + 1 : end]:
        given, before = sentence.tokens[mark.head], sentence.tokens[mark.i - 1]
        opens = mark.tag in {"DT", "PRP$"} and given.i > mark.i
        if opens and (before.dep, given.dep) == ("dative", "dobj") and before.head == given.head:
            return mark.i
    return end


def _currency_sign(sentence: Sentence, start: int, end: int) -> int | None:
    return next((t.i for t in sentence.tokens[start:end] if t.pos == "SYM" or t.tag == "$"), None)


def widen_money(sentence: Sentence) -> Sentence:
    """Return "$ [47,796]", recognised without its sign or as a bare number, as an amount that
    begins at its sign."""
    entities: list[Entity] = []
    scales: Changes = {}
    for start, end, label in sentence.entities:
        if _is_signed(sentence, start) and label in {"MONEY", "CARDINAL"}:
            if entities and entities[-1] == (start - 1, start, "MONEY"):
                entities.pop()
            if not entities or entities[-1][1] < start:
                start, label = start - 1, "MONEY"
        if label == "MONEY":
            scales |= _scale_at(sentence, end)
            start, end = _range_start(sentence, start), end + (end in scales)
        entities.append((start, end, label))
    return with_entities(mend(sentence, scales), entities)


def _scale_at(sentence: Sentence, end: int) -> Changes:
    """The scale glued to the number before token *end*, as a part of the sum: "£22.8[m]"."""
    behind = sentence.tokens[end : end + 1]
    scaled = any(t.text.lower() in _SCALES and sentence.touches(end - 1) for t in behind)
    if not scaled or sentence.tokens[end - 1].pos != "NUM":
        return {}
    return {end: replace(behind[0], entity="MONEY")}


def _is_signed(sentence: Sentence, start: int) -> bool:
    """Whether the word before token *start* is or ends with the sign of a currency."""
    before = sentence.tokens[start - 1]
    return start > 0 and (before.tag == "$" or before.text[-1] in "$€£¥")


def _range_start(sentence: Sentence, start: int) -> int:
    """Where a range begins of which the recogniser saw the second sum alone: "[$100,000 to]
    $180,000"."""
    before = sentence.tokens[max(0, start - 3) : start]
    spoken = [t.text.lower() for t in before]
    opened = (
        len(before) == 3
        and spoken[0] in {"$", "€", "£", "¥"}
        and before[1].pos == "NUM"
        and spoken[2] in {"to", "-", "–"}
    )
    return start - 3 if opened and not any(t.entity for t in before) else start


def cut_dateline(sentence: Sentence) -> Sentence:
    """Return "WASHINGTON - [Larkfield] sued" with the place that opens a report apart from the
    first name."""
    entities: list[Entity] = []
    for start, end, label in sentence.entities:
        dash = _dateline_dash(sentence, start, end)
        entities += (
            [(start, end, label)]
            if dash is None
            else [(start, dash, "GPE"), (dash + 1, end, label)]
        )
    return with_entities(sentence, entities)


def _dateline_dash(sentence: Sentence, start: int, end: int) -> int | None:
    """The dash with a space before it, inside an entity, that ends a dateline in capitals."""
    tokens = sentence.tokens
    dash = next((t.i for t in tokens[start + 1 : end - 1] if t.text in DASHES), None)
    if dash is None or dash > _DATELINE_WORDS or tokens[dash - 1].end >= tokens[dash].start:
        return None
    return dash if all(t.text.isupper() or not t.text.isalpha() for t in tokens[:dash]) else None


def join_entities(sentence: Sentence) -> Sentence:
    """Return names and dates with the comma inside them: "May 12, 2023", "Larkfield Motors, Inc.";
    also a legal form left outside."""
    joined: list[Entity] = []
    for entity in sentence.entities:
        start, end, label = _without_web(sentence, entity)
        if joined and start < joined[-1][1]:
            continue
        if joined and _is_range(sentence, joined[-1], entity):
            joined[-1] = (joined[-1][0], end, label)
        else:
            joined.append(_widen(sentence, start, end, label))
    return with_entities(sentence, joined)


def _without_web(sentence: Sentence, entity: Entity) -> Entity:
    """The entity without the first word of "Web site"."""
    start, end, label = entity
    tokens = sentence.tokens
    site = (
        end < len(tokens)
        and tokens[end - 1].text == "Web"
        and tokens[end].text.lower() in {"site", "page"}
    )
    return (start, end - 1, label) if site and end - start > 1 else entity


def _is_range(sentence: Sentence, left: Entity, right: Entity) -> bool:
    """Whether two amounts are the ends of one: "$100,000 to $180,000"."""
    between = [t.text.lower() for t in sentence.tokens[left[1] : right[0]]]
    return left[2] == right[2] == "MONEY" and between in (["to"], ["-"], ["–"])


def _widen(sentence: Sentence, start: int, end: int, label: str) -> Entity:
    """An entity with the year or the legal form that stands behind it."""
    after = _word_after_comma(sentence, end)
    if label == "DATE" and sentence.tokens[end - 1].text.isdigit() and _is_year(after):
        return start, end + 2, label
    if label not in _FIRMS or end >= len(sentence.tokens):
        return start, end, label
    if _is_written_form(sentence.tokens[end]):
        return start, end + 1, "ORG"
    if after[:1].isupper() and is_legal_form(after):
        return start, end + 2, "ORG"
    return start, end, label


def _word_after_comma(sentence: Sentence, end: int) -> str:
    """The word behind the comma at *end*; ``""`` if there is none."""
    behind = sentence.tokens[end : end + 2]
    return behind[1].text if len(behind) > 1 and behind[0].text == "," else ""


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit()


def _is_written_form(token: Token) -> bool:
    written = token.text[0].isupper() or token.text in {"plc", "p.l.c."}
    return written and token.pos in {"PROPN", "NOUN", "X"} and is_legal_form(token.text)


def name_by_age(sentence: Sentence) -> Sentence:
    """Return "[Dana Cole], 43, pleaded" with a person before the age in commas, whatever the
    recogniser took it for."""
    tokens, entities = sentence.tokens, list(sentence.entities)
    for comma in tokens[1:-2]:
        if _opens_age(tokens, comma):
            entities = _name_person(sentence, entities, comma.i)
    if tuple(entities) == sentence.entities:
        return sentence
    changed = {
        k: replace(tokens[k], entity=label)
        for a, b, label in entities
        for k in range(a, b)
        if tokens[k].entity != label
    }
    return replace(mend(sentence, changed), entities=tuple(entities))


def complete_person(sentence: Sentence) -> Sentence:
    """Return "[Marguerite] Oldroyd QC" and ", [Karim] Kassem Elch," as one person each, where the
    recogniser left the given name out."""
    entities = [_with_given_name(sentence, entity) for entity in sentence.entities]
    return with_entities(sentence, entities)


def _with_given_name(sentence: Sentence, entity: Entity) -> Entity:
    start, end, label = entity
    first = first_of_run(sentence, start)
    before = sentence.tokens[first:start]
    if label != "PERSON" or not before or not all(_may_be_given(t, end) for t in before):
        return entity
    around = [t.text for t in (sentence.tokens[first - 1], *sentence.tokens[end : end + 1])]
    known = is_female_name(before[-1].text) is not None
    return (first, end, label) if known or first and around == [",", ","] else entity


def _may_be_given(token: Token, end: int) -> bool:
    """Whether a word may be a part of the person's name that ends before token *end*, no title."""
    titled = token.text.lower().strip(".") in title_words() or is_rank(token.text)
    return not token.entity and not titled and token.i < token.head < end


def _opens_age(tokens: tuple[Token, ...], comma: Token) -> bool:
    age = tokens[comma.i + 1].text
    return (
        comma.text == ","
        and age.isdigit()
        and 5 < int(age) < 110
        and tokens[comma.i + 2].text in {",", ")"}
    )


def _name_person(sentence: Sentence, entities: list[Entity], end: int) -> list[Entity]:
    """The entities, with a person over the run of two or more proper nouns before *end*."""
    start = first_of_run(sentence, end)
    inside = [(a, b, label) for a, b, label in entities if a < end and b > start]
    if end - start < 2 or any(label in {"DATE", "PERSON"} for _, _, label in inside):
        return entities
    first = min(start, inside[0][0]) if len(inside) == 1 else start
    return sorted([e for e in entities if e not in inside] + [(first, end, "PERSON")])
