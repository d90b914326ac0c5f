"""Denials and admissions of what a noun names: "[Ruiz] denied [any wrongdoing]".

They are statements, and no stance rests on them: what the noun names is no proposition. Verbs of a
speech act with a topic for their object: Levin 1993, section 37."""

from collections.abc import Collection, Iterator

from kg.attribution.scopes import SPEAKERS, Scope
from kg.attribution.source_phrases import source_mention, source_phrase
from kg.language.clauses import Clause, find_clauses
from kg.model import Mention, MentionKind, Modality, Polarity, Sentence
from kg.ontology.lexicon import cue_classes, is_cue, words_of
from kg.ontology.loader import Ontology

_DENIED = ("AllegeNoun", "HarmNoun")


def find_speech_acts(
    sentence: Sentence, ontology: Ontology, known: Collection[Scope]
) -> Iterator[Scope]:
    """Yield what somebody denies or admits by a noun, where none of the *known* attributions hangs
    on that verb."""
    verbs = ontology.cues["DenyVerb"] | ontology.cues["AdmitVerb"]
    if not any(t.lemma in verbs and t.pos == "VERB" for t in sentence.tokens):
        return
    heard = {k for scope in known for k in scope.cue}
    for clause in find_clauses(sentence):
        if clause.lemma in verbs and clause.head not in heard and not clause.passive:
            yield from _read_act(sentence, clause, ontology)


def _read_act(sentence: Sentence, clause: Clause, ontology: Ontology) -> Iterator[Scope]:
    """Yield the attribution of one verb whose object is a noun that can be denied or admitted."""
    denies = "DenyVerb" in cue_classes(sentence, clause.head, ontology)
    for subject in clause.roles.get("nsubj", ())[:1]:
        source = _speaker_at(sentence, subject, ontology)
        content = frozenset(
            i
            for k in clause.roles.get("dobj", ())
            if _is_said(sentence, k, denies, ontology)
            for i in sentence.subtree(k)
        )
        if source is not None and content:
            modality = Modality.DENIED if denies else Modality.ADMITTED
            polarity = Polarity.NEGATIVE if denies else Polarity.POSITIVE
            span, cue = source_phrase(sentence, subject), (clause.head,)
            yield Scope(
                sentence.index, source, span, cue, content, modality, polarity, rule="speech act"
            )


def _speaker_at(sentence: Sentence, subject: int, ontology: Ontology) -> Mention | None:
    """Who speaks: somebody named or who can; no court, which decides ("denied the charge of
    costs")."""
    if is_cue(sentence, subject, ontology, "JudgeNoun"):
        return None
    source = source_mention(sentence, subject, ontology)
    named = source is not None and source.kind is MentionKind.NAME
    return source if source is not None and (named or source.type in SPEAKERS) else None


def _is_said(sentence: Sentence, noun: int, denies: bool, ontology: Ontology) -> bool:
    """Whether an object is what somebody denies, or admits, and nothing that he refuses or
    lets in ("admitted the patient")."""
    token = sentence.tokens[noun]
    known = token.lemma in words_of("DeniedNoun") or is_cue(sentence, noun, ontology, *_DENIED)
    return token.pos == "NOUN" and known and (denies or not token.entity)
