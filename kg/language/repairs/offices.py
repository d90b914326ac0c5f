"""Titles and offices beside the name of who holds them."""

from dataclasses import replace

from kg.language.repairs.names import first_of_run
from kg.language.repairs.tree import Changes, Entity, mend_each, with_entities
from kg.model import Sentence, Token
from kg.ontology.lexicon import is_cue, words_of
from kg.ontology.loader import load_ontology


def read_under_secretary(sentence: Sentence) -> Sentence:
    """Return "said [Under Secretary Ana Boyd]" with the capitalised word as part of the title, no
    preposition."""
    return mend_each(sentence, _join_title)


def _join_title(sentence: Sentence, under: Token) -> Changes:
    behind = sentence.tokens[under.i + 1 : under.i + 2]
    if under.text != "Under" or under.pos != "ADP" or not behind:
        return {}
    title = behind[0]
    if title.tag != "NNP" or title.text.lower() not in words_of("UnderTitle"):
        return {}
    reached = sentence.dependents(under.i, "pobj")
    if len(reached) != 1:
        return {}
    verb, name = sentence.tokens[under.head], sentence.tokens[reached[0]]
    label = "dobj" if sentence.dependents(verb.i, "nsubj") else "nsubj"
    return {
        under.i: replace(under, dep="compound", pos="PROPN", tag="NNP", head=title.i),
        name.i: replace(name, dep=label if verb.pos == "VERB" else "appos", head=verb.i),
    }


def part_appointed(sentence: Sentence) -> Sentence:
    """Return "elected [Lena Ort] [mayor] of Dayton", read as one compound, with the name as who is
    elected and the office as what to."""
    return mend_each(sentence, _part_name)


def _part_name(sentence: Sentence, verb: Token) -> Changes:
    """The name right behind a verb of giving a role, and the office behind it."""
    name = _name_behind(sentence, verb)
    if name is None or verb.lemma not in words_of("RoleVerb"):
        return {}
    start, last = name
    behind = (sentence.tokens[k] for k in sentence.dependents(verb.i, "dobj", "oprd"))
    office = next((t for t in behind if t.tag == "NN" and t.i > last.i), None)
    if office is None:
        return {}
    parts = {t.i: replace(t, head=last.i, dep="compound") for t in sentence.tokens[start : last.i]}
    held = {office.i: replace(office, dep="oprd"), last.i: replace(last, head=verb.i, dep="dobj")}
    return parts | held


def _name_behind(sentence: Sentence, verb: Token) -> tuple[int, Token] | None:
    """Where the name of a person right behind *verb* begins, and its last word; none that owns
    what follows."""
    for start, end, label in sentence.entities:
        if verb.pos == "VERB" and start == verb.i + 1 and label == "PERSON":
            owns = any(t.tag == "POS" for t in sentence.tokens[end : end + 1])
            return None if owns else (start, sentence.tokens[end - 1])
    return None


def cut_chief_office(sentence: Sentence) -> Sentence:
    """Return "[Tessera] Chief Executive Officer Ana Ruiz" with the body's name cut before an office
    that the recogniser took half of into it."""
    return with_entities(sentence, [_without_office(sentence, e) for e in sentence.entities])


def _without_office(sentence: Sentence, entity: Entity) -> Entity:
    """A body's name without the words of the office that goes on behind it."""
    start, end, label = entity
    behind = sentence.tokens[end].text if end < len(sentence.tokens) else ""
    words = [t.text for t in sentence.tokens[start:end]]
    if label != "ORG" or behind != "Officer" or "Chief" not in words[1:]:
        return entity
    return start, start + words.index("Chief", 1), label


def name_regions_of_office(sentence: Sentence) -> Sentence:
    """Return "Ana Boyd, [Europe and North Africa] director at Tessera" with the regions as part of
    her office, where the parser listed them beside her."""
    return mend_each(sentence, _join_regions, "cc")


def _join_regions(sentence: Sentence, link: Token) -> Changes:
    """The names on both sides of *link* below the office behind them, and that below the person
    before the comma."""
    first, last = first_of_run(sentence, link.i), _last_of_run(sentence, link.i)
    office, comma = sentence.tokens[last + 1 : last + 2], sentence.tokens[max(first - 1, 0)]
    held = bool(office) and office[0].tag == "NN" and first < link.i < last and comma.text == ","
    people = [end - 1 for _, end, label in sentence.entities if label == "PERSON"]
    if not held or comma.i - 1 not in people:
        return {}
    if not is_cue(sentence, office[0].i, load_ontology(), "OfficeNoun"):
        return {}
    parts = {
        t.i: replace(t, dep="compound", head=office[0].i) for t in sentence.tokens[first : last + 1]
    }
    return {**parts, office[0].i: replace(office[0], dep="appos", head=comma.i - 1)}


def _last_of_run(sentence: Sentence, k: int) -> int:
    """The last of the proper nouns right behind token *k*; *k* where there is none."""
    while k + 1 < len(sentence.tokens) and sentence.tokens[k + 1].pos == "PROPN":
        k += 1
    return k
