"""Judgments and administrative decisions: which part each sentence belongs to, and what that makes
of it.

A party's argument is the party's, evidence the witness's or the record's, a lower court's ruling
that court's, a finding the deciding body's; statements of law and citations claim nothing. The
parts are the rhetorical roles of Bhattacharya et al. (2019) and Walker et al. (2019). Which it is,
is told by signs and by a softmax over words (``parts.npz``, trained by ``python -m
benchmarks.train_parts``)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.attribution.modality.local import Local
from kg.attribution.part_features import document_features, find_signs, headings_above
from kg.attribution.scopes import Scope
from kg.language.mentions import mention_at
from kg.model import Mention, MentionKind, Modality, Sentence
from kg.ontology.lexicon import is_cue
from kg.ontology.loader import Ontology

SIGNS = ("ArgumentSign", "LowerCourtSign", "OwnVoiceSign")
_ENOUGH = 3
"""So many different signs of a decision tell one: of the 66 press releases, news and transcripts
held beside, none has them."""
_SURE = {"finding": 0.2, "evidence": 0.6, "law": 0.6}
"""The share at which the model's word goes before a sign's; what a finding is taken for instead is
the court's own voice."""
_REACH = 25
"""So many sentences an argument or a ruling goes on without a sign of its own."""


class Part(StrEnum):
    """A part of a decision."""

    OWN = "own"
    FINDING = "finding"
    EVIDENCE = "evidence"
    ARGUMENT = "argument"
    LOWER = "lower"
    LAW = "law"


_OTHERS = frozenset({Part.ARGUMENT, Part.LOWER})
"""What a party argues and what another court ruled goes on until something ends it."""
_COSTS = {
    Part.OWN: 1.0,
    Part.FINDING: 6.0,
    Part.EVIDENCE: 3.0,
    Part.ARGUMENT: 10.0,
    Part.LOWER: 10.0,
    Part.LAW: 3.0,
}
"""What it costs to miss a part, against taking the court's own voice for it: a witness's word as
fact is worse."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The part that a sentence belongs to, and whose word it is where the text tells."""

    part: Part
    source: Mention | None = None

    @property
    def voice(self) -> tuple[Mention, ...]:
        """Whose word it is, as a chain of sources."""
        return (self.source,) if self.source is not None else ()


@dataclass(frozen=True, slots=True)
class _Model:
    vocabulary: Mapping[str, int]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    parts: tuple[Part, ...]

    def shares(self, features: Sequence[str]) -> dict[Part, float]:
        """How likely each part is."""
        rows = [self.vocabulary[f] for f in features if f in self.vocabulary]
        scores = self.weights[rows].sum(0) + self.bias
        powers = np.exp(scores - scores.max())
        return dict(zip(self.parts, (powers / powers.sum()).tolist(), strict=True))


@cache
def _load_model() -> _Model:
    with np.load(Path(__file__).parent / "parts.npz") as data:
        vocabulary = {str(word): i for i, word in enumerate(data["vocabulary"])}
        return _Model(
            vocabulary,
            data["weights"].astype(np.float32),
            data["bias"],
            tuple(Part(str(p)) for p in data["parts"]),
        )


def signs_of(ontology: Ontology) -> dict[str, frozenset[str]]:
    """Return the words and phrases of the signs by the name of their class."""
    return {name: ontology.words.get(name, frozenset()) for name in SIGNS}


def is_decision(sentences: Sequence[Sentence], ontology: Ontology) -> bool:
    """Whether the text is a judgment or an administrative decision, by its own formulas."""
    phrases = ontology.words.get("DecisionSign", frozenset())
    found: set[str] = set()
    for sentence in sentences:
        text = sentence.text.lower()
        found |= {phrase for phrase in phrases if phrase in text}
        if len(found) >= _ENOUGH:
            return True
    return False


def find_passages(
    text: str,
    sentences: Sequence[Sentence],
    scopes: Sequence[Sequence[Scope]],
    ontology: Ontology,
    opinion: bool = False,
) -> dict[int, Passage]:
    """Return the passage of each sentence of a decision with this *text*; nothing for other texts.

    An *opinion* of a court that reviews names whose argument it tells, and weighs no evidence of
    its own."""
    if not is_decision(sentences, ontology):
        return {}
    signs, body = signs_of(ontology), _deciding_body(sentences, ontology)
    headings = headings_above(text, [s.span.start for s in sentences])
    features = document_features([s.text for s in sentences], headings, signs)
    out: dict[int, Passage] = {}
    carried, age = Passage(Part.OWN), 0
    for sentence, told in zip(sentences, features, strict=True):
        shown = find_signs(sentence.text, signs)
        shares = _load_model().shares(told)
        if opinion:
            shares = {
                part: share
                for part, share in shares.items()
                if part not in _OTHERS | {Part.EVIDENCE}
            }
        passage = _passage(
            sentence, shown, shares, carried if age < _REACH else Passage(Part.OWN), ontology
        )
        age = 0 if shown else age + 1
        carried = _with_source(passage, sentence, scopes[sentence.index], carried, body, ontology)
        out[sentence.index] = carried
    return out


def _passage(
    sentence: Sentence,
    shown: Sequence[str],
    shares: Mapping[Part, float],
    carried: Passage,
    ontology: Ontology,
) -> Passage:
    """The part of a sentence: what a sign or the model tells, else that of the sentence before."""
    sure = _told_by_form(sentence, ontology)
    if sure is not None:
        return Passage(sure)
    told = tells_what_somebody_did(sentence, ontology)
    parts = [part for part in Part if not (told and part is Part.LAW)]
    best = max(parts, key=lambda part: (shares.get(part, 0.0) * _COSTS[part], part))
    if best not in {Part.OWN, *_OTHERS} and shares[best] >= _SURE[best]:
        return Passage(best)
    if "ArgumentSign" in shown:
        return Passage(Part.ARGUMENT)
    if "LowerCourtSign" in shown and _rules(sentence, ontology):
        return Passage(Part.LOWER)
    return _go_on(best, carried, "OwnVoiceSign" in shown)


def _told_by_form(sentence: Sentence, ontology: Ontology) -> Part | None:
    """The part that the form of a sentence alone tells: the body's own finding, or the words of the
    law."""
    if _decides_itself(sentence, ontology):
        return Part.FINDING
    return Part.LAW if _states_law(sentence, ontology) else None


def _states_law(sentence: Sentence, ontology: Ontology) -> bool:
    """Whether a provision speaks, in the present, or binds whoever it names: "Section 12 provides",
    "a tenant shall pay", "provided that"."""
    if sentence.text.lower().startswith("provided that"):
        return True
    root = sentence.tokens[sentence.root]
    subjects = sentence.dependents(root.i, "nsubj", "nsubjpass")
    if any(sentence.tokens[k].text.lower() == "shall" for k in sentence.dependents(root.i, "aux")):
        return not any(
            sentence.tokens[k].entity or sentence.tokens[k].pos == "PRON" for k in subjects
        )
    return root.tag in {"VBZ", "VBP"} and any(
        _is_provision(sentence, k, ontology) for k in subjects
    )


def _is_provision(sentence: Sentence, k: int, ontology: Ontology) -> bool:
    """Whether the phrase with the head *k* names a law or a part of one."""
    mention = mention_at(sentence, k, ontology)
    return mention is not None and bool(mention.type) and ontology.is_a(mention.type, "Law")


def tells_what_somebody_did(sentence: Sentence, ontology: Ontology) -> bool:
    """Whether the main verb is past and its subject a name, not a court's: the story of the case,
    and no statement of law."""
    root = sentence.tokens[sentence.root]
    if not any(
        sentence.tokens[i].tag == "VBD"
        for i in (root.i, *sentence.dependents(root.i, "aux", "auxpass"))
    ):
        return False
    subjects = sentence.dependents(root.i, "nsubj", "nsubjpass")
    named = (
        (a, b)
        for a, b, kind in sentence.entities
        if kind in ("PERSON", "ORG") and any(a <= i < b for i in subjects)
    )
    return any(ontology.class_by_ending(sentence.slice(a, b)) != "Court" for a, b in named)


def _go_on(best: Part, carried: Passage, own_voice: bool) -> Passage:
    """The likeliest part; but what others say goes on until the court speaks in its own voice, and
    never into that."""
    if own_voice:
        return Passage(Part.OWN if best in _OTHERS else best)
    return carried if best is Part.OWN and carried.part in _OTHERS else Passage(best)


def _decides_itself(sentence: Sentence, ontology: Ontology) -> bool:
    """Whether the body that decides, or its "we", finds something in the sentence."""
    speakers = [
        *_bodies(sentence, ontology),
        *(t.i for t in sentence.tokens if t.text.lower() == "we"),
    ]
    return any(_finds(sentence, i, ontology) for i in speakers)


def _rules(sentence: Sentence, ontology: Ontology) -> bool:
    """Whether somebody decides something in the sentence."""
    return any(
        is_cue(sentence, t.i, ontology, "FindVerb", "ProcedureVerb", "UndoVerb", "DecisionNoun")
        for t in sentence.tokens
    )


def _deciding_body(sentences: Sequence[Sentence], ontology: Ontology) -> Mention | None:
    """Who decides: the body that most often finds or is called "this"."""
    found: Counter[str] = Counter()
    first: dict[str, Mention] = {}
    for sentence in sentences:
        for i in _bodies(sentence, ontology):
            mention = mention_at(sentence, i, ontology) if _speaks(sentence, i, ontology) else None
            if mention is not None:
                found[mention.text.lower()] += 1
                first.setdefault(mention.text.lower(), mention)
    best = min(found, key=lambda text: (-found[text], first[text].span), default=None)
    return first[best] if best is not None else None


def _speaks(sentence: Sentence, i: int, ontology: Ontology) -> bool:
    this = any(sentence.tokens[k].text.lower() == "this" for k in sentence.dependents(i, "det"))
    return this or _finds(sentence, i, ontology)


def _finds(sentence: Sentence, i: int, ontology: Ontology) -> bool:
    """Whether the token finds something in the present tense, which a decision keeps for what it
    decides itself: "the Board [finds] that …"."""
    token = sentence.tokens[i]
    return (
        token.dep == "nsubj"
        and sentence.tokens[token.head].tag in {"VBZ", "VBP"}
        and is_cue(sentence, token.head, ontology, "FindVerb")
    )


def _with_source(
    passage: Passage,
    sentence: Sentence,
    scopes: Sequence[Scope],
    carried: Passage,
    body: Mention | None,
    ontology: Ontology,
) -> Passage:
    """The passage with who speaks in it: the deciding body, the lower court, or the last source
    that the part had."""
    if passage.part is Part.FINDING:
        return replace(passage, source=body)
    if passage.part is Part.LOWER and (court := _court(sentence, ontology)) is not None:
        return replace(passage, source=court)
    own = next(
        (
            s.source
            for s in scopes
            if s.source is not None and _may_tell(passage.part, s.source, ontology)
        ),
        None,
    )
    last = carried.source if carried.part is passage.part else None
    return (
        replace(passage, source=own or last)
        if passage.part not in {Part.OWN, Part.LAW}
        else passage
    )


def _may_tell(part: Part, source: Mention, ontology: Ontology) -> bool:
    """Whether a source may be who speaks in a *part*: a ruling is a court's, an argument or
    evidence never a thing's."""
    if part is Part.LOWER:
        return not ontology.words.get("DecidingBody", frozenset()).isdisjoint(
            source.text.lower().split()
        )
    return bool(source.type) or source.kind is not MentionKind.NOMINAL


def _court(sentence: Sentence, ontology: Ontology) -> Mention | None:
    """The court or officer that a sentence names as who decides."""
    found = (mention_at(sentence, i, ontology) for i in _bodies(sentence, ontology))
    return next((m for m in found if m is not None), None)


def _bodies(sentence: Sentence, ontology: Ontology) -> list[int]:
    """The tokens that name a court, a board or an officer that decides."""
    words = ontology.words.get("DecidingBody", frozenset())
    return [t.i for t in sentence.tokens if t.text.lower() in words]


def place_in_part(
    passage: Passage, local: Local, chain: tuple[Mention, ...]
) -> tuple[Local, tuple[Mention, ...]]:
    """Return what the part makes of a proposition, and whose word it is."""
    bare = local.modality in {Modality.STATED_AS_FACT, Modality.FOUND}
    if passage.part is Part.FINDING and (bare or local.modality is Modality.REPORTED):
        return Local(Modality.FOUND, local.polarity, "finding"), passage.voice
    if passage.part is Part.LOWER and bare:
        return Local(Modality.FOUND, local.polarity, "lower court"), chain or passage.voice
    if passage.part in {Part.EVIDENCE, Part.ARGUMENT} and bare:
        return Local(Modality.REPORTED, local.polarity, passage.part.value), chain or passage.voice
    return local, chain
