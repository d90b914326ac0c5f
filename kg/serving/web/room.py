"""A graph behind pages: what each page shows, and what each form does. One request at a time
touches the graph."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

from jinja2 import Environment, PackageLoader
from starlette.responses import HTMLResponse, Response

from kg.analysis.evidence import read_evidence
from kg.analysis.propositions import group_claims
from kg.graph import Graph
from kg.model import Claim, Document, Modality
from kg.model.documents import describe_fields
from kg.model.licence import plain_words
from kg.model.safe_text import display_text
from kg.namespace import contract
from kg.pleadings.alignment import align_pleadings
from kg.reading.sources import read_each
from kg.resolution.candidates import Proposal
from kg.review import Correction, Verdict
from kg.review.queue import rank_claims
from kg.review.standings import Status
from kg.review.verdicts import DISPUTES, claim_key
from kg.serving.web.cards import claim_card, entity_card, pair_card, pleading_rows, relation_choices
from kg.storage.filings import read_filings
from kg.storage.judgements.reviews import find_standings, read_claim, verdicts_by_key

_PAGE = 40
_FIELDS = ("subject", "predicate", "object", "modality", "claimant", "quote")


def _read_pages() -> Environment:
    pages = Environment(loader=PackageLoader("kg.serving.web", "assets"), autoescape=True)
    pages.filters["plain_words"] = plain_words
    return pages


@dataclass
class Room:
    """A graph behind pages; one request at a time touches it."""

    graph: Graph
    title: str
    lock: Lock = field(default_factory=Lock)
    page: str = ""
    disputed: frozenset[str] | None = None
    """The claims of statements that are both asserted and denied; ``None``: to be found anew."""
    claims: list[Claim] | None = None
    pages: Environment = field(default_factory=_read_pages)

    def show_reading_page(self) -> Response:
        """The page of kg view, drawn anew after a change."""
        with self.lock:
            if not self.page:
                self.page = self.graph.view(title=self.title, home="/review").html
            return HTMLResponse(self.page)

    def show_queue(self, about: str, state: str) -> Response:
        """Claims to check, or those that were."""
        with self.lock:
            found = self._find_claims(about)
            verdicts = self._find_verdicts(found)
            chosen = rank_claims(c for c in found if (c.id in verdicts) == (state == "checked"))
            cards = self._cards(chosen[:_PAGE], verdicts)
        checked = sum(c.id in verdicts for c in found)
        counts = {"open": len(found) - checked, "checked": checked}
        left = len(chosen) - len(cards)
        return self._render(
            "queue.html", cards=cards, about=about, state=state, counts=counts, left=left
        )

    def judge(self, claim: str, form: Mapping[str, str]) -> Response:
        """Record or take back a verdict; the claim's card comes back."""
        outcome = form.get("outcome", "")
        with self.lock:
            if outcome == "undo":
                self.graph.undo_review(claim)
            else:
                self._record(claim, outcome, form)
            self._keep(recount=False)
            found, verdict, document = read_claim(self.graph.store, claim)
            card = claim_card(found, verdict, document, claim in (self.disputed or ()))
            return self._render("card.html", card=card)

    def _record(self, claim: str, outcome: str, form: Mapping[str, str]) -> None:
        words = {name: form.get(name, "").strip() for name in _FIELDS}
        tags = [tag.strip() for tag in form.get("tags", "").split(",") if tag.strip()]
        self.graph.review(
            claim,
            outcome,
            form.get("note", "").strip(),
            dispute=form.get("dispute", ""),
            material=form.get("material", ""),
            tags=tags,
            correction=Correction(**words) if outcome == "corrected" else None,
        )

    def show_names(self) -> Response:
        """Pairs of names that may be one, best first."""
        with self.lock:
            found = [p for p in self.graph.proposals() if p.judgement is None]
            cards = [self._pair(proposal) for proposal in found[:_PAGE]]
        return self._render("names.html", pairs=cards, left=len(found) - len(cards))

    def decide(self, left: str, right: str, outcome: str) -> Response:
        """Say whether two names are one, or take that back; the pair's card comes back."""
        words = {"confirmed": "positive", "rejected": "negative", "unsure": "unsure"}
        with self.lock:
            said = "" if outcome == "undo" else words.get(outcome, outcome)
            if not said:
                self.graph.undo(left, right)
            ends = [self.graph.store.find_one(end) for end in (left, right)]
            if said:
                self.graph.decide(left, right, said)
            self._keep()
            pair = Proposal(ends[0], ends[1], 1.0, "decided here" if said else "open again")
            return self._render("pair.html", pair=self._pair(pair, said))

    def show_documents(self, message: str = "") -> Response:
        """The documents with their numbers of claims, and where new ones are dropped."""
        with self.lock:
            standings = find_standings(self.graph.store)
            rows = [
                {
                    "id": contract(d.id),
                    "name": display_text(d.title or d.source),
                    "date": d.date,
                    "source": display_text(d.source),
                    "claims": self.graph.store.count_claims(d.id),
                    "standing": display_text(str(standings.get(d.id, ""))),
                    "unread": sum("left out" in note for note in d.notes),
                }
                for d in self.graph.store.documents()
            ]
            answered = any(row.answer for row in align_pleadings(read_filings(self.graph.store)))
        return self._render("documents.html", rows=rows, message=message, answered=answered)

    def show_document(self, document: str) -> Response:
        """A document: what is known of it, what became of it, its claims."""
        with self.lock:
            found = self.graph.store.document(document)
            standing = find_standings(self.graph.store).get(found.id)
            claims = list(self.graph.store.claims(document=found.id))
            cards = self._cards(claims, self._find_verdicts(claims))
        return self._render(
            "document.html", document=_describe(found), standing=standing, cards=cards
        )

    def set_standing(self, document: str, form: Mapping[str, str]) -> Response:
        """Say what became of a document, or take it back; its page comes back."""
        with self.lock:
            status = form.get("status", "")
            if status:
                words = (form.get("other", "").strip(), form.get("note", "").strip())
                self.graph.set_standing(document, status, *words)
            elif self.graph.store.document(document).id in find_standings(self.graph.store):
                self.graph.clear_standing(document)
            self._keep()
        return self.show_document(document)

    def show_entity(self, entity: str) -> Response:
        """An entity: names, who says what, timeline, neighbours, where it is named, merges."""
        with self.lock:
            page = self.graph.page(entity)
            claims = list(self.graph.store.claims(about=page.entity.id))
            cards = self._cards(claims, self._find_verdicts(claims))
            known = entity_card(page, self._titles())
        return self._render("entity.html", entity=known, cards=cards)

    def write_memo(self, entity: str, form: str) -> Response:
        """The memo about an entity as a file (md, html, docx), without what was rejected."""
        with self.lock, TemporaryDirectory() as folder:
            memo = self.graph.dossier(entity, Path(folder) / f"memo.{form}").read_bytes()
        name = {"Content-Disposition": f'attachment; filename="memo.{form}"'}
        return Response(memo, media_type="application/octet-stream", headers=name)

    def show_answers(self) -> Response:
        """Complaints and answers beside each other, paragraph by paragraph."""
        with self.lock:
            rows = align_pleadings(read_filings(self.graph.store))
        papers: dict[tuple[str, str], list[Any]] = {}
        for row in rows:
            answer = row.answer.title or row.answer.source if row.answer else ""
            heads = row.complaint.title or row.complaint.source, answer
            papers.setdefault(heads, []).append(row)
        tables = [
            {"complaint": display_text(a), "answer": display_text(b), "rows": pleading_rows(held)}
            for (a, b), held in papers.items()
        ]
        return self._render("answers.html", tables=tables)

    def add(self, name: str, data: bytes) -> str:
        """Add one uploaded file under its name; say what became of it."""
        with self.lock:
            added = self.graph.add(*read_each(data, name))
            self._keep()
        outcomes = ", ".join(sorted({a.outcome for a in added}))
        return f"{display_text(name)}: {outcomes}, {sum(a.claims for a in added)} claims"

    def _keep(self, recount: bool = True) -> None:
        """Make a change safe on disk; what was drawn before is drawn anew."""
        self.graph.store.flush()
        self.page = ""
        if recount:
            self.disputed = self.claims = None

    def _find_claims(self, about: str = "") -> list[Claim]:
        """The claims as they were read; all of them are kept until a document or a name changes."""
        if about:
            return list(self.graph.claims(about=about, reviewed="any"))
        if self.claims is None:
            self.claims = list(self.graph.store.claims())
        return self.claims

    def _find_verdicts(self, claims: Iterable[Claim]) -> dict[str, Verdict]:
        """Claim (IRI) → verdict."""
        verdicts, digests = verdicts_by_key(self.graph.store), self.graph.store.digests()
        keys = ((c.id, claim_key(c, digests[c.document])) for c in claims) if verdicts else ()
        return {claim: verdicts[key] for claim, key in keys if key in verdicts}

    def _find_disputed(self) -> frozenset[str]:
        if self.disputed is None:
            network = self.graph.network()
            groups = group_claims(network, read_evidence(network))
            held = (g for g in groups if g.asserted and g.denied)
            self.disputed = frozenset(c.claim for group in held for c in group.claims)
        return self.disputed

    def _cards(
        self, claims: Iterable[Claim], verdicts: Mapping[str, Verdict]
    ) -> list[dict[str, Any]]:
        """The cards of claims; what was checked is shown as it was corrected."""
        disputed, store = self._find_disputed(), self.graph.store
        document_of = cache(store.document)
        standings = find_standings(store)
        cards = []
        for claim in claims:
            verdict, document = verdicts.get(claim.id), document_of(claim.document)
            if verdict is not None or claim.document in standings:
                claim, verdict, document = read_claim(store, claim.id)
            cards.append(claim_card(claim, verdict, document, claim.id in disputed))
        return cards

    def _pair(self, proposal: Proposal, said: str = "") -> dict[str, Any]:
        ends = (proposal.left.id, proposal.right.id)
        claims = [list(self.graph.store.claims(about=end)) for end in ends]
        return pair_card(proposal, claims, self._titles(), said)

    def _titles(self) -> dict[str, str]:
        return {d.id: d.title or d.source for d in self.graph.store.documents()}

    def _render(self, template: str, **values: Any) -> Response:
        choices = {
            "modalities": [m.value for m in Modality],
            "relations": relation_choices(),
            "disputes": DISPUTES[1:],
            "statuses": [s.value for s in Status],
        }
        page = self.pages.get_template(template)
        return HTMLResponse(page.render(title=self.title, **choices, **values))


def _describe(document: Document) -> dict[str, Any]:
    """What is known of a document, and where each field was read."""
    origins = dict(document.origins)
    fields = ("kind", "date", "authors", "publisher", "url", "source")
    words = describe_fields(document, fields)
    return {
        "id": contract(document.id),
        "name": display_text(document.title or document.source),
        "fields": [(n, display_text(v), origins.get(n, "")) for n, v in words.items() if v],
        "notes": [display_text(note) for note in document.notes],
        "characters": len(document.text),
    }
