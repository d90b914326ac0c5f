"""Headings that give their section to a party: "THE PROSECUTION'S CASE", "[PROPOSED] FINDINGS OF
FACT", "AFFIDAVIT OF ..."."""

from collections.abc import Sequence

from kg.attribution.accounts import Account, Reach
from kg.attribution.rules.turns import Line
from kg.attribution.source_phrases import source_mention
from kg.model import Modality, Sentence, Token
from kg.ontology.lexicon import cue_classes, is_cue, words_of
from kg.ontology.loader import Ontology

_LONGEST = 9
"""A longer line is a headline of news, which tells something, and names no section."""


def find_section(line: Line, ontology: Ontology) -> Account | None:
    """Return the account of the section under the heading *line*."""
    if sum(len(s.tokens) for s in line.sentences) > _LONGEST:
        return None
    if line.lead.strip("[( \t").lower().startswith("proposed"):
        return Account(None, Modality.ALLEGED, Reach.BARE, "heading")
    return _address(line.sentences[0], ontology) or _party_section(line.sentences[0], ontology)


def _address(sentence: Sentence, ontology: Ontology) -> Account | None:
    """The account that the title of an address to the court opens: "CLOSING ARGUMENT", "OPENING
    STATEMENT BY MR. LANE"."""
    words = [t.text.lower() for t in sentence.tokens]
    if len(words) < 2 or not set(words[:2]) <= words_of("CourtAddressNoun"):
        return None
    named = [t.i for t in sentence.tokens[3:] if t.pos == "PROPN"] if "by" in words[2:3] else []
    return _section(sentence, named[-1] if named else None, ontology)


def _party_section(sentence: Sentence, ontology: Ontology) -> Account | None:
    """The account that a heading gives to a party: "THE PROSECUTION'S CASE", "ALLEGATIONS",
    "AFFIDAVIT OF ..."."""
    words = [t for t in sentence.tokens if t.pos in {"NOUN", "PROPN", "ADJ", "VERB"}]
    if not words:
        return None
    classes = [cue_classes(sentence, t.i, ontology) for t in words]
    side = next((t.i for t in words[:-1] if _is_side(sentence, t, ontology)), None)
    if _names_account(classes, side is not None):
        return _section(sentence, side, ontology)
    if sentence.text.isupper() and "AccuserNoun" in classes[0]:
        return _section(sentence, _first_of(words), ontology)
    return None


def _first_of(words: Sequence[Token]) -> int | None:
    """The first of several words, by whom a section is; a word alone ("COUNTERCLAIMS") names what
    is the paper's own."""
    return words[0].i if len(words) > 1 else None


def _is_side(sentence: Sentence, token: Token, ontology: Ontology) -> bool:
    """Whether a word names a side of the case: "the prosecution", "the defence"."""
    parties = words_of("PresenterNoun") | words_of("CaseParty")
    accuses = is_cue(sentence, token.i, ontology, "AccuserNoun", "AccusedNoun")
    return accuses or token.text.lower() in parties


def _names_account(classes: Sequence[frozenset[str]], sided: bool) -> bool:
    """Whether the last word is an account; without a side before it, it must stand alone and name
    allegations."""
    if sided:
        return bool(classes[-1] & {"AccountNoun", "AllegeNoun"})
    return len(classes) == 1 and "AllegeNoun" in classes[-1]


def find_notice(line: Line, ontology: Ontology) -> Account | None:
    """Return what the whole text is worth by a notice: a story that was withdrawn, a satire."""
    for sentence in line.sentences:
        for token in sentence.tokens:
            if _withdraws(sentence, token, ontology):
                return Account(None, Modality.UNKNOWN, Reach.BARE, "withdrawn text")
            if _calls_fiction(sentence, token, ontology):
                return Account(None, Modality.HYPOTHETICAL, Reach.BARE, "satire")
    return None


def _withdraws(sentence: Sentence, token: Token, ontology: Ontology) -> bool:
    """Whether the notice takes the text back: "The following story has been [withdrawn]"."""
    objects = sentence.dependents(token.i, "nsubjpass", "dobj")
    papers = [k for k in objects if is_cue(sentence, k, ontology, "RecordNoun", "AccountNoun")]
    pointed = any(
        sentence.tokens[d].lemma in {"this", "follow", "following"}
        for k in papers
        for d in sentence.children[k]
    )
    return pointed and token.tag == "VBN" and is_cue(sentence, token.i, ontology, "UndoVerb")


def _calls_fiction(sentence: Sentence, token: Token, ontology: Ontology) -> bool:
    """Whether the line calls the text invented: "The Daily Herring ([satire])"."""
    around = [
        t.text
        for t in (
            *sentence.tokens[max(token.i - 1, 0) : token.i],
            *sentence.tokens[token.i + 1 : token.i + 2],
        )
    ]
    return around == ["(", ")"] and is_cue(sentence, token.i, ontology, "FictionNoun")


def _section(sentence: Sentence, source: int | None, ontology: Ontology) -> Account:
    mention = source_mention(sentence, source, ontology) if source is not None else None
    return Account(mention, Modality.ALLEGED, Reach.BARE, "heading")
