"""The extractor that rests on a model's answers, which it only looks up: a pure function of the
document and what was answered."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version

from kg.extraction.run import Extractor
from kg.llm.answers import AnswerBook, text_digest
from kg.llm.grounding import Grounded, Grounder
from kg.llm.parsing import read_answer
from kg.llm.passages import cut_passages
from kg.llm.prompt import VERSION, request_key
from kg.llm.readings import NAME
from kg.model import ClaimMention, Document, Sentence, Span
from kg.ontology.loader import Ontology


@dataclass(frozen=True, slots=True)
class Heard:
    """What a model answered on a passage: its items with what became of each; *unread* where it
    answered nothing readable, *missing* where it was not asked."""

    passage: Span
    items: tuple[Grounded, ...] = ()
    unread: bool = False
    missing: bool = False


def model_extractor(book: AnswerBook, model: str) -> Extractor:
    """Return the extractor that finds what *model* answered and the text bears out."""
    return Extractor(
        NAME,
        f"{version('kg-claims')} prompt {VERSION} {model}",
        None,
        partial(_extract, book=book, model=model),
        partial(_report, book=book, model=model),
    )


def model_of(ran: str) -> str | None:
    """Return the model in the record of an extractor that ran (Extraction.extractors); ``None``
    where it is another extractor's.

    >>> model_of("llm 0.1.0 prompt 1 some/model")
    'some/model'
    """
    name, _, rest = ran.partition(" ")
    parts = rest.split(" ", 3)
    return parts[3] if name == NAME and len(parts) == 4 else None


def hear_answers(
    document: Document,
    sentences: Sequence[Sentence],
    ontology: Ontology,
    book: AnswerBook,
    model: str,
) -> Iterator[Heard]:
    """Yield for each passage of a document what *model* answered and what becomes of it."""
    grounder = Grounder(document.text, sentences, ontology)
    digest = text_digest(document.text)
    for passage in cut_passages(document.text):
        words = document.text[passage.start : passage.end]
        answer = book.find(digest, request_key(model, words))
        if answer is None:
            yield Heard(passage, missing=True)
            continue
        items = read_answer(answer.text)
        if items is None:
            yield Heard(passage, unread=True)
            continue
        yield Heard(passage, tuple(grounder.ground(item, passage) for item in items))


def _extract(
    document: Document,
    sentences: Sequence[Sentence],
    ontology: Ontology,
    book: AnswerBook,
    model: str,
) -> Iterator[ClaimMention]:
    for heard in hear_answers(document, sentences, ontology, book, model):
        yield from (g.claim for g in heard.items if g.claim is not None)


def _report(
    document: Document,
    sentences: Sequence[Sentence],
    ontology: Ontology,
    book: AnswerBook,
    model: str,
) -> Iterator[str]:
    """How many claims of the model are borne out, and how many are refused for which reason."""
    heard = list(hear_answers(document, sentences, ontology, book, model))
    items = [g for h in heard for g in h.items]
    refused = Counter(g.reason for g in items if g.reason is not None)
    yield f"model {model}: {len(items)} claims, {len(items) - refused.total()} borne out"
    for reason, count in sorted(refused.items()):
        yield f"model {model}: {count} refused: {reason}"
    for what, count in (
        ("answered nothing that can be read", sum(h.unread for h in heard)),
        ("were not asked about", sum(h.missing for h in heard)),
    ):
        if count:
            yield f"model {model}: {count} of {len(heard)} passages {what}"
