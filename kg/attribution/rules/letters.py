"""Letters and posts: what stands between a salutation and a signature is the writer's own word."""

from collections.abc import Sequence

from kg.attribution.accounts import Account, Reach
from kg.attribution.rules.turns import Line
from kg.attribution.source_phrases import source_mention
from kg.model import Mention, Modality, Sentence
from kg.ontology.lexicon import words_of
from kg.ontology.loader import Ontology

_HEAD, _FOOT = 8, 6
"""So many lines from the ends of a text a salutation and a closing may stand."""


def find_letter(lines: Sequence[Line], ontology: Ontology) -> dict[int, Account]:
    """Return the account of each sentence of a letter; nothing where a text is none."""
    opening = next((k for k, line in enumerate(lines[:_HEAD]) if _greets(line)), None)
    if opening is None:
        return {}
    writer = _find_writer(lines[max(opening + 1, len(lines) - _FOOT) :], ontology)
    account = Account(writer, Modality.REPORTED, Reach.ALL, "letter")
    told = [line for line in lines[opening:] if not line.heading]
    return {s.index: account for line in told for s in line.sentences}


def _greets(line: Line) -> bool:
    """Whether a line opens with a salutation: "Dear Editor,", "To whom it may concern:"."""
    return _opens_with(line.sentences[0], "Salutation") and _stops(line.sentences[0])


def _stops(sentence: Sentence) -> bool:
    """Whether a comma or colon stands near the beginning, behind who is greeted."""
    return any(t.text in {",", ":", "!"} for t in sentence.tokens[1:8]) or len(sentence.tokens) < 6


def _opens_with(sentence: Sentence, name: str) -> bool:
    words = sentence.text.lower().lstrip()
    openings = (phrase for phrase in words_of(name) if words.startswith(phrase))
    return any(not words[len(phrase) : len(phrase) + 1].isalpha() for phrase in openings)


def _find_writer(lines: Sequence[Line], ontology: Ontology) -> Mention | None:
    """The person's name behind the closing: "Sincerely, Ana Boyd"."""
    closed = False
    for sentence in (s for line in lines for s in line.sentences):
        closed = closed or _opens_with(sentence, "LetterClosing")
        named = [end - 1 for _, end, label in sentence.entities if label == "PERSON"]
        if closed and named:
            return source_mention(sentence, named[0], ontology)
    return None
