"""Questions on many documents: what only looks alike stays apart, and what matters stands first."""

import networkx as nx
import pytest

from kg.analysis import centrality as rankings
from kg.cli.text import show_answer
from kg.model import Entity, EventTime, Modality, Qualifier, Value
from tests.builders import make_entity
from tests.test_questions import ALLEGED, ORLA, OXBOW, PELL, QUILL, TESS, VERA, Corpus, column, say


@pytest.fixture
def corpus() -> Corpus:
    return Corpus()


def _case(number: int) -> Entity:
    return make_entity("case", "LegalCase", scope=str(number))


def test_the_case_is_another_case_in_another_matter(corpus: Corpus) -> None:
    """An agency investigates "the case" in each of its releases; two of them are about one
    matter."""
    office = make_entity("Rail Office", "Agency")
    for k in range(8):
        firm, man = make_entity(f"Firm {k}"), make_entity(f"Man {k}", "Person")
        corpus.add(
            f"{k}.txt", say(office, "kg:investigated", _case(k)), say(man, "kg:officerOf", firm)
        )
    assert len(corpus.graph.ask("corroborated")) == 0
    firm, man = make_entity("Firm 7"), make_entity("Man 7", "Person")
    corpus.add("8.txt", say(office, "kg:investigated", _case(8)), say(man, "kg:founderOf", firm))
    answer = corpus.graph.ask("corroborated")
    assert [(row[0], row[3]) for row in answer] == [("2", "2")]
    assert answer.rows[0][2] == "7.txt\n8.txt"


def test_somebody_only_described_is_not_a_second_origin_beside_a_named_one(corpus: Corpus) -> None:
    government, court = (
        make_entity("government", "Agency", scope="a"),
        make_entity("court", "Court", scope="a"),
    )
    corpus.add("a.txt", say(QUILL, "kg:violated", TESS, ALLEGED, attribution=(VERA,)),
               say(QUILL, "kg:violated", TESS, ALLEGED, attribution=(government,)))  # fmt: skip
    assert len(corpus.graph.ask("corroborated")) == 0
    assert column(corpus.graph.ask("sole-source"), "origin") == ["Vera Holt"]
    corpus.add("b.txt", say(QUILL, "kg:violated", TESS, Modality.FOUND, attribution=(court,)))
    assert column(corpus.graph.ask("corroborated"), "by") == ["Vera Holt\ncourt"]


def test_one_body_under_two_names_is_no_interlock(corpus: Corpus) -> None:
    one, other = make_entity("Rail Office"), make_entity("Rail Office of the Ministry")
    corpus.add("a.txt", say(ORLA, "kg:officerOf", one), say(ORLA, "kg:officerOf", other),
               say(ORLA, "kg:chiefExecutiveOf", VERA))  # fmt: skip
    answer = corpus.graph.ask("interlocks")
    assert len(answer) == 0 and "1 left out" in answer.note


def test_what_names_a_sum_is_a_payment_only_by_its_verb(corpus: Corpus) -> None:
    taken = (Qualifier("rel:from", Value("Tessera")),)
    corpus.add(
        "a.txt",
        say(QUILL, "rel:recover", Value("$5 million"), qualifiers=taken),
        say(OXBOW, "rel:lose", Value("$9 million")),
    )
    answer = corpus.graph.ask("money")
    assert [row[:4] for row in answer] == [("Tessera", "recover by", "Quillmark", "$5 million")]
    assert answer.note == "1 claims name a sum but no payment (kg ask money --all lists them)"
    assert len(corpus.graph.ask("money", all=True)) == 2


def test_weighty_claims_stand_first(corpus: Corpus) -> None:
    thing = make_entity("modifications", "Thing", scope="a")
    corpus.add("a.txt", say(PELL, "rel:make", thing), say(QUILL, "kg:ownerOf", TESS))
    claimed = column(corpus.graph.ask("sole-source"), "claimed")
    assert ["owner" in c or "ownerOf" in c for c in claimed] == [True, False]


def test_a_plea_stands_beside_the_accusation_and_what_was_done_to_somebody_is_none(
    corpus: Corpus,
) -> None:
    fraud = make_entity("fraud", "Crime", scope="a")
    corpus.add("a.txt", say(ORLA, "kg:chargedWith", fraud), say(ORLA, "kg:pleadedGuiltyTo", fraud))
    answer = corpus.graph.ask("unanswered")
    assert column(answer, "accused") == ["Orla Brandt"]
    assert "Orla Brandt" in column(answer, "also")[0] and len(answer.evidence[0]) == 2


def test_hard_dates_come_with_the_texts_words(corpus: Corpus) -> None:
    corpus.add(
        "a.txt",
        say(QUILL, "kg:paid", TESS, time=EventTime("2000-36", None, "the last quarter of 2000")),
        say(QUILL, "kg:paid", OXBOW, time=EventTime("2000-02", None, "February 2000")),
    )
    assert column(corpus.graph.ask("timeline"), "when") == [
        "2000-02",
        "2000-36 (“the last quarter of 2000”)",
    ]


def test_text_for_the_terminal_ends(corpus: Corpus) -> None:
    corpus.add("a.txt", *(say(QUILL, "kg:paid", make_entity(f"Firm {k}")) for k in range(30)))
    text = show_answer(corpus.graph.ask("sole-source"), rows=10)
    assert "… and 20 more rows; --json and --csv have all" in text
    assert "… and 18 more claims; --json has all" in show_answer(corpus.graph.ask("central", top=1))


def test_igraph_counts_as_networkx_does(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("igraph")
    for count, ties in ((3, 2), (40, 80), (1600, 3000)):
        graph = nx.relabel_nodes(nx.gnm_random_graph(count, ties, seed=3), str)
        fast = rankings.measure_betweenness(graph)
        with monkeypatch.context() as context:
            context.setattr(rankings, "find_spec", lambda name: None)
            slow = rankings.measure_betweenness(graph)
        assert list(fast) == list(slow)
        assert all(abs(fast[n] - slow[n]) < 1e-12 for n in slow)
