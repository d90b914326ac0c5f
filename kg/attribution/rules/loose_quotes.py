"""Who speaks in a quotation or a block that no verb of saying holds: it is signed, a colon
announces it, or one person stands before it.

Newspapers leave the verb out where the speaker is plain (AP Stylebook, quotations; O'Keefe et al.
2012, "A Sequence Labelling Approach to Quote Attribution": the nearest mention before). Where two
persons stand there, it stays open."""

from collections.abc import Sequence

from kg.attribution.rules.openings import NOT_THIRD
from kg.attribution.scopes import SPEAKERS, Scope
from kg.attribution.source_phrases import source_mention, source_phrase
from kg.model import MentionKind, Modality, Sentence, Span
from kg.model.text import FINITE_TAGS, SUBJECTS
from kg.ontology.lexicon import is_cue, words_of
from kg.ontology.loader import Ontology

_DASHES = frozenset({"-", "–", "—", "--", "―"})
_MARKS = ('"', "“", "”", "''")
_SIGNED = 15
"""A signature has at most so many words: a name with an office."""
_SHOWN = 6
"""So many sentences before the line of a slide the slide may be told of."""
_USERS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP"})
_TELLS = ("ReportVerb", "AllegeVerb", "AdmitVerb", "DenyVerb")


def find_loose_speaker(
    members: Sequence[Sentence], quote: Span, sentences: Sequence[Sentence], ontology: Ontology
) -> Scope | None:
    """Return who says the quotation over the sentences *members*, by what stands right behind or
    before it; ``None`` where nobody or more than one may."""
    return (
        _signer(members[-1], quote, sentences, ontology)
        or _announcer(members[0], quote, sentences, ontology)
        or _parted_name(members, sentences, ontology)
        or _shower(members[0], quote, sentences, ontology)
        or _only_person(members, quote, sentences, ontology)
    )


def find_block_speaker(sentence: Sentence, ontology: Ontology) -> Scope | None:
    """Return who says the block behind a *sentence* that ends in a colon: the subject of its verb
    of saying ("The Church denied this:")."""
    if not is_cue(sentence, sentence.root, ontology, *_TELLS):
        return None
    return _subject_speaks(sentence, (sentence.root,), ontology)


def _signer(
    last: Sentence, quote: Span, sentences: Sequence[Sentence], ontology: Ontology
) -> Scope | None:
    """The name behind a dash behind the quotation: "“It fell.” – Dana Ortiz"."""
    following = sentences[last.index + 1 : last.index + 2]
    for sentence in (last, *following):
        behind = [t.i for t in sentence.tokens if t.start >= quote.end]
        if not behind:
            continue
        dash, end = behind[0], _end_of_person(sentence, behind[0] + 1)
        if sentence.tokens[dash].text in _DASHES and end and len(behind) <= _SIGNED:
            return _speaker(sentence, end - 1, (dash,), ontology)
        return None
    return None


def _shower(
    first: Sentence, quote: Span, sentences: Sequence[Sentence], ontology: Ontology
) -> Scope | None:
    """Who used or owns the slide or chart that the text last told of, where a line of it is quoted:
    "The defence used a slide. In the first bullet is “She fell.”", "Second, “she ran.”"."""
    if not _is_line(first, quote):
        return None
    near = reversed(sentences[max(first.index - _SHOWN, 0) : first.index + 1])
    shown = ((s, t.i) for s in near for t in s.tokens if t.lemma in words_of("Exhibit"))
    users = ((s, k) for s, noun in shown if (k := _user_of(s, noun)) is not None)
    user = next(((s, k) for s, k in users if source_mention(s, k, ontology) is not None), None)
    return _speaker(*user, (), ontology) if user is not None else None


def _is_line(first: Sentence, quote: Span) -> bool:
    """Whether the words before a quotation call it a line of something shown: "second,", "in the
    first bullet is"."""
    ahead = [t for t in first.tokens if t.start < quote.start and t.pos != "PUNCT"]
    item = len(ahead) == 1 and ahead[0].entity == "ORDINAL"
    return item or any(t.lemma in words_of("ExhibitPart") for t in ahead)


def _user_of(sentence: Sentence, noun: int) -> int | None:
    """Who owns a thing shown, or shows it: "[Ruiz's] slide", "the slide that [counsel] used"."""
    clauses = sentence.dependents(noun, "relcl", "acl")
    above = sentence.tokens[noun]
    verbs = (*clauses, above.head) if above.dep == "dobj" else clauses
    users = (*sentence.dependents(noun, "poss"), *(_doers(sentence, verbs)))
    others = (k for k in users if sentence.word(k) not in NOT_THIRD)
    return next((k for k in others if sentence.tokens[k].tag in _USERS), None)


def _doers(sentence: Sentence, verbs: Sequence[int]) -> list[int]:
    shown = (v for v in verbs if sentence.tokens[v].lemma in words_of("ExhibitingVerb"))
    return [k for v in shown for k in sentence.dependents(v, "nsubj")]


def _parted_name(
    members: Sequence[Sentence], sentences: Sequence[Sentence], ontology: Ontology
) -> Scope | None:
    """The name that a stray stop parts from its verb, behind the quotation or before it: "“It
    fell,” said. [Col. Ortiz], a pilot. “It burned.”"."""
    for place in (members[-1].index, members[0].index - 2):
        said, name = sentences[max(place, 0)], sentences[place + 1 : place + 2]
        if place < 0 or not name or not _ends_in_said(said, ontology):
            continue
        root = name[0].tokens[name[0].root]
        if root.entity == "PERSON" and all(t.tag not in FINITE_TAGS for t in name[0].tokens):
            return _speaker(name[0], root.i, (), ontology)
    return None


def _ends_in_said(sentence: Sentence, ontology: Ontology) -> bool:
    """Whether a verb of saying without a subject ends a sentence."""
    verb = sentence.tokens[max(len(sentence.tokens) - 2, 0)]
    says = is_cue(sentence, verb.i, ontology, "ReportVerb") and verb.tag in FINITE_TAGS
    return says and not sentence.dependents(verb.i, *SUBJECTS)


def _end_of_person(sentence: Sentence, start: int) -> int:
    """Where the person's name ends that begins at *start*; 0 where none does."""
    found = (e for b, e, label in sentence.entities if b == start and label == "PERSON")
    return next(found, 0)


def _announcer(
    first: Sentence, quote: Span, sentences: Sequence[Sentence], ontology: Ontology
) -> Scope | None:
    """The subject of the sentence that ends in a colon before a quotation: "Ortiz released the
    following statement:"."""
    before = _sentence_before(first, quote, sentences)
    if before is None or before.unit < first.unit - 1 or before.tokens[-1].text != ":":
        return None
    return _subject_speaks(before, (before.root,), ontology)


def _only_person(
    members: Sequence[Sentence], quote: Span, sentences: Sequence[Sentence], ontology: Ontology
) -> Scope | None:
    """The person that the sentence before a bare quotation in the same paragraph is about, if it
    names no other: "Ortiz was blunt. “It fell.”"."""
    before = _sentence_before(members[0], quote, sentences)
    if before is None or before.unit != members[0].unit or not _is_bare(members, quote):
        return None
    quotes = any(mark in before.text for mark in _MARKS)  # who speaks there may go on here
    if quotes or not _is_about_one(before):
        return None
    return _subject_speaks(before, (), ontology)


def _is_about_one(sentence: Sentence) -> bool:
    """Whether a sentence names one person, who is its subject."""
    named = [begin for begin, _, label in sentence.entities if label == "PERSON"]
    subjects = sentence.dependents(sentence.root, "nsubj")[:1]
    return len(named) == 1 and any(sentence.tokens[k].entity == "PERSON" for k in subjects)


def _sentence_before(
    first: Sentence, quote: Span, sentences: Sequence[Sentence]
) -> Sentence | None:
    """The sentence before a quotation that opens the sentence *first*; no headline."""
    if first.index == 0 or quote.start > first.span.start + 1:
        return None
    before = sentences[first.index - 1]
    return None if before.heading else before


def _is_bare(members: Sequence[Sentence], quote: Span) -> bool:
    """Whether the sentences hold nothing but the quotation."""
    return all(t.start < quote.end for t in members[-1].tokens)


def _subject_speaks(sentence: Sentence, cue: tuple[int, ...], ontology: Ontology) -> Scope | None:
    """The subject of the main verb as who speaks, if it can."""
    for subject in sentence.dependents(sentence.root, "nsubj"):
        mention = source_mention(sentence, subject, ontology)
        named = mention is not None and mention.kind is MentionKind.NAME
        if mention is not None and (named or mention.type in SPEAKERS):
            return _speaker(sentence, subject, cue, ontology)
    return None


def _speaker(sentence: Sentence, k: int, cue: tuple[int, ...], ontology: Ontology) -> Scope:
    """The attribution of what stands elsewhere to who is named at *k*."""
    source, span = source_mention(sentence, k, ontology), source_phrase(sentence, k)
    content = frozenset[int]()
    accuses = any(is_cue(sentence, c, ontology, "AllegeVerb") for c in cue)
    said = Modality.ALLEGED if accuses else Modality.REPORTED
    return Scope(sentence.index, source, span, cue, content, said, quotable=True, rule="loose")
