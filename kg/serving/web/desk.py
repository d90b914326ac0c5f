"""What all pages of the application stand on: the graph, one request at a time, and what was read
of it, kept until it changes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

import networkx as nx
from jinja2 import Environment, PackageLoader
from starlette.responses import HTMLResponse, Response

from kg.analysis.evidence import read_evidence
from kg.analysis.propositions import group_claims
from kg.analysis.stories import STORIES, find_stories
from kg.graph import Graph
from kg.model import Claim, Document, Extraction, Modality
from kg.model.licence import plain_words
from kg.model.wording import document_name
from kg.namespace import expand
from kg.resolution.candidates import Proposal
from kg.review import Outcome, Verdict
from kg.review.corrections import revise_claim
from kg.review.standings import Status, weaken_claim
from kg.review.verdicts import DISPUTES, claim_key
from kg.serving.web.cards import claim_card, relation_choices
from kg.storage.judgements.reviews import (
    find_claim,
    find_standings,
    read_claim,
    verdicts_by_key,
)


def _read_pages() -> Environment:
    pages = Environment(loader=PackageLoader("kg.serving.web", "assets"), autoescape=True)
    pages.filters["plain_words"] = plain_words
    return pages


def _ends(claim: Claim) -> tuple[str, str]:
    """The entities (IRIs) that a claim joins; "" for a value."""
    return claim.subject.id, getattr(claim.object, "id", "")


@dataclass
class Kept:
    """What was read of the graph; ``None``: to be read anew."""

    read: dict[str, Extraction] | None = None
    change: int = 0
    """The number of the store's change up to which ``read`` holds."""
    claims: dict[str, Claim] | None = None
    documents: dict[str, Document] | None = None
    proposals: list[Proposal] | None = None
    disputed: frozenset[str] | None = None
    stories: dict[str, frozenset[str]] | None = None
    network: nx.MultiDiGraph | None = None


@dataclass
class Desk:
    """A graph behind pages; one request at a time touches it, under ``lock``."""

    graph: Graph
    named: str
    lock: Lock = field(default_factory=Lock)
    page: str = ""
    closing: bool = False
    kept: Kept = field(default_factory=Kept)
    pages: Environment = field(default_factory=_read_pages)

    @property
    def title(self) -> str:
        """The title that the store's settings give, else the one that the room came with."""
        return str(self.graph.store.records.read("settings").get("title") or self.named)

    @property
    def reviewer(self) -> str:
        """Who reviews, as the store's settings have it; "" for the name of the account."""
        return str(self.graph.store.records.read("settings").get("reviewer", ""))

    def keep_settings(self, title: str, reviewer: str) -> None:
        """Keep the title and who reviews in the store."""
        self.graph.store.records.write("settings", {"title": title, "reviewer": reviewer})
        self.page = ""

    def settle(self, recount: bool = True) -> None:
        """Make a change safe on disk; what was drawn before is drawn anew, and with *recount* what
        is known of all: of the documents those that changed are read anew."""
        self.graph.store.flush()
        self.page = ""
        if recount:
            self.kept = Kept(self._still_read(), self.graph.store.latest_change)

    def _still_read(self) -> dict[str, Extraction] | None:
        """What was read of the documents that did not change since."""
        changes, kept = self.graph.store.changes, self.kept
        since = {graph for graph, number in changes.items() if number > kept.change}
        if kept.read is None or "" in since:
            return None
        return {iri: extraction for iri, extraction in kept.read.items() if iri not in since}

    def claims(self) -> dict[str, Claim]:
        """All claims as they were read, by IRI."""
        if self.kept.claims is None:
            self._read_documents()
        return self.kept.claims or {}

    def claim(self, named: str) -> Claim:
        """The claim with this IRI or CURIE as it was read; raises ReviewError."""
        return self.claims().get(expand(named)) or find_claim(self.graph.store, named)

    def documents(self) -> dict[str, Document]:
        """All documents with their texts, by IRI, sorted by source."""
        if self.kept.documents is None:
            self._read_documents()
        return self.kept.documents or {}

    def _read_documents(self) -> None:
        """Read each document once, with its claims, but for those that are read."""
        store, held = self.graph.store, self.kept.read or {}
        sources = store.sources()
        fresh = {e.document.id: e for e in store.extractions(set(sources) - set(held))}
        read = {iri: held[iri] if iri in held else fresh[iri] for iri in sources}
        self.kept.read, self.kept.change = read, store.latest_change
        self.kept.documents = {e.document.id: e.document for e in read.values()}
        self.kept.claims = {c.id: c for e in read.values() for c in e.claims}

    def reading_page(self) -> str:
        """The page of kg view, drawn anew after a change."""
        if not self.page:
            self.page = self.graph.view(title=self.title, home="/review").html
        return self.page

    def warm(self) -> None:
        """Read what the first pages need before somebody asks for them; requests go between the
        steps."""
        for step in (self.reading_page, self.claims, self.disputed, self.proposals):
            with self.lock:
                if self.closing:
                    return
                step()

    def titles(self) -> dict[str, str]:
        """Document IRI → what it is called."""
        return {iri: document_name(d.title, d.source) for iri, d in self.documents().items()}

    def proposals(self) -> list[Proposal]:
        """The pairs of names that may be one and are not decided, best first; those of whom nothing
        is claimed come last."""
        if self.kept.proposals is None:
            told = {end for c in self.claims().values() for end in _ends(c)}
            open_ = (p for p in self.graph.proposals() if p.judgement is None)
            self.kept.proposals = sorted(
                open_, key=lambda p: (p.left.id not in told) + (p.right.id not in told)
            )
        return self.kept.proposals

    def disputed(self) -> frozenset[str]:
        """The claims of statements that are both asserted and denied."""
        if self.kept.disputed is None:
            network = self._network()
            groups = group_claims(network, read_evidence(network))
            held = (g for g in groups if g.disputed)
            self.kept.disputed = frozenset(c.claim for group in held for c in group.claims)
        return self.kept.disputed

    def stories(self) -> dict[str, frozenset[str]]:
        """Question of a story → the claims (IRIs) of its rows."""
        if self.kept.stories is None:
            self.kept.stories = {
                story.question: frozenset(expand(c) for row in story.claims for c in row)
                for story in find_stories(self._network())
            }
        return self.kept.stories

    def _network(self) -> nx.MultiDiGraph:
        if self.kept.network is None:
            self.kept.network = self.graph.network()
        return self.kept.network

    def verdicts(self, claims: Iterable[Claim]) -> dict[str, Verdict]:
        """Claim (IRI) → verdict, of those that were checked."""
        verdicts, digests = verdicts_by_key(self.graph.store), self.graph.store.digests()
        keys = ((c.id, claim_key(c, digests[c.document])) for c in claims) if verdicts else ()
        return {claim: verdicts[key] for claim, key in keys if key in verdicts}

    def cards(
        self, claims: Iterable[Claim], verdicts: Mapping[str, Verdict]
    ) -> list[dict[str, Any]]:
        """The cards of claims, each as it was checked and as its document stands now."""
        documents, disputed = self.documents(), self.disputed()
        standings = find_standings(self.graph.store)
        cards = []
        for claim in claims:
            verdict, document = verdicts.get(claim.id), documents[claim.document]
            if verdict is not None and verdict.outcome is Outcome.CORRECTED:
                claim, verdict, document = read_claim(self.graph.store, claim.id)
            else:
                checked = revise_claim(claim, verdict, document, {})
                claim = weaken_claim(checked, standings.get(claim.document))
            cards.append(claim_card(claim, verdict, document, claim.id in disputed))
        return cards

    def render(self, template: str, status: int = 200, **values: Any) -> Response:
        """The page of a template; every page knows what a verdict may set."""
        choices = {
            "modalities": [m.value for m in Modality],
            "relations": relation_choices(),
            "disputes": DISPUTES[1:],
            "statuses": [s.value for s in Status],
            "story_names": STORIES,
        }
        page = self.pages.get_template(template)
        return HTMLResponse(page.render(title=self.title, **choices, **values), status)
