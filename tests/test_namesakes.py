"""Who is parted by context depends on the documents alone: never on what a store remembers from one
to the next."""

from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Claim, Document, Entity, Extraction, Modality, Polarity, Predicate
from kg.namespace import DATA, digest, document_iri, entity_iri
from kg.storage.store import Store

PEOPLE = ("Dana Ortiz", "Orla Brandt")
OTHERS = ("Quillmark", "Tessera", "Harlow", "Northgate", "Larkfield", "Wexcombe")
contents = st.lists(
    st.tuples(
        st.sets(st.sampled_from(PEOPLE), min_size=1), st.sets(st.sampled_from(OTHERS), max_size=3)
    ),
    max_size=9,
)


def speaking_of(number: int, people: set[str], others: set[str]) -> Extraction:
    text = f"{number}: {', '.join(sorted(people | others))}."
    document = Document(document_iri(f"{number}.txt", text), f"{number}.txt", text)
    persons = [Entity(entity_iri(p), p, "Person", (), True) for p in sorted(people)]
    bodies = [Entity(entity_iri(o), o, "Company", (), True) for o in sorted(others)]
    claims = [
        Claim(
            DATA + "claim/" + digest(document.id, p.id),
            document.id,
            p,
            Predicate("kg:sued", "sued"),
            (bodies or persons)[0],
            Modality.STATED_AS_FACT,
            Polarity.POSITIVE,
            text,
            0,
            len(text),
        )
        for p in persons
    ]
    return Extraction(
        document, tuple(sorted((*persons, *bodies), key=lambda e: e.id)), tuple(claims)
    )


@settings(max_examples=150, deadline=None)
@given(contents, st.sampled_from((2, 3, 200)))
def test_memory_changes_nothing(given_: list[tuple[set[str], set[str]]], common: int) -> None:
    extractions = [speaking_of(k, *names) for k, names in enumerate(given_)]
    plan, namesakes = (
        patch("kg.resolution.plan.COMMON", common),
        patch("kg.resolution.namesakes.COMMON", common),
    )
    with plan, namesakes, Store.open() as one, Store.open() as two:
        for extraction in extractions:
            one.add(extraction)
        for extraction in reversed(extractions):
            two._memory.clear()
            two.add(extraction)
        assert list(one.nquads()) == list(two.nquads())
        for extraction in extractions[::2]:
            one.remove(extraction.document.id)
            two._memory.clear()
            two.remove(extraction.document.id)
        for extraction in extractions[:3]:
            one.add(extraction)
            two._memory.clear()
            two.add(extraction)
        assert list(one.nquads()) == list(two.nquads())
