"""Headings that give their section to a party: "THE PROSECUTION'S CASE", "[PROPOSED] FINDINGS OF FACT", "AFFIDAVIT OF ..."."""

from kg.attribution.accounts import Account, Reach
from kg.attribution.rules.turns import Line
from kg.attribution.source_phrases import source_mention
from kg.model import Modality, Sentence
from kg.ontology.lexicon import cue_classes, is_cue
from kg.ontology.loader import Ontology

_LONGEST = 9
"""A longer line is a headline of news, which tells something, and names no section."""


def find_section(line: Line, ontology: Ontology) -> Account | None:
    """Return the account of the section under the heading *line*."""
    if sum(len(s.tokens) for s in line.sentences) > _LONGEST:
        return None
    if line.lead.strip("[( \t").lower().startswith("proposed"):
        return Account(None, Modality.ALLEGED, Reach.BARE, "heading")
    sentence = line.sentences[0]
    words = [t for t in sentence.tokens if t.pos in {"NOUN", "PROPN", "ADJ", "VERB"}]
    classes = [cue_classes(sentence, t.i, ontology) for t in words]
    if not words:
        return None
    sides = [t.i for t, c in zip(words[:-1], classes, strict=False) if c & {"AccuserNoun", "AccusedNoun"}]
    told = bool(classes[-1] & {"AccountNoun", "AllegeNoun"})
    bare = told and len(words) == 1 and "AllegeNoun" in classes[-1]
    if told and sides or bare:
        return _section(sentence, sides[0] if sides else None, ontology)
    if sentence.text.isupper() and "AccuserNoun" in classes[0]:
        return _section(sentence, words[0].i, ontology)
    return None


def find_notice(line: Line, ontology: Ontology) -> Account | None:
    """Return what the whole text is worth by a notice: a story that was withdrawn, a satire."""
    for sentence in line.sentences:
        for token in sentence.tokens:
            objects = sentence.dependents(token.i, "nsubjpass", "dobj")
            objects = tuple(k for k in objects if is_cue(sentence, k, ontology, "RecordNoun", "AccountNoun"))
            pointed = any(sentence.tokens[d].lemma in {"this", "follow", "following"} for k in objects for d in sentence.children[k])
            if pointed and token.tag == "VBN" and is_cue(sentence, token.i, ontology, "UndoVerb"):
                return Account(None, Modality.UNKNOWN, Reach.BARE, "withdrawn text")
            bracketed = 0 < token.i < len(sentence.tokens) - 1 and sentence.tokens[token.i - 1].text == "("
            if bracketed and sentence.tokens[token.i + 1].text == ")" and is_cue(sentence, token.i, ontology, "FictionNoun"):
                return Account(None, Modality.HYPOTHETICAL, Reach.BARE, "satire")
    return None


def _section(sentence: Sentence, source: int | None, ontology: Ontology) -> Account:
    mention = source_mention(sentence, source, ontology) if source is not None else None
    return Account(mention, Modality.ALLEGED, Reach.BARE, "heading")
