"""A document's text as parsed sentences."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kg.model.documents import SILENT_ZONES, Span

FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
"""Penn tags of a finite verb."""

MEASURES = frozenset({"PERCENT", "MONEY", "QUANTITY", "CARDINAL"})
"""OntoNotes types of what is counted or measured."""

CORE_NOUNS = frozenset({"nsubj", "nsubjpass", "dobj", "attr"})
"""Dependencies of the nouns that a verb asks for."""

SUBJECTS = ("nsubj", "nsubjpass")
"""Dependencies of the subject of a clause."""

NOMINALS = frozenset({"NOUN", "PROPN", "PRON"})
"""Parts of speech of the head of a noun phrase."""

RELATIVE_PRONOUNS = frozenset({"who", "whom", "which", "that"})

DASHES = frozenset({"-", "–", "—", "--"})


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
    space. ``role`` is the kind of its block (see Block), ``leader`` the unit that introduces it, or
    -1; ``zone`` the kind of the zone that it stands in, ``speaker`` where the name of that zone's
    speaker stands; ``label`` the mark before its block ("27.")."""

    index: int
    unit: int
    tokens: tuple[Token, ...]
    entities: tuple[tuple[int, int, str], ...] = ()
    heading: bool = False
    text: str = ""
    role: str = "paragraph"
    leader: int = -1
    zone: str = ""
    speaker: Span | None = None
    label: str = ""

    @property
    def silent(self) -> bool:
        """Whether nobody claims what stands here: a headline, a caption, a signature."""
        return self.heading or self.zone in SILENT_ZONES

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token, the indices of its direct dependents in text order."""
        lists: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                lists[token.head].append(token.i)
        return tuple(map(tuple, lists))

    @cached_property
    def deps(self) -> frozenset[str]:
        """The labels under which tokens hang."""
        return frozenset([t.dep for t in self.tokens])

    @cached_property
    def root(self) -> int:
        """The token that hangs on no other; 0 where there is none."""
        return next((t.i for t in self.tokens if t.head == t.i), 0)

    @cached_property
    def kept(self) -> dict[object, Any]:
        """What was worked out about the sentence before (see kg.model.caching)."""
        return {}

    @property
    def span(self) -> Span:
        """Where the sentence stands in the document."""
        return Span(self.tokens[0].start, self.tokens[-1].end)

    def word(self, i: int) -> str:
        """Token *i* in lower case."""
        return self.tokens[i].text.lower()

    def slice(self, start: int, end: int) -> str:
        """The document's own words for tokens ``[start, end)``, in one line."""
        places = self.places
        return self.text[places[start] : places[end - 1] + len(self.tokens[end - 1].text)]

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Where each token begins in ``text``, which differs from the document where lines were
        joined."""
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
        """Whether the next token stands at token *i* without white space, on this line or over its
        end ("pro-/reform")."""
        return (
            i + 1 < len(self.tokens)
            and self.places[i] + len(self.tokens[i].text) == self.places[i + 1]
        )

    def dependents(self, i: int, *deps: str) -> tuple[int, ...]:
        """Direct dependents of token *i* with one of the labels *deps* (all, if none is given)."""
        kids = self.children[i]
        if not deps or not kids:
            return kids
        tokens = self.tokens
        return tuple([k for k in kids if tokens[k].dep in deps])

    def subtree(self, i: int) -> tuple[int, ...]:
        """Token *i* and everything below it, in text order; worked out once a token."""
        found = self._subtrees.get(i)
        if found is None:
            found = self._subtrees[i] = self._walk_down(i)
        return found

    @cached_property
    def _subtrees(self) -> dict[int, tuple[int, ...]]:
        """The subtrees that were asked for."""
        return {}

    def _walk_down(self, i: int) -> tuple[int, ...]:
        children = self.children
        if not children[i]:
            return (i,)
        out, todo = [], [i]
        while todo:
            k = todo.pop()
            out.append(k)
            todo.extend(children[k])
        return tuple(sorted(out))

    def ancestors(self, i: int) -> list[int]:
        """Heads above token *i*, nearest first, up to the root."""
        out: list[int] = []
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            out.append(i)
        return out
