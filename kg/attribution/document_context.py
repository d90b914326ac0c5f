"""What a document's kind, its charges and its earlier sentences make of a bare statement.

A pleading alleges what it states. A paragraph that begins "According to the indictment" goes on telling
what the indictment says. Where somebody is charged and nobody has pleaded or been convicted, what "the
defendants" did is alleged.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.attribution.scopes import Scope
from kg.model import Document, Mention, Modality, Sentence
from kg.ontology.lexicon import cue_classes, is_cue
from kg.ontology.loader import Ontology

_ACCUSING = re.compile(
    r"\b(complaint|indictment|information|petition|counterclaims?|charging document|affidavit)\b", re.IGNORECASE
)  # fmt: skip
_DECIDING = re.compile(r"\b(opinion|order|ruling|judgment|judgement|decision|memorandum)\b", re.IGNORECASE)
_CHARGED = re.compile(
    r"\b(indict(?:ed|ments?)|charged with|charging|w(?:ere|as) charged|criminal (?:complaint|charges)|charges against)\b", re.IGNORECASE
)  # fmt: skip
_DECIDED = re.compile(r"\b(plead(?:s|ed|ing)?|pled|plea|convict\w*|sentenced?|found guilty|appeals?|affirm\w*|settle\w*)\b", re.IGNORECASE)
_PRESUMED = re.compile(
    r"\b(presumed (?:to be )?innocent|(?:merely|only|mere) (?:an? )?(?:accusation|allegation|charge)s?|are (?:only )?allegations)\b",
    re.IGNORECASE,
)  # fmt: skip
_PARTIES = frozenset("defendant accused suspect conspirator co-conspirator coconspirator perpetrator".split())
_PROCESS = frozenset(
    "plead file sentence arraign prosecute announce schedule handle unseal appear indict charge arrest serve extradite detain "
    "investigate assist release issue deliver order grant dismiss appeal say hold set remand".split()
)  # fmt: skip
_DISPOSES = frozenset({"affirm", "reverse", "vacate", "remand"})
_LEDE = 1500


def document_voice(document: Document) -> Modality:
    """What a bare statement of the document is: in a pleading it is an allegation.

    A filing speaks for a party until its title says that it is a court's.
    """
    if document.kind != "CourtFiling":
        return Modality.STATED_AS_FACT
    head = f"{document.title}\n{document.text[:_LEDE]}"
    accusing, deciding = _ACCUSING.search(head), _DECIDING.search(f"{document.title}\n{document.text[:600]}")
    if deciding and (not accusing or deciding.start() < accusing.start()):
        return Modality.STATED_AS_FACT
    return Modality.ALLEGED


def is_opinion(sentences: Sequence[Sentence]) -> bool:
    """Whether a court speaks: "we" affirm, reverse, vacate or remand."""
    return any(
        t.text.lower() == "we" and t.dep == "nsubj" and s.tokens[t.head].lemma in _DISPOSES for s in sentences for t in s.tokens
    )  # fmt: skip


def as_bench(scope: Scope, sentence: Sentence, ontology: Ontology) -> Scope:
    """What "we" hold or conclude in a court's opinion is found."""
    ours = scope.source is not None and scope.source.text.lower() == "we" and scope.modality is Modality.REPORTED
    found = ours and any(is_cue(sentence, k, ontology, "FindVerb") for k in scope.cue)
    return replace(scope, modality=Modality.FOUND) if found else scope


def only_charged(document: Document) -> str:
    """How the document's people stand: ``"presumed"`` innocent by its own words, ``"charged"``, or ``""``."""
    lede = f"{document.title}\n{document.text[:_LEDE]}"
    if _DECIDED.search(lede):
        return ""
    return "presumed" if _PRESUMED.search(document.text) else "charged" if _CHARGED.search(lede) else ""


def find_carried(sentences: Sequence[Sentence], scopes: Sequence[Sequence[Scope]], ontology: Ontology) -> dict[int, Scope]:
    """For each sentence that goes on telling what a paper or an accuser says in its paragraph: that attribution."""
    out: dict[int, Scope] = {}
    carried: Scope | None = None
    unit = -1
    for sentence in sentences:
        if sentence.unit != unit:
            carried, unit = None, sentence.unit
        whole = [s for s in scopes[sentence.index] if s.source is not None and 2 * len(s.content) > len(sentence.tokens)]
        if whole:
            outer = max(whole, key=lambda s: len(s.content))
            carried = outer if _goes_on(sentence, outer, ontology) else None
        elif carried is not None:
            out[sentence.index] = carried
    return out


def _goes_on(sentence: Sentence, scope: Scope, ontology: Ontology) -> bool:
    """Whether what the source says is likely to go on: an accuser's story, or the contents of a court paper."""
    source = scope.source
    if source is None or scope.modality not in {Modality.ALLEGED, Modality.REPORTED} or source.sentence != sentence.index:
        return False
    paper = is_cue(sentence, source.head, ontology, "AccuserNoun") or sentence.tokens[source.head].lemma in {"document", "agreement"}
    return paper or scope.modality is Modality.ALLEGED


def carried_modality(
    sentence: Sentence, token: int, ontology: Ontology, charged: str, carried: Mapping[int, Scope]
) -> tuple[Modality, Mention | None] | None:
    """What a bare deed of the past becomes, and by whom; ``None`` where it stays a fact."""
    verb = sentence.tokens[token]
    past = verb.tag == "VBD" or verb.tag in {"VBN", "VBG"} and any(sentence.tokens[k].tag == "VBD" for k in sentence.children[token])
    classes = cue_classes(sentence, token, ontology)
    if not past or verb.pos != "VERB" or verb.lemma in _PROCESS or classes & {"AccuseVerb", "ConvictVerb", "AcquitVerb", "ReportVerb"}:
        return None
    scope = carried.get(sentence.index)
    if scope is not None and scope.modality is not None:
        return scope.modality, scope.source
    if charged == "presumed" or charged and _party_acts(sentence, token):
        return Modality.ALLEGED, None
    return None


def _party_acts(sentence: Sentence, token: int) -> bool:
    """ "The defendants stole", "these hackers stole": somebody who is charged."""
    for k in sentence.dependents(token, "nsubj", "nsubjpass"):
        pointed = any(sentence.tokens[d].lemma in {"this", "that", "these", "those"} for d in sentence.dependents(k, "det"))
        if sentence.tokens[k].lemma in _PARTIES or pointed and sentence.tokens[k].tag == "NNS":
            return True
    return False
