"""A name is one kind of thing throughout a document, whatever the recogniser takes it for in one
sentence."""

from kg.coreference.name_types import settle_name_types
from kg.language.parser import parse_document
from kg.model import Document
from kg.namespace import document_iri
from kg.ontology.loader import load_ontology
from kg.pipeline.documents import extract_document

TEXT = (
    "Tessera Energy PLC bought Corvid Renewables for $2 billion in May. "
    "Corvid Renewables makes turbines.\n\n"
    "Corvid's founder and chairman, Sven Lindqvist, owns a farm. "
    "Corvid's chief financial officer, Anna Berg, will leave."
)


def document(text: str) -> Document:
    return Document(document_iri("case.txt", text), "case.txt", text)


def test_a_role_at_a_firm_is_read_where_the_recogniser_sees_a_person() -> None:
    claims = extract_document(document(TEXT)).claims
    told = {(c.subject.label, c.predicate.id, getattr(c.object, "label", "")) for c in claims}
    assert ("Anna Berg", "kg:officerOf", "Corvid Renewables") in told


def test_names_have_one_label_and_the_words_stay() -> None:
    source = document(TEXT)
    before = parse_document(source)
    after = settle_name_types(source, before, load_ontology())
    labels = {
        label for s in after for start, end, label in s.entities if s.slice(start, end) == "Corvid"
    }
    assert labels == {"ORG"}
    assert [s.text for s in after] == [s.text for s in before]


def test_what_is_not_clear_stays_as_it_was() -> None:
    source = document("Muslims prayed in Oslo. The Muslims sued the city.")
    sentences = parse_document(source)
    assert settle_name_types(source, sentences, load_ontology()) == sentences
