"""A document as text and as parsed sentences."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points ``[start, end)`` of a document's text (oa:TextPositionSelector)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of running text: the lines that are read as one, and what they are.

    ``kind``: paragraph, heading, item, quotation, turn (of a dialogue), cell, caption, footnote, struck.
    ``label`` is the mark before it (``27.``, ``(a)``, ``Q``); ``leader`` the number of the block that
    introduces it, or -1. What stands between the lines (marks, furniture of the page) is not read.
    """

    kind: str
    lines: tuple[Span, ...]
    level: int = 0
    leader: int = -1
    label: str = ""

    @property
    def span(self) -> Span:
        """Where the block stands in the document."""
        return Span(self.lines[0].start, self.lines[-1].end)


@dataclass(frozen=True, slots=True)
class Document:
    """A source that was read: its text as kg keeps it, and what is known of it.

    ``source`` is the path or URL as given; ``kind`` a local name of the ontology's document
    classes (Article, CourtFiling, PressRelease, Statement); ``date`` the day of publication in EDTF.
    ``blocks`` are those that the format marks; empty where they are to be found in the text.
    """

    id: str
    source: str
    text: str
    title: str = ""
    date: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    url: str = ""
    kind: str = "Article"
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its analysis: Universal part of speech, Penn tag, ClearNLP dependency label.

    ``head`` is a token index (its own for the root); ``entity`` the OntoNotes type or ``""``.
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str = ""


@dataclass(frozen=True)
class Sentence:
    """A parsed sentence. ``unit`` counts the text's blocks; ``heading`` marks headlines.

    ``entities`` are named-entity spans ``(first token, end token, OntoNotes type)``; ``text`` is
    the document's text from the first token to the last, line ends and runs of white space as one
    space. ``role`` is the kind of its block (see Block), ``leader`` the unit that introduces it, or -1.
    """

    index: int
    unit: int
    tokens: tuple[Token, ...]
    entities: tuple[tuple[int, int, str], ...] = ()
    heading: bool = False
    text: str = ""
    role: str = "paragraph"
    leader: int = -1

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token, the indices of its direct dependents in text order."""
        lists: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                lists[token.head].append(token.i)
        return tuple(map(tuple, lists))

    @cached_property
    def kept(self) -> dict[object, Any]:
        """What was worked out about the sentence before (see kg.language.caching)."""
        return {}

    @property
    def span(self) -> Span:
        """Where the sentence stands in the document."""
        return Span(self.tokens[0].start, self.tokens[-1].end)

    def slice(self, start: int, end: int) -> str:
        """The document's own words for tokens ``[start, end)``, in one line."""
        places = self.places
        return self.text[places[start] : places[end - 1] + len(self.tokens[end - 1].text)]

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Where each token begins in ``text``, which differs from the document where lines were joined."""
        base = self.tokens[0].start
        if len(self.text) == self.span.end - base:
            return tuple([t.start - base for t in self.tokens])
        found, at = [], 0
        for token in self.tokens:
            at = self.text.index(token.text, at)
            found.append(at)
            at += len(token.text)
        return tuple(found)

    def touches(self, i: int) -> bool:
        """Whether the next token stands at token *i* without white space, on this line or over its end ("pro-/reform")."""
        return i + 1 < len(self.tokens) and self.places[i] + len(self.tokens[i].text) == self.places[i + 1]

    def dependents(self, i: int, *deps: str) -> tuple[int, ...]:
        """Direct dependents of token *i* with one of the labels *deps* (all, if none is given)."""
        kids = self.children[i]
        if not deps or not kids:
            return kids
        tokens = self.tokens
        return tuple([k for k in kids if tokens[k].dep in deps])

    def subtree(self, i: int) -> list[int]:
        """Token *i* and everything below it, in text order."""
        out, todo = [], [i]
        while todo:
            k = todo.pop()
            out.append(k)
            todo.extend(self.children[k])
        return sorted(out)

    def ancestors(self, i: int) -> list[int]:
        """Heads above token *i*, nearest first, up to the root."""
        out: list[int] = []
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            out.append(i)
        return out
