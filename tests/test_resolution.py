"""Resolution across documents: decisions that can be undone, namesakes, known entities, pages."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.cli.main import main
from kg.errors import ResolveError
from kg.model import Extraction
from kg.namespace import contract
from kg.resolution.decisions import Decision, Decisions, Judgement, read_decisions, write_decisions
from kg.resolution.known_entities import read_known
from kg.resolution.namesakes import part_namesakes
from kg.storage.store import Store
from tests.builders import make_claim, make_document, make_entity

A = make_entity("Larkfield Motors", "Company")
B = make_entity("Larkfield Motor Company", "Company")
HARLOW = make_entity("Harlow Bank", "Company")
DANA = make_entity("Dana Whitlock", "Person")
OAK, RED, SILVER = (
    make_entity(n, "Organization") for n in ("Oakpoint", "Redwater United", "Silverbrook")
)


def extraction(source: str, *triples: tuple[object, str, object]) -> Extraction:
    """A document whose claims say each triple in one sentence."""
    sentences = [
        f"{s.label} {p.partition(':')[2]} {o.label}."  # type: ignore[attr-defined]
        for s, p, o in triples
    ]
    document = make_document(source, " ".join(sentences))
    claims = [
        make_claim(document, s, p, o, q) for (s, p, o), q in zip(triples, sentences, strict=True)
    ]  # type: ignore[arg-type]
    entities = {e.id: e for t in triples for e in (t[0], t[2])}  # type: ignore[attr-defined]
    named = tuple(entities[i] for i in sorted(entities))  # type: ignore[misc]
    return Extraction(document, named, tuple(claims))


DOCUMENTS = [
    extraction("a.txt", (A, "kg:sued", HARLOW), (DANA, "kg:directorOf", A)),
    extraction("b.txt", (B, "kg:paid", HARLOW)),
    extraction("c.txt", (DANA, "kg:memberOf", RED), (DANA, "kg:memberOf", SILVER)),
]


def store_of(*documents: Extraction) -> Store:
    store = Store.open()
    for document in documents:
        store.add(document)
    return store


def dump(store: Store) -> str:
    return "".join(store.nquads())


def test_accept_makes_one_node_and_undo_restores_every_byte() -> None:
    graph = kg.Graph(store_of(*DOCUMENTS))
    before = dump(graph.store)
    graph.decide("Larkfield Motors", "Larkfield Motor Company", reason="same address", by="editor")
    assert len([e for e in graph.entities() if "Larkfield" in e.label]) == 1
    assert len(graph.claims(about="Larkfield Motor Company")) == 3
    assert len([d for _, d in graph.network().nodes(data=True) if "Larkfield" in d["label"]]) == 1
    rows = list(graph.query("SELECT ?s { ?s kg:sued|kg:paid ?o }"))
    assert len(set(rows)) == 1
    assert graph.validate() == []
    graph.undo("Larkfield Motors", "Larkfield Motor Company")
    assert dump(graph.store) == before


def test_undo_takes_back_the_pair_that_it_names_and_no_other() -> None:
    """Also where the two stand in one group: then each name may mean each member."""
    graph = kg.Graph(store_of(*DOCUMENTS))
    one, two, three = A.id, B.id, HARLOW.id
    graph.decide(one, two)
    graph.decide(two, three)
    before = dump(graph.store)
    for left, right in ((one, three), (contract(three), contract(one)), (one, "ent:nobody")):
        with pytest.raises(ResolveError, match="no decision on"):
            graph.undo(left, right)
        assert dump(graph.store) == before
    assert set(graph.undo(three, contract(two)).pair) == {two, three}
    assert [set(d.pair) for d in graph.decisions()] == [{one, two}]


def test_rejected_pairs_are_not_proposed_again() -> None:
    graph = kg.Graph(store_of(*DOCUMENTS))
    pairs = {frozenset((p.left.id, p.right.id)) for p in graph.proposals()}
    assert frozenset((A.id, B.id)) in pairs
    graph.decide(A.id, B.id, "negative")
    assert frozenset((A.id, B.id)) not in {
        frozenset((p.left.id, p.right.id)) for p in graph.proposals()
    }


def test_namesakes_in_unlike_contexts_stay_apart_and_can_be_joined() -> None:
    graph = kg.Graph(store_of(*DOCUMENTS))
    people = [e for e in graph.entities() if e.label == "Dana Whitlock"]
    assert len(people) == 2
    graph.decide(people[0].id, people[1].id)
    assert len([e for e in graph.entities() if e.label == "Dana Whitlock"]) == 1
    assert len(graph.claims(about="Dana Whitlock")) == 3


def test_a_bridge_joins_namesakes_and_its_removal_parts_them() -> None:
    bridge = extraction("d.txt", (A, "kg:paid", RED), (DANA, "kg:directorOf", A))
    store = store_of(*DOCUMENTS)
    before = dump(store)
    store.add(bridge)
    assert len([e for e in store.entities() if e.label == "Dana Whitlock"]) == 1
    assert dump(store) == dump(store_of(bridge, *reversed(DOCUMENTS)))
    store.remove("d.txt")
    assert dump(store) == before


def test_the_claims_of_one_entity_are_those_of_all_that_hold_it() -> None:
    graph = kg.Graph(store_of(*DOCUMENTS))
    graph.decide("Larkfield Motors", "Larkfield Motor Company")
    every = list(graph.store.claims())
    ends = [
        {c.subject.id, *([c.object.id] if isinstance(c.object, kg.Entity) else [])} for c in every
    ]
    for iri in set().union(*ends):
        assert list(graph.store.claims(about=iri)) == [
            c for c, own in zip(every, ends, strict=True) if iri in own
        ]


@settings(deadline=None)
@given(st.permutations(range(4)), st.integers(0, 3))
def test_order_and_removal_under_decisions(order: list[int], gone: int) -> None:
    every = [*DOCUMENTS, extraction("d.txt", (A, "kg:paid", RED), (DANA, "kg:directorOf", A))]
    decision = Decision(A.id, B.id, Judgement.POSITIVE, by="editor", when="2026-01-01")

    def build(indices: list[int], decide_at: int) -> Store:
        store = Store.open()
        for position, i in enumerate(indices):
            if position == decide_at:
                kg_rules(store, decision)
            store.add(every[i])
        return store

    def kg_rules(store: Store, wanted: Decision) -> None:
        store.set_rules(type(store.rules)(Decisions([wanted]), ()))

    one, other = build(order, 0), build(sorted(order), 2)
    assert dump(one) == dump(other)
    one.remove(every[gone].document.id)
    assert dump(one) == dump(build([i for i in order if i != gone], 1))


@given(
    st.dictionaries(
        st.sampled_from("abcdefgh"), st.frozensets(st.sampled_from("uvwxyz"), max_size=4)
    )
)
def test_part_namesakes_is_an_equivalence(contexts: dict[str, frozenset[str]]) -> None:
    found = part_namesakes("p", contexts)
    assert set(found) == set(contexts)
    for a, names in contexts.items():
        for b, others in contexts.items():
            if len(names) > 1 and len(others) > 1 and names & others:
                assert found[a] == found[b]
    assert part_namesakes("p", dict(reversed(contexts.items()))) == found


def test_decisions_read_back() -> None:
    decisions = [
        Decision("kg:a", "kg:b", Judgement.NEGATIVE, 0.5, 'two, "firms"', "me", "2026-01-01")
    ]
    for form in ("csv", "jsonl"):
        (read,) = read_decisions(write_decisions(decisions, form), form)
        assert (read.judgement, read.score, read.reason) == (
            Judgement.NEGATIVE,
            0.5,
            'two, "firms"',
        )


def test_contradictory_decisions_are_refused() -> None:
    decisions = Decisions(
        [Decision("x:a", "x:b", Judgement.POSITIVE), Decision("x:b", "x:c", Judgement.POSITIVE)]
    )
    for left, right, judgement in (
        ("x:a", "x:c", "positive"),
        ("x:a", "x:c", "negative"),
        ("x:a", "x:a", "positive"),
    ):
        with pytest.raises(ResolveError):
            decisions.add(Decision(left, right, Judgement(judgement)))
    decisions.add(Decision("x:d", "x:c", Judgement.NEGATIVE))
    with pytest.raises(ResolveError, match="apart"):
        decisions.add(Decision("x:a", "x:d", Judgement.POSITIVE))
    with pytest.raises(ResolveError, match="no decision"):
        decisions.remove("x:a", "x:z")
    assert len(decisions) == 3


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name,lei\nHarlow Bank,ABC\n", "no lei identifier"),
        ("name,wikidata\nA,Q1\nB,Q1\n", "belongs to"),
        ("label\nA\n", "no column called name"),
        ("name,colour\nA,red\n", "unknown column"),
        ("name,type\nA,Firm\n", "no type"),
        ("name\nA\nA\n", "twice"),
        ('name\n""\n', "empty"),
    ],
)
def test_bad_known_lists(text: str, words: str) -> None:
    with pytest.raises(ResolveError, match=words):
        read_known(text, ("Thing", "Company"))


def test_known_list_steers(tmp_path: Path) -> None:
    graph = kg.Graph(store_of(*DOCUMENTS))
    before = dump(graph.store)
    listed = (
        "name,type,aliases,lei\n"
        "Larkfield Motor Company,Company,Larkfield Motors;LMC,5493001KJTIIGC8Y1R12\n"
    )
    graph.import_known(listed)
    page = graph.page("Larkfield Motors")
    assert page.identifiers == (("lei", "5493001KJTIIGC8Y1R12"),)
    assert len(page.claims) == 3
    graph.import_known("name\n", replace=True)
    assert dump(graph.store) == before


def run(store: Path, *arguments: str, code: int = 0, keys: str = "") -> str:
    result = CliRunner().invoke(main, [*arguments, "--store", str(store)], input=keys)
    assert result.exit_code == code, (result.output, result.exception)
    return result.output


def test_command_line(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with Store.open(path) as store:
        for document in DOCUMENTS:
            store.add(document)
    assert "Larkfield Motor Company  =?  Larkfield Motors" in run(path, "resolve")
    assert json.loads(run(path, "resolve", "--json").splitlines()[0])["score"] <= 1
    assert "2 decided" in run(path, "resolve", "-i", keys="yn")
    listed = run(path, "resolve", "decisions", "--format", "csv")
    assert listed.startswith("left,right,judgement")
    assert "undone" in run(path, "resolve", "undo", "Larkfield Motors", "Larkfield Motor Company")
    (tmp_path / "d.csv").write_text(listed, "utf-8")
    assert "1 new" in run(path, "resolve", "import", str(tmp_path / "d.csv"))
    shown = run(path, "show", "Larkfield Motor Company")
    assert "names:" in shown and "merged:" in shown
    for bad in (
        ("accept", "Larkfield Motors", "Larkfield Motors"),
        ("undo", "no", "body"),
        ("accept", "claim:1", "Harlow Bank"),
        ("accept", "Nobody", "Harlow Bank"),
    ):
        assert "error:" in run(path, "resolve", *bad, code=3)
    assert "Dana Whitlock" in run(path, "entities")


def test_a_review_by_keyboard(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with Store.open(path) as store:
        for document in DOCUMENTS:
            store.add(document)
    shown = run(path, "resolve", "-i", keys="x?myb q")
    assert "is no key here" in shown and "taken back" in shown and "0 decided" in shown
    run(path, "resolve", "-i", keys="y")
    assert "nothing to decide" in run(path, "resolve", "-i", "--about", "Harlow Bank")


def test_a_known_entity_stands_for_what_is_joined_with_it() -> None:
    graph = kg.Graph(store_of(*DOCUMENTS))
    graph.import_known("name,type,cik\nLarkfield Motors,Company,320193\n")
    graph.decide("Larkfield Motors", "Larkfield Motor Company")
    page = graph.page("Larkfield Motor Company")
    assert page.entity.id == A.id
    assert page.identifiers == (("cik", "320193"),)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("d.csv", "left,right,judgement\nent:harlow-bank,ent:oakpoint,perhaps\n"),
        ("d.csv", "left,right\n"),
        ("d.csv", ""),
        ("d.txt", "left,right,judgement\n"),
        ("d.jsonl", "[]\n"),
        (
            "d.csv",
            (
                "left,right,judgement\nent:harlow-bank,ent:redwater-united,positive\n"
                "ent:redwater-united,ent:harlow-bank,negative\n"
            ),
        ),
    ],
)
def test_bad_decision_files_change_nothing(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / "s"
    with Store.open(path) as store:
        for document in DOCUMENTS:
            store.add(document)
    (tmp_path / name).write_text(text, "utf-8")
    assert "error:" in run(path, "resolve", "import", str(tmp_path / name), code=3)
    assert run(path, "resolve", "decisions") == ""
