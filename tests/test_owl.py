"""The vocabulary and all relations are OWL 2 DL: the rules of the Structural Specification
(https://www.w3.org/TR/owl2-syntax/) and of the Mapping to RDF Graphs
(https://www.w3.org/TR/owl2-mapping-to-rdf/) that can be broken without class expressions, of which
there are none here. docs/conformance.md says which programs found the same."""

from collections import defaultdict
from itertools import combinations

import pytest
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import OWL, RDF, RDFS, XSD

from kg.namespace import KG
from kg.ontology.loader import find_added_folders, find_folder

PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
KINDS = (*PROPERTIES, OWL.Class, RDFS.Datatype)
RESERVED = (str(RDF), str(RDFS), str(OWL), str(XSD))
BUILT_IN = {
    RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy, OWL.versionInfo, OWL.deprecated,
}  # fmt: skip
"""Annotation properties of the reserved vocabulary (Structural Specification, table 5 and 5.5)."""
SYNTAX = {RDF.type, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.inverseOf}
"""Predicates that stand for axioms (Mapping to RDF Graphs, table 1)."""
LITERALS = {None, RDF.langString, XSD.string, XSD.boolean, XSD.integer, XSD.decimal, XSD.double}
"""Datatypes of literals that are used, all of the datatype map (Structural Specification, 4)."""

pytestmark = pytest.mark.slow

type Kinds = dict[URIRef, set[URIRef]]


@pytest.fixture(scope="module")
def vocabulary() -> Graph:
    found = Graph()
    for folder in (find_folder(), *find_added_folders()):
        for path in sorted(folder.rglob("*.ttl")):
            if not path.name.endswith("shapes.ttl"):
                found.parse(path)
    return found


@pytest.fixture(scope="module")
def kinds(vocabulary: Graph) -> Kinds:
    """IRI → what it is declared as."""
    found: Kinds = defaultdict(set)
    for kind in KINDS:
        for term in vocabulary.subjects(RDF.type, kind):
            assert isinstance(term, URIRef)
            found[term].add(kind)
    return found


def test_no_iri_is_two_kinds_of_property_or_class_and_datatype(kinds: Kinds) -> None:
    """Structural Specification, 5.8.1: typing constraints of OWL 2 DL."""
    barred = [set(pair) for pair in combinations(PROPERTIES, 2)] + [{OWL.Class, RDFS.Datatype}]
    assert not [term for term, found in kinds.items() if any(pair <= found for pair in barred)]


def test_each_term_is_declared_as_what_it_is_used(vocabulary: Graph, kinds: Kinds) -> None:
    """Structural Specification, 5.8.1 and 5.8.2; Mapping to RDF Graphs, 3.1.2."""
    properties = {term for term, found in kinds.items() if found & set(PROPERTIES)}
    used = set(vocabulary.predicates())
    assert not used - properties - SYNTAX - BUILT_IN
    classes = {term for term, found in kinds.items() if OWL.Class in found}
    above = set(vocabulary.subjects(RDFS.subClassOf)) | set(
        vocabulary.objects(None, RDFS.subClassOf)
    )
    assert not above - classes
    ends = set(vocabulary.objects(None, RDFS.domain)) | set(vocabulary.objects(None, RDFS.range))
    assert not ends - classes - {XSD.string}
    special = {OWL.Ontology, OWL.SymmetricProperty, *KINDS}
    assert not set(vocabulary.objects(None, RDF.type)) - classes - special


def test_nothing_is_said_about_the_reserved_vocabulary(vocabulary: Graph) -> None:
    """Structural Specification, 2.4: its IRIs name nothing of an ontology's own."""
    own = {subject for subject in vocabulary.subjects() if str(subject).startswith(RESERVED)}
    assert not own
    above = {o for p in (RDFS.subClassOf, RDFS.subPropertyOf) for o in vocabulary.objects(None, p)}
    assert not [term for term in above if str(term).startswith(RESERVED)]


def test_properties_have_ends_of_their_kind(vocabulary: Graph, kinds: Kinds) -> None:
    """Mapping to RDF Graphs, table 16: the value of an object property is an individual, that of a
    datatype property a literal."""
    for subject, predicate, value in vocabulary:
        found = kinds.get(predicate, set())
        if OWL.ObjectProperty in found:
            assert isinstance(value, URIRef), (subject, predicate, value)
        if OWL.DatatypeProperty in found:
            assert isinstance(value, Literal), (subject, predicate, value)
        if isinstance(value, Literal):
            assert value.datatype in LITERALS, (subject, predicate, value)
    below = vocabulary.subject_objects(RDFS.subPropertyOf)
    assert all(kinds[lower] == kinds[upper] for lower, upper in below)
    inverse = vocabulary.subject_objects(OWL.inverseOf)
    assert all(kinds[a] == kinds[b] == {OWL.ObjectProperty} for a, b in inverse)


def test_the_global_restrictions_hold_as_nothing_that_they_bound_is_used(vocabulary: Graph) -> None:
    """Structural Specification, 11.2: without transitive properties and chains every property is
    simple; without blank nodes there are no anonymous individuals and no class expressions; without
    definitions of datatypes these have no circle. What a property holds is a class each: of several
    rdfs:domain all would hold at once."""
    types = set(vocabulary.objects(None, RDF.type))
    assert OWL.TransitiveProperty not in types
    chains = {OWL.propertyChainAxiom, OWL.onDatatype, OWL.equivalentClass, OWL.hasKey}
    assert not chains & set(vocabulary.predicates())
    assert not [term for triple in vocabulary for term in triple if isinstance(term, BNode)]
    for end in (RDFS.domain, RDFS.range):
        several = [s for s in vocabulary.subjects(end) if len(set(vocabulary.objects(s, end))) > 1]
        assert not several


def test_one_iri_is_one_thing(vocabulary: Graph, kinds: Kinds) -> None:
    """Stricter than OWL 2 DL, which lets an individual have the IRI of a property: the judgement
    kg:rejected was the IRI of what a court does to a motion, too."""
    individual = {
        term
        for term, kind in vocabulary.subject_objects(RDF.type)
        if OWL.Class in kinds.get(kind, set()) and kind != URIRef(f"{KG}Relation")
    }
    assert not [term for term in individual if kinds.get(term)]
    assert not [term for term, found in kinds.items() if len(found) > 1]
