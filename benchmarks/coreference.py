"""Coreference of named things on GUM's news and court texts, against linking equal strings, in one
run.

python -m benchmarks.coreference [genre ...]

A gold chain counts where one of its mentions is a name (its head is a proper noun in the parse) and
it is no date or number. Two figures: over whole chains (names, descriptions and pronouns), and over
their names alone. A chain is scored by score_coref.py as it is (``lenient``: a predicted mention is
moved onto the gold mention that it overlaps best). The precision of links is over each mention's
link to the mention before it in its cluster of which GUM has the exact words too."""

import contextlib
import io
import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.evaluate import read_items
from benchmarks.run import BENCH
from benchmarks.sets.gum import whole_phrase
from kg.attribution.document import attribute_document
from kg.coreference.entities import resolve_document
from kg.language.mentions import find_mentions
from kg.language.parser import parse_document
from kg.model import Document, Mention, MentionKind, Sentence
from kg.ontology.loader import load_ontology

Place = tuple[int, int]
Clusters = list[list[Place]]


@dataclass(frozen=True)
class Parsed:
    """A gold document with its parse and kg's mentions."""

    gold: Mapping[str, Any]
    document: Document
    sentences: Sequence[Sentence]
    mentions: Sequence[Mention]


def read_parsed(genres: Iterable[str]) -> Iterator[Parsed]:
    """Parse GUM's texts of the *genres*."""
    wanted, ontology = set(genres), load_ontology()
    for item in read_items(BENCH / "gum" / "docs.jsonl.gz"):
        if item["genre"] in wanted:
            document = Document(item["id"], item["id"], item["text"])
            sentences = parse_document(document)
            mentions = sorted(
                {m for s in sentences for m in find_mentions(s, ontology)},
                key=lambda m: (m.span, m.end),
            )
            yield Parsed(item, document, sentences, mentions)


def resolved(item: Parsed) -> dict[Mention, str]:
    """Each mention's entity as kg resolves it."""
    ontology = load_ontology()
    said = attribute_document(item.document, item.sentences, ontology).attributions
    return {
        m: e.id
        for m, e in resolve_document(
            item.document, item.sentences, item.mentions, ontology, said
        ).items()
    }


def equal_phrases(item: Parsed) -> dict[Mention, str]:
    """Each name or description under the exact words of its whole phrase; pronouns are not
    linked."""
    kept = (m for m in item.mentions if m.kind in (MentionKind.NAME, MentionKind.NOMINAL))
    spans = ((m, whole_phrase(item.sentences[m.sentence], m.head)) for m in kept)
    return {m: item.document.text[s.start : s.end].casefold() for m, s in spans}


def equal_names(item: Parsed) -> dict[Mention, str]:
    """The same under kg's mention, without article, possessive and clauses: a harder line to
    beat."""
    return {
        m: " ".join(m.text.casefold().split())
        for m in item.mentions
        if m.kind in (MentionKind.NAME, MentionKind.NOMINAL)
    }


def clusters_of(
    item: Parsed, link: Callable[[Parsed], dict[Mention, str]], names_only: bool
) -> Clusters:
    """The predicted clusters that hold a name, as whole noun phrases in text order."""
    found: dict[str, dict[Place, bool]] = {}
    taken: set[Place] = set()
    for mention, key in link(item).items():
        span = whole_phrase(item.sentences[mention.sentence], mention.head)
        place = (span.start, span.end)
        name = mention.kind is MentionKind.NAME
        if place not in taken and (name or not names_only):
            taken.add(place)
            found.setdefault(key, {})[place] = name
    return [sorted(places) for places in found.values() if any(places.values())]


def gold_chains(item: Parsed, names_only: bool) -> list[dict[str, Any]]:
    """GUM's mentions of the chains that hold a name."""
    named = {
        i
        for i, m in enumerate(item.gold["mentions"])
        if m["type"] not in {"time", "quantity"} and _is_name(item.sentences, *m["span"])
    }
    kept = {item.gold["mentions"][i]["entity"] for i in named}
    return [
        m
        for i, m in enumerate(item.gold["mentions"])
        if m["entity"] in kept and (not names_only or i in named)
    ]


def _is_name(sentences: Sequence[Sentence], start: int, end: int) -> bool:
    inside = [(s, t) for s in sentences for t in s.tokens if start <= t.start and t.end <= end]
    heads = [t for s, t in inside if t.head == t.i or not start <= s.tokens[t.head].start < end]
    return bool(heads) and heads[0].tag in {"NNP", "NNPS"}


def score(
    golds: Sequence[Mapping[str, Any]], predictions: Sequence[Mapping[str, Any]]
) -> dict[str, float]:
    """The figures that score_coref.py prints, and the precision of links."""
    sys.path.insert(0, str(BENCH / "score"))
    import score_coref

    with TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("gold.jsonl", "pred.jsonl")]
        for path, rows in zip(paths, (golds, predictions), strict=True):
            path.write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            score_coref.main(Namespace(gold=str(paths[0]), pred=str(paths[1])))
    figures = {
        line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1])
        for line in printed.getvalue().splitlines()
    }
    right = links = 0
    for gold, predicted in zip(golds, predictions, strict=True):
        chains: dict[str, list[Place]] = {}
        for m in gold["mentions"]:
            chains.setdefault(m["entity"], []).append(tuple(m["span"]))
        owner = {place: chain for chain, places in chains.items() for place in places}
        for cluster in predicted["clusters"]:
            known = [owner[m] for m in cluster if m in owner]
            links += max(0, len(known) - 1)
            right += sum(a == b for a, b in pairwise(known))
    return figures | {"links": links, "link precision": right / links if links else 0.0}


def main() -> None:
    """Print the figures of kg and of equal strings."""
    genres = sys.argv[1:] or ["news", "court"]
    items = list(read_parsed(genres))
    print(f"{len(items)} documents: {', '.join(genres)}")
    for names_only, title in ((False, "whole chains that hold a name"), (True, "names alone")):
        golds = [dict(i.gold) | {"mentions": gold_chains(i, names_only)} for i in items]
        every = [dict(i.gold) for i in items]
        for label, link in (
            ("kg", resolved),
            ("exact strings", equal_phrases),
            ("exact strings, cleaned", equal_names),
        ):
            predictions = [
                {"id": i.gold["id"], "clusters": clusters_of(i, link, names_only)} for i in items
            ]
            found, whole = score(golds, predictions), score(every, predictions)
            print(
                f"{title}, {label}: CoNLL F1 {found['conll_f1']:.3f}, "
                f"lenient {found['lenient_conll_f1']:.3f}; "
                f"precision of {whole['links']:.0f} links {whole['link precision']:.3f}"
            )


if __name__ == "__main__":
    main()
