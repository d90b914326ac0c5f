"""Features of a word that heads an event, for judging whether it happened.

Its own marks (tense, modals, negation, adverbs, subject), its governors' with the path to them, the
nearest finite verb, the words around, and the cue classes of the ontology along the way: what
Rudinger, White & Van Durme (2018) and Stanovsky et al. (2017) found to tell, as names of binary
features."""

from collections.abc import Iterator

from kg.attribution.modality.walk import assess
from kg.model import Sentence
from kg.ontology.lexicon import cue_classes
from kg.ontology.loader import Ontology

_MARKED = ("aux", "auxpass", "neg", "mark", "advmod", "det", "expl", "prt", "cc", "preconj", "poss")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_ARGUMENTS = frozenset(
    {"dobj", "attr", "acomp", "pobj", "nsubjpass", "ccomp", "xcomp", "prep", "advcl"}
)


def event_features(sentence: Sentence, i: int, ontology: Ontology) -> Iterator[str]:
    """Yield the features of the event at token *i*: its own marks, its governors' and the
    sentence's."""
    token = sentence.tokens[i]
    local = assess(sentence, i, ontology)
    yield f"local={local.modality},{local.polarity}"
    yield f"local+tag={local.modality},{local.polarity},{token.tag},{token.dep}"
    yield from (
        f"lemma={token.lemma}",
        f"tag={token.tag}",
        f"dep={token.dep}",
        f"tag+dep={token.tag},{token.dep}",
    )
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
    yield from _verbal(sentence, i)
    yield from _governors(sentence, i)
    yield from _words(sentence, i)
    yield from _arguments(sentence, i)


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
    yield from (
        f"end={last}",
        f"root={root.tag}",
        f"root.lemma={root.lemma}",
        f"first={sentence.tokens[0].lemma}",
    )
    yield f"depth={min(len(sentence.ancestors(i)), 6)}"
    words = {t.lemma for t in sentence.tokens}
    yield from (
        f"has={w}"
        for w in ("if", "would", "not", "may", "should", "will", "please", "could", "can")
        if w in words
    )
    before = sentence.tokens[i - 1] if i else None
    after = sentence.tokens[i + 1] if i + 1 < len(sentence.tokens) else None
    yield f"before={before.lemma if before else ''}"
    yield f"after={after.lemma if after else ''}"
    yield f"before+tag={before.lemma if before else ''},{sentence.tokens[i].tag}"


def _verb_group(sentence: Sentence, i: int) -> str:
    """The verb with its auxiliaries, as lemmas and forms: "would+not+haveB+VBN"; other words by
    their tag."""
    token = sentence.tokens[i]
    if token.pos not in {"VERB", "AUX"}:
        return token.tag
    out = []
    for k in sorted((*sentence.dependents(i, "aux", "auxpass", "neg"), i)):
        t = sentence.tokens[k]
        plain = t.tag in {"MD", "TO"}
        out.append(
            t.tag
            if k == i
            else "not"
            if t.dep == "neg"
            else t.lemma
            if plain
            else t.lemma + t.tag[-1]
        )
    return "+".join(out)


def _subject(sentence: Sentence, i: int) -> str:
    """Who does it: the pronoun itself, else the noun's tag, whether it is a name, and its
    determiners."""
    found = sentence.dependents(i, "nsubj", "nsubjpass", "csubj", "expl")
    if not found:
        return "-"
    token = sentence.tokens[found[0]]
    if token.pos == "PRON":
        return token.text.lower()
    before = "/".join(
        sentence.tokens[k].lemma for k in sentence.dependents(token.i, "det", "poss", "neg")
    )
    return f"{token.tag}:{bool(token.entity)}:{before}"


def _verbal(sentence: Sentence, i: int) -> Iterator[str]:
    """The event's own verb group and that of the nearest finite verb, each with what goes along."""
    token, group, subject = sentence.tokens[i], _verb_group(sentence, i), _subject(sentence, i)
    end, first = sentence.tokens[-1].text, sentence.tokens[0]
    yield from (
        f"vg={group}",
        f"vg+dep={group},{token.dep}",
        f"vg+subject={group},{subject}",
        f"subject={subject}",
    )
    yield from (
        f"lemma+vg={token.lemma},{group}",
        f"end+vg={end},{group}",
        f"first+vg={first.lemma},{group}",
    )
    yield f"opening={first.tag},{first.dep},{end}"
    finite = next((k for k in (i, *sentence.ancestors(i)) if _is_finite(sentence, k)), None)
    if finite is not None:
        above = _verb_group(sentence, finite)
        yield from (
            f"finite={above}",
            f"finite+dep={above},{token.dep},{token.tag}",
            f"finite.lemma={sentence.tokens[finite].lemma}",
        )
        yield from (
            f"finite+subject={above},{_subject(sentence, finite)}",
            f"end+finite={end},{above}",
        )


def _is_finite(sentence: Sentence, i: int) -> bool:
    return any(
        sentence.tokens[k].tag in _FINITE for k in (i, *sentence.dependents(i, "aux", "auxpass"))
    )


def _governors(sentence: Sentence, i: int) -> Iterator[str]:
    """Four heads above: their verb groups by path, their marks, and the pair of lemmas."""
    token, path, below = sentence.tokens[i], sentence.tokens[i].dep, i
    for step, head in enumerate(sentence.ancestors(i)[:4]):
        above, group = sentence.tokens[head], _verb_group(sentence, head)
        yield from (f"over{step}={group},{path}", f"over={group}")
        if step == 0:
            yield from (
                f"over+lemma={above.lemma},{group},{token.dep}",
                f"pair={above.lemma},{token.lemma}",
            )
            yield f"over+subject={_subject(sentence, head)},{token.dep},{group}"
        else:
            for k in sentence.dependents(below, "mark", "advmod"):
                word = sentence.tokens[k].lemma
                yield from (
                    f"overmark{step}={word},{sentence.tokens[below].dep}",
                    f"overmark={word}",
                )
        for k in sentence.dependents(head, "advmod", "neg", "aux", "mark", "prep"):
            yield f"overkid={sentence.tokens[k].lemma}"
        path, below = f"{path}>{above.dep}", head
    yield f"path={path}"


def _words(sentence: Sentence, i: int) -> Iterator[str]:
    """The words and tags around, and all lemmas of the sentence."""
    tokens, token = sentence.tokens, sentence.tokens[i]

    def near(k: int) -> tuple[str, str]:
        return (tokens[k].lemma, tokens[k].tag) if 0 <= k < len(tokens) else ("#", "#")

    (b3, (b2w, b2), (b1w, b1)), ((a1w, a1), (a2w, a2)) = (
        [near(i - k) for k in (3, 2, 1)],
        [near(i + k) for k in (1, 2)],
    )
    yield from (
        f"word={token.text.lower()}",
        f"suffix={token.text.lower()[-3:]}",
        f"before2={b2w} {b1w}",
        f"after2={a1w} {a2w}",
    )
    yield from (
        f"before2+tag={b2w} {b1w} {token.tag}",
        f"before+lemma={b1w} {token.lemma}",
        f"lemma+after={token.lemma} {a1w}",
    )
    yield from (
        f"tags={b2} {b1} {token.tag} {a1}",
        f"tags-={b3[1]} {b2} {b1} {token.tag}",
        f"tags+={token.tag} {a1} {a2}",
    )
    for k in range(1, 5):
        yield from (f"near-={near(i - k)[0]}", f"near+={near(i + k)[0]}")
    yield from (f"place={i * 6 // len(tokens)}", f"size={min(len(tokens), 60) // 8}")
    yield f"capital={token.text[0].isupper()},{token.text.isupper()}"
    yield from (f"bag={lemma}" for lemma in sorted({t.lemma for t in tokens}))


def _arguments(sentence: Sentence, i: int) -> Iterator[str]:
    """What the event is about: its arguments and their determiners, names and dates below it."""
    token, below, group = sentence.tokens[i], sentence.subtree(i), _verb_group(sentence, i)
    for label in sorted({sentence.tokens[k].entity for k in below} - {""}):
        yield from (f"below={label}", f"below+vg={label},{group}")
    for k in sentence.children[i]:
        kid = sentence.tokens[k]
        if kid.dep in _ARGUMENTS:
            yield from (
                f"kid={kid.dep},{kid.lemma}",
                f"kid+lemma={kid.dep},{kid.lemma},{token.lemma}",
            )
            yield from (
                f"kid.det={kid.dep},{sentence.tokens[d].lemma}"
                for d in sentence.dependents(k, "det", "poss", "nummod")
            )
    yield f"below.size={min(len(below), 12) // 3}"
