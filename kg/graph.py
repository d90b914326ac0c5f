"""The graph as users hold it: add documents, ask, draw, export. ``kg.open(path)`` gives one."""

import warnings
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, Unpack

import networkx as nx
from rdflib import Dataset

from kg.analysis.absence import check_names, explain_absence, find_named
from kg.analysis.answer import Answer
from kg.analysis.arguments import QuestionName, QuestionOptions
from kg.analysis.ask import ask_question, read_choices
from kg.analysis.profiles.dossier import write_dossier, write_story
from kg.analysis.profiles.entity_profile import EntityPage, entity_page
from kg.analysis.stories import STORIES, collect_material
from kg.analysis.text_search import Passage, search_texts
from kg.errors import RedactionWarning
from kg.export.memos.memo import save_memo
from kg.export.redacting.redaction import redact_store
from kg.export.tables import (
    CLAIM_COLUMNS,
    DOCUMENT_COLUMNS,
    ENTITY_COLUMNS,
    Table,
    claim_cells,
    describe_store,
    document_cells,
    entity_cells,
)
from kg.export.write import READ_BACK, export_store, find_format
from kg.model import Claim, Document, Entity, Modality, ModalityName, Polarity, Statement
from kg.network.build import filter_network
from kg.network.interest import INTERESTING
from kg.network.reviewed import read_reviewed_network
from kg.pipeline.explanation import Explanation, explain_claim
from kg.pipeline.stores.filled import Filled
from kg.pipeline.stores.rereading import reread_store
from kg.review.standings import StandingChoice
from kg.review.verdicts import RAISED, Reviewed, check_reviewed
from kg.sparql.dataset import open_dataset
from kg.sparql.query import run_query
from kg.sparql.result import QueryResult
from kg.storage.judgements.reviews import select_reviewed
from kg.storage.opening import open_store
from kg.storage.selection import Selection, select_documents
from kg.storage.statements import statements_of
from kg.storage.store import Store
from kg.storage.validation import Finding, validate_store
from kg.view import PANELS, Panel, View, describe_shown, draw_network


class Graph(Filled):
    """A claims graph over a store on disk, or in memory."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.left_out: Mapping[str, str] = {}
        """Sources of the documents that select left out, each with the reason."""

    def claims(
        self,
        about: str | None = None,
        modality: ModalityName | str | Collection[str] | None = None,
        predicate: str | Collection[str] | None = None,
        document: str | None = None,
        polarity: Literal["positive", "negative"] | str | None = None,
        confidence: float = 0.0,
        reviewed: Reviewed = "not-rejected",
    ) -> Table[Claim]:
        """Return the claims that fit, sorted by document and place (see Store.claims), without
        those that were rejected.

        In a notebook they show themselves as a table; ``.to_dataframe()`` gives pandas'.

        *reviewed*: "confirmed", "not-rejected" or "any" (see review).

        Raises EntityNotFound and RelationNotFound where a name fits nothing in the store, and
        QuestionError for a modality or polarity that is none, with the names most like it."""
        read_choices("modality", modality, Modality)
        read_choices("polarity", polarity, Polarity)
        checked = self.checked(reviewed)
        found = list(checked.claims(about, modality, predicate, document, polarity, confidence))
        if not found:
            self.check_names(about, predicate)
        document_of = cache(self.store.document)
        return Table(
            found, CLAIM_COLUMNS, lambda claim: claim_cells(claim, document_of(claim.document))
        )

    def why_nothing(
        self, about: str | None = None, document: str | None = None, **choice: Any
    ) -> list[str]:
        """Return why claims() so gives nothing, a sentence each (see kg.analysis.absence)."""
        choice.pop("reviewed", None)
        return explain_absence(self.store, about, document, choice)

    def checked(self, reviewed: Reviewed = "not-rejected", raised: bool = False) -> Store:
        """Return the store with the claims that *reviewed* keeps, as corrected, for reading; with
        *raised*, strengths that somebody raised count (see kg.storage.judgements.reviews)."""
        return select_reviewed(self.store, check_reviewed(reviewed), raised)

    def select(
        self, standing: StandingChoice = "any", as_of: str = "", said_by: str = ""
    ) -> "Graph":
        """Return the graph of some of the documents, in memory and for reading: of that standing
        ("any", "not-retracted", "in-force"), held by the store on the day *as_of*, published by the
        day *said_by* (see kg.storage.selection). ``left_out`` says which are not in it, and why."""
        selected = select_documents(self.store, Selection(standing, as_of, said_by))
        graph = Graph(selected.store)
        graph.left_out = selected.left
        return graph

    def check_names(self, about: str | None, predicate: str | Collection[str] | None) -> None:
        """Raise EntityNotFound or RelationNotFound where these name nothing that the store or the
        ontology knows."""
        check_names(self.store, about, predicate)

    def statements(
        self, by: str | None = None, about: str | None = None, document: str | None = None
    ) -> list[Statement]:
        """Return who says what, sorted by document and place (see kg.storage.statements).

        Raises EntityNotFound where a name fits nothing in the store, with the names most like it.
        """
        found = [statement for statement, _ in statements_of(self.checked(), by, about, document)]
        for name in () if found else (by, about):
            check_names(self.store, name)
        return found

    def explain(self, claim: str) -> list[Explanation]:
        """Return how the sentence of the claim with this IRI was read: parse, frame, who speaks,
        each step of its strength."""
        return explain_claim(self.checked(), claim)

    def entities(self) -> Table[Entity]:
        """Return the entities of all documents, sorted by IRI, as a table (see claims)."""
        return Table(self.store.entities(), ENTITY_COLUMNS, entity_cells)

    def documents(self) -> Table[Document]:
        """Return the documents with their texts, sorted by source, as a table (see claims)."""
        return Table(self.checked("any").documents(), DOCUMENT_COLUMNS, document_cells)

    def query(
        self,
        sparql: str,
        timeout: float | None = None,
        limit: int | None = None,
        reviewed: Reviewed = "not-rejected",
    ) -> QueryResult:
        """Answer a SPARQL 1.1 query over what *reviewed* keeps (see kg.sparql.query.run_query); in
        a notebook its rows say what the graph calls things."""
        found = run_query(self.store, sparql, timeout, limit, reviewed=reviewed)
        return replace(found, name_of=cache(self.store.label_of))

    def search(self, words: str, limit: int = 20) -> list[Passage]:
        """Return the passages of all documents that hold all *words* (see
        kg.analysis.text_search)."""
        return search_texts(self.checked(), words, limit)

    def ask(
        self,
        question: QuestionName | str,
        *arguments: str,
        modality: ModalityName | Collection[ModalityName] | str | Collection[str] | None = None,
        reviewed: Reviewed = "not-rejected",
        **options: Unpack[QuestionOptions],
    ) -> Answer:
        """Ask one of kg.analysis.questions, for example ``graph.ask("paths", "Orla Brandt",
        "Tessera", k=5)``.

        Entities are given by name or IRI; *modality* keeps only claims that are put so. See
        kg.analysis.ask.ask_question for the errors raised."""
        given, left = dict(options), len(self.left_out)
        return ask_question(self.store, question, arguments, given, modality, reviewed, left)

    def network(
        self,
        about: str | None = None,
        hops: int = 1,
        modality: ModalityName | str | Collection[str] | None = None,
        predicate: str | Collection[str] | None = None,
        source: str | Collection[str] | None = None,
        minimum: float = 0.0,
        facts: bool = False,
        reviewed: Reviewed = "not-rejected",
    ) -> nx.MultiDiGraph:
        """Return the claims as a MultiDiGraph, one edge a claim, keyed by the claim's IRI.

        *about*: only around the entities of that name; *modality*, *predicate* (CURIEs), *source*:
        one or several. *facts*: only what stands as fact, as plain triples do (see
        kg.model.stands_as_fact). *reviewed*: "confirmed", "not-rejected" or "any" claims (see
        review).
        """
        read_choices("modality", modality, Modality)
        nodes = None if about is None else find_named(self.store, about)
        graph = read_reviewed_network(self.store, check_reviewed(reviewed), nodes, hops)
        wanted = [[v] if isinstance(v, str) else v for v in (modality, predicate, source)]
        return filter_network(graph, nodes, hops, wanted[0], wanted[1], wanted[2], minimum, facts)

    def view(
        self,
        path: str | Path | None = None,
        title: str = "",
        interest: float = INTERESTING,
        *,
        home: str = "",
        height: int = 640,
        panels: Collection[Panel] = PANELS,
        **choice: Any,
    ) -> View:
        """Draw the graph (or the part that *choice* keeps: see network) as one self-contained page.

        It starts from the claims of at least this *interest* (0: all; all too, where none is) and
        says how many it leaves out. Writes the page to *path* where one is given; in Jupyter the
        result shows itself, *height* pixels high and as wide as the notebook. *panels*: the parts
        of the page that are shown."""
        whole = self.network(**choice)
        network = filter_network(whole, interest=interest)
        if not network.number_of_edges():
            network = whole
        checked = self.checked(choice.get("reviewed", "not-rejected"))
        chosen = any(value for name, value in choice.items() if name != "reviewed")
        material = collect_material(self.store, checked, network, whole, home, not chosen)
        page = draw_network(network, title=title, material=material, panels=panels)
        view = View(page, describe_shown(network, whole), height)
        if path is not None:
            view.save(path)
        return view

    def export(
        self,
        path: str | Path,
        redact: Collection[str] = (),
        include: Collection[str] = (),
        reviewed: Reviewed | None = None,
    ) -> Path:
        """Write the graph to a file, in the form that its ending names; the entities *redact* names
        are made unreadable.

        *include* names modalities for forms that hold only what stands as fact, and "raised" the
        strengths that somebody raised. Warns (RedactionWarning) of each place in the redacted texts
        that looks like one of the names. Rejected claims are left out (*reviewed*: see review) but
        by the forms that are read back (.nq, .trig, .jsonld), which hold their verdicts."""
        form = find_format(Path(path))
        choice = reviewed or ("any" if form in READ_BACK else "not-rejected")
        whole = choice == "any" and form in READ_BACK and not redact and RAISED not in include
        store = self.store if whole else self.checked(choice, RAISED in include)
        include = set(include) - {RAISED}
        if not redact:
            return export_store(store, path, include)
        redacted = redact_store(store, redact)
        for trace in redacted.traces:
            warnings.warn(trace.warning, RedactionWarning, stacklevel=2)
        return export_store(redacted.store, path, include)

    def dossier(
        self,
        name: str,
        path: str | Path,
        *,
        undisputed: bool = False,
        chronology: bool = False,
        reviewed: Reviewed = "not-rejected",
    ) -> Path:
        """Write a memo about the entity *name*, or a story (a question of kg.analysis.stories), to
        *path*: .md, .html (ready to be printed) or .docx; see kg.analysis.profiles.dossier.

        Raises EntityNotFound, AmbiguousEntity, and ExportError for another suffix."""
        network = self.network(reviewed=reviewed)
        if name in STORIES:
            memo = write_story(network, name, chronology)
            return save_memo(Path(path), memo, STORIES[name])
        entity = self.store.find_one(name)
        memo = write_dossier(network, entity.id, undisputed, chronology)
        return save_memo(Path(path), memo, entity.label)

    def validate(self, deep: bool = False, sample: int | None = None) -> list[Finding]:
        """Return what breaks a shape or a promise; an empty list where all is well.

        *deep*: report also what today's rules read otherwise (in *sample* documents).
        """
        return [*validate_store(self.store), *(reread_store(self.store, sample) if deep else ())]

    def page(self, name: str) -> EntityPage:
        """Return all that the graph holds on one entity; raise EntityNotFound or AmbiguousEntity
        where *name* fits none or several."""
        checked = self.checked()
        return entity_page(checked, checked.find_one(name))

    @property
    def dataset(self) -> Dataset:
        """The store as an rdflib Dataset, for reading, without rejected claims (see
        kg.sparql.dataset)."""
        return open_dataset(self.checked())

    def __repr__(self) -> str:
        return f"<kg.Graph: {self.store.place}>"

    def _repr_html_(self) -> str:
        return describe_store(self.store)


def open_graph(path: str | Path | None = None, read_only: bool = False) -> Graph:
    """Open the graph in folder *path*, creating it, or at the address of a SPARQL 1.1 server
    ("http://host:7878/", see kg.storage.remote); ``None`` keeps it in memory."""
    return Graph(open_store(path, read_only))
