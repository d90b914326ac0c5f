"""Headings that give their section to a party: "THE PROSECUTION'S CASE", "[PROPOSED] FINDINGS OF FACT", "AFFIDAVIT OF ..."."""

from kg.attribution.accounts import Account, Reach
from kg.attribution.rules.turns import Line
from kg.attribution.source_phrases import source_mention
from kg.model import Modality, Sentence
from kg.ontology.lexicon import cue_classes
from kg.ontology.loader import Ontology

_LONGEST = 9
"""A longer line is a headline of news, which tells something, and names no section."""


def find_section(line: Line, ontology: Ontology) -> Account | None:
    """Return the account of the section under the heading *line*."""
    if len(line.sentences) > 1 or len(line.sentences[0].tokens) > _LONGEST:
        return None
    sentence = line.sentences[0]
    words = [t for t in sentence.tokens if t.pos in {"NOUN", "PROPN", "ADJ", "VERB"}]
    classes = [cue_classes(sentence, t.i, ontology) for t in words]
    if not words:
        return None
    proposed = "PossibleAdjective" in classes[0] and any("FindNoun" in c for c in classes[1:])
    sides = [t.i for t, c in zip(words[:-1], classes, strict=False) if c & {"AccuserNoun", "AccusedNoun"}]
    told = bool(classes[-1] & {"AccountNoun", "AllegeNoun"})
    bare = told and len(words) == 1 and "AllegeNoun" in classes[-1]
    if proposed or told and sides or bare:
        return _section(sentence, sides[0] if sides else None, ontology)
    if sentence.text.isupper() and "AccuserNoun" in classes[0]:
        return _section(sentence, words[0].i, ontology)
    return None


def _section(sentence: Sentence, source: int | None, ontology: Ontology) -> Account:
    mention = source_mention(sentence, source, ontology) if source is not None else None
    return Account(mention, Modality.ALLEGED, Reach.BARE, "heading")
