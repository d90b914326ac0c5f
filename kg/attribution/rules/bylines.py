"""Lines at a text's head or foot that say whose word all of it is: "Remarks of Senator Ana Boyd",
"The following is attributable to the spokesman:", "Attribution is on the record from ...".

What such a text states is its speaker's, as what stands behind a speaker's label is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.attribution.accounts import Account, Reach
from kg.attribution.rules.turns import Line
from kg.attribution.source_phrases import source_mention
from kg.language.mentions import mention_at
from kg.model import Mention, Modality, Sentence
from kg.model.text import FINITE_TAGS, NOMINALS
from kg.ontology.lexicon import is_cue, words_of
from kg.ontology.loader import Ontology

_HEAD = 700
"""Characters before the line that may still stand at the head of a text."""
_FOOT = 3
_LONGEST = 32
_ATTRIBUTE = frozenset({"attribute", "attributable", "attribution"})
_POINTS = frozenset({"following", "above", "foregoing"})
_BY = frozenset({"by", "from", "of"})
_INSIDE = NOMINALS | {"DET", "ADJ"}
_NAMED = frozenset({"PERSON", "ORG"})


def find_byline(lines: Sequence[Line], ontology: Ontology) -> dict[int, Account]:
    """Return the account of each sentence of a text that a line gives to a speaker; nothing where
    no line does."""
    for k, line in enumerate(lines):
        speaker = _speaker_of(lines, k, ontology)
        if speaker is None:
            continue
        account = Account(speaker, Modality.REPORTED, Reach.ALL, "byline")
        told = [other for other in _told(lines, k) if not other.heading]
        found = {s.index: account for other in told for s in other.sentences}
        return found | _behind_label(line, account)
    return {}


def _behind_label(line: Line, account: Account) -> dict[int, Account]:
    """The account of what stands in the *line* itself behind its label, and behind the colon of
    that."""
    first, *others = line.sentences
    found = {s.index: account for s in others}
    colon = next((t for t in first.tokens[:-1] if t.text == ":"), None)
    if colon is not None:
        found[first.index] = replace(account, start=colon.end)
    return found


def _told(lines: Sequence[Line], k: int) -> Sequence[Line]:
    """The lines that line *k* gives to its speaker: all, where it stands at the head or the foot;
    else the next one."""
    line = lines[k]
    if line.start - lines[0].start <= _HEAD or k >= len(lines) - _FOOT:
        return [other for other in lines if other is not line]
    return lines[k + 1 : k + 2] if line.introduces else []


def _speaker_of(lines: Sequence[Line], k: int, ontology: Ontology) -> Mention | None:
    sentence = lines[k].sentences[0]
    if len(sentence.tokens) > _LONGEST:
        return None
    return (
        _attributed(sentence, ontology)
        or _announced(sentence, ontology)
        or _titled(sentence, ontology)
        or _named_below(lines, k, ontology)
    )


def _attributed(sentence: Sentence, ontology: Ontology) -> Mention | None:
    """ "The following is [attributable] to Ana Boyd:", "Attribution is on the record from X"."""
    cues = (t.i for t in sentence.tokens if {t.lemma.lower(), t.text.lower()} & _ATTRIBUTE)
    cue = next(cues, None)
    if cue is None or not _points(sentence, cue):
        return None
    links = (t.i for t in sentence.tokens[cue:] if t.text.lower() in {"to", "from"})
    return next(_somebody_behind(sentence, links, ontology), None)


def _points(sentence: Sentence, cue: int) -> bool:
    """Whether the word *cue* stands before any verb, or a word points to the text."""
    opens = all(t.tag not in FINITE_TAGS for t in sentence.tokens[:cue])
    return opens or any(t.text.lower() in _POINTS for t in sentence.tokens)


def _announced(sentence: Sentence, ontology: Ontology) -> Mention | None:
    """ "Ana Boyd released the following [statement] today:"."""
    if sentence.tokens[-1].text != ":" or not _following_paper(sentence):
        return None
    subjects = sentence.dependents(sentence.root, "nsubj")
    if subjects and not _is_paper(sentence, subjects[0]):
        return source_mention(sentence, subjects[0], ontology)
    links = (t.i for t in sentence.tokens if t.text.lower() in _BY)
    return next(_somebody_behind(sentence, links, ontology), None)


def _following_paper(sentence: Sentence) -> bool:
    """Whether "the following statement" stands in a sentence, or "the following is a statement"."""
    points = any(t.text.lower() == "following" for t in sentence.tokens)
    return points and any(_is_paper(sentence, t.i) for t in sentence.tokens)


def _titled(sentence: Sentence, ontology: Ontology) -> Mention | None:
    """ "Remarks of Senator Ana Boyd on trade": a title without a verb that opens with its kind."""
    if any(t.tag in FINITE_TAGS for t in sentence.tokens):
        return None
    paper = next((t.i for t in sentence.tokens[:4] if _is_paper(sentence, t.i)), None)
    if paper is None or paper + 2 >= len(sentence.tokens):
        return None
    link = sentence.tokens[paper + 1]
    links = iter([link.i] if link.text.lower() in _BY else [])
    return next(_somebody_behind(sentence, links, ontology), None)


def _named_below(lines: Sequence[Line], k: int, ontology: Ontology) -> Mention | None:
    """The name under a title that only says of what kind the text is: "Press statement"."""
    words = lines[k].sentences[0].tokens
    alone = len(words) <= 3 and _is_paper(lines[k].sentences[0], len(words) - 1)
    if not alone or k + 2 >= len(lines):
        return None
    below = lines[k + 1].sentences[0]
    named = below.entities[:1]
    whole = named and named[0][2] == "PERSON" and named[0][1] - named[0][0] >= len(below.tokens) - 1
    return source_mention(below, named[0][1] - 1, ontology) if whole else None


def _is_paper(sentence: Sentence, k: int) -> bool:
    return sentence.tokens[k].lemma.lower() in words_of("SpokenPaperNoun")


def _somebody_behind(
    sentence: Sentence, links: Iterator[int], ontology: Ontology
) -> Iterator[Mention]:
    """Who stands behind each of the prepositions *links*: a person, an office or a body."""
    for link in links:
        end = link + 1
        while end < len(sentence.tokens) and sentence.tokens[end].pos in _INSIDE:
            end += 1
        k = _head(sentence, link + 1, end, ontology)
        mention = source_mention(sentence, k, ontology) if k is not None else None
        if mention is not None:
            yield mention


def _head(sentence: Sentence, first: int, end: int, ontology: Ontology) -> int | None:
    """The word by which a phrase names somebody: the last of a name, or an office."""
    named = (e - 1 for f, e, label in sentence.entities if first <= f < end and label in _NAMED)
    offices = (k for k in range(first, end) if _is_office(sentence, k, ontology))
    found = next(named, None) or next(offices, None)
    return found if found is not None else _titled_name(sentence, first, end)


def _titled_name(sentence: Sentence, first: int, end: int) -> int | None:
    """The last word of a phrase that a form of address opens: "MR. LANE"."""
    titled = sentence.word(first).rstrip(".") in words_of("FormOfAddress")
    return end - 1 if titled and end - first > 1 else None


def _is_office(sentence: Sentence, k: int, ontology: Ontology) -> bool:
    """Whether a word names an office or somebody: "a spokesman", "officials"."""
    mention = mention_at(sentence, k, ontology)
    somebody = mention is not None and bool(mention.type) and ontology.is_a(mention.type, "Person")
    return somebody or is_cue(sentence, k, ontology, "OfficeNoun")
