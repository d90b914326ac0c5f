"""Decisions, pleas and confessions that the text itself takes back: "The verdict was set aside.",
"We reverse."."""

from collections.abc import Sequence

from kg.attribution.scopes import Scope
from kg.model import Modality, Sentence, Token
from kg.ontology.lexicon import is_cue, words_of
from kg.ontology.loader import Ontology

_NEAR = 1
"""So many units before the sentence are looked at: what was decided is told just before it is said
to be undone."""


def find_undone(sentences: Sequence[Sentence], ontology: Ontology) -> dict[int, str]:
    """Return the sentences whose findings and admissions are taken back, each with the word that
    does."""
    out: dict[int, str] = {}
    for sentence in sentences:
        word = _undoes(sentence, ontology)
        for earlier in reversed(sentences[: sentence.index + 1] if word else ()):
            if earlier.unit < sentence.unit - _NEAR or sentence.index - earlier.index > 3:
                break
            out.setdefault(earlier.index, word)
    return out


def find_retraction(sentence: Sentence, levels: Sequence[Scope], ontology: Ontology) -> str:
    """Return the words that take back what a paper said: "retracts its report that", "an earlier
    version said that"; else ``""``.

    *levels* are the attributions around what was said, innermost first.
    """
    cues = [sentence.tokens[k] for scope in levels for k in scope.cue]
    verbs = [
        sentence.tokens[cue.head] if cue.dep == "dobj" else cue for cue in cues
    ]  # "retracts its [report]"
    taken = next(
        (
            v.text
            for v in verbs
            if _takes_back(sentence, v.i, ontology) and _has_happened(sentence, v)
        ),
        "",
    )
    return taken or _find_correction(sentence, levels, ontology)


def _find_correction(sentence: Sentence, levels: Sequence[Scope], ontology: Ontology) -> str:
    """The sign that a paper corrects what it said: "an [earlier version] of this article said
    that"."""
    told = levels[0] if levels and levels[0].modality is Modality.REPORTED else None
    if told is None or told.source is not None and told.source.type == "Person":
        return ""
    text = sentence.text.lower()
    return next(
        (sign for sign in sorted(ontology.words.get("CorrectionSign", ())) if sign in text), ""
    )


def _undoes(sentence: Sentence, ontology: Ontology) -> str:
    """The verb of *sentence* that takes a decision back; ``""`` if none does."""
    for token in sentence.tokens:
        word = (
            _wrongly_decided(sentence, token, ontology)
            or _exonerates(sentence, token)
            or _disagrees(sentence, token, ontology)
        )
        if word:
            return word
        takes_back = token.pos == "VERB" and _takes_back(sentence, token.i, ontology)
        if (
            takes_back
            and _has_happened(sentence, token)
            and _is_of_decision(sentence, token, ontology)
        ):
            return token.text
    return ""


def _wrongly_decided(sentence: Sentence, verb: Token, ontology: Ontology) -> str:
    """ "Was [wrongly] convicted": the word that says so; ``""`` where none does."""
    if not is_cue(sentence, verb.i, ontology, "ConvictVerb", "FindVerb"):
        return ""
    wrong = words_of("WrongAdverb")
    adverbs = (sentence.tokens[k].text for k in sentence.dependents(verb.i, "advmod"))
    return next((word for word in adverbs if word.lower() in wrong), "")


def _exonerates(sentence: Sentence, verb: Token) -> str:
    """ "Was [exonerated]": the verb by which somebody is no longer held guilty; else ``""``."""
    if verb.lemma not in words_of("ExoneratingVerb") or not _has_happened(sentence, verb):
        return ""
    return verb.text if sentence.dependents(verb.i, "dobj", "nsubjpass") else ""


def _disagrees(sentence: Sentence, verb: Token, ontology: Ontology) -> str:
    """ "The Supreme Court [disagreed]": the verb of a court that sees it otherwise; else ``""``."""
    if verb.lemma not in words_of("DisagreeingVerb") or not _has_happened(sentence, verb):
        return ""
    courts = sentence.dependents(verb.i, "nsubj")
    return verb.text if any(is_cue(sentence, k, ontology, "JudgeNoun") for k in courts) else ""


def _has_happened(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb tells a deed: not one that is asked for, may be or was not; what somebody was
    allowed to do counts."""
    allowed = verb.dep == "xcomp" and sentence.tokens[verb.head].lemma in {"allow", "permit"}
    if allowed:
        return _has_happened(sentence, sentence.tokens[verb.head])
    around = [sentence.tokens[k] for k in sentence.children[verb.i]]
    return verb.tag not in {"VB", "VBG"} and not any(
        t.dep == "neg" or t.tag == "MD" for t in around
    )


def _is_of_decision(sentence: Sentence, verb: Token, ontology: Ontology) -> bool:
    """Whether a finding or plea is taken back: "reversed the conviction", "we reverse",
    "recanted"."""
    objects = sentence.dependents(verb.i, "dobj", "nsubjpass")
    if verb.lemma == "recant" or any(
        is_cue(sentence, k, ontology, "DecisionNoun") for k in objects
    ):
        return True
    bench = any(
        sentence.tokens[k].text.lower() == "we" for k in sentence.dependents(verb.i, "nsubj")
    )
    return bench and not sentence.dependents(verb.i, "dobj")


def _takes_back(sentence: Sentence, i: int, ontology: Ontology) -> bool:
    """Whether a verb, alone or with its particle, takes something back: "quashed", "threw out"."""
    lemma, phrases = sentence.tokens[i].lemma, words_of("UndoPhrase")
    with_particle = any(f"{lemma} {sentence.word(k)}" in phrases for k in sentence.children[i])
    return with_particle or is_cue(sentence, i, ontology, "UndoVerb")
