"""What an answer says to respond, and nothing of the world: "denies the allegations in ¶ 4".

Such words mean something beside paragraph 4 of the complaint alone, and are read there
(kg.pleadings); as a claim of their own they would join a firm to "allegations"."""

from functools import cache

from kg.model import ClaimMention, Mention, Sentence
from kg.ontology.lexicon import words_of

_RESPONDING = ("ResponseAdmission", "ResponseDenial", "ResponseRepeats", "ResponseNoKnowledge")
_POINTING = frozenset({"this", "that", "these", "those"})
_LONGEST_UNIT = 3
"""Tokens of "paragraphs 4-7" and no more."""


def only_responds(sentence: Sentence, claim: ClaimMention) -> bool:
    """Return whether an open *claim* holds but the words of a response to numbered paragraphs (US
    Federal Rules of Civil Procedure 8(b))."""
    if not claim.predicate.startswith("rel:"):
        return False
    if any(_is_bare_unit(sentence, end) for end in (claim.subject, claim.object)):
        return True
    words = f"{claim.label} {claim.object.text}".lower()
    if any(phrase in words for phrase in words_of("ResponseNotAdmitted")):
        return True
    if claim.label in words_of("ResponseRefers"):
        return not words_of("ResponseObject").isdisjoint(words.split())
    return sentence.word(claim.anchor) in _responding_words() and _responds(sentence, claim)


def _responds(sentence: Sentence, claim: ClaimMention) -> bool:
    """Whether a verb of response reaches what can but be responded to."""
    if (sentence.word(claim.anchor), sentence.word(claim.object.head)) in _unknown():
        return True
    reached = any(map(_is_response, claim.label.split()[1:]))
    numbered = reached and _names_unit_behind(sentence, claim.anchor)
    return numbered or _goes_to_paragraph(sentence, claim.object)


def _goes_to_paragraph(sentence: Sentence, end: Mention) -> bool:
    """Whether a phrase is all, or the rest, of what a numbered paragraph alleges, or what was
    answered to one: "the remaining allegations", "its responses to paragraphs 1 to 6"."""
    rest = words_of("ResponseRest")
    words = [sentence.word(k) for k in range(end.start, end.end)]
    head = sentence.word(end.head)
    if head in rest:
        return True
    if not _is_response(head):
        return False
    return not rest.isdisjoint(words) or _names_unit_behind(sentence, end.head)


def _is_response(word: str) -> bool:
    """Whether a noun is what is responded to, or the response: "allegations", "answers"."""
    return word in words_of("ResponseObject") or word.removesuffix("s") in words_of("ResponseMark")


def _names_unit_behind(sentence: Sentence, i: int) -> bool:
    return any(_is_unit(sentence, k) for k in range(i + 1, len(sentence.tokens)))


def _is_bare_unit(sentence: Sentence, end: Mention) -> bool:
    """Whether a phrase is but the number of a part: "Paragraph 4", not "paragraph 4 of the
    lease"."""
    return end.end - end.start <= _LONGEST_UNIT and _is_numbered(sentence, end.head)


def _is_unit(sentence: Sentence, i: int) -> bool:
    """Whether token *i* is a part of a pleading by its number, or the one that speaks: "Paragraph
    4", "this paragraph"."""
    pointed = i > 0 and sentence.word(i - 1) in _POINTING
    return _is_numbered(sentence, i) or pointed and _names_unit(sentence, i)


def _is_numbered(sentence: Sentence, i: int) -> bool:
    behind = sentence.tokens[i + 1].text if i + 1 < len(sentence.tokens) else ""
    return behind[:1].isdigit() and _names_unit(sentence, i)


def _names_unit(sentence: Sentence, i: int) -> bool:
    return sentence.word(i).removesuffix("s") in words_of("NumberedUnit")


@cache
def _responding_words() -> frozenset[str]:
    """All words of responses: what is cheap to ask first."""
    return frozenset(
        word for name in _RESPONDING for phrase in words_of(name) for word in phrase.split()
    )


@cache
def _unknown() -> frozenset[tuple[str, str]]:
    """Verb and noun by which an answer says that it does not know: "lacks", "information"."""
    phrases = [phrase.split() for phrase in words_of("ResponseNoKnowledge")]
    return frozenset((word, phrase[-1]) for phrase in phrases for word in phrase[:-1])
