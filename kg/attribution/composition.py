"""What becomes of a proposition in the attributions and the account that it stands in: from the
event outwards, never stronger than the weakest layer."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from kg.attribution.accounts import Account, Reach
from kg.attribution.document_context import is_harmful, is_past_deed
from kg.attribution.modality.local import FUTURE, Local, is_set_aside
from kg.attribution.modality.walk import assess
from kg.attribution.rules.scare_quotes import set_apart
from kg.attribution.scopes import Scope
from kg.model import Mention, MentionKind, Modality, Polarity, Sentence
from kg.ontology.lexicon import SAYING_NOUNS, is_cue, words_of
from kg.ontology.loader import Ontology, load_ontology

Chain = tuple[Mention, ...]
"""Who speaks, outermost first."""
_THINGS = frozenset({"", "Thing", "Product", "Money", "Quantity", "Date"})
_CLAIMANTS = (
    "RecordNoun",
    "AccuserNoun",
    "AccusedNoun",
    "JudgeNoun",
    "OfficeNoun",
    *SAYING_NOUNS,
)


# -- attributions ----------------------------------------------------------------------------------


def holds(scope: Scope, sentence: Sentence, token: int) -> bool:
    """Whether *token* stands in what *scope* attributes; what a clause sets aside is no part of a
    question ("whether X may use the law, which forbids Y"; Potts 2005)."""
    if token not in scope.content or _is_set_aside_step(scope, sentence, token):
        return False
    if scope.modality is not Modality.UNKNOWN:
        return True
    clauses = (
        k
        for k in (token, *sentence.ancestors(token))
        if sentence.tokens[k].dep == "relcl" and k in scope.content
    )
    return not any(is_set_aside(sentence, k) for k in clauses)


def _is_set_aside_step(scope: Scope, sentence: Sentence, token: int) -> bool:
    """Whether a relative clause behind a comma tells a step of the case, which is the writer's own:
    "according to the indictment, X paid Y, who has not been charged"."""
    own = scope.rule == "according to" and is_set_aside(sentence, token)
    steps = ("AccuseVerb", "ProcedureVerb", "ConvictVerb", "AcquitVerb")
    return own and is_cue(sentence, token, load_ontology(), *steps)


def name_sources(
    levels: Sequence[Scope], sentences: Sequence[Sentence], ontology: Ontology
) -> Chain:
    """Return who speaks in the attributions *levels* (innermost first), outermost first; who only
    knows it adds nothing."""
    told = (s for s in reversed(levels) if s.modality is not None)
    named = [s.source for s in told if s.source and _may_claim(s, s.source, sentences, ontology)]
    return tuple(source for source, _ in groupby(named))


def _may_claim(
    scope: Scope, source: Mention, sentences: Sequence[Sentence], ontology: Ontology
) -> bool:
    """Whether a source is somebody or a document: "crimes" and "water" claim nothing, but for
    "according to" them, and what it says in so many words speaks."""
    is_thing = source.kind is MentionKind.NOMINAL and source.type in _THINGS
    if not is_thing or scope.rule == "according to" or _speaks(scope, sentences[scope.sentence]):
        return True
    return is_cue(sentences[source.sentence], source.head, ontology, *_CLAIMANTS)


def _speaks(scope: Scope, sentence: Sentence) -> bool:
    """Whether the cue is a verb whose subject can only be somebody or a paper: "the outlet
    said", "the order finds"."""
    if scope.rule != "reporting verb" or not scope.cue:
        return False
    speaks = sentence.tokens[scope.cue[0]].lemma in words_of("SpeakingVerb")
    return speaks or is_cue(sentence, scope.cue[0], load_ontology(), "FindVerb")


def compose_levels(
    sentence: Sentence, token: int, levels: Sequence[Scope], ontology: Ontology
) -> Local:
    """Return how the sentence holds the event at *token*, and then every attribution that it stands
    in, innermost first."""
    weak = bool(levels) and levels[0].modality in {Modality.REPORTED, Modality.ALLEGED}
    local = assess(sentence, token, ontology, levels[0].content if levels else None, weak)
    for k, scope in enumerate(levels):
        outer = levels[k + 1].content if k + 1 < len(levels) else None
        cue = assess(sentence, scope.cue[0], ontology, outer) if scope.cue else Local()
        local = _compose(scope, cue, local)
    return local


def _compose(scope: Scope, cue: Local, inner: Local) -> Local:
    """What an attribution makes of a proposition inside it."""
    if scope.modality is None:
        return inner
    outer = _as_said(scope.modality, scope.polarity, cue)
    if inner.polarity is Polarity.NEGATIVE:
        outer = outer.negate(outer.reason)
    if _goes_before(outer, inner) or _is_charged_plot(scope, inner):
        return outer
    denied = outer.modality is Modality.DENIED
    return Local(inner.modality, outer.polarity if denied else inner.polarity, inner.reason)


def _is_charged_plot(scope: Scope, inner: Local) -> bool:
    """Whether it is the aim of a plot that somebody is charged with: "charged with a conspiracy to
    fix prices"."""
    charged = scope.rule == "accusation or verdict" and scope.modality is Modality.ALLEGED
    plotted = inner.reason.lower() in words_of("PlotWord")
    return charged and plotted and inner.modality is Modality.HYPOTHETICAL


def _goes_before(outer: Local, inner: Local) -> bool:
    """Whether what the source makes of it says more than the words inside: of a bare statement, and
    where it is weaker."""
    if inner.modality is Modality.STATED_AS_FACT:
        return True
    return not outer.modality.fact_like and (inner.modality.fact_like or _is_foretold(inner))


def _as_said(modality: Modality, polarity: Polarity, cue: Local) -> Local:
    """How the source puts it, by the *cue* and how its own sentence holds that: "may have found",
    "did not say"."""
    itself = modality is cue.modality is Modality.DENIED  # "denied [claims] that": one denial
    if cue.polarity is Polarity.NEGATIVE and not itself:
        return Local(Modality.UNKNOWN, Polarity.POSITIVE, modality.value)
    unsure = cue.modality is not Modality.STATED_AS_FACT and modality.fact_like
    return Local(cue.modality if unsure else modality, polarity, modality.value)


def _is_foretold(local: Local) -> bool:
    """Whether it is only said that it will be: "will pay"."""
    return local.modality is Modality.PROBABLE and local.reason in FUTURE


def stand_alone(sentence: Sentence, token: int, local: Local, quoted: bool, bench: Chain) -> Local:
    """Return what becomes of words that no cue gives to anybody: a court's own ruling is found."""
    if bench:
        return local.weaken_to(Modality.FOUND, "ruling")
    return set_apart(sentence, token, local, quoted)


# -- accounts --------------------------------------------------------------------------------------


def tells(account: Account, sentence: Sentence, token: int, bare: bool, ontology: Ontology) -> bool:
    """Whether the account holds the proposition at *token*; *bare*: no attribution of its own
    sentence does."""
    if account.reach is Reach.ALL:
        return sentence.tokens[token].start >= account.start
    if not bare:
        return False
    if account.reach is Reach.HARMS:
        return is_harmful(sentence, token, ontology)
    if account.reach is Reach.DEEDS:
        return is_past_deed(sentence, token, ontology)
    return sentence.tokens[token].dep not in {"appos", "compound", "poss", "nmod"}


def place_in_account(
    account: Account, sentence: Sentence, local: Local, chain: Chain
) -> tuple[Local, Chain]:
    """Return what the account makes of a proposition that it holds, and who tells it."""
    source = account.source
    told = Scope(sentence.index, source, None, (), frozenset(), account.modality, account.polarity)
    composed = _compose(told, Local(), local)
    if local.modality.fact_like:
        composed = replace(composed, reason=account.rule)
    if source is None or source in chain[:1]:
        return composed, chain
    return composed, (source, *chain)
