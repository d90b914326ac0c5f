"""What a document's kind, its charges and its earlier sentences make of a bare statement.

A pleading alleges what it states. A paragraph that begins "According to the indictment" goes on
telling what the indictment says. Where somebody is charged and nobody has pleaded or been
convicted, what "the defendants" did is alleged."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from kg.attribution.rules.boilerplate import PRESUMED
from kg.attribution.scopes import Scope
from kg.language.clauses import GOVERNED
from kg.language.clauses.agreement import has_to
from kg.model import Document, Modality, Sentence, Span
from kg.ontology.lexicon import cue_classes, is_cue, words_of
from kg.ontology.loader import Ontology

_PROCEDURE = frozenset(
    {
        "ProcedureVerb",
        "AccuseVerb",
        "ConvictVerb",
        "AcquitVerb",
        "ReportVerb",
        "AdmitVerb",
        "DenyVerb",
    }
)
_LEDE = 1500
_HEAD = 600
"""Characters in which a court's paper says what it is."""
_SOUNDS = 3
"""So many of them tell talk: a writer may quote one, or spell a name so."""
_TALK = frozenset({"i", "we", "you", "my", "our", "your"})


def document_voice(document: Document, ontology: Ontology) -> Modality:
    """What a bare statement of the document is: in a pleading an allegation, in somebody's
    statement a report.

    A filing speaks for a party until its title says that it is a court's, or its first lines do in
    a court's own words ("we affirm").
    """
    if document.kind == "Statement":
        return Modality.REPORTED
    head = f"{document.title}\n{document.text[:_LEDE]}"
    if document.kind != "CourtFiling" or _signs("CourtVoiceSign", ontology).search(head):
        return Modality.STATED_AS_FACT
    accusing, deciding = (
        _pleading(ontology).search(head),
        _signs("RulingSign", ontology).search(f"{document.title}\n{document.text[:_HEAD]}"),
    )
    if deciding and (not accusing or deciding.start() < accusing.start()):
        return Modality.STATED_AS_FACT
    return Modality.ALLEGED


def is_spoken(sentences: Sequence[Sentence], quotes: Sequence[Span], ontology: Ontology) -> bool:
    """Whether a text is talk written down without names of who speaks: what it says is somebody's
    word, and not a writer's.

    Told by the sounds of hesitation, or by forms of address in a text that says "I", "we" and
    "you"; quotations do not count."""
    own = _unquoted(sentences, quotes)
    words = [[t.text.lower() for t in s.tokens] for s in own]
    sounds = words_of("HesitationSound")
    if sum(word in sounds for spoken in words for word in spoken) >= _SOUNDS:
        return True
    talk = sum(not _TALK.isdisjoint(spoken) for spoken in words)
    return 4 * talk >= len(own) and _addresses(own, ontology)


def _unquoted(sentences: Sequence[Sentence], quotes: Sequence[Span]) -> list[Sentence]:
    """The sentences that begin outside of quotations."""
    return [s for s in sentences if not any(q.start <= s.span.start < q.end for q in quotes)]


def _addresses(sentences: Sequence[Sentence], ontology: Ontology) -> bool:
    """Whether a form of address stands in one of the sentences: "your honor", "my lords"."""
    forms = ontology.words.get("AddressForm", frozenset())
    return any(form in text for text in (s.text.lower() for s in sentences) for form in forms)


@cache
def _signs(name: str, ontology: Ontology) -> re.Pattern[str]:
    """What finds the words and phrases of a class, longest first; nothing where it has none."""
    phrases = sorted(ontology.words.get(name, ()), key=lambda phrase: (-len(phrase), phrase))
    if not phrases:
        return re.compile(r"(?!)")
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b", re.IGNORECASE)


@cache
def _pleading(ontology: Ontology) -> re.Pattern[str]:
    """What finds the name of a pleading, longest first."""
    names = sorted(ontology.words.get("PleadingKind", ()), key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})s?\b", re.IGNORECASE)


def is_opinion(sentences: Sequence[Sentence]) -> bool:
    """Whether a court speaks: "we" affirm, reverse, vacate or remand."""
    verbs = words_of("DispositionVerb")
    return any(t.lemma in verbs and disposes(s, t.i) for s in sentences for t in s.tokens)


def disposes(sentence: Sentence, verb: int) -> bool:
    """Whether at *verb* a court says what it does with the case: "we reverse"."""
    subjects = sentence.dependents(verb, "nsubj")
    return sentence.tokens[verb].lemma in words_of("DispositionVerb") and any(
        sentence.tokens[k].text.lower() == "we" for k in subjects
    )


def as_bench(scope: Scope, sentence: Sentence, ontology: Ontology) -> Scope:
    """What "we" hold or conclude in a court's opinion is found."""
    ours = (
        scope.source is not None
        and scope.source.text.lower() == "we"
        and scope.modality is Modality.REPORTED
    )
    found = ours and any(is_cue(sentence, k, ontology, "FindVerb") for k in scope.cue)
    return replace(scope, modality=Modality.FOUND) if found else scope


def only_charged(document: Document, ontology: Ontology) -> str:
    """How the document's people stand: ``"presumed"`` innocent by its own words, ``"charged"``, or
    ``""``."""
    lede = f"{document.title}\n{document.text[:_LEDE]}"
    if _signs("DecidedSign", ontology).search(lede):
        return ""
    if PRESUMED.search(document.text):
        return "presumed"
    return "charged" if _signs("ChargeSign", ontology).search(lede) else ""


def is_past_deed(sentence: Sentence, token: int, ontology: Ontology) -> bool:
    """Whether *token* is a deed of the past, and no step of a proceeding: what an account tells."""
    verb = sentence.tokens[token]
    steps = cue_classes(sentence, token, ontology) & _PROCEDURE
    if verb.pos != "VERB" or steps and not _is_order(sentence, token):
        return False
    if verb.dep in GOVERNED and verb.tag in {"VBG", "VB"}:
        return _is_below_past(sentence, token, ontology)
    return (
        verb.tag == "VBD"
        or verb.tag in {"VBN", "VBG"}
        and any(sentence.tokens[k].tag == "VBD" for k in sentence.children[token])
    )


def _is_below_past(sentence: Sentence, verb: int, ontology: Ontology) -> bool:
    """Whether a verb without a tense hangs on one of the past: "saw him [paying] X", "while
    [paying] X"; an infinitive on a deed: "was forced to [pay] X"."""
    token = sentence.tokens[verb]
    if token.tag == "VB":
        return token.dep in {"xcomp", "ccomp"} and is_past_deed(sentence, token.head, ontology)
    return any(sentence.tokens[k].tag == "VBD" for k in sentence.ancestors(verb))


def _is_order(sentence: Sentence, verb: int) -> bool:
    """Whether somebody is told to do something, which is a deed and no statement."""
    return sentence.tokens[verb].lemma == "tell" and any(
        has_to(sentence, k) for k in sentence.dependents(verb, "xcomp", "ccomp")
    )


def is_harmful(sentence: Sentence, token: int, ontology: Ontology) -> bool:
    """Whether *token* is a deed by which its subject is accused: by the verb alone ("forged"), or
    by what is done ("paid bribes")."""
    verb = sentence.tokens[token]
    if verb.pos != "VERB":
        return False
    if is_cue(sentence, token, ontology, "WrongVerb") or verb.lemma in words_of("BlowVerb"):
        return True
    done = [*sentence.dependents(token, "dobj")]
    if verb.dep == "relcl":  # "the bribes that the firm paid"
        done.append(verb.head)
    return any(is_cue(sentence, k, ontology, "HarmNoun") for k in done)


def charged_deed(sentence: Sentence, token: int, ontology: Ontology, charged: str) -> bool:
    """Whether a bare deed is only charged: nobody has pleaded or been convicted, and the accused is
    who did it."""
    return (
        bool(charged)
        and is_past_deed(sentence, token, ontology)
        and (charged == "presumed" or _party_acts(sentence, token, ontology))
    )


def _party_acts(sentence: Sentence, token: int, ontology: Ontology) -> bool:
    """Whether somebody who is charged does it: "the defendants stole", "these hackers stole"."""
    for k in sentence.dependents(token, "nsubj", "nsubjpass"):
        pointed = any(
            sentence.tokens[d].lemma in {"this", "that", "these", "those"}
            for d in sentence.dependents(k, "det")
        )
        if (
            is_cue(sentence, k, ontology, "AccusedNoun")
            or pointed
            and sentence.tokens[k].tag == "NNS"
        ):
            return True
    return False
