"""Documents that a model helped to read, read again from its kept answers."""

from collections.abc import Iterator
from typing import Any

from kg.extraction.run import Extractor
from kg.llm.answers import AnswerBook
from kg.llm.extractor import hear_answers, model_extractor, model_of
from kg.model import Extraction
from kg.ontology.loader import load_ontology
from kg.pipeline.documents import read_sentences


def models_of(extraction: Extraction) -> list[str]:
    """Return the models whose answers a document was read with."""
    return [model for ran in extraction.extractors if (model := model_of(ran)) is not None]


def replay_extractors(extraction: Extraction, book: AnswerBook) -> list[Extractor]:
    """Return the extractors that find again what models answered on a document; no model is
    asked."""
    return [model_extractor(book, model) for model in models_of(extraction)]


def list_answers(extraction: Extraction, book: AnswerBook) -> Iterator[dict[str, Any]]:
    """Yield what models answered on a document, item by item, with the reason where it was
    refused."""
    models = models_of(extraction)
    if not models:
        return
    document, ontology = extraction.document, load_ontology()
    sentences = read_sentences(document)
    for model in models:
        for heard in hear_answers(document, sentences, ontology, book, model):
            for grounded in heard.items:
                item = grounded.item
                yield {
                    "document": document.source,
                    "model": model,
                    "quote": item.quote,
                    "subject": item.subject,
                    "cue": item.cue,
                    "object": item.object,
                    "relation": item.relation,
                    "claimant": item.claimant,
                    "strength": item.strength,
                    "negated": item.negated,
                    "predicate": grounded.claim.predicate if grounded.claim else "",
                    "reason": str(grounded.reason or ""),
                }
