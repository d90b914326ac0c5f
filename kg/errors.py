"""Every error that kg raises on purpose, drawn as a tree.

::

    KgError
    ├── ReadError            a source cannot become a document
    │   ├── SourceNotFound
    │   ├── EmptySource
    │   ├── UnreadableSource     binary, wrong encoding, too large, damaged
    │   └── UnknownFormat        no reader for this suffix
    ├── OntologyError        ontology/*.ttl is missing, broken or contradicts itself
    ├── PluginError          an extractor, reader, exporter or question breaks its contract
    ├── StoreError
    │   ├── StoreLocked          another process writes to it
    │   ├── StoreChanged         another process wrote to it while it was read
    │   ├── StoreDamaged
    │   ├── StoreTooNew          made by a later version of kg
    │   ├── StoreNotFound
    │   ├── DocumentNotFound
    │   ├── EntityNotFound       no entity has the name; the mend shows names like it
    │   ├── AmbiguousEntity      several entities have the name; the message lists them
    │   └── RelationNotFound     no claim and no file of the ontology has the relation
    ├── QueryError           SPARQL that does not parse, or is not allowed
    │   ├── QuerySyntaxError
    │   ├── QueryRefused         an update, or SERVICE that was not allowed
    │   ├── QueryTooDeep         more brackets in brackets than can be read
    │   ├── GraphNotFound        FROM names a document that is not there
    │   └── QueryTimeout
    ├── QuestionError        a question of kg ask cannot be answered as it was put
    │   └── UnknownQuestion
    ├── ExportError
    │   └── UnknownExport        no exporter for this suffix
    ├── ViewError
    ├── ServeError           the endpoint cannot be opened
    ├── ReviewError          a verdict that cannot be taken
    ├── ResolveError         a merge decision that cannot be taken
    ├── ModelError           a language model cannot be asked, or does not answer
    │   ├── HostRefused          nobody allowed that text goes to this host
    │   └── BudgetSpent          the tokens that were allowed are used up
    ├── WorkerLost           a process that shared the work of extraction died
    ├── ClusterError         a cluster cannot be used: it does not answer, or reads otherwise
    └── InvalidClaims        a claims file or gold file that breaks the format

Each message says what is wrong and where; ``hint`` says how to mend it.
"""


class KgError(Exception):
    """Base of all errors of kg.

    ``str(error)`` is what is wrong and where; ``error.hint`` is the mend (may be empty).
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class ReadError(KgError):
    """A source cannot become a document."""


class SourceNotFound(ReadError):
    """There is no such file or folder, or nothing readable in it."""


class EmptySource(ReadError):
    """The source holds no text."""


class UnreadableSource(ReadError):
    """The source is binary, damaged, in another encoding, or too large."""


class UnknownFormat(ReadError):
    """No reader takes this suffix."""


class OntologyError(KgError):
    """The ontology is missing, does not parse, or contradicts itself."""


class PluginError(KgError):
    """An extractor, reader, exporter or question does not keep its contract."""


class StoreError(KgError):
    """The store cannot be opened, read or written."""


class StoreLocked(StoreError):
    """Another process has the store open for writing."""


class StoreChanged(StoreError):
    """Another process wrote to the store while it was read, and a file of it went away."""


class StoreDamaged(StoreError):
    """The files of the store are not what kg wrote."""


class StoreTooNew(StoreError):
    """The store was made by a later version of kg."""


class StoreNotFound(StoreError):
    """There is no store at this path."""


class DocumentNotFound(StoreError):
    """The store holds no such document."""


class EntityNotFound(StoreError):
    """No entity has this name."""


class AmbiguousEntity(StoreError):
    """Several entities have this name."""


class RelationNotFound(StoreError):
    """Neither a claim nor the ontology has this relation."""


class QueryError(KgError):
    """A query cannot be answered."""


class QuerySyntaxError(QueryError):
    """The query is not SPARQL 1.1; the message gives line and column."""


class QueryRefused(QueryError):
    """The query would write, or reach out of the store."""


class QueryTooDeep(QueryError):
    """The query is nested too deeply to be read."""


class GraphNotFound(QueryError):
    """The query's dataset names a graph that the store does not hold."""


class QueryTimeout(QueryError):
    """The query took longer than its time limit."""


class QuestionError(KgError):
    """A question cannot be answered as it was put."""


class UnknownQuestion(QuestionError):
    """There is no such question."""


class ExportError(KgError):
    """The graph cannot be written in this form."""


class UnknownExport(ExportError):
    """No exporter takes this suffix."""


class ViewError(KgError):
    """The picture cannot be drawn."""


class ServeError(KgError):
    """The endpoint cannot be opened at this address."""


class ReviewError(KgError):
    """A verdict that cannot be taken."""


class ResolveError(KgError):
    """A merge decision cannot be taken; nothing was changed."""


class ModelError(KgError):
    """A language model cannot be asked, or does not answer; what was stored stays."""


class HostRefused(ModelError):
    """Nobody allowed that text of documents goes to this host."""


class BudgetSpent(ModelError):
    """The tokens that were allowed are used up; what was answered is kept."""


class WorkerLost(KgError):
    """A process that shared the work of extraction died."""


class ClusterError(KgError):
    """A cluster cannot be used: it does not answer, has no workers, or its workers are another
    kg."""


class InvalidClaims(KgError):
    """A claims or gold file breaks the format; the message gives the line."""


class RedactionWarning(UserWarning):
    """A redacted text holds words that are near a redacted name; they were left as they are."""


class RemovalWarning(UserWarning):
    """What was removed may stay where kg cannot write anew: in the files of a server."""
