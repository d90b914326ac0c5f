"""What a question may ask for, beside text, numbers and switches: an entity, a document, a second
store.

A question marks its parameters: ``start: Annotated[str, ENTITY, "where to begin"]``. Whoever asks
gives a name or a path; the question gets the entity's IRI, the document's IRI or the other store's
network. A parameter that is marked PLEADINGS is not asked for: it gets the store's complaints and
answers, aligned (kg.pleadings.alignment)."""

from enum import StrEnum


class Argument(StrEnum):
    """How the text that was given becomes what the question gets."""

    ENTITY = "entity"
    SOURCE = "source"
    STORE = "store"
    PLEADINGS = "pleadings"


ENTITY, SOURCE, STORE, PLEADINGS = Argument
