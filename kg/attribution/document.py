"""Sentences → who says what, over sentence borders; and the stance of every proposition.

A proposition's stance is composed from the event outwards: how its own sentence holds it
(kg.attribution.modality), then every attribution that it stands in (kg.attribution.reporting_verbs), innermost first. The result is
never stronger than its weakest layer: a finding inside an allegation is an allegation.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeGuard

from kg.attribution.accounts import Account, Reach
from kg.attribution.attitudes import find_attitudes
from kg.attribution.decision_parts import Part, Passage, find_passages, place_in_part
from kg.attribution.document_context import as_bench, charged_deed, document_voice, is_opinion, is_past_deed, only_charged
from kg.attribution.modality import assess
from kg.attribution.modality_markers import FUTURE, Local, Signals
from kg.attribution.reporting_verbs import find_scopes
from kg.attribution.rules.boilerplate import is_boilerplate, is_pointer
from kg.attribution.rules.carried import find_accounts
from kg.attribution.rules.grounds import find_ground
from kg.attribution.rules.undone import find_undone
from kg.attribution.scopes import Scope
from kg.language.quotations import find_quotes
from kg.model import Attribution, Document, Licence, Mention, MentionKind, Modality, Polarity, Sentence, Span, Stance
from kg.ontology.lexicon import is_cue
from kg.ontology.loader import Ontology

Chain = tuple[Mention, ...]
_QUOTE_MARKS = frozenset({'"', "'", "“", "”", "‘", "’", "``", "''", "«", "»"})
_THINGS = frozenset({"", "Thing", "Product", "Money", "Quantity", "Date"})
_CLAIMANTS = (
    "RecordNoun", "AccuserNoun", "AccusedNoun", "JudgeNoun", "OfficeNoun", "ReportNoun", "AllegeNoun", "DenyNoun", "AdmitNoun", "FindNoun",
    "AccountNoun",
)  # fmt: skip
_SPEAKERS = frozenset({"Person", "Organization", "Company", "Agency", "Group"})
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

    @cached_property
    def attitudes(self) -> tuple[Attribution, ...]:
        """Wishes, plans and judgements, in text order: attributions that the stance of claims does not rest on."""
        found = (s for sentence in self.sentences if not sentence.heading for s in self._attitudes(sentence))
        return tuple(self._attribution(s, ()) for s in found)

    def _quoted(self, place: int) -> bool:
        """Whether a place of the text stands inside quotation marks."""
        k = bisect_right(self.quotes, place, key=lambda q: q.start) - 1
        return k >= 0 and place < self.quotes[k].end

    def _attitudes(self, sentence: Sentence) -> list[Scope]:
        return find_attitudes(sentence, self.ontology, _inside(sentence, self.quotes))

    @cached_property
    def accounts(self) -> dict[int, Account]:
        """Sentences that belong to somebody's account without saying so themselves, each with that account."""
        return find_accounts(self.text, self.sentences, self.scopes, self.ontology)

    @cached_property
    def passages(self) -> dict[int, Passage]:
        """The part of a judgment or decision that each sentence belongs to; nothing for other texts."""
        return find_passages(self.text, self.sentences, self.scopes, self.ontology)

    def is_silent(self, sentence: int, anchor: int | None = None) -> bool:
        """Whether a sentence (or its word *anchor*) states the law, cites or is boilerplate: it claims nothing about anybody."""
        passage = self.passages.get(sentence)
        if passage is not None and passage.part is Part.LAW or is_boilerplate(self.sentences[sentence]):
            return True
        return anchor is not None and is_pointer(self.sentences[sentence], anchor)

    @cached_property
    def undone(self) -> dict[int, str]:
        """Sentences whose findings and admissions the text takes back; a court that reverses does so to the court below."""
        found = find_undone(self.sentences, self.ontology)
        if not self.opinion:
            return found
        own = {i for i, passage in self.passages.items() if passage.part is not Part.LOWER}
        return {i: why for i, why in found.items() if i not in own}

    @cached_property
    def attributions(self) -> tuple[Attribution, ...]:
        """Every attribution, in text order; one that runs over several sentences is one."""
        further = self._continuations()
        whole = (s for group in self.scopes for s in group if s.continues is None and (s.content or s in further))
        return tuple(self._attribution(s, further.get(s, [])) for s in whole)

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
        content = tuple(sorted(r for s in (scope, *further) for r in _runs(self.sentences[s.sentence], s.content)))
        modality = scope.modality or Modality.STATED_AS_FACT
        return Attribution(scope.sentence, scope.source, cue, content, modality, scope.polarity, scope.source_span)

    def stance(self, sentence: int, token: int, aside: bool = False) -> Stance:
        """Return how the proposition at *token* is put: chain (outermost first), modality, polarity.

        What is said *aside* is the writer's own word, unless it stands in quotation marks or is what the source alleges.
        """
        own, levels = self.sentences[sentence], self._levels(sentence, token)
        quoted = self._quoted(own.tokens[token].start)
        if aside and not quoted and sentence not in self.passages and all(s.modality in _NEUTRAL for s in levels):
            return self._said_aside(own, token)
        local = self._composed(own, token, levels)
        ground = find_ground(levels, local.modality, own, self.ontology)
        if not levels:
            local = _set_apart(own, token, local, quoted)
        local, chain = self._in_account(own, token, local, self._sources(levels), not levels)
        if (passage := self.passages.get(sentence)) is not None:
            local, chain = place_in_part(passage, local, chain)
        if self._is_taken_back(own, token, local):
            local, ground = Local(Modality.REPORTED, local.polarity, f"undone: {self.undone[own.index]}"), Licence.UNDONE
        local = self._in_voice(local)
        return Stance(local.modality, local.polarity, chain, None, local.reason, ground)

    def _levels(self, sentence: int, token: int) -> list[Scope]:
        """The attributions that a token stands in, innermost first."""
        return sorted((s for s in self.scopes[sentence] if token in s.content), key=lambda s: (len(s.content), s.cue))

    def _sources(self, levels: Sequence[Scope]) -> Chain:
        """Who speaks, outermost first; who only knows it adds nothing."""
        return tuple(s.source for s in reversed(levels) if s.modality is not None and self._may_claim(s.source))

    def _is_taken_back(self, own: Sentence, token: int, local: Local) -> bool:
        """Whether it is a finding or plea that the text takes back: it is only reported."""
        if own.index not in self.undone or is_cue(own, token, self.ontology, "UndoVerb"):
            return False
        return local.modality in _DECIDED or self._decides(own, token, local)

    def _in_voice(self, local: Local) -> Local:
        """What the whole document, a pleading for example, makes of a bare statement."""
        if local.modality is Modality.STATED_AS_FACT and self.voice is not Modality.STATED_AS_FACT:
            return Local(self.voice, local.polarity, "pleading")
        return local

    def _may_claim(self, source: Mention | None) -> TypeGuard[Mention]:
        """Whether a source is somebody or a document: "crimes" and "water" claim nothing."""
        if source is None or source.kind is not MentionKind.NOMINAL or source.type not in _THINGS:
            return source is not None
        return is_cue(self.sentences[source.sentence], source.head, self.ontology, *_CLAIMANTS)

    def _decides(self, own: Sentence, token: int, local: Local) -> bool:
        """ "Was convicted of": the decision itself, which the text takes back."""
        return local.modality is Modality.STATED_AS_FACT and is_cue(own, token, self.ontology, "ConvictVerb", "AdmitVerb")

    def _said_aside(self, own: Sentence, token: int) -> Stance:
        """How a title or role in passing is put: "the purported owner" weakens it, the sentence around it does not."""
        local = self._in_voice(Signals(own, self.ontology, False).signals(token, Local()))
        return Stance(local.modality, local.polarity, (), None, local.reason)

    def _composed(self, own: Sentence, token: int, levels: Sequence[Scope]) -> Local:
        """How the sentence holds the event, then every attribution that it stands in, innermost first."""
        weak = bool(levels) and levels[0].modality in {Modality.REPORTED, Modality.ALLEGED}
        local = assess(own, token, self.ontology, levels[0].content if levels else None, weak)
        for k, scope in enumerate(levels):
            outer = levels[k + 1].content if k + 1 < len(levels) else None
            cue = assess(own, scope.cue[0], self.ontology, outer) if scope.cue else Local()
            local = _compose(scope, cue, local)
        return local

    def _in_account(self, own: Sentence, token: int, local: Local, chain: Chain, bare: bool) -> tuple[Local, Chain]:
        """What the account makes of it that the sentence belongs to; and what is only charged."""
        account = self.accounts.get(own.index)
        if account is not None and self._tells(account, own, token, bare):
            told = Scope(own.index, account.source, None, (), frozenset(), account.modality, account.polarity)
            told_by = (account.source,) if account.source is not None and account.source not in chain[:1] else ()
            composed = _compose(told, Local(), local)
            return (replace(composed, reason=account.rule) if local.modality.fact_like else composed), (*told_by, *chain)
        if bare and local.modality is Modality.STATED_AS_FACT and charged_deed(own, token, self.ontology, self.charged):
            return Local(Modality.ALLEGED, local.polarity, "told on"), chain
        return local, chain

    def _tells(self, account: Account, own: Sentence, token: int, bare: bool) -> bool:
        """Whether the account holds the proposition at *token*."""
        if account.reach is Reach.ALL:
            return own.tokens[token].start >= account.start
        if not bare:
            return False
        if account.reach is Reach.DEEDS:
            return is_past_deed(own, token, self.ontology)
        return own.tokens[token].dep not in {"appos", "compound", "poss", "nmod"}


def attribute_document(document: Document, sentences: Sequence[Sentence], ontology: Ontology) -> Attributed:
    """Find every attribution of *document*."""
    quotes = find_quotes(document.text, sentences)
    opinion = is_opinion(sentences)
    scopes: list[list[Scope]] = []
    for sentence in sentences:
        quoted = _inside(sentence, quotes)
        found = [] if sentence.heading else find_scopes(sentence, ontology, quoted)
        if opinion:
            found = [s if s.source and s.source.head in quoted else as_bench(s, sentence, ontology) for s in found]
        scopes.append([_look_back(s, scopes, sentences) for s in found])
    _continue_quotes(sentences, quotes, scopes)
    return Attributed(
        sentences, ontology, tuple(map(tuple, scopes)), document_voice(document, ontology), tuple(quotes), only_charged(document), opinion,
        document.text,
    )  # fmt: skip


def _set_apart(sentence: Sentence, token: int, local: Local, quoted: bool) -> Local:
    """What quotation marks make of words that nobody is named for."""
    if quoted:
        return local.weaken_to(Modality.REPORTED, "in quotation marks")
    return local.weaken_to(Modality.REPORTED, "in scare quotes") if _at_a_distance(sentence, token) else local


def _at_a_distance(sentence: Sentence, token: int) -> bool:
    """ "Was 'hired' in 2019": a verb that stands alone in quotation marks is not the writer's."""
    around = sentence.tokens[token - 1 : token] + sentence.tokens[token + 1 : token + 2]
    return sentence.tokens[token].pos == "VERB" and len(around) == 2 and all(t.text in _QUOTE_MARKS for t in around)


def _inside(sentence: Sentence, quotes: Sequence[Span]) -> frozenset[int]:
    span = sentence.span
    near = [q for q in quotes if q.start < span.end and span.start < q.end]
    return frozenset(t.i for t in sentence.tokens if any(q.start <= t.start < q.end for q in near))


def _compose(scope: Scope, cue: Local, inner: Local) -> Local:
    """What an attribution makes of a proposition inside it."""
    if scope.modality is None:
        return inner
    outer = _as_said(scope.modality, scope.polarity, cue)
    if inner.polarity is Polarity.NEGATIVE:
        outer = outer.negate(outer.reason)
    weaker = inner.modality.fact_like and not outer.modality.fact_like
    if inner.modality is Modality.STATED_AS_FACT or weaker or _is_foretold(inner) and not outer.modality.fact_like:
        return outer
    return Local(inner.modality, outer.polarity if outer.modality is Modality.DENIED else inner.polarity, inner.reason)


def _as_said(modality: Modality, polarity: Polarity, cue: Local) -> Local:
    """How the source puts it, by the *cue* and how its own sentence holds that: "may have found", "did not say"."""
    if cue.polarity is Polarity.NEGATIVE:
        return Local(Modality.UNKNOWN, Polarity.POSITIVE, modality.value)
    unsure = cue.modality is not Modality.STATED_AS_FACT and modality.fact_like
    return Local(cue.modality if unsure else modality, polarity, modality.value)


def _is_foretold(local: Local) -> bool:
    """ "Will pay"."""
    return local.modality is Modality.PROBABLE and local.reason in FUTURE


def _look_back(scope: Scope, before: Sequence[Sequence[Scope]], sentences: Sequence[Sentence]) -> Scope:
    """ "It implies": a pronoun speaks for the last source of its kind, and inherits its role as accuser."""
    source = scope.source
    if source is None or source.kind is not MentionKind.PRONOUN:
        return scope
    for index in range(scope.sentence - 1, max(scope.sentence - 3, -1), -1):
        earlier = next((s for s in reversed(before[index]) if _may_stand_for(source, s, sentences)), None)
        if earlier is None:
            continue
        apart = sentences[index].unit < sentences[scope.sentence].unit - 1
        return scope if apart or source.text.lower() in {"i", "we", "you"} else _speak_for(scope, earlier)
    return scope


def _may_stand_for(pronoun: Mention, earlier: Scope, sentences: Sequence[Sentence]) -> bool:
    """Whether a pronoun may mean the source of an earlier attribution: a person or not, one paper or more."""
    known, word = earlier.source, pronoun.text.lower()
    if known is None or known.kind is MentionKind.PRONOUN and not earlier.cue:
        return False
    if (known.type == "Person") is not (word in {"he", "she"}):
        return False
    return word != "they" or not (known.type == "Document" or is_paper(sentences[known.sentence], known))


def _speak_for(scope: Scope, earlier: Scope) -> Scope:
    """The attribution with the source of the earlier one; what an accuser reports is alleged."""
    accuses = earlier.modality is Modality.ALLEGED and scope.modality is Modality.REPORTED
    return replace(scope, source=earlier.source, modality=Modality.ALLEGED if accuses else scope.modality)


def is_paper(sentence: Sentence, source: Mention) -> bool:
    """Whether a source is one paper, which "they" cannot stand for."""
    return sentence.tokens[source.head].tag == "NN" and not source.type


def _continue_quotes(sentences: Sequence[Sentence], quotes: Sequence[Span], scopes: list[list[Scope]]) -> None:
    """Give sentences inside a quotation, and without a cue of their own, the quotation's speaker."""
    last: Scope | None = None
    starts, ends = [s.span.start for s in sentences], [s.span.end for s in sentences]
    for quote in quotes:
        members = sentences[bisect_right(ends, quote.start) : bisect_left(starts, quote.end)]
        speaker = _speaker(members, quote, scopes, sentences) or _last_speaker(last, members, quote, sentences)
        if speaker is None:
            continue
        last = speaker
        _give_quote(speaker, quote, members, scopes)


def _give_quote(speaker: Scope, quote: Span, members: Sequence[Sentence], scopes: Sequence[list[Scope]]) -> None:
    """Let the speaker go on in each sentence of the quotation that has no cue for it."""
    for sentence in members:
        inside = _within(sentence, quote)
        if inside and not any(s.quotable and s.content & inside for s in scopes[sentence.index]):
            scopes[sentence.index].append(_continuation(sentence.index, inside, speaker))


def _last_speaker(last: Scope | None, members: Sequence[Sentence], quote: Span, sentences: Sequence[Sentence]) -> Scope | None:
    """Who spoke last, where the quotation opens a sentence of the same paragraph or the next."""
    if last is None or not members or members[0].unit - sentences[last.sentence].unit > 1:
        return None
    return last if _follows(members[0], quote) else None


def _within(sentence: Sentence, quote: Span) -> frozenset[int]:
    """The tokens of *sentence* inside a quotation."""
    return frozenset(t.i for t in sentence.tokens if quote.start <= t.start < quote.end)


def _continuation(sentence: int, inside: frozenset[int], speaker: Scope) -> Scope:
    return Scope(sentence, speaker.source, None, (), inside, speaker.modality, speaker.polarity, False, speaker)


def _follows(sentence: Sentence, quote: Span) -> bool:
    return quote.start <= sentence.span.start + 1


def _speaker(members: Sequence[Sentence], quote: Span, scopes: Sequence[Sequence[Scope]], sentences: Sequence[Sentence]) -> Scope | None:
    """Who speaks in a quotation over the sentences *members*: by a cue in one of them, around its beginning or before it."""
    if not members:
        return None
    opening = _within(members[0], quote) if len(members) > 1 else frozenset()
    return (
        _speaker_in(members, quote, scopes) or _speaker_around(opening, scopes[members[0].index])
        or _speaker_before(members[0], quote, scopes, sentences)
    )  # fmt: skip


def _speaker_in(members: Sequence[Sentence], quote: Span, scopes: Sequence[Sequence[Scope]]) -> Scope | None:
    """ "“It fell,” Ortiz said. “It fell by half.”"."""
    for sentence in members:
        inside = _within(sentence, quote)
        for scope in scopes[sentence.index]:
            if scope.quotable and scope.content & inside and scope.modality is not None:
                return scope
    return None


def _speaker_around(opening: frozenset[int], scopes: Sequence[Scope]) -> Scope | None:
    """Who says the first words of the quotation, by a cue outside of it."""
    named = (s for s in scopes if s.source is not None and s.modality is not None)
    return next((s for s in named if s.content & opening and not opening & set(s.cue)), None)


def _speaker_before(first: Sentence, quote: Span, scopes: Sequence[Sequence[Scope]], sentences: Sequence[Sentence]) -> Scope | None:
    """Who speaks in the sentence before a quotation that opens the sentence *first*."""
    if first.index == 0 or not _follows(first, quote):
        return None
    before = sentences[first.index - 1]
    if before.unit >= first.unit - 1 and before.tokens[-1].text in {":", ","}:
        return next((s for s in reversed(scopes[before.index]) if s.quotable), None)
    if before.unit == first.unit:  # "As Ortiz told the paper, it fell. “It fell by half.”"
        return next((s for s in scopes[before.index] if _tells(s, before)), None)
    return None


def _tells(scope: Scope, sentence: Sentence) -> bool:
    """Whether a sentence as a whole is what somebody says, who may go on in a quotation."""
    said = scope.source is not None and scope.modality is Modality.REPORTED and scope.continues is None
    return said and scope.source is not None and scope.source.type in _SPEAKERS and 2 * len(scope.content) > len(sentence.tokens)


def _runs(sentence: Sentence, tokens: frozenset[int]) -> tuple[Span, ...]:
    """Neighbouring tokens as spans of the document."""
    out: list[Span] = []
    for k in sorted(tokens):
        t = sentence.tokens[k]
        if out and k - 1 in tokens:
            out[-1] = Span(out[-1].start, t.end)
        else:
            out.append(Span(t.start, t.end))
    return tuple(out)
