"""Did the event happen? A value from -3 (surely not) to 3 (surely) for every word that heads one.

The scale of UDS-IH2 (Rudinger, White & Van Durme 2018). A linear model over features of the parse and
of the ontology's cue classes; its weights are data, trained by ``python -m benchmarks.train_factuality``.
"""

import hashlib
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.cues import cue_classes
from kg.errors import OntologyError
from kg.model import Sentence
from kg.ontology import Ontology
from kg.stance import assess

SIZE = 1 << 15
_WEIGHTS = Path(__file__).parent / "factuality.npz"
_MARKED = ("aux", "auxpass", "neg", "mark", "advmod", "det", "expl", "prt", "cc", "preconj", "poss")


def assess_factuality(sentence: Sentence, ontology: Ontology) -> list[float]:
    """Return a value from -3 to 3 for each token of *sentence*; it means something for words that head an event."""
    weights, bias, low, high = load_weights()
    out = []
    for token in sentence.tokens:
        places = sorted({feature_index(f) for f in features(sentence, token.i, ontology)})
        value = np.clip(weights[places].sum() + bias, -3.0, 3.0)
        out.append(float(np.interp(value, [-3.0, low, high, 3.0], [-3.0, -1.0, 1.0, 3.0])))
    return out


@cache
def load_weights() -> tuple[NDArray[np.float32], float, float, float]:
    """Load the weights, the bias and the two knots of the map (once per process); raise OntologyError if they are not there."""
    if not _WEIGHTS.is_file():
        raise OntologyError(f"no weights at {_WEIGHTS.name}", "train them: python -m benchmarks.train_factuality")
    with np.load(_WEIGHTS) as data:
        low, high = data["knots"]
        return data["weights"].astype(np.float32), float(data["bias"]), float(low), float(high)


@lru_cache(maxsize=1 << 17)
def feature_index(name: str) -> int:
    """The weight that a feature shares with few others (feature hashing, Weinberger et al. 2009)."""
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8"), digest_size=4).digest(), "big") % SIZE


def features(sentence: Sentence, i: int, ontology: Ontology) -> Iterator[str]:
    """Yield the features of the event at token *i*: its own marks, its governors' and the sentence's."""
    token = sentence.tokens[i]
    local = assess(sentence, i, ontology)
    yield f"local={local.modality},{local.polarity}"
    yield f"local+tag={local.modality},{local.polarity},{token.tag},{token.dep}"
    yield from (f"lemma={token.lemma}", f"tag={token.tag}", f"dep={token.dep}", f"tag+dep={token.tag},{token.dep}")
    yield from (f"cue={c}" for c in sorted(cue_classes(sentence, i, ontology)))
    yield from _marks(sentence, i, "own")
    path, place = token.dep, i
    for step, head in enumerate(sentence.ancestors(i)[:3]):
        above = sentence.tokens[head]
        yield f"up{step}={path},{above.pos}"
        yield f"up{step}.lemma={path},{above.lemma}"
        for c in sorted(cue_classes(sentence, head, ontology)):
            yield f"up{step}.cue={path},{c}"
            yield f"anyup.cue={c}"
        yield from _marks(sentence, head, f"up{step},{path}" if step == 0 else f"up{step}")
        path, place = f"{path}<{above.dep}", head
    yield from _whole(sentence, i, place)


def _marks(sentence: Sentence, i: int, where: str) -> Iterator[str]:
    """Auxiliaries, negation, conjunctions and adverbs around token *i*, and who its subject is."""
    found = []
    for k in sentence.children[i]:
        token = sentence.tokens[k]
        if token.dep in _MARKED:
            found.append(token.lemma if token.dep != "aux" else token.text.lower())
            yield f"{where}.{token.dep}={found[-1]}"
        elif token.dep in {"nsubj", "nsubjpass"}:
            yield f"{where}.subject={token.lemma if token.pos == 'PRON' else token.pos}"
        else:
            yield f"{where}.has={token.dep}"
    yield f"{where}.marks={' '.join(sorted(found))}"
    yield f"{where}.tag+marks={sentence.tokens[i].tag},{' '.join(sorted(found))}"


def _whole(sentence: Sentence, i: int, top: int) -> Iterator[str]:
    root = next((t for t in sentence.tokens if t.dep == "ROOT"), sentence.tokens[0])
    last = sentence.tokens[-1].text
    yield from (f"end={last}", f"root={root.tag}", f"root.lemma={root.lemma}", f"first={sentence.tokens[0].lemma}")
    yield f"depth={min(len(sentence.ancestors(i)), 6)}"
    words = {t.lemma for t in sentence.tokens}
    yield from (f"has={w}" for w in ("if", "would", "not", "may", "should", "will", "please", "could", "can") if w in words)
    before = sentence.tokens[i - 1] if i else None
    after = sentence.tokens[i + 1] if i + 1 < len(sentence.tokens) else None
    yield f"before={before.lemma if before else ''}"
    yield f"after={after.lemma if after else ''}"
    yield f"before+tag={before.lemma if before else ''},{sentence.tokens[i].tag}"
