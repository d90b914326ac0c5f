"""What is known of a stored document, set by a person: it is read anew with that."""

from collections.abc import Mapping

from kg.errors import UnreadableSource
from kg.llm.answers import AnswerBook
from kg.model import Document
from kg.model.documents import describe_fields
from kg.pipeline.documents import extract_document
from kg.pipeline.stores.rereading import ran_then
from kg.rdf.quads import quads_to_extraction
from kg.reading.metadata import apply_given, check_given, name_fields
from kg.resolution.quads import as_seen
from kg.storage.disk.answers import answers_folder
from kg.storage.store import Store

_WHERE = "given"


def describe_document(store: Store, document: str, given: Mapping[str, str]) -> Document:
    """Set fields of a document (IRI, CURIE or source) and return it as it stands then.

    *given*: title, date, kind, authors (with ";" between), publisher, url, answers; what is given
    already is no change, and nothing is read anew for it. Raises DocumentNotFound, and
    UnreadableSource for a field or value that is not understood."""
    if unknown := sorted(given.keys() - set(name_fields())):
        raise UnreadableSource(
            f"unknown field {unknown[0]!r}", f"known: {', '.join(name_fields())}"
        )
    stored = quads_to_extraction(as_seen(store.quads(store.document(document).id)))
    before = describe_fields(stored.document, tuple(given))
    news = {name: words for name, words in given.items() if words != before[name]}
    if not news:
        return stored.document
    described = apply_given(stored.document, [check_given(news, _WHERE)])
    ran = ran_then(stored, AnswerBook(answers_folder(store.path)))
    store.add(extract_document(described, ran))
    return described
