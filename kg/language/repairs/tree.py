"""How a rule of repair changes a sentence: tokens replaced, and still a tree; entities replaced."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from kg.model import Sentence, Token

Entity = tuple[int, int, str]
"""First token, end token, OntoNotes type."""
Changes = dict[int, Token]
"""Token index → the token that stands there after a repair."""


def mend(sentence: Sentence, changed: Changes) -> Sentence:
    """Return a copy of *sentence* in which the tokens at the keys of *changed* are replaced.

    A change that would close a circle of heads is not made: every walk to the root must end.
    """
    if not changed:
        return sentence
    heads = [changed.get(t.i, t).head for t in sentence.tokens]
    if not all(_reaches_root(heads, i) for i in changed):
        return sentence
    return replace(sentence, tokens=tuple(changed.get(t.i, t) for t in sentence.tokens))


def _reaches_root(heads: Sequence[int], i: int) -> bool:
    """Whether the way up from token *i* ends at a token that is its own head."""
    for _ in heads:
        if heads[i] == i:
            return True
        i = heads[i]
    return False


def mend_first(
    sentence: Sentence, find: Callable[[Sentence, Token], Changes], *labels: str
) -> Sentence:
    """Return *sentence* mended at the first token for which *find* returns changes; only tokens
    with one of the *labels* are asked, if any is given."""
    for token in _labelled(sentence, labels):
        if changed := find(sentence, token):
            return mend(sentence, changed)
    return sentence


def mend_each(
    sentence: Sentence, find: Callable[[Sentence, Token], Changes], *labels: str
) -> Sentence:
    """Return *sentence* with the changes that *find* returns for any token (with one of the
    *labels*, if any is given); the later ones prevail."""
    changed: Changes = {}
    for token in _labelled(sentence, labels):
        if found := find(sentence, token):
            changed.update(found)
    return mend(sentence, changed)


def _labelled(sentence: Sentence, labels: Sequence[str]) -> Sequence[Token]:
    """The tokens with one of the labels; all, if none is given."""
    if not labels:
        return sentence.tokens
    if sentence.deps.isdisjoint(labels):
        return ()
    return [t for t in sentence.tokens if t.dep in labels]


def take_place(token: Token, of: Token) -> Token:
    """Return *token* in the place that *of* has in the tree; at the root if *of* is there."""
    return replace(token, dep=of.dep, head=token.i if of.head == of.i else of.head)


def move_before(sentence: Sentence, old: int, new: int) -> Changes:
    """Return the words that hung on token *old* and stand before *new*, hung on that."""
    below = (k for k in sentence.children[old] if k < new)
    return {k: replace(sentence.tokens[k], head=new) for k in below}


def with_entities(sentence: Sentence, entities: Sequence[Entity]) -> Sentence:
    """Return *sentence* with *entities* in place of its own, or itself where they are the same."""
    return (
        sentence
        if tuple(entities) == sentence.entities
        else replace(sentence, entities=tuple(entities))
    )
