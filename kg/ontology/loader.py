"""The ontology as data: ``ontology/**/*.ttl`` → classes, relations with their frames, cue words.

A relation is one file. Its frames are a small language (docs/ontology.md): ``"sue | nsubj=S
dobj=O"`` binds grammatical roles to the ends of the relation; passive voice, coordination and
relative clauses are the extractor's business.
"""

import importlib.util
import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from kg.errors import OntologyError
from kg.namespace import KG, PREFIXES, contract
from kg.ontology.frames import Frame, parse_frame

FOLDER_VARIABLE = "KG_ONTOLOGY"
"""Names another ontology folder in the environment: one's own relations, words and classes."""

_PAYMENTS = frozenset({"Payment", "PricedDealing"})
_ENDS = frozenset({"subject", "object"})


@dataclass(frozen=True)
class Relation:
    """A relation: how it reads, what it means, what it may join, how text expresses it.

    ``families`` are what questions know it by ("Role", "Payment": instances of kg:RelationFamily);
    ``payer`` is the end of a payment that parts with the money ("subject", "object" or ""),
    ``payment_label`` what the payer does; ``outcome_for`` the ends that an outcome concerns;
    ``rests`` what a claim of it rests on by its meaning ("verdict"); ``past_label`` how what lasts
    reads where it is told in the past, ``bare_label`` behind a modal ("will visit")."""

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
    families: tuple[str, ...] = ()
    payer: str = ""
    payment_label: str = ""
    outcome_for: tuple[str, ...] = ()
    ftm: tuple[str, ...] = ()
    makes_party: tuple[str, ...] = ()
    rests: str = ""
    past_label: str = ""
    bare_label: str = ""

    @property
    def label_of_past(self) -> str:
        """How it reads where it is told in the past: "was a director of", "owned"."""
        return self.past_label or re.sub(r"^is\b", "was", self.label)

    @property
    def accuses(self) -> bool:
        """Whether it puts a deed to its subject that needs a licence to stand as a fact; that
        somebody is charged does not."""
        return "Accusation" in self.families and "Proceeding" not in self.families


@dataclass(frozen=True)
class EntityClass:
    """A class of things: its parents, the nouns and name endings that show an instance, like
    classes elsewhere."""

    name: str
    label: str
    definition: str
    parents: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    name_suffixes: tuple[str, ...] = ()
    alignments: tuple[str, ...] = ()


RoleNoun = tuple[Relation, tuple[str, ...], frozenset[str]]


@dataclass(frozen=True, eq=False)
class Ontology:
    """Everything that the stages ask of the ontology; indexes are by lemma.

    ``cues`` are the classes of words that tell how a proposition is put, ``words`` all other word
    classes, ``values`` those whose words stand for a value ("dollar": "USD"); ``bodies`` leads from
    each name of a well-known body to its first one."""

    relations: Mapping[str, Relation]
    classes: Mapping[str, EntityClass]
    cues: Mapping[str, frozenset[str]]
    words: Mapping[str, frozenset[str]]
    values: Mapping[str, Mapping[str, str]]
    families: frozenset[str]
    verb_index: Mapping[str, tuple[tuple[Relation, Frame], ...]] = field(repr=False)
    noun_index: Mapping[str, tuple[tuple[Relation, Frame], ...]] = field(repr=False)
    role_index: Mapping[str, tuple[RoleNoun, ...]] = field(repr=False)
    bodies: Mapping[str, str] = field(repr=False)

    def is_a(self, type_: str, ancestor: str) -> bool:
        """Whether class *type_* is *ancestor* or below it."""
        return type_ == ancestor or ancestor == "Thing" or ancestor in _ancestors(self, type_)

    def class_by_ending(self, name: str) -> str | None:
        """The class that the last word of a name of several words shows ("Oslo Bank": Company), if
        any does."""
        words, endings = name.split(), _classes_by_ending(self)
        if len(words) < 2:
            return None
        return endings.get(words[-1].rstrip(".").lower()) or endings.get(words[-1].replace(".", ""))


@cache
def _classes_by_ending(ontology: Ontology) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, cls in sorted(ontology.classes.items()):
        for suffix in cls.name_suffixes:
            found.setdefault(suffix.rstrip(".").lower(), name)
    for form in sorted(ontology.words.get("LegalForm", ())):
        found.setdefault(form.replace(".", ""), "Company")
    return found


@cache
def _ancestors(ontology: Ontology, type_: str) -> frozenset[str]:
    """All classes above a class."""
    known = ontology.classes.get(type_)
    parents = known.parents if known else ()
    return frozenset(parents).union(*(_ancestors(ontology, p) for p in parents))


def find_folder() -> Path:
    """Return the ontology folder: in the installed package, else in the checkout.

    The environment variable KG_ONTOLOGY names another one. Raises OntologyError where there is
    none."""
    if chosen := os.environ.get(FOLDER_VARIABLE):
        if not Path(chosen).is_dir():
            raise OntologyError(
                f"{FOLDER_VARIABLE} names no folder: {chosen}",
                "unset it, or name a folder of Turtle files",
            )
        return Path(chosen)
    return _find_packaged_folder()


@cache
def _find_packaged_folder() -> Path:
    here = Path(__file__).parent.parent
    for folder in (here / "_ontology", here.parent / "ontology"):
        if folder.is_dir():
            return folder
    raise OntologyError(f"no ontology beside {here.name}/", "reinstall kg-claims")


@cache
def load_ontology(folder: Path | None = None) -> Ontology:
    """Return the ontology of *folder*, else of find_folder() (about 0.05 s, once per folder and
    process: what the environment names later is not seen).

    Raises OntologyError with the file where something is wrong.
    """
    return _load_folder(folder or find_folder())


def find_added_folders() -> list[Path]:
    """Return the folders of Turtle that other packages add (entry point ``kg.ontology``: a
    package), in order of name.

    Raises OntologyError where an entry point names no package.
    """
    found = []
    for entry in sorted(entry_points(group="kg.ontology"), key=lambda e: (e.name, e.value)):
        spec = importlib.util.find_spec(entry.value)
        if spec is None or not spec.submodule_search_locations:
            raise OntologyError(
                f"entry point kg.ontology {entry.name!r} names no package: {entry.value}",
                "reinstall its package",
            )
        found += [Path(place) for place in spec.submodule_search_locations]
    return found


@cache
def _load_folder(folder: Path) -> Ontology:
    store = Store()
    for path in [
        p for place in (folder, *find_added_folders()) for p in sorted(place.rglob("*.ttl"))
    ]:
        try:
            store.load(path=str(path), format=RdfFormat.TURTLE)
        except (SyntaxError, OSError) as error:
            raise OntologyError(f"{path.name}: {error}", "mend the Turtle at that line") from error
    reader = _Reader(store)
    kinds = reader.instances("owl", "Class") + reader.instances("rdfs", "Datatype")
    own = [node for node in kinds if node.value.startswith(KG)]
    classes = {c.name: c for c in map(reader.read_class, own)}
    relations = {r.id: r for r in map(reader.read_relation, reader.instances("kg", "Relation"))}
    families = frozenset(n.value.removeprefix(KG) for n in reader.instances("kg", "RelationFamily"))
    _check_types(relations, classes)
    _check_families(relations, families)
    words = reader.read_words("WordClass")
    return Ontology(
        MappingProxyType(relations),
        MappingProxyType(classes),
        reader.read_words("CueClass"),
        words,
        reader.read_values(),
        families,
        _index(relations, "verb_frames"),
        _index(relations, "noun_frames"),
        _index_roles(relations, words.get("UndividedWord", frozenset())),
        reader.read_bodies(),
    )


class _Reader:
    """Reads typed values of nodes from the loaded Turtle; all results are sorted."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def instances(self, prefix: str, name: str) -> list[NamedNode]:
        quads = self.store.quads_for_pattern(
            None, NamedNode(PREFIXES["rdf"] + "type"), NamedNode(PREFIXES[prefix] + name)
        )
        return sorted(
            (q.subject for q in quads if isinstance(q.subject, NamedNode)), key=lambda n: n.value
        )

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

    def read_words(self, kind: str) -> Mapping[str, frozenset[str]]:
        """Name of a class of words → its words."""
        found = self.instances("kg", kind)
        return MappingProxyType(
            {n.value.removeprefix(KG): frozenset(self.texts(n, "skos", "altLabel")) for n in found}
        )

    def read_values(self) -> Mapping[str, Mapping[str, str]]:
        """Name of a class of words that stand for values → each word with its value."""
        found: dict[str, dict[str, str]] = {}
        for node in self.instances("kg", "ValueClass"):
            words = found.setdefault(node.value.removeprefix(KG), {})
            broader = NamedNode(PREFIXES["skos"] + "broader")
            for quad in self.store.quads_for_pattern(None, broader, node):
                if isinstance(quad.subject, NamedNode):
                    value = self.text(quad.subject, "skos", "notation")
                    words |= dict.fromkeys(self.texts(quad.subject, "skos", "altLabel"), value)
        return MappingProxyType(
            {name: MappingProxyType(dict(sorted(words.items()))) for name, words in found.items()}
        )

    def read_bodies(self) -> Mapping[str, str]:
        """Each name of a well-known body → the name that it goes by first."""
        found: dict[str, str] = {}
        for node in self.instances("kg", "KnownBody"):
            first = self.text(node, "skos", "prefLabel")
            found |= dict.fromkeys((first, *self.texts(node, "skos", "altLabel")), first)
        return MappingProxyType(found)

    def read_class(self, node: NamedNode) -> EntityClass:
        return EntityClass(
            node.value.removeprefix(KG),
            self.text(node, "skos", "prefLabel"),
            self.text(node, "skos", "definition"),
            self.names(node, "rdfs", "subClassOf"),
            self.texts(node, "skos", "altLabel"),
            self.texts(node, "kg", "nameSuffix"),
            self._aligned(node),
        )

    def read_relation(self, node: NamedNode) -> Relation:
        label = self.text(node, "skos", "prefLabel")
        if not label:
            raise OntologyError(
                f"{contract(node.value)} has no skos:prefLabel", "add one in its file"
            )
        types = {o.value for o in self.objects(node, "rdf", "type")}
        return Relation(
            contract(node.value),
            label,
            self.text(node, "skos", "definition"),
            self._ends(node, "domain"),
            self._ends(node, "range"),
            self.text(node, "kg", "inverseLabel"),
            PREFIXES["owl"] + "SymmetricProperty" in types,
            self.texts(node, "skos", "altLabel"),
            self.texts(node, "kg", "verbFrame"),
            self.texts(node, "kg", "nounFrame"),
            self.texts(node, "kg", "roleNoun"),
            self._aligned(node),
            tuple(f"kg:{n}" for n in self.names(node, "rdfs", "subPropertyOf")),
            self.names(node, "kg", "family"),
            self.text(node, "kg", "payer"),
            self.text(node, "kg", "paymentLabel"),
            self.texts(node, "kg", "outcomeFor"),
            self.texts(node, "kg", "ftm"),
            self.texts(node, "kg", "makesParty"),
            self.text(node, "kg", "rests"),
            self.text(node, "kg", "pastLabel"),
            self.text(node, "kg", "bareLabel"),
        )

    def _ends(self, node: NamedNode, end: str) -> tuple[str, ...]:
        """The classes of an end: rdfs:domain names the one, schema:domainIncludes each of several
        (several rdfs:domain would all hold at once), and a datatype that reasoners do not know."""
        return self.names(node, "rdfs", end) + self.names(node, "schema", f"{end}Includes")

    def _aligned(self, node: NamedNode) -> tuple[str, ...]:
        return tuple(
            o.value for p in ("exactMatch", "closeMatch") for o in self.objects(node, "skos", p)
        )


def _check_types(relations: Mapping[str, Relation], classes: Mapping[str, EntityClass]) -> None:
    for relation in relations.values():
        for name in (*relation.domain, *relation.range):
            if name not in classes:
                raise OntologyError(
                    f"{relation.id}: no class kg:{name}", "declare it in ontology/classes.ttl"
                )


def _check_families(relations: Mapping[str, Relation], families: frozenset[str]) -> None:
    for relation in relations.values():
        for name in relation.families:
            if name not in families:
                raise OntologyError(
                    f"{relation.id}: no family kg:{name}",
                    f"there are: {', '.join(sorted(families))}",
                )
        pays = not _PAYMENTS.isdisjoint(relation.families)
        if pays and (relation.payer not in _ENDS or not relation.payment_label):
            mend = 'add kg:payer "subject" or "object", and kg:paymentLabel'
            raise OntologyError(f"{relation.id}: a payment without payer or label", mend)
        if not _ENDS.issuperset(relation.outcome_for):
            raise OntologyError(
                f"{relation.id}: kg:outcomeFor names no end", 'write "subject", "object" or both'
            )


def _index(
    relations: Mapping[str, Relation], kind: str
) -> Mapping[str, tuple[tuple[Relation, Frame], ...]]:
    index: dict[str, list[tuple[Relation, Frame]]] = {}
    for _, relation in sorted(relations.items()):
        for text in getattr(relation, kind):
            frame = parse_frame(text)
            for trigger in sorted(frame.triggers):
                index.setdefault(trigger, []).append((relation, frame))
    return MappingProxyType({k: tuple(v) for k, v in index.items()})


def _index_roles(
    relations: Mapping[str, Relation], undivided: Collection[str]
) -> Mapping[str, tuple[RoleNoun, ...]]:
    index: dict[str, list[RoleNoun]] = {}
    for _, relation in sorted(relations.items()):
        for text in relation.role_nouns:
            nouns, _, prepositions = text.partition("|")
            for noun in nouns.strip().split("/"):
                parts = ([p] if p in undivided else re.split(r"(-)", p) for p in noun.split())
                words = tuple(word for part in parts for word in part if word)
                index.setdefault(words[-1], []).append(
                    (relation, words, frozenset(prepositions.split()))
                )
    return MappingProxyType({k: tuple(v) for k, v in index.items()})
