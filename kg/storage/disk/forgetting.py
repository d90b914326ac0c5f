"""Forgetting: what changes with it, and the list of it beside the store, so that an older copy of
the store forgets it again.

A mark is a keyed digest (HMAC-SHA-256, RFC 2104) of a document's IRI, or of its source, under a
secret that stays with the user's account. Who has the list alone can neither read it nor test a
guess."""

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreDamaged, StoreError
from kg.rdf import terms
from kg.rdf.engines.protocol import Engine
from kg.resolution.decisions import Decisions
from kg.resolution.plan import Plan, Rules
from kg.resolution.quads import decisions_to_quads
from kg.storage.disk.marker import sync_folder

_BYTES = 32
_OWN = "kg"
"""What is marked to tell secrets apart."""


def forget_documents(
    engine: Engine, rules: Rules, dropped: Collection[str]
) -> dict[str, Collection[ox.Quad]]:
    """Return the graphs that change when documents (IRIs) are forgotten, each with its new quads,
    those of the dropped ones empty.

    A decision goes with them where one of its two entities is known to no list and stands in no
    other document."""
    decisions = [
        d
        for d in rules.decisions
        if all(_stays(engine, rules, iri, set(dropped)) for iri in d.pair)
    ]
    kept = Rules(Decisions(decisions), rules.known)
    plan = Plan(engine, kept, dropped)
    graphs: dict[str, Collection[ox.Quad]] = {**plan.graphs()}
    if len(decisions) < len(rules.decisions):
        suspects = {(d, iri) for d, iri in plan.suspects(rules.changed(kept)) if d not in dropped}
        changed = {document for document, iri in suspects if plan.differs(document, iri)}
        graphs |= plan.settle(
            {document: plan.rewritten(document) for document in sorted({*changed, *graphs})}
        )
        graphs[terms.DECISIONS_GRAPH.value] = list(decisions_to_quads(decisions))
    graphs[terms.ARRIVALS_GRAPH.value] = _arrivals_left(engine, set(dropped))
    graphs[terms.VERDICTS_GRAPH.value] = _verdicts_left(engine, set(dropped))
    return graphs | dict.fromkeys(dropped, ())


def _arrivals_left(engine: Engine, dropped: set[str]) -> list[ox.Quad]:
    """When the documents that stay came."""
    return [
        quad
        for quad in engine.quads_for_pattern(None, None, None, terms.ARRIVALS_GRAPH)
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value not in dropped
    ]


def _verdicts_left(engine: Engine, dropped: set[str]) -> list[ox.Quad]:
    """The verdicts on texts that stay; verdicts hold words of the documents, whose text they are
    keyed by."""
    verdicts = list(engine.quads_for_pattern(None, None, None, terms.VERDICTS_GRAPH))
    stay = {
        q.subject
        for q in verdicts
        if q.predicate == terms.DIGEST and _holds_text(engine, q.object, dropped)
    }
    return [q for q in verdicts if q.subject in stay]


def _holds_text(engine: Engine, digest: object, dropped: set[str]) -> bool:
    assert isinstance(digest, ox.Literal)
    graphs = {q.graph_name for q in engine.quads_for_pattern(None, terms.DIGEST, digest, None)} - {
        terms.VERDICTS_GRAPH
    }
    return any(isinstance(graph, ox.NamedNode) and graph.value not in dropped for graph in graphs)


def _stays(engine: Engine, rules: Rules, entity: str, dropped: set[str]) -> bool:
    if any(known.id == entity for known in rules.known):
        return True
    node = ox.NamedNode(entity)
    if any(engine.quads_for_pattern(node, terms.DIGEST, None, node)):
        return entity not in dropped  # what a document means by a name goes with it
    seen = [
        ox.NamedNode(iri) for iri in (entity, entity.partition("~")[0])
    ]  # a namesake is seen under the plain name
    named = chain.from_iterable(engine.quads_for_pattern(node, terms.NAMED, None) for node in seen)
    resolved = engine.quads_for_pattern(None, terms.RESOLVES, ox.NamedNode(entity))
    return any(
        isinstance(q.graph_name, ox.NamedNode) and q.graph_name.value not in dropped
        for q in (*named, *resolved)
    )


class Forgotten:
    """The marks beside the store *path* (none in memory), under each secret apart. The file is read
    anew at each call."""

    def __init__(self, path: Path | None) -> None:
        self.file = (
            None
            if path is None
            else path.absolute().with_name(f"{path.absolute().name}.forgotten.json")
        )

    def any(self) -> bool:
        """Whether anything was forgotten."""
        return self.file is not None and self.file.is_file()

    def among(self, names: Iterable[str]) -> list[str]:
        """Return which *names* (document IRIs or sources) are marked under the account's secret."""
        secret = _read_secret() if self.any() else None
        if secret is None:
            return []
        marks = set(self._read().get(_mark(secret, _OWN), ()))
        return [name for name in names if _mark(secret, name) in marks]

    def unreadable(self) -> bool:
        """Whether there are marks that were made under another secret."""
        secret = _read_secret()
        return self.any() and bool(
            self._read().keys() - ({_mark(secret, _OWN)} if secret is not None else set())
        )

    def add(self, names: Collection[str]) -> None:
        """Mark *names*; raise StoreError where that cannot be kept."""
        if self.file is not None and names:
            secret = _make_secret()
            marks = self._read()
            own = _mark(secret, _OWN)
            self._write(
                marks
                | {own: sorted({*marks.get(own, ()), *(_mark(secret, name) for name in names)})}
            )

    def discard(self, names: Collection[str]) -> None:
        """Take the marks of *names* off: they were added anew."""
        secret = _read_secret() if self.among(names) else None
        if secret is not None:
            marks = self._read()
            own = _mark(secret, _OWN)
            self._write(
                marks | {own: sorted(set(marks[own]) - {_mark(secret, name) for name in names})}
            )

    def _read(self) -> dict[str, list[str]]:
        """Return the marks by what tells their secrets apart."""
        if self.file is None or not self.file.is_file():
            return {}
        try:
            found = json.loads(self.file.read_text("utf-8"))["forgotten"]
            return {str(own): [str(mark) for mark in marks] for own, marks in found.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise StoreDamaged(
                f"{self.file} cannot be read",
                "restore a copy; without it, forgotten documents may come back",
            ) from error

    def _write(self, marks: Mapping[str, list[str]]) -> None:
        assert self.file is not None
        draft = self.file.with_name(f"{self.file.name}.{os.getpid()}")
        try:
            with draft.open("w", encoding="utf-8") as file:
                file.write(json.dumps({"forgotten": marks}, indent=1, sort_keys=True) + "\n")
                file.flush()
                os.fsync(file.fileno())
            draft.replace(self.file)
            sync_folder(self.file.parent)
        except OSError as error:
            raise StoreError(
                f"cannot write {self.file}: {error.strerror}",
                "check the folder; nothing was forgotten",
            ) from error


def _mark(secret: bytes, name: str) -> str:
    return hmac.new(secret, name.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _secret_file() -> Path:
    """Where the secret stands: KG_SECRET, or the folder in which the system keeps an account's
    settings."""
    if named := os.environ.get("KG_SECRET"):
        return Path(named)
    folder = os.environ.get("APPDATA") if os.name == "nt" else os.environ.get("XDG_CONFIG_HOME")
    return (Path(folder) if folder else Path.home() / ".config") / "kg" / "forgetting.key"


def _read_secret() -> bytes | None:
    """Return the account's secret; ``None`` where it has none."""
    path = _secret_file()
    try:
        found = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(
            f"cannot read the secret {path}: {error.strerror}", "set KG_SECRET to a file of yours"
        ) from error
    if len(found) != _BYTES:
        raise StoreDamaged(
            f"the secret {path} is damaged",
            "restore a copy of it; without one delete it, and forget again what was forgotten",
        )
    return found


def _make_secret() -> bytes:
    """Return the account's secret, which is made at its first use: whole or not at all, and once
    where two programs make it at the same moment."""
    path = _secret_file()
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.unlink(missing_ok=True)
            _write_secret(draft)
            _put_in_place(draft, path)
    except OSError as error:
        raise StoreError(
            f"cannot keep the secret {path}: {error.strerror}", "set KG_SECRET to a file of yours"
        ) from error
    found = _read_secret()
    assert found is not None
    return found


def _write_secret(draft: Path) -> None:
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(secrets.token_bytes(_BYTES))
        file.flush()
        os.fsync(file.fileno())


def _put_in_place(draft: Path, path: Path) -> None:
    """Name *draft* *path*, unless another program was first."""
    try:
        os.link(draft, path)
    except FileExistsError:
        draft.unlink()
    except OSError:  # a file system without hard links
        draft.replace(path)
    else:
        draft.unlink()
    sync_folder(path.parent)
