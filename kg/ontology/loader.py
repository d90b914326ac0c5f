"""The ontology as data: ``ontology/**/*.ttl`` → classes, relations with their frames, cue words.

A relation is one file. Its frames are a small language (docs/ontology.md): ``"sue | nsubj=S
dobj=O"`` binds grammatical roles to the ends of the relation; passive voice, coordination and
relative clauses are the extractor's business.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from kg.errors import OntologyError
from kg.namespace import KG, PREFIXES, contract

_SLOT = re.compile(r"^([a-z]+(?:_[a-z]+)*)(?::([\w'-]+(?:/[\w'-]+)*))?(?:=(S\+O|S|O|_|[a-z]+:\w+)(\?)?)?$")


@dataclass(frozen=True, slots=True)
class Slot:
    """One argument of a frame: where it stands, which lemmas it may have, which role it fills."""

    path: str
    words: frozenset[str]
    role: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """Trigger lemmas and the arguments that must stand beside them."""

    triggers: frozenset[str]
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class Relation:
    """A relation: how it reads, what it means, what it may join, how text expresses it."""

    id: str
    label: str
    definition: str
    domain: tuple[str, ...] = ()
    range: tuple[str, ...] = ()
    inverse_label: str = ""
    symmetric: bool = False
    cues: tuple[str, ...] = ()
    verb_frames: tuple[str, ...] = ()
    noun_frames: tuple[str, ...] = ()
    role_nouns: tuple[str, ...] = ()
    alignments: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()


@dataclass(frozen=True)
class EntityClass:
    """A class of things: its parents, and the nouns and name endings that show an instance."""

    name: str
    label: str
    definition: str
    parents: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    name_suffixes: tuple[str, ...] = ()


RoleNoun = tuple[Relation, tuple[str, ...], frozenset[str]]


@dataclass(frozen=True, eq=False)
class Ontology:
    """Everything that the stages ask of the ontology; indexes are by lemma."""

    relations: Mapping[str, Relation]
    classes: Mapping[str, EntityClass]
    cues: Mapping[str, frozenset[str]]
    verb_index: Mapping[str, tuple[tuple[Relation, Frame], ...]] = field(repr=False)
    noun_index: Mapping[str, tuple[tuple[Relation, Frame], ...]] = field(repr=False)
    role_index: Mapping[str, tuple[RoleNoun, ...]] = field(repr=False)

    def is_a(self, type_: str, ancestor: str) -> bool:
        """Whether class *type_* is *ancestor* or below it."""
        return type_ == ancestor or ancestor == "Thing" or ancestor in _ancestors(self, type_)

    def class_by_ending(self, name: str) -> str | None:
        """The class that the last word of a name of several words shows ("Oslo Bank": Company), if any does."""
        words = name.split()
        return _classes_by_ending(self).get(words[-1].rstrip(".").lower()) if len(words) > 1 else None


@cache
def _classes_by_ending(ontology: Ontology) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, cls in sorted(ontology.classes.items()):
        for suffix in cls.name_suffixes:
            found.setdefault(suffix.rstrip(".").lower(), name)
    return found


@cache
def _ancestors(ontology: Ontology, type_: str) -> frozenset[str]:
    """All classes above a class."""
    known = ontology.classes.get(type_)
    parents = known.parents if known else ()
    return frozenset(parents).union(*(_ancestors(ontology, p) for p in parents))


def find_folder() -> Path:
    """Return the ontology folder: in the installed package, else in the checkout.

    Raises OntologyError if it is in neither.
    """
    here = Path(__file__).parent.parent
    for folder in (here / "_ontology", here.parent / "ontology"):
        if folder.is_dir():
            return folder
    raise OntologyError(f"no ontology beside {here.name}/", "reinstall kg-claims")


@cache
def load_ontology(folder: Path | None = None) -> Ontology:
    """Load the ontology (about 0.05 s, once per process).

    Raises OntologyError with the file where something is wrong.
    """
    store = Store()
    for path in sorted((folder or find_folder()).rglob("*.ttl")):
        try:
            store.load(path=str(path), format=RdfFormat.TURTLE)
        except (SyntaxError, OSError) as error:
            raise OntologyError(f"{path.name}: {error}", "mend the Turtle at that line") from error
    reader = _Reader(store)
    classes = {c.name: c for c in map(reader.read_class, reader.instances("owl", "Class"))}
    relations = {r.id: r for r in map(reader.read_relation, reader.instances("kg", "Relation"))}
    cues = {n.value.removeprefix(KG): frozenset(reader.texts(n, "skos", "altLabel")) for n in reader.instances("kg", "CueClass")}
    _check_types(relations, classes)
    return Ontology(
        MappingProxyType(relations), MappingProxyType(classes), MappingProxyType(cues),
        _index(relations, "verb_frames"), _index(relations, "noun_frames"), _index_roles(relations),
    )  # fmt: skip


class _Reader:
    """Reads typed values of nodes from the loaded Turtle; all results are sorted."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def instances(self, prefix: str, name: str) -> list[NamedNode]:
        quads = self.store.quads_for_pattern(None, NamedNode(PREFIXES["rdf"] + "type"), NamedNode(PREFIXES[prefix] + name))
        return sorted((q.subject for q in quads if isinstance(q.subject, NamedNode)), key=lambda n: n.value)

    def objects(self, node: NamedNode, prefix: str, name: str) -> list[NamedNode | Literal]:
        quads = self.store.quads_for_pattern(node, NamedNode(PREFIXES[prefix] + name), None)
        found = [q.object for q in quads if isinstance(q.object, NamedNode | Literal)]
        return sorted(found, key=lambda n: n.value)

    def texts(self, node: NamedNode, prefix: str, name: str) -> tuple[str, ...]:
        return tuple(o.value for o in self.objects(node, prefix, name) if isinstance(o, Literal))

    def text(self, node: NamedNode, prefix: str, name: str) -> str:
        return next(iter(self.texts(node, prefix, name)), "")

    def names(self, node: NamedNode, prefix: str, name: str) -> tuple[str, ...]:
        found = (o.value for o in self.objects(node, prefix, name) if isinstance(o, NamedNode))
        return tuple(v.removeprefix(KG) for v in found if v.startswith(KG))

    def read_class(self, node: NamedNode) -> EntityClass:
        return EntityClass(
            node.value.removeprefix(KG), self.text(node, "skos", "prefLabel"), self.text(node, "skos", "definition"),
            self.names(node, "rdfs", "subClassOf"), self.texts(node, "skos", "altLabel"), self.texts(node, "kg", "nameSuffix"),
        )  # fmt: skip

    def read_relation(self, node: NamedNode) -> Relation:
        label = self.text(node, "skos", "prefLabel")
        if not label:
            raise OntologyError(f"{contract(node.value)} has no skos:prefLabel", "add one in its file")
        types = {o.value for o in self.objects(node, "rdf", "type")}
        aligned = [o.value for p in ("exactMatch", "closeMatch") for o in self.objects(node, "skos", p)]
        return Relation(
            contract(node.value), label, self.text(node, "skos", "definition"), self.names(node, "rdfs", "domain"),
            self.names(node, "rdfs", "range"), self.text(node, "kg", "inverseLabel"),
            PREFIXES["owl"] + "SymmetricProperty" in types, self.texts(node, "skos", "altLabel"),
            self.texts(node, "kg", "verbFrame"), self.texts(node, "kg", "nounFrame"), self.texts(node, "kg", "roleNoun"),
            tuple(aligned), tuple(f"kg:{n}" for n in self.names(node, "rdfs", "subPropertyOf")),
        )  # fmt: skip


def parse_frame(text: str) -> Frame:
    """Parse a frame.

    Raises OntologyError if it breaks the grammar.

    >>> frame = parse_frame("bring/file | nsubj=S dobj:lawsuit/suit prep_against=O prep_in=kg:court?")
    >>> sorted(frame.triggers), [s.path for s in frame.slots], frame.slots[3].optional
    (['bring', 'file'], ['nsubj', 'dobj', 'prep_against', 'prep_in'], True)
    """
    head, bar, tail = text.partition("|")
    slots = []
    for part in tail.split():
        match = _SLOT.match(part)
        if match is None:
            raise OntologyError(f"frame {text!r}: cannot read {part!r}", "write path, path:lemma/lemma or path=ROLE")
        path, words, role, optional = match.groups()
        slots.append(Slot(path, frozenset(words.split("/") if words else ()), role or "_", optional is not None))
    if not bar or not slots or not head.strip():
        raise OntologyError(f"frame {text!r} lacks a trigger, '|' or slots", "for example: sue | nsubj=S dobj=O")
    return Frame(frozenset(head.strip().split("/")), tuple(slots))


def _check_types(relations: Mapping[str, Relation], classes: Mapping[str, EntityClass]) -> None:
    for relation in relations.values():
        for name in (*relation.domain, *relation.range):
            if name not in classes:
                raise OntologyError(f"{relation.id}: no class kg:{name}", "declare it in ontology/classes.ttl")


def _index(relations: Mapping[str, Relation], kind: str) -> Mapping[str, tuple[tuple[Relation, Frame], ...]]:
    index: dict[str, list[tuple[Relation, Frame]]] = {}
    for _, relation in sorted(relations.items()):
        for text in getattr(relation, kind):
            frame = parse_frame(text)
            for trigger in sorted(frame.triggers):
                index.setdefault(trigger, []).append((relation, frame))
    return MappingProxyType({k: tuple(v) for k, v in index.items()})


def _index_roles(relations: Mapping[str, Relation]) -> Mapping[str, tuple[RoleNoun, ...]]:
    index: dict[str, list[RoleNoun]] = {}
    for _, relation in sorted(relations.items()):
        for text in relation.role_nouns:
            nouns, _, prepositions = text.partition("|")
            for noun in nouns.strip().split("/"):
                words = tuple(w for part in noun.split() for w in re.split(r"(-)", part) if w)
                index.setdefault(words[-1], []).append((relation, words, frozenset(prepositions.split())))
    return MappingProxyType({k: tuple(v) for k, v in index.items()})
