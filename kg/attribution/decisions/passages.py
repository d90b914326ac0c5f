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

from kg.attribution.decisions.features import document_features, find_signs, headings_above
from kg.attribution.decisions.forms import (
    decides_itself,
    find_bodies,
    finds,
    is_weighed,
    rules_on,
    states_law,
    tells_what_somebody_did,
    weighs_evidence,
)
from kg.attribution.decisions.part_model import OTHERS, Part, load_model
from kg.attribution.modality.local import Local
from kg.attribution.scopes import Scope
from kg.language.mentions import mention_at
from kg.model import Mention, MentionKind, Modality, Polarity, Sentence
from kg.ontology.loader import Ontology

SIGNS = ("ArgumentSign", "LowerCourtSign", "OwnVoiceSign")
_ENOUGH = 3
"""So many different signs of a decision tell one: of the 66 press releases, news and transcripts
held beside, none has them."""
_SURE = {"finding": 0.1, "evidence": 0.6, "law": 0.6}
"""The share at which the model's word goes before a sign's; what a finding is taken for instead is
the court's own voice."""
_WEIGHED = 0.3
"""Below this share of law, a sentence about what the evidence shows is a finding."""
_REACH = 25
"""So many sentences an argument or a ruling goes on without a sign of its own."""


_COSTS = {
    Part.OWN: 1.0,
    Part.FINDING: 12.0,
    Part.EVIDENCE: 3.0,
    Part.ARGUMENT: 8.0,
    Part.LOWER: 4.0,
    Part.LAW: 3.0,
}
"""What it costs to miss a part, against taking the court's own voice for it: a witness's word as
fact is worse."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The part that a sentence belongs to, and whose word it is where the text tells."""

    part: Part
    source: Mention | None = None
    told_on: bool = False
    """Whether the sentence shows no sign of its own, and only goes on."""

    @property
    def voice(self) -> tuple[Mention, ...]:
        """Whose word it is, as a chain of sources."""
        return (self.source,) if self.source is not None else ()


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
    reader = _Reader(sentences, scopes, ontology, opinion)
    headings = headings_above(text, [s.span.start for s in sentences])
    features = document_features([s.text for s in sentences], headings, reader.signs)
    shares = load_model().shares(features)
    return {s.index: reader.read(s, told) for s, told in zip(sentences, shares, strict=True)}


class _Reader:
    """Goes through the sentences of a decision and remembers whose part it is in."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        scopes: Sequence[Sequence[Scope]],
        ontology: Ontology,
        opinion: bool,
    ) -> None:
        self.scopes, self.ontology = scopes, ontology
        self.barred = OTHERS | {Part.EVIDENCE} if opinion else frozenset()
        self.signs = signs_of(ontology)
        self.body = _deciding_body(sentences, ontology)
        self.alone = _sits_alone(sentences)
        self.carried, self.age = Passage(Part.OWN), 0

    def read(self, sentence: Sentence, shares: Mapping[Part, float]) -> Passage:
        """Return the passage of the next sentence; a heading ends what was carried."""
        if sentence.heading or sentence.text.isupper():
            self.carried = Passage(Part.OWN)
            return self.carried
        shown = find_signs(sentence.text, self.signs)
        carried = self.carried if self.age < _REACH else Passage(Part.OWN)
        known = {part: share for part, share in shares.items() if part not in self.barred}
        passage = self._told_by_form(sentence, known) or self._told_by_words(
            sentence, shown, known, carried
        )
        self.age = 0 if shown else self.age + 1
        scopes = self.scopes[sentence.index]
        placed = _with_source(passage, sentence, scopes, self.carried, self.body, self.ontology)
        self.carried = replace(placed, told_on=not shown)
        return self.carried

    def _told_by_form(self, sentence: Sentence, shares: Mapping[Part, float]) -> Passage | None:
        """The part that the form of a sentence alone tells: the body's own finding, or the words of
        the law."""
        if decides_itself(sentence, self.ontology, self.alone):
            return Passage(Part.FINDING)
        if states_law(sentence, self.ontology):
            return Passage(Part.LAW)
        weighs = shares.get(Part.LAW, 0.0) < _WEIGHED and weighs_evidence(sentence, self.ontology)
        return Passage(Part.FINDING) if weighs else None

    def _told_by_words(
        self,
        sentence: Sentence,
        shown: Sequence[str],
        shares: Mapping[Part, float],
        carried: Passage,
    ) -> Passage:
        """What a sign or the model tells, else the part of the sentence before."""
        best = self._likeliest(sentence, shares)
        if best not in {Part.OWN, *OTHERS} and shares[best] >= _SURE[best]:
            return Passage(best)
        if "ArgumentSign" in shown:
            return Passage(Part.ARGUMENT)
        if "LowerCourtSign" in shown and rules_on(sentence, self.ontology):
            return Passage(Part.LOWER)
        return _go_on(best, carried, "OwnVoiceSign" in shown)

    def _likeliest(self, sentence: Sentence, shares: Mapping[Part, float]) -> Part:
        """The part that costs most to miss; the story of the case is no law."""
        told = tells_what_somebody_did(sentence, self.ontology)
        parts = [part for part in Part if not (told and part is Part.LAW)]
        return max(parts, key=lambda part: (shares.get(part, 0.0) * _COSTS[part], part))


def _go_on(best: Part, carried: Passage, own_voice: bool) -> Passage:
    """The likeliest part; but what others say goes on until the court speaks in its own voice, and
    never into that."""
    if own_voice:
        return Passage(Part.OWN if best in OTHERS else best)
    return carried if best is Part.OWN and carried.part in OTHERS else Passage(best)


def _sits_alone(sentences: Sequence[Sentence]) -> bool:
    """Whether one judge decides: "I" and never "we"."""
    spoken = {t.text.lower() for s in sentences for t in s.tokens if t.pos == "PRON"}
    return "i" in spoken and "we" not in spoken


def _deciding_body(sentences: Sequence[Sentence], ontology: Ontology) -> Mention | None:
    """Who decides: the body that most often finds or is called "this"."""
    found: Counter[str] = Counter()
    first: dict[str, Mention] = {}
    for sentence in sentences:
        for i in find_bodies(sentence, ontology):
            mention = mention_at(sentence, i, ontology) if _speaks(sentence, i, ontology) else None
            if mention is not None:
                found[mention.text.lower()] += 1
                first.setdefault(mention.text.lower(), mention)
    best = min(found, key=lambda text: (-found[text], first[text].span), default=None)
    return first[best] if best is not None else None


def _speaks(sentence: Sentence, i: int, ontology: Ontology) -> bool:
    this = any(sentence.tokens[k].text.lower() == "this" for k in sentence.dependents(i, "det"))
    return this or finds(sentence, i, ontology)


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
    found = (mention_at(sentence, i, ontology) for i in find_bodies(sentence, ontology))
    return next((m for m in found if m is not None), None)


def place_in_part(
    passage: Passage, local: Local, chain: tuple[Mention, ...], ontology: Ontology
) -> tuple[Local, tuple[Mention, ...]]:
    """Return what the part makes of a proposition, and whose word it is."""
    bare = local.modality in {Modality.STATED_AS_FACT, Modality.FOUND}
    if passage.part is Part.FINDING:
        return _place_finding(passage, local, chain, ontology)
    if not bare:
        return local, chain
    if passage.part is Part.LOWER:
        modality = Modality.REPORTED if passage.told_on and not chain else Modality.FOUND
        return Local(modality, local.polarity, "lower court"), chain or passage.voice
    if passage.part in {Part.EVIDENCE, Part.ARGUMENT}:
        return Local(Modality.REPORTED, local.polarity, passage.part.value), chain or passage.voice
    return local, chain


def _place_finding(
    passage: Passage, local: Local, chain: tuple[Mention, ...], ontology: Ontology
) -> tuple[Local, tuple[Mention, ...]]:
    """What a finding makes of a proposition: also of what the evidence shows, and of what the court
    is satisfied of."""
    if _is_unproven(local, chain, ontology):
        return Local(Modality.FOUND, Polarity.NEGATIVE, "not proven"), passage.voice
    satisfied = local.modality is Modality.PROBABLE and local.reason == Modality.PROBABLE.value
    told = {Modality.STATED_AS_FACT, Modality.FOUND, Modality.REPORTED}
    if satisfied or local.modality in told:
        return Local(Modality.FOUND, local.polarity, "finding"), passage.voice
    return local, chain


def _is_unproven(local: Local, chain: tuple[Mention, ...], ontology: Ontology) -> bool:
    """Whether it is found not to be so: "The evidence does not show that X did it"."""
    told = local.modality is Modality.UNKNOWN and local.reason == Modality.REPORTED.value
    weighed = bool(chain) and any(
        is_weighed(word, ontology) for word in chain[-1].text.lower().split()
    )
    return told and weighed and local.polarity is Polarity.POSITIVE
