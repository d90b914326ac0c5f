"""Features of two mentions of a sentence, for relations that no frame spells.

The shortest dependency path carries most of what a sentence says about two things (Bunescu & Mooney
2005); types, the words between and around do the rest.
"""

from collections.abc import Iterator
from itertools import pairwise

from benchmarks.models.hashing import hash_feature
from kg.language.clauses import antecedent
from kg.language.mentions import find_mentions
from kg.model import Mention, MentionKind, Sentence, Span
from kg.ontology.loader import Ontology

SIZE = 1 << 18
_MAX_WORDS = 120
_REACH = 60
_NEAR = 10
_SUBJECTS = ("Agent", "Person", "Organization")


def candidate_pairs(sentence: Sentence, ontology: Ontology) -> Iterator[tuple[Mention, Mention]]:
    """Yield ordered pairs of mentions of which the first may be the subject of a relation."""
    if len(sentence.tokens) > _MAX_WORDS:
        return
    mentions = [m for m in pair_mentions(sentence, ontology) if _worth(m, ontology)]
    for left in mentions:
        if left.kind is MentionKind.VALUE:
            continue
        for right in mentions:
            apart = (
                left.end <= right.start <= left.end + _REACH
                or right.end <= left.start <= right.end + _REACH
            )
            both = left.kind is MentionKind.PRONOUN and right.kind is MentionKind.PRONOUN
            if apart and not (both and _same_pronoun(sentence, left, right)):
                yield left, right


def pair_mentions(sentence: Sentence, ontology: Ontology) -> list[Mention]:
    """The mentions of *sentence*, and the relative "where", which stands for a place or an
    organisation."""
    found = [*find_mentions(sentence, ontology)]
    where = [
        t for t in sentence.tokens if t.tag == "WRB" and t.lemma == "where" and t.dep == "advmod"
    ]
    found += [
        Mention(
            sentence.index, t.i, t.i + 1, t.i, Span(t.start, t.end), t.text, MentionKind.PRONOUN
        )
        for t in where
    ]
    return sorted(found, key=lambda m: (m.start, m.end))


def _same_pronoun(sentence: Sentence, left: Mention, right: Mention) -> bool:
    """Whether two pronouns most likely mean the same thing: both or neither relative, and of one
    person."""
    a, b = sentence.tokens[left.head], sentence.tokens[right.head]
    return a.lemma == b.lemma or (a.tag[0] == "W") == (b.tag[0] == "W")


def _worth(mention: Mention, ontology: Ontology) -> bool:
    if mention.kind is MentionKind.VALUE:
        return mention.type == "Date"
    if mention.kind is MentionKind.NOMINAL:
        return any(ontology.is_a(mention.type, c) for c in _SUBJECTS)
    return True


def common_ancestor(sentence: Sentence, a: int, b: int) -> int:
    """The lowest token above both *a* and *b* (either may be it)."""
    above = [a, *sentence.ancestors(a)]
    other = {b, *sentence.ancestors(b)}
    return next((k for k in above if k in other), a)


def pair_features(sentence: Sentence, left: Mention, right: Mention) -> list[int]:
    """Return the sorted indices of the features of an ordered pair."""
    return sorted({hash_feature(f, SIZE) for f in _features(sentence, left, right)})


def _kind(sentence: Sentence, mention: Mention) -> str:
    if mention.kind is MentionKind.PRONOUN:
        return "pronoun:" + mention.text.lower()
    entity = sentence.tokens[mention.head].entity
    return f"{mention.kind}:{mention.type or 'Thing'}:{entity}"


def _features(sentence: Sentence, left: Mention, right: Mention) -> Iterator[str]:
    tokens = sentence.tokens
    a, b = _kind(sentence, left), _kind(sentence, right)
    types = f"{a}|{b}"
    top = common_ancestor(sentence, left.head, right.head)
    up, down = _climb(sentence, left.head, top), _climb(sentence, right.head, top)
    shape = ">".join(tokens[k].dep for k in up) + "^" + "<".join(tokens[k].dep for k in down)
    inner = [k for k in (*up, *down, top) if k not in (left.head, right.head)]
    words = sorted({tokens[k].lemma for k in inner if not tokens[k].entity})
    order = "lr" if left.start < right.start else "rl"
    yield from (
        "bias",
        f"types={types}",
        f"l={a}",
        f"r={b}",
        f"order={order}",
        f"shape={shape}",
        f"shape+types={shape}|{types}",
    )
    yield f"path={order}|{shape}|{' '.join(words)}"
    yield f"words+types={' '.join(words)}|{types}"
    for word in words:
        yield from (f"on={word}", f"on+types={word}|{types}", f"on+order={word}|{order}|{shape}")
    yield f"length={min(len(up) + len(down), 9)}"
    yield from _around(
        sentence,
        left,
        right,
        f"{_coarse(sentence, left)}|{_coarse(sentence, right)}|{order}",
        shape,
        words,
    )
    yield f"top={tokens[top].lemma}|{tokens[top].pos}"
    yield f"top+types={tokens[top].lemma}|{types}"
    for k in sentence.children[top]:
        if tokens[k].dep in {"dobj", "attr", "prep", "acomp", "prt", "auxpass", "oprd", "agent"}:
            yield from (
                f"topkid={tokens[k].dep}={tokens[k].lemma}",
                f"topkid+types={tokens[top].lemma},{tokens[k].lemma}|{types}",
            )
    low, high = (left.end, right.start) if left.start < right.start else (right.end, left.start)
    between = tokens[low:high]
    yield f"gap={min(len(between), 12)}"
    if len(between) <= 12:
        for t in between:
            yield from (f"between={t.lemma}", f"between+types={t.lemma}|{types}|{order}")
        for t, u in pairwise(between):
            yield f"between2={t.lemma} {u.lemma}|{order}"
        if len(between) <= 4:
            yield f"exact={' '.join(t.lemma for t in between)}|{types}|{order}"
    for name, m in (("l", left), ("r", right)):
        for step in (1, 2):
            before = tokens[m.start - step].lemma if m.start >= step else "^"
            after = tokens[m.end + step - 1].lemma if m.end + step - 1 < len(tokens) else "$"
            yield from (f"{name}-{step}={before}", f"{name}+{step}={after}")
            yield from (
                f"{name}-{step}+types={before}|{types}",
                f"{name}+{step}+types={after}|{types}",
            )


def _coarse(sentence: Sentence, mention: Mention) -> str:
    """Entity type, or sort of pronoun; a relative pronoun has the type of what it stands for."""
    token = sentence.tokens[mention.head]
    if mention.kind is not MentionKind.PRONOUN:
        return token.entity or str(mention.kind)
    stands_for = antecedent(sentence, mention.head)
    if stands_for != mention.head:
        return f"rel:{sentence.tokens[stands_for].entity or sentence.tokens[stands_for].pos}"
    return (
        "it"
        if token.lemma in {"it", "they", "we", "its", "their", "our"}
        else "where"
        if token.tag == "WRB"
        else "person"
    )


def _around(
    sentence: Sentence, left: Mention, right: Mention, types: str, shape: str, words: list[str]
) -> Iterator[str]:
    """Coarser types with the path, rivals between the two, words of the neighbourhood, and how the
    names begin and end."""
    tokens = sentence.tokens
    yield from (
        f"coarse={types}",
        f"coarse+shape={types}|{shape}",
        f"coarse+words={types}|{' '.join(words)}",
    )
    yield from (f"coarse+on={types}|{w}" for w in words)
    low, high = (left, right) if left.start < right.start else (right, left)
    for name, mention in (("l", left), ("r", right)):
        label = tokens[mention.head].entity
        rivals = (
            sum(e == label and low.end <= a and b <= high.start for a, b, e in sentence.entities)
            if label
            else 0
        )
        yield f"{name}rivals={min(rivals, 3)}|{types}"
        if mention.kind is not MentionKind.PRONOUN:
            first, last = tokens[mention.start].lemma, tokens[mention.end - 1].lemma
            yield from (
                f"{name}first={first}",
                f"{name}last={last}",
                f"{name}last+types={last}|{types}",
            )
            yield from (
                f"{name}kid={tokens[k].lemma}|{tokens[k].dep}"
                for k in sentence.children[mention.head]
            )
        head = tokens[tokens[mention.head].head]
        yield from (
            f"{name}head={head.lemma}|{tokens[mention.head].dep}",
            f"{name}head+types={head.lemma}|{types}",
        )
    for t in tokens[max(low.start - _NEAR, 0) : high.end + _NEAR]:
        if t.pos in {"NOUN", "VERB", "ADJ"} and not t.entity:
            zone = "before" if t.i < low.start else "mid" if t.i < high.start else "after"
            yield from (f"near={t.lemma}|{types}", f"{zone}={t.lemma}|{types}")


def _climb(sentence: Sentence, i: int, top: int) -> list[int]:
    out = []
    while i != top:
        out.append(i)
        i = sentence.tokens[i].head
    return out
