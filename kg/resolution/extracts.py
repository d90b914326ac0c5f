"""Extracts of registers → known entities, by the form of the file; what cannot be told apart is
left out."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from kg.language.names import identifying_name
from kg.namespace import contract, entity_iri
from kg.ontology.loader import load_ontology
from kg.resolution.known_entities import SCHEMES, KnownEntity, read_known
from kg.resolution.listed import Listed
from kg.resolution.registers import followthemoney, gleif, opensanctions, wikidata

_WIKIDATA = "http://www.wikidata.org/entity/"


def read_list(text: str) -> tuple[list[KnownEntity], list[str]]:
    """Return the known entities of a file, and what was left out of it, a line each.

    kg's own table is read as it is (see kg.resolution.known_entities). Of a register's extract, an
    identifier that has not its form is left out, and so are entries that share a name or an
    identifier: which of them a text means nobody can tell. Raises ResolveError."""
    types = sorted(load_ontology().classes)
    for register in (wikidata, followthemoney, gleif, opensanctions):
        if register.recognises(text):
            return _tell_apart(map(_make_known, register.read(text)))
    return read_known(text, types), []


def _make_known(listed: Listed) -> KnownEntity:
    identifiers = {
        (scheme, value) for scheme, value in listed.identifiers if SCHEMES[scheme](value)
    }
    aliases = tuple(sorted({a for a in listed.aliases if a != listed.name}))
    type_ = next((t for c in listed.classes if (t := _types().get(c))), "Thing")
    ordered = tuple(sorted(identifiers, key=lambda i: (list(SCHEMES).index(i[0]), i[1])))
    name = entity_iri(identifying_name(listed.name))
    return KnownEntity(name, listed.name, type_, aliases, ordered)


@cache
def _types() -> dict[str, str]:
    """A register's class -> kg's, by the alignments of the ontology; the widest where several
    are."""
    found: dict[str, str] = {"ftm:LegalEntity": "Thing"}
    classes = load_ontology().classes
    for name in sorted(classes, key=lambda n: (-len(_below(n)), n)):
        for alignment in classes[name].alignments:
            found.setdefault(contract(alignment.replace(_WIKIDATA, "wd:")), name)
    return found


def _below(name: str) -> list[str]:
    ontology = load_ontology()
    return [other for other in ontology.classes if ontology.is_a(other, name)]


def _tell_apart(known: Iterable[KnownEntity]) -> tuple[list[KnownEntity], list[str]]:
    """Those that share neither name nor identifier with another; how many were left out."""
    every = list(dict.fromkeys(known))
    names = Counter(k.id for k in every)
    numbers = Counter(i for k in every for i in k.identifiers)
    kept = [k for k in every if names[k.id] == 1 and all(numbers[i] == 1 for i in k.identifiers)]
    return sorted(kept, key=lambda k: k.id), list(_describe_rest(len(every) - len(kept)))


def _describe_rest(count: int) -> Iterator[str]:
    if count:
        yield f"{count} entries share a name or an identifier with another and were left out"
