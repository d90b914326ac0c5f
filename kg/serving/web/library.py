"""The pages on documents and entities: what is known of each, what became of it, what is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from starlette.responses import Response

from kg.errors import ReadError
from kg.model import Document
from kg.model.documents import describe_fields
from kg.model.safe_text import display_text
from kg.model.wording import document_name
from kg.namespace import contract
from kg.pleadings.alignment import align_pleadings
from kg.reading.metadata import KINDS, name_fields
from kg.reading.sources import read_each
from kg.review.notices import find_notice
from kg.serving.web.cards import entity_card, pleading_rows
from kg.serving.web.desk import Desk
from kg.storage.filings import read_filings
from kg.storage.judgements.reviews import find_standings


@dataclass
class LibraryPages:
    """The documents and entities of a graph, and what is done with them."""

    desk: Desk

    def show_documents(self, message: str = "") -> Response:
        """The documents with their numbers of claims, what could not be read, and where new ones
        are dropped."""
        desk = self.desk
        with desk.lock:
            standings = find_standings(desk.graph.store)
            counts: dict[str, int] = {}
            for claim in desk.claims().values():
                counts[claim.document] = counts.get(claim.document, 0) + 1
            rows = [_row(d, counts, standings) for d in desk.documents().values()]
            failed = [
                (display_text(source), display_text(why["error"].removeprefix(f"{source}: ")))
                for source, why in desk.graph.store.failures().items()
            ]
            answered = any(d.kind == "CourtFiling" for d in desk.documents().values())
        return desk.render(
            "documents.html", rows=rows, message=message, answered=answered, failed=failed
        )

    def show_document(self, document: str) -> Response:
        """A document: what is known of it, what became of it, its claims."""
        desk = self.desk
        with desk.lock:
            found = desk.documents()[desk.graph.store.document(document).id]
            standing = find_standings(desk.graph.store).get(found.id)
            claims = [c for c in desk.claims().values() if c.document == found.id]
            cards = desk.cards(claims, desk.verdicts(claims))
        return desk.render(
            "document.html",
            document=_describe(found),
            standing=standing,
            notice=None if standing else find_notice(found),
            cards=cards,
            kinds=KINDS,
        )

    def set_standing(self, document: str, form: Mapping[str, str]) -> Response:
        """Say what became of a document, or take it back; its page comes back."""
        graph = self.desk.graph
        with self.desk.lock:
            status = form.get("status", "")
            if status:
                words = (form.get("other", "").strip(), form.get("note", "").strip())
                graph.set_standing(document, status, *words, by=self.desk.reviewer)
            elif graph.store.document(document).id in find_standings(graph.store):
                graph.clear_standing(document)
            self.desk.settle()
        return self.show_document(document)

    def describe(self, document: str, form: Mapping[str, str]) -> Response:
        """Set what is known of a document; it is read anew with that, and its page comes back."""
        given = {name: form[name].strip() for name in name_fields() if form.get(name, "").strip()}
        with self.desk.lock:
            found = self.desk.graph.describe(document, **given)
            self.desk.settle()
        return self.show_document(found.id)

    def show_entity(self, entity: str) -> Response:
        """An entity: names, who says what, timeline, neighbours, where it is named, merges and
        splits."""
        desk = self.desk
        with desk.lock:
            page = desk.graph.page(entity)
            ends = page.entity.id
            claims = [
                c
                for c in desk.claims().values()
                if ends in (c.subject.id, getattr(c.object, "id", ""))
            ]
            cards = desk.cards(claims, desk.verdicts(claims))
            known = entity_card(page, desk.titles(), desk.graph.store.label_of)
        return desk.render("entity.html", entity=known, cards=cards)

    def write_memo(self, entity: str, form: str) -> Response:
        """The memo about an entity as a file (md, html, docx), without what was rejected."""
        with self.desk.lock, TemporaryDirectory() as folder:
            memo = self.desk.graph.dossier(entity, Path(folder) / f"memo.{form}").read_bytes()
        name = {"Content-Disposition": f'attachment; filename="memo.{form}"'}
        return Response(memo, media_type="application/octet-stream", headers=name)

    def show_answers(self) -> Response:
        """Complaints and answers beside each other, paragraph by paragraph."""
        with self.desk.lock:
            rows = align_pleadings(read_filings(self.desk.graph.store))
        papers: dict[tuple[str, str], list[Any]] = {}
        for row in rows:
            answer = _name(row.answer) if row.answer else ""
            heads = _name(row.complaint), answer
            papers.setdefault(heads, []).append(row)
        tables = [
            {"complaint": display_text(a), "answer": display_text(b), "rows": pleading_rows(held)}
            for (a, b), held in papers.items()
        ]
        return self.desk.render("answers.html", tables=tables)

    def add(self, name: str, data: bytes) -> str:
        """Add one uploaded file under its name; say what became of it."""
        store = self.desk.graph.store
        with self.desk.lock:
            try:
                added = self.desk.graph.add(*read_each(data, name))
            except ReadError as error:
                now = datetime.now(UTC).isoformat(timespec="seconds")
                why = {"error": str(error), "mend": error.hint, "when": now}
                store.note_failures({name: why})
                raise
            store.note_failures({}, [name])
            self.desk.settle()
        outcomes = ", ".join(sorted({a.outcome for a in added}))
        return f"{display_text(name)}: {outcomes}, {sum(a.claims for a in added)} claims"

    def show_settings(self, message: str = "") -> Response:
        """What is set of this room."""
        return self.desk.render(
            "settings.html", reviewer=self.desk.reviewer, named=self.desk.title, message=message
        )

    def set_settings(self, _: Mapping[str, str], form: Mapping[str, str]) -> Response:
        """Keep the title and who reviews in the store; the page comes back."""
        with self.desk.lock:
            self.desk.keep_settings(form.get("title", "").strip(), form.get("reviewer", "").strip())
        return self.show_settings("Kept in the store.")


def _name(document: Document) -> str:
    return document_name(document.title, document.source)


def _row(
    document: Document, counts: Mapping[str, int], standings: Mapping[str, Any]
) -> dict[str, Any]:
    """What the list says of a document."""
    return {
        "id": contract(document.id),
        "name": display_text(_name(document)),
        "date": document.date,
        "source": display_text(document.source),
        "claims": counts.get(document.id, 0),
        "standing": display_text(str(standings.get(document.id, ""))),
        "notice": find_notice(document) is not None and document.id not in standings,
        "unread": sum("left out" in note for note in document.notes),
    }


_ASKED = ("title", "date", "kind", "publisher", "authors", "url")
"""The fields of a document in the order in which its page asks for them; others come behind."""


def _rank(name: str) -> int:
    return _ASKED.index(name) if name in _ASKED else len(_ASKED)


def _describe(document: Document) -> dict[str, Any]:
    """What is known of a document, and where each field was read."""
    origins = dict(document.origins)
    words = describe_fields(document, (*name_fields(), "source"))
    return {
        "id": contract(document.id),
        "name": display_text(_name(document)),
        "fields": [(n, display_text(v), origins.get(n, "")) for n, v in words.items() if v],
        "values": {name: display_text(words[name]) for name in sorted(name_fields(), key=_rank)},
        "notes": [display_text(note) for note in document.notes],
        "characters": len(document.text),
    }
