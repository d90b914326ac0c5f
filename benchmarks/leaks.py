"""How many claims come out as facts although they stand under an attribution, a negation, a modal
or a condition.

``python -m benchmarks.leaks [--out FILE]`` over the development sets (KG_BENCH). Two measures:

- *surface scopes*: stretches of text that word lists and punctuation mark, without our parser: the
  words after
  "if", "may", "not", "wants to", what follows or precedes "said" and "alleges", what stands in
  quotation marks. They overreach ("X, who said nothing, paid Y"), so a fact in such a stretch is a
  candidate: read the file to tell.
- *UDS*: claims whose event the annotators of UDS-IH2 (Rudinger et al. 2018) hold not to have
  happened (mean of
  their judgements at most 0).

A claim counts by the mention that an extractor gives, before names are resolved, so none is hidden.
"""

import argparse
import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.evaluate import read_items
from kg.attribution.document import attribute_document
from kg.extraction.run import extract_claims
from kg.language.parser import parse_document
from kg.model import Document, Polarity, Sentence
from kg.ontology.loader import load_ontology

BENCH = Path(os.environ.get("KG_BENCH", Path(__file__).parents[2] / "shared" / "bench"))
SETS = {
    "gum": "gum/docs.jsonl.gz",
    "real_docs": "real_docs/docs.jsonl.gz",
    "carb": "carb/dev.jsonl.gz",
    "uds": "uds/dev.jsonl.gz",
    "uds_train": "uds/train6k.jsonl.gz",
}
_STOP = re.compile(r"[,;:.?!()—–\"“”]|\bbut\b|\bbecause\b|\bwho\b|\bwhich\b")
_WISH = (
    "want|hope|plan|intend|tr(?:y|ies)|attempt|seek|sought|agree|refuse|fail|decline|order|ask|"
    "urge|require|allow|expect|aim|threaten|promise|offer|propose|decide|vow|pledge|need|"
    "ha(?:ve|s|d)|able|unable|likely|unlikely|willing|suppose|schedule|plann|fail|tried|invite|"
    "persuade|encourage|instruct|conspire|scheme|permit|enable|authorize|prepare|wish|call|design"
)
CUES = {
    "negation": (
        re.compile(
            r"\b(?:not|never|no longer|neither|nor|without|hardly|scarcely|barely)\b|n['’]t\b", re.I
        ),
        4,
    ),
    "modal": (
        re.compile(
            r"\b(?:may|might|could|can|cannot|would|will|should|must|shall)\b|['’](?:ll|d)\b", re.I
        ),
        4,
    ),
    "wish": (re.compile(rf"\b(?:{_WISH})\w* to\b", re.I), 5),
    "condition": (re.compile(r"\b(?:if|unless|whether|provided that|assuming)\b", re.I), 30),
}
SAY = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|tells?|told|alleg\w+|claim(?:s|ed|ing)?|"
    r"accus\w+|den(?:y|ies|ied)|argu(?:e|es|ed|ing)|report(?:s|ed|edly)|"
    r"according to|contend\w*|assert\w*|suspect\w*|believe\w*|"
    r"suggest\w*|charg(?:e|es|ed|ing) (?:with|that)|wrote|added|warn\w*|"
    r"testif\w+|purport\w*|apparently|probably|perhaps|possibly|likely|rumou?r\w*|think|thought)\b",
    re.I,
)
QUOTED = re.compile(r"“[^”\n]{20,}”|\"[^\"\n]{20,}\"")


@dataclass(frozen=True)
class Candidate:
    """A claim in a surface scope: which scope, whether it came out as a fact, and the words."""

    place: str
    kind: str
    leaked: bool
    claim: str
    sentence: str


def surface_scopes(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield ``(kind, start, end)`` of the stretches of a sentence that its cue words mark."""
    for kind, (cue, words) in CUES.items():
        for match in cue.finditer(text):
            stop = _STOP.search(text, match.end())
            end = min(stop.start() if stop else len(text), _after(text, match.end(), words))
            yield kind, match.end(), end
    for match in SAY.finditer(text):
        yield "attribution", match.end(), len(text)
        if (
            re.search(r"[,\"”]\s*(?:\S+\s+){0,3}$", text[: match.start()])
            or len(text[match.end() :].split()) < 4
        ):
            yield "attribution", 0, match.start()


def _after(text: str, start: int, words: int) -> int:
    """Where the given number of words after *start* ends."""
    match = re.compile(rf"\s*(?:\S+\s+){{0,{words - 1}}}\S+").match(text, start)
    return match.end() if match else len(text)


def candidates(
    place: str, document: Document, sentences: Sequence[Sentence]
) -> Iterator[Candidate]:
    """Yield the claims of a document that stand in a surface scope."""
    ontology = load_ontology()
    attributed = attribute_document(document, sentences, ontology)
    quotes = [m.span() for m in QUOTED.finditer(document.text)]
    for claim in extract_claims(sentences, ontology):
        own = sentences[claim.sentence]
        at = own.tokens[claim.anchor].start
        kinds = [k for k, a, b in surface_scopes(own.text) if a <= at - own.span.start < b]
        kinds += ["quotation" for a, b in quotes if a <= at < b]
        if kinds:
            stance = attributed.stance(claim.sentence, claim.anchor, claim.aside)
            leaked = stance.modality.fact_like and stance.polarity is Polarity.POSITIVE
            shown = (
                f"{claim.subject.text} | {claim.predicate} | "
                f"{claim.object.text} [{stance.modality}]"
            )
            yield Candidate(place, kinds[0], leaked, shown, own.text)


def uds_facts(
    document: Document, sentences: Sequence[Sentence], values: dict[int, float]
) -> Iterator[tuple[float, bool, str, str]]:
    """Yield ``(judgement, fact-like, claim, sentence)`` for claims whose event UDS judges; *values*
    by character."""
    ontology = load_ontology()
    attributed = attribute_document(document, sentences, ontology)
    for claim in extract_claims(sentences, ontology):
        own = sentences[claim.sentence]
        value = values.get(own.tokens[claim.anchor].start)
        if value is not None:
            stance = attributed.stance(claim.sentence, claim.anchor, claim.aside)
            fact = stance.modality.fact_like and stance.polarity is Polarity.POSITIVE
            yield (
                value,
                fact,
                (
                    f"{claim.subject.text} | {claim.predicate} | "
                    f"{claim.object.text} [{stance.modality}]"
                ),
                own.text,
            )


def read_documents(name: str) -> Iterator[tuple[Document, dict[int, float]]]:
    """The texts of a set, with UDS judgements by character where there are any."""
    for item in read_items(BENCH / SETS[name]):
        starts, text = [0], item.get("text") or item.get("sentence") or ""
        for word in item["tokens"] if "targets" in item else ():
            text += word + " "
            starts.append(len(text))
        values = {starts[t["span"][0]]: t["factuality"] for t in item.get("targets", ())}
        yield (
            Document(
                item["id"],
                item["id"],
                text,
                title=item.get("title", ""),
                date=str(item.get("date") or ""),
            ),
            values,
        )


def main() -> None:
    """Measure, print the rates, and write the candidates to a file for reading."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--out",
        type=Path,
        help="write the candidates here, one JSON object a line (outside the repository)",
    )
    parser.add_argument("--sets", nargs="*", default=sorted(SETS), choices=sorted(SETS))
    arguments = parser.parse_args()
    found: list[Candidate] = []
    judged: list[tuple[float, bool, str, str]] = []
    for name in arguments.sets:
        for document, values in read_documents(name):
            sentences = parse_document(document)
            found.extend(candidates(name, document, sentences))
            judged.extend(uds_facts(document, sentences, values) if values else ())
    report(found, judged)
    if arguments.out:
        rows = [
            {"place": c.place, "kind": c.kind, "claim": c.claim, "sentence": c.sentence}
            for c in found
            if c.leaked
        ]
        rows += [
            {"place": "uds judgement", "kind": str(v), "claim": c, "sentence": s}
            for v, fact, c, s in judged
            if fact and v <= 0
        ]
        arguments.out.write_text(
            "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in rows), "utf-8"
        )


def report(found: Sequence[Candidate], judged: Sequence[tuple[float, bool, str, str]]) -> None:
    """Print how many claims stand in scopes, and how many of them came out as facts."""
    total, leaked = Counter(c.kind for c in found), Counter(c.kind for c in found if c.leaked)
    for kind in sorted(total):
        print(
            f"{kind}: {total[kind]} claims in surface scopes, "
            f"{leaked[kind]} fact-like ({leaked[kind] / total[kind]:.3f})"
        )
    if found:
        print(
            f"all: {len(found)} claims, "
            f"{sum(leaked.values())} candidates ({sum(leaked.values()) / len(found):.3f})"
        )
    false = [fact for value, fact, _, _ in judged if value <= 0]
    facts = [value for value, fact, _, _ in judged if fact]
    if false and facts:
        print(
            f"UDS: of {len(false)} claims judged not to have happened "
            f"{sum(false)} are fact-like ({sum(false) / len(false):.3f}); "
        )
        print(
            f"     of {len(facts)} fact-like claims {sum(v <= 0 for v in facts)} "
            f"({sum(v <= 0 for v in facts) / len(facts):.3f})"
        )


if __name__ == "__main__":
    main()
