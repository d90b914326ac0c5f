"""Features of two mentions of a sentence, for relations that no frame spells.

The shortest dependency path carries most of what a sentence says about two things (Bunescu & Mooney
2005); types, the words between and around do the rest. Features are hashed (Weinberger et al. 2009).
"""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from kg.mentions import mention_at
from kg.model import Mention, MentionKind, Sentence
from kg.ontology import Ontology

SIZE = 1 << 16
_MAX_WORDS = 120
_REACH = 25
_SUBJECTS = ("Agent", "Person", "Organization")


@lru_cache(maxsize=1 << 17)
def feature_index(name: str) -> int:
    """The weight that a feature shares with few others."""
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8"), digest_size=4).digest(), "big") % SIZE


def candidate_pairs(sentence: Sentence, ontology: Ontology) -> Iterator[tuple[Mention, Mention]]:
    """Yield ordered pairs of mentions of which the first may be the subject of a relation."""
    if len(sentence.tokens) > _MAX_WORDS:
        return
    found = [m for t in sentence.tokens if (m := mention_at(sentence, t.i, ontology)) is not None]
    mentions = list({(m.start, m.end): m for m in found if _worth(m, ontology)}.values())
    for left in mentions:
        if left.kind is MentionKind.VALUE:
            continue
        for right in mentions:
            apart = left.end <= right.start <= left.end + _REACH or right.end <= left.start <= right.end + _REACH
            both = left.kind is MentionKind.PRONOUN and right.kind is MentionKind.PRONOUN
            if apart and not both:
                yield left, right


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
    return sorted({feature_index(f) for f in _features(sentence, left, right)})


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
    yield from ("bias", f"types={types}", f"l={a}", f"r={b}", f"order={order}", f"shape={shape}", f"shape+types={shape}|{types}")
    yield f"path={order}|{shape}|{' '.join(words)}"
    yield f"words+types={' '.join(words)}|{types}"
    for word in words:
        yield from (f"on={word}", f"on+types={word}|{types}", f"on+order={word}|{order}|{shape}")
    yield f"length={min(len(up) + len(down), 9)}"
    yield f"top={tokens[top].lemma}|{tokens[top].pos}"
    yield f"top+types={tokens[top].lemma}|{types}"
    for k in sentence.children[top]:
        if tokens[k].dep in {"dobj", "attr", "prep", "acomp", "prt", "auxpass", "oprd", "agent"}:
            yield from (f"topkid={tokens[k].dep}={tokens[k].lemma}", f"topkid+types={tokens[top].lemma},{tokens[k].lemma}|{types}")
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
            yield from (f"{name}-{step}+types={before}|{types}", f"{name}+{step}+types={after}|{types}")


def _climb(sentence: Sentence, i: int, top: int) -> list[int]:
    out = []
    while i != top:
        out.append(i)
        i = sentence.tokens[i].head
    return out
