"""Phrases of a text that could fill a place of somebody else's schema: names, titles, kinds, dates.

Wider than mentions: a schema may want "tenor" out of "lyric tenor opera singer", a title that runs
over small words, or a date in a form of its own. Each phrase has features (hashed names) for a
model to judge it by."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.models.hashing import hash_feature
from kg.language.mentions import find_mentions
from kg.model import Sentence
from kg.ontology.loader import Ontology

SIZE = 1 << 19
_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_SMALL = frozenset("of the and in for de la to on a & - 's : !".split())
_INSIDE = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_QUOTES = frozenset({'"', "“", "”", "``", "''", "'"})
_LONGEST = 12


@dataclass(frozen=True)
class Phrase:
    """Tokens ``[start, end)`` of a sentence; *text* may be another form of them (*form*: plain,
    date, singular)."""

    sentence: Sentence
    start: int
    end: int
    text: str
    form: str
    kinds: tuple[str, ...]


def same_text(text: str) -> str:
    """Text without case, white space and underscores."""
    return re.sub(r"[_\s]+", "", text).lower()


def find_phrases(sentences: Sequence[Sentence], ontology: Ontology) -> list[Phrase]:
    """Return the phrases of a text in order, each text once."""
    out: dict[str, Phrase] = {}
    for sentence in sentences:
        places: dict[tuple[int, int], set[str]] = {}
        for start, end, kind in _places(sentence, ontology):
            start, end = _trim(sentence, start, end)
            if 0 < end - start <= _LONGEST:
                places.setdefault((start, end), set()).add(kind)
        for (start, end), kinds in sorted(places.items()):
            for text, form in _forms(sentence, start, end):
                phrase = Phrase(sentence, start, end, text, form, tuple(sorted(kinds)))
                out.setdefault(same_text(text), phrase)
    return [p for text, p in out.items() if text]


def _trim(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    tokens = sentence.tokens
    while start < end and tokens[start].pos == "PUNCT":
        start += 1
    while (
        end > start
        and tokens[end - 1].pos == "PUNCT"
        and tokens[end - 1].text not in {"!", "?", "."}
    ):
        end -= 1
    return start, end


def _places(sentence: Sentence, ontology: Ontology) -> Iterator[tuple[int, int, str]]:
    yield from ((m.start, m.end, f"mention:{m.kind}") for m in find_mentions(sentence, ontology))
    yield from ((start, end, f"entity:{label}") for start, end, label in sentence.entities)
    yield from _runs(sentence)
    yield from _capitals(sentence)
    yield from _of_phrases(sentence)
    quotes = [t.i for t in sentence.tokens if t.text in _QUOTES]
    yield from ((a + 1, b, "quoted") for a, b in pairwise(quotes))
    for i in range(1, min(len(sentence.tokens), _LONGEST)):
        if sentence.tokens[i].pos in {"VERB", "AUX"} or sentence.tokens[i].text in {"(", ","}:
            yield (1 if sentence.tokens[0].pos == "DET" else 0), i, "first"
            return


def _runs(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """Runs of nouns, names and adjectives, and their parts of up to four words."""
    tokens, run = sentence.tokens, 0
    for i in range(len(tokens) + 1):
        t = tokens[i] if i < len(tokens) else None
        if t is not None and (
            t.pos in _INSIDE or t.text in {"-", "'s", "’s"} or t.tag == "VBN" and t.dep == "amod"
        ):
            continue
        for a in range(run, i):
            for b in range(a + 1, min(i, a + 4) + 1):
                if tokens[b - 1].pos in _INSIDE and tokens[a].pos in _INSIDE:
                    yield a, b, "part"
        if i > run:
            yield run, i, "run"
            if run and tokens[run - 1].pos == "DET":
                yield run - 1, i, "run with article"
        run = i + 1


def _capitals(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """Runs of capitalised words that go on over small ones: titles."""
    tokens, i = sentence.tokens, 0
    while i < len(tokens):
        end = i
        if _capital(tokens[i].text):
            end = i + 1
            for j in range(i + 1, min(i + _LONGEST, len(tokens))):
                if _capital(tokens[j].text) or tokens[j].text == "!":
                    end = j + 1
                    yield i, end, "capitals"
                elif tokens[j].text.lower() not in _SMALL:
                    break
            yield i, end, "capitals"
        i = max(end, i + 1)


def _capital(text: str) -> bool:
    return text[0].isupper() or text[0].isdigit()


def _of_phrases(sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    for t in sentence.tokens:
        for k in sentence.dependents(t.i, "prep") if t.pos in _INSIDE else ():
            if k == t.i + 1 and sentence.tokens[k].text.lower() in {"of", "for", "in"}:
                left = min(
                    [c for c in sentence.dependents(t.i, "compound", "amod") if c < t.i],
                    default=t.i,
                )
                for p in sentence.dependents(k, "pobj"):
                    yield from ((start, p + 1, "with of") for start in sorted({left, t.i}))


def _forms(sentence: Sentence, start: int, end: int) -> Iterator[tuple[str, str]]:
    text = sentence.slice(start, end)
    yield text, "plain"
    if re.search(r"\d{4}", text):
        yield from ((form, "date") for form in _dates(text))
    last = sentence.tokens[end - 1]
    if last.tag == "NNS":
        yield text[: -len(last.text)] + last.lemma, "singular"


def _dates(text: str) -> Iterator[str]:
    """Forms of a date that schemas use: "05 July 1999", "July 1999", "1999", and a year by its
    first day."""
    words = re.findall(r"[A-Za-z]+|\d+", text)
    months = [w.capitalize() for w in words if w.lower() in _MONTHS]
    years = [w for w in words if re.fullmatch(r"\d{4}", w)]
    days = [w for w in words if re.fullmatch(r"\d{1,2}", w)]
    if months and years and days:
        yield f"{int(days[0]):02d} {months[0]} {years[0]}"
    if months and years:
        yield from (f"{months[0]} {years[0]}", f"01 {months[0]} {years[0]}")
    if years:
        yield from (years[0], f"01 January {years[0]}")


def phrase_features(phrase: Phrase, order: int) -> list[int]:
    """Return the hashes of what tells a phrase's role: its form, its place in the parse, its
    neighbours, its words."""
    return sorted(
        {hash_feature(name, SIZE) for name in (*_shape(phrase, order), *_company(phrase))}
    )


def _shape(phrase: Phrase, order: int) -> Iterable[str]:
    s, a, b = phrase.sentence, phrase.start, phrase.end
    inside = s.tokens[a:b]
    yield from (
        f"form={phrase.form}",
        f"kinds={'|'.join(phrase.kinds)}",
        f"length={b - a}",
        f"full={phrase.text.lower()}",
    )
    yield from (f"kind={k}" for k in phrase.kinds)
    yield f"entities={'|'.join(sorted({t.entity for t in inside}))}"
    yield f"exact={any((a, b) == (p, q) for p, q, _ in s.entities)}"
    part = [label for p, q, label in s.entities if p <= a and b <= q and (p, q) != (a, b)]
    yield f"part={part[0] if part else ''}"
    yield f"pos={''.join(t.pos[:2] for t in inside)[:10]}"
    yield from (f"word={t.lemma}" for t in inside)
    yield from (
        f"first={inside[0].lemma}",
        f"last={inside[-1].lemma}",
        f"start={a == 0}",
        f"sentence={min(s.index, 2)}",
    )
    yield f"capitals={phrase.text[0].isupper()},{all(t.text[0].isupper() for t in inside)}"
    yield from (f"order={min(order, 6)}", f"quarter={4 * a // len(s.tokens)}")


def _company(phrase: Phrase) -> Iterable[str]:
    s, a, b = phrase.sentence, phrase.start, phrase.end
    tokens = s.tokens
    head = next(
        (i for i in range(b - 1, a - 1, -1) if not a <= tokens[i].head < b or tokens[i].head == i),
        b - 1,
    )
    token, above = tokens[head], tokens[tokens[head].head]

    def lemma(i: int) -> str:
        return tokens[i].lemma if 0 <= i < len(tokens) else "#"

    def pos(i: int) -> str:
        return tokens[i].pos if 0 <= i < len(tokens) else "#"

    yield from (f"before={lemma(a - 1)}", f"after={lemma(b)}")
    yield from (f"before2={lemma(a - 2)} {lemma(a - 1)}", f"after2={lemma(b)} {lemma(b + 1)}")
    yield from (
        f"dep={token.dep}",
        f"head={above.lemma}",
        f"dep+head={token.dep},{above.lemma}",
        f"tag={token.tag}",
    )
    yield from (f"head2={tokens[above.head].lemma},{above.lemma}", f"head is last={head == b - 1}")
    yield from (
        f"pos before={pos(a - 1)}",
        f"pos after={pos(b)}",
        f"pos around={pos(a - 2)},{pos(a - 1)}|{pos(b)},{pos(b + 1)}",
    )
