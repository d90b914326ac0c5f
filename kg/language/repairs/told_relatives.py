"""A relative clause that is told: "a firm that regulators say [sold drugs] paid a fine".

Between the relative pronoun and its verb stands who says so (a pushdown relative clause; Quirk et
al. 1985, 17.63). Parsers take the clause apart, and make the writer's own fact of it; without the
two or three words in between they read it well."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.model import Sentence, Token
from kg.model.text import FINITE_TAGS, NOMINALS, RELATIVE_PRONOUNS, SUBJECTS
from kg.ontology.lexicon import is_cue
from kg.ontology.loader import load_ontology

_TELLERS = ("ReportVerb", "AllegeVerb", "BelieveVerb")
_SOURCE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM", "PART", "PUNCT"})
_ROLES = frozenset({*SUBJECTS, "dobj"})
_TAKEN_FOR_NOUN = frozenset({"VBN", "NNS", "NN"})
"""What a parser may tag a verb as: "Ruiz [claims] hit her", "regulators [allege], sold"."""
_LONGEST = 7
"""The words of who says so, at most: "officials of the ministry" has four."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Who says what a relative clause tells: the pronoun before it, its first token, the one behind
    it, its subject and its verb."""

    relative: int
    start: int
    end: int
    subject: int
    verb: int


def find_tellings(sentence: Sentence) -> list[Telling]:
    """Return what stands between a relative pronoun and the clause that it is the subject or the
    object of."""
    found = (
        _find_telling(sentence, token.i)
        for token in sentence.tokens[1:]
        if token.tag in {"WP", "WDT", "IN"} and token.text.lower() in RELATIVE_PRONOUNS
    )
    return [telling for telling in found if telling is not None]


def _find_telling(sentence: Sentence, relative: int) -> Telling | None:
    tokens = sentence.tokens
    start = relative + 1
    first = start + _is_comma(tokens, start)
    for token in tokens[first : first + _LONGEST]:
        if token.i > first and _tells(sentence, token) and _may_tell(tokens[token.i - 1]):
            end = token.i + 1 + _is_comma(tokens, token.i + 1)
            goes_on = _goes_on(tokens, relative, end)
            return Telling(relative, start, end, token.i - 1, token.i) if goes_on else None
        if not (token.pos in _SOURCE or _may_tell(token)) or token.text == ",":
            return None
    return None


def _may_tell(token: Token) -> bool:
    """Whether a word heads a noun phrase; a name that the model does not know may be anything."""
    return token.pos in NOMINALS or token.text[0].isupper()


def _is_comma(tokens: Sequence[Token], i: int) -> bool:
    return i < len(tokens) and tokens[i].text == ","


def _tells(sentence: Sentence, token: Token) -> bool:
    """Whether a verb is one of saying or thinking; between commas any is."""
    apart = _is_comma(sentence.tokens, token.i + 1) and token.tag in FINITE_TAGS
    may_be_verb = token.tag in FINITE_TAGS or token.tag in _TAKEN_FOR_NOUN
    return apart or may_be_verb and is_cue(sentence, token.i, load_ontology(), *_TELLERS)


def _goes_on(tokens: Sequence[Token], relative: int, end: int) -> bool:
    """Whether a verb stands at *end*, without a subject of its own or, where the pronoun may be its
    object, behind one ("that police say [Meyer stole]")."""
    following = [t for t in tokens[end : end + _LONGEST] if t.pos != "ADV"]
    if tokens[relative].tag != "IN":
        while following and following[0].pos in _SOURCE:
            following = following[1:]
    return bool(following) and (following[0].tag in FINITE_TAGS or following[0].tag == "VBN")


def cut_tellings(sentence: Sentence, tellings: Sequence[Telling]) -> str:
    """Return the text of *sentence* without *tellings*."""
    starts = _find_starts(sentence)
    pieces, place = [], 0
    for telling in tellings:
        pieces.append(sentence.text[place : starts[telling.start]].rstrip() + " ")
        place = starts[telling.end]
    return "".join([*pieces, sentence.text[place:]])


def _find_starts(sentence: Sentence) -> list[int]:
    """Where each token begins in the text of *sentence*."""
    out, place = [], 0
    for token in sentence.tokens:
        place = sentence.text.index(token.text, place)
        out.append(place)
        place += len(token.text)
    return out


def read_without(
    sentence: Sentence, tellings: Sequence[Telling], rest: Sentence | None
) -> Sentence:
    """Return *sentence* as *rest* is parsed, its text without *tellings*; each of these hangs as a
    parataxis on the verb that it tells of. *sentence* itself, where that does not fit."""
    told = {i for t in tellings for i in range(t.start, t.end)}
    kept = [t.i for t in sentence.tokens if t.i not in told]
    if rest is None or [t.text for t in rest.tokens] != [sentence.tokens[i].text for i in kept]:
        return sentence
    tokens = list(sentence.tokens)
    for i, token in zip(kept, rest.tokens, strict=True):
        tokens[i] = _parse_as(tokens[i], token, kept[token.head])
    return _hang_tellings(sentence, tokens, tellings)


def _hang_tellings(
    sentence: Sentence, tokens: list[Token], tellings: Sequence[Telling]
) -> Sentence:
    """*sentence* with these *tokens*, and each telling on the verb of its clause."""
    for telling in tellings:
        pronoun = tokens[telling.relative]
        if pronoun.dep not in _ROLES or tokens[pronoun.head].dep != "relcl":
            return sentence
        _hang_telling(tokens, telling, pronoun.head)
    return replace(sentence, tokens=tuple(tokens))


def _parse_as(token: Token, other: Token, head: int) -> Token:
    """*token* in its place, with the analysis of *other*."""
    return replace(token, lemma=other.lemma, pos=other.pos, tag=other.tag, dep=other.dep, head=head)


def _hang_telling(tokens: list[Token], telling: Telling, clause: int) -> None:
    """Hang a telling on the verb of its *clause*, its words on who says so."""
    inside = range(telling.start, telling.end)
    for i in inside:
        if tokens[i].head not in inside or tokens[i].dep in {"nsubj", "ROOT"}:
            tokens[i] = replace(tokens[i], head=telling.subject, dep=_dep_in_phrase(tokens[i]))
    subject = tokens[telling.subject]
    pos = subject.pos if subject.pos in NOMINALS else "PROPN"
    tokens[telling.subject] = replace(subject, head=telling.verb, dep="nsubj", pos=pos)
    tokens[telling.verb] = replace(tokens[telling.verb], head=clause, dep="parataxis", pos="VERB")
    for i in inside:
        if tokens[i].text == ",":
            tokens[i] = replace(tokens[i], head=telling.verb, dep="punct")


def _dep_in_phrase(token: Token) -> str:
    """The relation of a word of a noun phrase to its head."""
    if token.pos in {"DET", "PRON"}:
        return "det"
    return "compound" if token.pos in NOMINALS else "amod"
