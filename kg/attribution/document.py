"""Sentences → who says what, over sentence borders; and the stance of every proposition.

A proposition's stance is composed from the event outwards: how its own sentence holds it
(kg.attribution.modality), then every attribution that it stands in
(kg.attribution.sentence_scopes), innermost first. The result is never stronger than its weakest
layer: a finding inside an allegation is an allegation."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.attribution.accounts import Account
from kg.attribution.attitudes import find_attitudes
from kg.attribution.composition import (
    Chain,
    compose_levels,
    holds,
    name_sources,
    place_in_account,
    stand_alone,
    tells,
)
from kg.attribution.decisions.part_model import Part
from kg.attribution.decisions.passages import Passage, find_passages, place_in_part
from kg.attribution.document_context import (
    as_bench,
    charged_deed,
    disposes,
    document_voice,
    is_opinion,
    is_spoken,
    only_charged,
)  # fmt: skip
from kg.attribution.modality.local import Local, is_question
from kg.attribution.modality.signals import Signals
from kg.attribution.rules.boilerplate import is_boilerplate, is_pointer
from kg.attribution.rules.carried import find_accounts
from kg.attribution.rules.grounds import find_ground
from kg.attribution.rules.headlines import find_headline
from kg.attribution.rules.pronoun_sources import find_speaker_before
from kg.attribution.rules.quoted_speech import continue_blocks, continue_quotes
from kg.attribution.rules.requests import is_request
from kg.attribution.rules.source_notes import find_source_notes
from kg.attribution.rules.speech_acts import find_speech_acts
from kg.attribution.rules.turns import QUESTION
from kg.attribution.rules.undone import find_retraction, find_undone
from kg.attribution.rules.unplaced_sources import find_unplaced
from kg.attribution.scopes import Scope
from kg.attribution.sentence_scopes import find_scopes
from kg.language.mentions import mention_at
from kg.language.quotations import find_quotes
from kg.model import (
    Attribution,
    Document,
    Licence,
    Modality,
    Polarity,
    Sentence,
    Span,
    Stance,
)
from kg.ontology.lexicon import is_cue, words_of
from kg.ontology.loader import Ontology

_OWN = frozenset({"we", "i"})
_DECIDED = frozenset({Modality.FOUND, Modality.ADMITTED})
_NEUTRAL = frozenset({Modality.REPORTED, Modality.ADMITTED, Modality.FOUND, None})


@dataclass(frozen=True)
class Attributed:
    """The attributions of a document, and the stance of any of its tokens."""

    sentences: Sequence[Sentence]
    ontology: Ontology
    scopes: tuple[tuple[Scope, ...], ...]
    voice: Modality
    quotes: tuple[Span, ...] = ()
    charged: str = ""
    opinion: bool = False
    text: str = ""
    headlines: tuple[Scope, ...] = ()
    """The attributions of headings, which claim nothing themselves."""

    @cached_property
    def stated(self) -> tuple[Attribution, ...]:
        """Every attribution, those of headings and of mere speech acts too, in text order."""
        acts = (
            act
            for sentence in self.sentences
            if not sentence.heading and not sentence.silent
            for act in find_speech_acts(sentence, self.ontology, self.scopes[sentence.index])
        )
        more = (self._attribution(scope, ()) for scope in (*self.headlines, *acts))
        told = (
            a for a in (*self.attributions, *more) if not is_request(self.sentences[a.sentence])
        )
        return tuple(sorted(told, key=lambda a: a.sentence))

    @cached_property
    def attitudes(self) -> tuple[Attribution, ...]:
        """Wishes, plans and judgements, in text order: attributions that the stance of claims does
        not rest on."""
        found = (
            scope
            for sentence in self.sentences
            if not sentence.heading
            for scope in self._attitudes(sentence)
        )
        return tuple(self._attribution(scope, ()) for scope in found)

    def _quoted(self, place: int) -> bool:
        """Whether a place of the text stands inside quotation marks."""
        k = bisect_right(self.quotes, place, key=lambda q: q.start) - 1
        return k >= 0 and place < self.quotes[k].end

    def _attitudes(self, sentence: Sentence) -> list[Scope]:
        return find_attitudes(sentence, self.ontology, _find_quoted_tokens(sentence, self.quotes))

    @cached_property
    def accounts(self) -> dict[int, Account]:
        """Sentences that belong to somebody's account without saying so themselves, each with that
        account."""
        return find_accounts(self.text, self.sentences, self.scopes, self.ontology)

    @cached_property
    def passages(self) -> dict[int, Passage]:
        """The part of a judgment or decision that each sentence belongs to; nothing for other
        texts."""
        return find_passages(self.text, self.sentences, self.scopes, self.ontology, self._reviews())

    def _reviews(self) -> bool:
        """Whether it is an opinion in the American form, which keeps the parties' arguments apart
        by naming them."""
        return self.opinion and "learned" not in self.text

    def is_silent(self, sentence: int, anchor: int | None = None) -> bool:
        """Whether a sentence (or its word *anchor*) states the law, cites, asks or is boilerplate:
        it claims nothing about anybody."""
        own, account = self.sentences[sentence], self.accounts.get(sentence)
        passage = self.passages.get(sentence)
        states_law = passage is not None and passage.part is Part.LAW
        asks = account is not None and account.rule == QUESTION
        if states_law or asks or is_boilerplate(own) or is_request(own):
            return True
        return anchor is not None and is_pointer(self.sentences[sentence], anchor)

    @cached_property
    def undone(self) -> dict[int, str]:
        """Sentences whose findings and admissions the text takes back; a court that reverses does
        so to the court below."""
        found = find_undone(self.sentences, self.ontology)
        if not self.opinion:
            return found
        own = {i for i, passage in self.passages.items() if passage.part is not Part.LOWER}
        return {i: why for i, why in found.items() if i not in own}

    @cached_property
    def attributions(self) -> tuple[Attribution, ...]:
        """Every attribution, in text order; one that runs over several sentences is one."""
        further = self._continuations()
        whole = (
            scope
            for group in self.scopes
            for scope in group
            if scope.continues is None and (scope.content or scope in further)
        )
        return tuple(self._attribution(scope, further.get(scope, [])) for scope in whole)

    def _continuations(self) -> dict[Scope, list[Scope]]:
        """Each attribution that goes on in later sentences, with its parts there."""
        further: dict[Scope, list[Scope]] = {}
        for scope in (s for group in self.scopes for s in group):
            if scope.continues is not None:
                further.setdefault(scope.continues, []).append(scope)
        return further

    def _attribution(self, scope: Scope, further: Sequence[Scope]) -> Attribution:
        tokens = self.sentences[scope.sentence].tokens
        cue = Span(tokens[scope.cue[0]].start, tokens[scope.cue[-1]].end) if scope.cue else None
        content = tuple(
            sorted(
                r
                for s in (scope, *further)
                for r in _join_neighbours(self.sentences[s.sentence], s.content)
            )
        )
        modality = scope.modality or Modality.STATED_AS_FACT
        return Attribution(
            scope.sentence, scope.source, cue, content, modality, scope.polarity, scope.source_span
        )

    def stance(self, sentence: int, token: int, aside: bool = False) -> Stance:
        """Return how the proposition at *token* is put: chain (outermost first), modality,
        polarity.

        What is said *aside* is the writer's own word, unless it stands in quotation marks or is
        what the source alleges."""
        own, levels = self.sentences[sentence], self._find_attributions_around(sentence, token)
        quoted = self._quoted(own.tokens[token].start)
        if (
            aside
            and not quoted
            and sentence not in self.passages
            and all(s.modality in _NEUTRAL for s in levels)
        ):
            return self._said_aside(own, token)
        local = compose_levels(own, token, levels, self.ontology)
        ground = find_ground(levels, local.modality, own, self.ontology)
        if levels:
            chain = name_sources(levels, self.sentences, self.ontology)
        else:
            chain = self._find_deciding_court(own, token)
            local = stand_alone(own, token, local, quoted, chain)
        local, chain = self._in_account(own, token, local, chain, not levels)
        if (passage := self.passages.get(sentence)) is not None:
            local, chain = place_in_part(passage, local, chain, self.ontology)
        if word := self._taken_back(own, token, local, levels):
            local, ground = (
                Local(Modality.REPORTED, local.polarity, f"undone: {word}"),
                Licence.UNDONE,
            )
        local = _as_asked(own, token, self._in_voice(local), bool(chain))
        notes = find_source_notes(own, levels, local.modality, chain, local.reason, self.ontology)
        return Stance(local.modality, local.polarity, chain, None, local.reason, ground, notes)

    def _find_deciding_court(self, own: Sentence, verb: int) -> Chain:
        """The "we" of a court that says what it does with the case: "we reverse"; nothing for other
        verbs and texts."""
        if not self.opinion or not disposes(own, verb):
            return ()
        mentions = (mention_at(own, k, self.ontology) for k in own.dependents(verb, "nsubj"))
        return tuple(m for m in mentions if m is not None)

    def _find_attributions_around(self, sentence: int, token: int) -> list[Scope]:
        """The attributions that a token stands in, innermost first."""
        own = self.sentences[sentence]
        holding = [s for s in self.scopes[sentence] if holds(s, own, token)]
        around = self._around(sentence, holding)
        inner = sorted(holding, key=lambda s: (len(s.content), s.rule != "according to", s.cue))
        return [*inner, *around]

    def _around(self, sentence: int, inner: Sequence[Scope]) -> list[Scope]:
        """The quotations that hold the cues of attributions to "we" or "I", and not their content:
        "“We deny” that X fell"."""
        own = self.sentences[sentence]
        cues = [s.cue[0] for s in inner if s.cue and _is_speakers_own(s)]
        others = (s for s in self.scopes[sentence] if s not in inner)
        return [s for s in others if any(holds(s, own, cue) for cue in cues)]

    def _taken_back(self, own: Sentence, token: int, local: Local, levels: Sequence[Scope]) -> str:
        """The words that take back a finding, a plea or a paper's report: what they take back is
        only reported; else ``""``."""
        if own.index in self.undone and not is_cue(own, token, self.ontology, "UndoVerb"):
            if local.modality in _DECIDED or self._decides(own, token, local):
                return self.undone[own.index]
        return (
            find_retraction(own, levels, self.ontology)
            if local.polarity is Polarity.POSITIVE
            else ""
        )

    def _in_voice(self, local: Local) -> Local:
        """What the whole document, a pleading for example, makes of a bare statement."""
        if local.modality is Modality.STATED_AS_FACT and self.voice is not Modality.STATED_AS_FACT:
            return Local(self.voice, local.polarity, "pleading")
        return local

    def _decides(self, own: Sentence, token: int, local: Local) -> bool:
        """Whether *token* is the decision itself, which the text takes back: "was convicted of",
        "was found guilty of"."""
        if local.modality is not Modality.STATED_AS_FACT:
            return False
        found = own.dependents(token, "oprd", "acomp") if own.tokens[token].lemma == "find" else ()
        verdict = any(own.tokens[k].lemma in words_of("GuiltAdjective") for k in found)
        return verdict or is_cue(own, token, self.ontology, "ConvictVerb", "AdmitVerb")

    def _said_aside(self, own: Sentence, token: int) -> Stance:
        """How a title or role in passing is put: "the purported owner" weakens it, the sentence
        around it does not."""
        local = self._in_voice(Signals(own, self.ontology, False).signals(token, Local()))
        return Stance(local.modality, local.polarity, (), None, local.reason)

    def _in_account(
        self, own: Sentence, token: int, local: Local, chain: Chain, bare: bool
    ) -> tuple[Local, Chain]:
        """What the account makes of it that the sentence belongs to; and what is only charged."""
        account = self.accounts.get(own.index)
        if account is not None and tells(account, own, token, bare, self.ontology):
            return place_in_account(account, own, local, chain)
        stated = bare and local.modality is Modality.STATED_AS_FACT
        if stated and charged_deed(own, token, self.ontology, self.charged):
            return Local(Modality.ALLEGED, local.polarity, "told on"), chain
        told = find_unplaced(own, token, self.scopes[own.index], self.ontology) if stated else None
        if told is None:
            return local, chain
        source = (told.source,) if told.source is not None else ()
        return Local(told.modality, local.polarity, f"beside {told.word!r}"), source


def _as_asked(own: Sentence, token: int, local: Local, told: bool) -> Local:
    """How a proposition is held in a question: what that takes for granted is nobody's claim ("Did
    you know that X paid Y?"), unless somebody is *told* of who says it."""
    asserted = local.modality.fact_like or local.modality is Modality.REPORTED and not told
    if not asserted or not is_question(own, token):
        return local
    return Local(Modality.HYPOTHETICAL, local.polarity, "?")


def _is_speakers_own(scope: Scope) -> bool:
    """Whether the attribution is to "we" or "I"; its source may stand in an earlier sentence."""
    return scope.source is not None and scope.source.text.lower() in _OWN


def attribute_document(
    document: Document, sentences: Sequence[Sentence], ontology: Ontology
) -> Attributed:
    """Find every attribution of *document*."""
    quotes = find_quotes(document.text, sentences)
    opinion = is_opinion(sentences)
    scopes: list[list[Scope]] = []
    for sentence in sentences:
        quoted = _find_quoted_tokens(sentence, quotes)
        found = [] if sentence.heading else find_scopes(sentence, ontology, quoted)
        if opinion:
            found = [
                s if s.source and s.source.head in quoted else as_bench(s, sentence, ontology)
                for s in found
            ]
        scopes.append([find_speaker_before(s, scopes, sentences, found) for s in found])
    continue_quotes(sentences, quotes, scopes, ontology)
    continue_blocks(sentences, scopes, ontology)
    voice = document_voice(document, ontology)
    if voice is Modality.STATED_AS_FACT and is_spoken(sentences, quotes, ontology):
        voice = Modality.REPORTED
    return Attributed(
        sentences,
        ontology,
        tuple(map(tuple, scopes)),
        voice,
        tuple(quotes),
        only_charged(document, ontology),
        opinion,
        document.text,
        _read_headlines(sentences, ontology, quotes),
    )


def _read_headlines(
    sentences: Sequence[Sentence], ontology: Ontology, quotes: Sequence[Span]
) -> tuple[Scope, ...]:
    headings = (s for s in sentences if s.heading)
    return tuple(
        scope
        for heading in headings
        for scope in find_headline(heading, ontology, _find_quoted_tokens(heading, quotes))
    )


def _find_quoted_tokens(sentence: Sentence, quotes: Sequence[Span]) -> frozenset[int]:
    span = sentence.span
    near = [q for q in quotes if q.start < span.end and span.start < q.end]
    return frozenset(t.i for t in sentence.tokens if any(q.start <= t.start < q.end for q in near))


def _join_neighbours(sentence: Sentence, tokens: frozenset[int]) -> tuple[Span, ...]:
    """Neighbouring tokens as spans of the document."""
    out: list[Span] = []
    for k in sorted(tokens):
        token = sentence.tokens[k]
        if out and k - 1 in tokens:
            out[-1] = Span(out[-1].start, token.end)
        else:
            out.append(Span(token.start, token.end))
    return tuple(out)
