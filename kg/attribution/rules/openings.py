"""Which attributed sentence opens an account: what its source says is likely to go on behind it.

An accuser's story, the contents of a paper, testimony, what police tell of a deed and what a court
hears go on in bare sentences; a remark or an argument on the law does not."""

from kg.attribution.accounts import Account, Reach
from kg.attribution.document_context import is_past_deed
from kg.attribution.scopes import Scope
from kg.language.quotations import OPENING_MARKS
from kg.model import Mention, Modality, Polarity, Sentence
from kg.ontology.lexicon import is_cue, words_of
from kg.ontology.loader import Ontology

_OPEN = frozenset({Modality.ALLEGED, Modality.REPORTED, Modality.ADMITTED})
_FRAMES = frozenset({"viewpoint", "supposition"})
_UNNAMED = frozenset({"that", "noun or adverb"})
"""Rules by which something is told though nobody is named: "the case was that", "reportedly"."""
_NAMING = frozenset({"NOUN", "PROPN"})
NOT_THIRD = frozenset({"i", "we", "you", "it"})
BEFORE_PAST = "told on of what had been"
SAME_DOERS = "told on of the same"
"""The rule by which whoever tells a deed tells also what the same people did next."""


def open_account(sentence: Sentence, scope: Scope, ontology: Ontology) -> Account | None:
    """Return the account that *sentence* opens, which *scope* attributes as a whole; ``None``
    where its source is not likely to go on."""
    if scope.modality not in _OPEN or scope.continues is not None:
        return None
    if is_after_colon(sentence, scope, ontology):
        return Account(scope.source, scope.modality, Reach.BARE, "colon", opener=scope)
    if (
        _is_fronted(scope)
        or _is_according(sentence, scope, ontology)
        or _goes_on(sentence, scope, ontology)
    ):
        return Account(scope.source, scope.modality, Reach.DEEDS, "account goes on", opener=scope)
    if _tells_of_others(sentence, scope):
        return Account(scope.source, scope.modality, Reach.DEEDS, SAME_DOERS, opener=scope)
    if any(is_before_past(sentence, k) for k in _find_heads(sentence, scope)):
        return Account(scope.source, scope.modality, Reach.HARMS, BEFORE_PAST, opener=scope)
    return None


def is_before_past(sentence: Sentence, verb: int) -> bool:
    """Return whether "had" stands before the verb, as in what somebody told in the past goes on in:
    "He said he [had] been home. A cousin [had] stolen it." """
    return any(sentence.word(k) in {"had", "'d", "’d"} for k in sentence.dependents(verb, "aux"))


def goes_on_with(sentence: Sentence, told: Sentence, opener: Scope) -> bool:
    """Return whether *sentence* tells on of those whose deed the *opener* in *told* tells: by a
    pronoun, or by their name."""
    words = {told.tokens[k].text for k in opener.content if told.tokens[k].pos in _NAMING}
    subjects = sentence.dependents(sentence.root, "nsubj", "nsubjpass")
    return any(_is_third(sentence, k) or sentence.tokens[k].text in words for k in subjects)


def _is_third(sentence: Sentence, k: int) -> bool:
    """Whether a word is "he", "she" or "they"."""
    return sentence.tokens[k].tag == "PRP" and sentence.word(k) not in NOT_THIRD


def _tells_of_others(sentence: Sentence, scope: Scope) -> bool:
    """Whether somebody tells what others did: "the prince killed a leopard, villagers said"."""
    source = scope.source
    if source is None:
        return scope.rule in _UNNAMED and bool(_find_doers(sentence, scope))
    if scope.modality is Modality.ADMITTED:
        return False
    others = (d for d in _find_doers(sentence, scope) if not source.start <= d < source.end)
    return any(sentence.tokens[d].pos in _NAMING for d in others)


def _find_doers(sentence: Sentence, scope: Scope) -> list[int]:
    """The subjects of the past deeds that are told first."""
    deeds = [k for k in _find_heads(sentence, scope) if _is_past_verb(sentence, k)]
    return [d for k in deeds for d in sentence.dependents(k, "nsubj")]


def _find_heads(sentence: Sentence, scope: Scope) -> list[int]:
    """The words that what is told hangs on."""
    heads = [k for k in sorted(scope.content) if sentence.tokens[k].head not in scope.content]
    return heads or [sentence.root]


def _is_past_verb(sentence: Sentence, k: int) -> bool:
    return sentence.tokens[k].pos == "VERB" and _is_past(sentence, k)


def is_after_colon(sentence: Sentence, scope: Scope, ontology: Ontology) -> bool:
    """Whether what stands behind a colon goes on to the end of the paragraph ("The placards read:
    A paid B."); a quotation ends by its mark."""
    colon = next((t.i for t in sentence.tokens[:-2] if t.text == ":"), None)
    if colon is None or not scope.cue or scope.source is None:
        return False
    near = colon - 3 < scope.cue[-1] < colon and colon + 1 in scope.content
    told = near and is_cue(
        sentence, scope.cue[-1], ontology, "ReportVerb", "TellVerb", "AllegeVerb"
    )
    return told and sentence.tokens[colon + 1].text not in OPENING_MARKS


def _is_fronted(scope: Scope) -> bool:
    """Whether the word opens the sentence, and nobody is named: "allegedly, X paid Y"; or a frame
    does: "as the state tells it, ...", "to its critics, ..."."""
    first = bool(scope.cue) and scope.cue[0] < 2
    frame = scope.rule in _FRAMES and scope.modality is Modality.REPORTED
    return first and (frame or scope.source is None and scope.modality is Modality.ALLEGED)


def _is_according(sentence: Sentence, scope: Scope, ontology: Ontology) -> bool:
    """Whether "according to" somebody, or to "it", opens the sentence and a deed is told."""
    opens = scope.rule == "according to" and bool(scope.cue) and scope.cue[0] == 0
    person = scope.source is None or scope.source.type in {"Person", "Group", ""}
    return opens and person and _tells_deed(sentence, scope, ontology)


def _goes_on(sentence: Sentence, scope: Scope, ontology: Ontology) -> bool:
    """Whether the source, named in the sentence, is likely to go on telling."""
    source = scope.source
    if source is None or _is_elsewhere(sentence, scope, source):
        return False
    if scope.modality is Modality.ADMITTED:
        return scope.polarity is Polarity.POSITIVE
    if any(is_cue(sentence, k, ontology, "ArgueVerb") for k in scope.cue):
        return _tells_deed(sentence, scope, ontology)
    return (
        scope.modality is Modality.ALLEGED
        or _is_explained(sentence, scope, ontology)
        or _is_paper(sentence, scope, source, ontology)
        or _tells_deed(sentence, scope, ontology)
        and _is_witness(sentence, scope, source, ontology)
    )


def _is_elsewhere(sentence: Sentence, scope: Scope, source: Mention) -> bool:
    """Whether the source is named in another sentence, or tells nothing that could go on."""
    return source.sentence != sentence.index or _only_judges(sentence, scope, source)


def _only_judges(sentence: Sentence, scope: Scope, source: Mention) -> bool:
    """Whether who writes judges what others did, and tells nothing: "We condemn the attacks." """
    writer = source.text.lower() in {"i", "we"}
    verbs = [k for k in scope.cue if sentence.tokens[k].pos == "VERB"]
    told = (c for k in verbs for c in sentence.dependents(k, "ccomp", "xcomp", "pcomp"))
    judges = any(sentence.tokens[k].lemma in words_of("CondemningVerb") for k in verbs)
    return writer and judges and not any(told)


def _is_paper(sentence: Sentence, scope: Scope, source: Mention, ontology: Ontology) -> bool:
    """Whether an accusing paper speaks, or "according to" any other one."""
    head = source.head
    according = bool(scope.cue) and sentence.word(scope.cue[0]) == "according"
    return (
        is_cue(sentence, head, ontology, "AccuserNoun")
        or sentence.tokens[head].lemma in {"document", "agreement"}
        or according
        and is_cue(sentence, head, ontology, "RecordNoun")
    )


def _is_explained(sentence: Sentence, scope: Scope, ontology: Ontology) -> bool:
    """Whether a noun with its owner tells: "the firm's explanation was that"."""
    nouns = [k for k in scope.cue if sentence.tokens[k].dep == "nsubj"]
    return any(is_cue(sentence, k, ontology, "ReportNoun", "AccountNoun") for k in nouns)


def _is_witness(sentence: Sentence, scope: Scope, source: Mention, ontology: Ontology) -> bool:
    """Whether it is testimony, a hearing, a side's explanation, or what investigators and
    prosecutors tell."""
    if any(sentence.tokens[k].lemma in words_of("TestimonyVerb") for k in scope.cue):
        return True
    heard = any(sentence.tokens[k].lemma in {"hear", "tell"} for k in scope.cue)
    if heard and is_cue(sentence, source.head, ontology, "JudgeNoun"):
        return True
    presenters = words_of("PresenterNoun")
    named = sentence.tokens[source.start : source.end]
    before = sentence.tokens[max(source.start - 1, 0) : source.start]
    return any(t.text.lower() in presenters or t.lemma in presenters for t in (*before, *named))


def _tells_deed(sentence: Sentence, scope: Scope, ontology: Ontology) -> bool:
    """Whether the source tells of a deed that was done, and not of what holds in law."""
    heads = ((k, sentence.tokens[k].head) for k in sorted(scope.content))
    first = [k for k, head in heads if head == k or head not in scope.content]
    argues = any(is_cue(sentence, k, ontology, "ArgueVerb") for k in scope.cue)
    return any(
        is_past_deed(sentence, k, ontology) if argues else _is_past(sentence, k) for k in first
    )


def _is_past(sentence: Sentence, k: int) -> bool:
    """Whether a verb, or its auxiliary, stands in the past."""
    words = (k, *sentence.dependents(k, "aux", "auxpass"))
    return any(sentence.tokens[w].tag == "VBD" for w in words)
