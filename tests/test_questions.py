"""Questions: small invented disputes with known answers, the fictional case through the pipeline,
and wrong use."""

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import kg
from kg.analysis.answer import Answer
from kg.analysis.ask import load_question, question_names
from kg.cli.main import main
from kg.errors import (
    AmbiguousEntity,
    DocumentNotFound,
    EntityNotFound,
    QuestionError,
    UnknownQuestion,
)
from kg.model import (
    Claim,
    Document,
    Entity,
    EventTime,
    Extraction,
    Modality,
    Polarity,
    Qualifier,
    Value,
)
from tests.builders import make_claim, make_document, make_entity

ORLA, VERA = make_entity("Orla Brandt", "Person", "Brandt"), make_entity("Vera Holt", "Person")
QUILL, TESS, OXBOW, PELL = (make_entity(n) for n in ("Quillmark", "Tessera", "Oxbow", "Pellworm"))
FACT, ALLEGED, DENIED, FOUND = (
    Modality.STATED_AS_FACT,
    Modality.ALLEGED,
    Modality.DENIED,
    Modality.FOUND,
)
NO = Polarity.NEGATIVE
REPO = Path(__file__).parent.parent


class Corpus:
    """Documents made claim by claim; each claim has a quote of its own."""

    def __init__(self) -> None:
        self.graph = kg.open()

    def add(
        self,
        source: str,
        *claims: tuple[object, ...],
        date: str = "",
        title: str = "",
        kind: str = "Article",
    ) -> Document:
        """Add a document; a claim is subject, predicate, object, then what make_claim takes by
        name."""
        quotes = [
            str(c[3].get("quote", f"Sentence {k} of {source}."))
            for k, c in enumerate(claims)
            if isinstance(c[3], dict)
        ]
        document = make_document(source, " ".join(quotes) or "x", date=date, title=title, kind=kind)
        made = [self._make(document, c, q) for c, q in zip(claims, quotes, strict=True)]
        entities = {e.id: e for claim in made for e in _entities(claim)}
        self.graph.store.add(Extraction(document, tuple(entities.values()), tuple(made)))
        return document

    @staticmethod
    def _make(document: Document, given: tuple[object, ...], quote: str) -> Claim:
        subject, predicate, object_, more = given
        assert (
            isinstance(subject, Entity)
            and isinstance(predicate, str)
            and isinstance(object_, Entity | Value)
        )
        assert isinstance(more, dict)
        return make_claim(
            document,
            subject,
            predicate,
            object_,
            quote,
            **{k: v for k, v in more.items() if k != "quote"},
        )


def _entities(claim: Claim) -> Iterable[Entity]:
    return [e for e in (claim.subject, claim.object, *claim.attribution) if isinstance(e, Entity)]


def say(
    subject: Entity,
    predicate: str,
    object_: Entity | Value,
    modality: Modality = FACT,
    **more: object,
) -> tuple[object, ...]:
    return (subject, predicate, object_, {"modality": modality, **more})


def column(answer: Answer, name: str) -> list[str]:
    return [row[answer.columns.index(name)] for row in answer]


@pytest.fixture
def corpus() -> Corpus:
    return Corpus()


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional case, through the whole pipeline."""
    path = tmp_path_factory.mktemp("case") / "kg.store"
    with kg.open(path) as graph:
        graph.add(REPO / "data" / "fictional-case")
    return path


def test_every_question_is_described_and_answers() -> None:
    assert {
        "paths",
        "conflicts",
        "interlocks",
        "money",
        "central",
        "brokers",
        "communities",
        "sole-source",
        "corroborated",
        "without",
        "contradictions",
        "unanswered",
        "drift",
        "timeline",
        "diff",
    } <= set(question_names())
    for name in question_names():
        question = load_question(name)
        assert question.summary.endswith(".") and len(question.details) > 100, name
        assert all(p.help.endswith(".") for p in question.parameters), name


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "conflicts",
        "interlocks",
        "money",
        "central",
        "brokers",
        "communities",
        "sole-source",
        "corroborated",
        "contradictions",
        "unanswered",
        "drift",
        "timeline",
    ],
)
def test_answers_carry_their_evidence_and_are_the_same_each_time(case: Path, name: str) -> None:
    with kg.open(case, read_only=True) as graph:
        answer, again = graph.ask(name), graph.ask(name)
        known = {c.id: c for c in graph.claims()}
    assert answer == again
    assert len(answer) > 0 and all(answer.evidence)
    for evidence in (e for row in answer.evidence for e in row):
        claim = known[evidence.claim]
        assert (evidence.quote, evidence.modality, evidence.polarity) == (
            claim.quote,
            claim.modality,
            claim.polarity,
        )
    assert sum(count for _, count in answer.rests_on) == answer.network.number_of_edges()
    assert len(answer.to_dataframe()) == len(answer)
    rows = list(csv.reader(io.StringIO(answer.to_csv())))
    assert len(rows) == len(answer) + 1 and all(len(r) == len(answer.columns) + 4 for r in rows)
    assert json.loads(answer.to_json())["rests_on"] == dict(answer.rests_on)
    assert "<table>" in answer._repr_html_()


def test_no_denial_or_allegation_stands_bare(case: Path) -> None:
    """What is alleged or denied never appears in an answer's cells without who and how before
    it."""
    with kg.open(case, read_only=True) as graph:
        for name in (
            "conflicts",
            "contradictions",
            "unanswered",
            "drift",
            "timeline",
            "sole-source",
            "corroborated",
        ):
            answer = graph.ask(name)
            weak = [e for row in answer.evidence for e in row if not e.is_fact]
            for cell in (part for row in answer for text in row for part in text.split("\n")):
                assert cell not in {e.proposition for e in weak}, (name, cell)
                assert all(
                    not cell.startswith(e.proposition)
                    for e in weak
                    if "violated" in e.proposition or "sold" in e.proposition
                )


def test_paths_say_whether_they_hold_without_allegations(corpus: Corpus) -> None:
    corpus.add(
        "a.txt",
        say(ORLA, "kg:directorOf", QUILL),
        say(QUILL, "kg:paid", TESS, ALLEGED, attribution=(VERA,)),
        say(QUILL, "kg:suppliedTo", OXBOW),
        say(OXBOW, "kg:ownerOf", TESS),
    )
    answer = corpus.graph.ask("paths", "Orla Brandt", "Tessera")
    assert column(answer, "path") == [
        "Orla Brandt – Quillmark – Tessera",
        "Orla Brandt – Quillmark – Oxbow – Tessera",
    ]
    assert column(answer, "holds on fact-like claims alone") == ["no: Quillmark – Tessera", "yes"]
    assert "Vera Holt alleged: Quillmark paid Tessera" in {e.sentence for e in answer.evidence[0]}
    assert "alone, they are connected over 3 hops" in answer.note
    assert len(corpus.graph.ask("paths", "Brandt", "tessera", k=1)) == 1
    assert column(
        corpus.graph.ask("paths", "Brandt", "Tessera", modality="stated_as_fact"), "hops"
    ) == ["3"]


def test_a_denial_connects_nobody(corpus: Corpus) -> None:
    corpus.add(
        "a.txt",
        say(QUILL, "kg:paid", TESS, DENIED, polarity=NO, attribution=(QUILL,)),
        say(OXBOW, "kg:ownerOf", TESS),
    )
    for answer in (
        corpus.graph.ask("paths", "Quillmark", "Tessera"),
        corpus.graph.ask("paths", "Quillmark", "Oxbow", in_order=True),
    ):
        assert len(answer) == 0 and answer.note == "none found in these documents"


def test_paths_in_order_of_time(corpus: Corpus) -> None:
    corpus.add(
        "a.txt",
        say(ORLA, "kg:paid", QUILL, time=EventTime("2020-05")),
        say(QUILL, "kg:paid", TESS, time=EventTime("2019")),
        say(QUILL, "kg:paid", OXBOW, time=EventTime("2020")),
        say(OXBOW, "kg:paid", TESS, time=EventTime("2021-01-05")),
        say(ORLA, "kg:metWith", TESS),
    )
    assert column(corpus.graph.ask("paths", "Orla Brandt", "Tessera", k=1), "hops") == ["1"]
    answer = corpus.graph.ask("paths", "Orla Brandt", "Tessera", in_order=True)
    assert column(answer, "path") == ["Orla Brandt – Quillmark – Oxbow – Tessera"]
    back = corpus.graph.ask("paths", "Tessera", "Orla Brandt", in_order=True)
    assert column(back, "path") == ["Tessera – Quillmark – Orla Brandt"]


def test_conflicts_weigh_seats_dealings_and_time(corpus: Corpus) -> None:
    corpus.add(
        "a.txt",
        say(ORLA, "kg:directorOf", QUILL, time=EventTime("2015", "..")),
        say(ORLA, "kg:founderOf", TESS, time=EventTime("2010")),
        say(QUILL, "kg:paid", TESS, ALLEGED, attribution=(VERA,), time=EventTime("2018")),
        say(QUILL, "kg:contractedWith", TESS),
        say(VERA, "kg:employedBy", OXBOW),
        say(VERA, "kg:ownerOf", PELL),
        say(OXBOW, "kg:soldTo", PELL, DENIED, polarity=NO),
        say(VERA, "kg:advisorOf", QUILL),
        say(OXBOW, "kg:accessed", QUILL),
    )
    answer = corpus.graph.ask("conflicts")
    assert column(answer, "person") == ["Orla Brandt", "Vera Holt"], "a denied sale is no dealing"
    assert column(answer, "in time") == ["yes", "not stated"]
    assert "Vera Holt alleged: Quillmark paid Tessera" in answer.rows[0][3]
    corpus.add("b.txt", say(ORLA, "kg:resignedFrom", QUILL, time=EventTime("2016-03")))
    corpus.graph.remove("b.txt")
    assert column(corpus.graph.ask("conflicts", about="Oxbow"), "person") == ["Vera Holt"]


def test_a_role_that_ended_before_the_dealing(corpus: Corpus) -> None:
    corpus.add(
        "a.txt",
        say(ORLA, "kg:directorOf", QUILL, time=EventTime("2012")),
        say(ORLA, "kg:resignedFrom", QUILL, time=EventTime("2016-03")),
        say(ORLA, "kg:officerOf", TESS, time=EventTime("2011")),
        say(QUILL, "kg:paid", TESS, time=EventTime("2018")),
    )
    assert column(corpus.graph.ask("conflicts"), "in time") == ["no"]
    interlocks = corpus.graph.ask("interlocks")
    assert column(interlocks, "held") == ["2012-01-01 to 2016-03-31"]
    assert column(interlocks, "at the same time") == ["yes"]


def test_interlocks_need_two_governing_seats(corpus: Corpus) -> None:
    corpus.add(
        "a.txt",
        say(ORLA, "kg:directorOf", QUILL),
        say(ORLA, "kg:founderOf", TESS),
        say(VERA, "kg:directorOf", QUILL),
        say(VERA, "kg:officerOf", OXBOW),
        say(QUILL, "kg:competitorOf", OXBOW),
        say(VERA, "kg:directorOf", TESS, DENIED, polarity=NO),
    )
    answer = corpus.graph.ask("interlocks")
    assert column(answer, "person") == ["Vera Holt"]
    assert column(answer, "competitors") == ["stated as fact by “a”"]


def test_money_puts_the_payer_first_and_one_sum_once(corpus: Corpus) -> None:
    def sum_of(words: str) -> tuple[Qualifier, ...]:
        return (Qualifier("kg:amount", Value(words)),)

    corpus.add(
        "a.txt",
        say(QUILL, "kg:paid", TESS, qualifiers=sum_of("$2.4 million")),
        say(QUILL, "kg:paid", TESS, DENIED, polarity=NO),
        say(VERA, "kg:fined", QUILL, qualifiers=sum_of("900,000 euros")),
        say(ORLA, "rel:owe", Value("£5,000"), ALLEGED),
    )
    corpus.add(
        "b.txt", say(TESS, "kg:earnedFrom", QUILL, ALLEGED, qualifiers=sum_of("2,400,000 dollars"))
    )
    answer = corpus.graph.ask("money")
    found = {row[:4] for row in answer}
    assert ("Quillmark", "paid", "Tessera", "$2.4 million / 2,400,000 dollars") in found
    assert ("Quillmark", "was fined by", "Vera Holt", "900,000 euros") in found
    assert ("Orla Brandt", "owe", "not stated", "£5,000") in found
    denied = ("Quillmark", "paid", "Tessera", "not stated", "not stated", "denied by “a”")
    assert [row for row in answer if row[5].startswith("denied")] == [denied]
    assert len(corpus.graph.ask("money", least=1_000_000)) == 1


def test_the_two_ends_of_a_range_are_not_added_up(corpus: Corpus) -> None:
    corpus.add(
        "a.txt",
        say(ORLA, "rel:collect_between", Value("$500,000"), ALLEGED),
        say(ORLA, "rel:collect_between", Value("$525,000"), ALLEGED),
    )
    assert "together" not in corpus.graph.ask("money").note


def test_central_shows_who_is_central_by_accusation(corpus: Corpus) -> None:
    others = [make_entity(f"Firm {k}") for k in range(5)]
    alleged = [say(QUILL, "kg:paid", o, ALLEGED, attribution=(VERA,)) for o in others]
    corpus.add("a.txt", *alleged, *(say(TESS, "kg:paid", o) for o in others[:3]))
    for by in ("pagerank", "degree", "betweenness"):
        answer = corpus.graph.ask("central", by=by, top=2)
        assert column(answer, "entity") == ["Quillmark", "Tessera"]
        assert column(answer, "rank without alleged") == ["gone", "1"]
    assert column(answer, "difference")[0] == "5 of 5 claims are not fact-like"


def test_brokers_and_communities(corpus: Corpus) -> None:
    left, right = (
        [make_entity(f"Left {k}") for k in range(4)],
        [make_entity(f"Right {k}") for k in range(4)],
    )
    ties = [
        say(a, "kg:partnerOf", b)
        for side in (left, right)
        for k, a in enumerate(side)
        for b in side[k + 1 :]
    ]
    corpus.add(
        "a.txt", *ties, say(left[0], "kg:paid", ORLA), say(ORLA, "kg:paid", right[0], ALLEGED)
    )
    brokers = corpus.graph.ask("brokers", top=1)
    assert (brokers.rows[0][0], brokers.rows[0][2], brokers.rows[0][5]) == (
        "Orla Brandt",
        "2",
        "no",
    )
    sizes = column(corpus.graph.ask("communities"), "size")
    assert sorted(sizes) == ["4", "5"]


def test_two_articles_that_quote_one_filing_are_one_origin(corpus: Corpus) -> None:
    def quoting(word: str, scope: str) -> tuple[object, ...]:
        return say(
            QUILL,
            "kg:violated",
            TESS,
            ALLEGED,
            attribution=(make_entity(word, "Document", scope=scope),),
        )

    corpus.add("a.txt", quoting("complaint", "a"))
    corpus.add("b.txt", quoting("the lawsuit", "b"))
    assert column(corpus.graph.ask("sole-source"), "origin") == ["the complaint"]
    assert len(corpus.graph.ask("corroborated")) == 0
    filing = corpus.add(
        "c.txt",
        say(QUILL, "kg:violated", TESS, ALLEGED),
        title="Complaint, Holt v. Quillmark",
        kind="CourtFiling",
    )
    assert column(corpus.graph.ask("sole-source"), "origin") == ["Complaint, Holt v. Quillmark"]
    assert len(corpus.graph.ask("corroborated")) == 0
    assert column(corpus.graph.ask("without", filing.source), "outcome") == ["falls"]
    corpus.add(
        "d.txt",
        say(
            QUILL,
            "kg:violated",
            TESS,
            FOUND,
            attribution=(make_entity("court", "Court", scope="d"),),
        ),
    )
    answer = corpus.graph.ask("corroborated")
    assert column(answer, "by") == ["Complaint, Holt v. Quillmark\ncourt"]
    assert len(corpus.graph.ask("sole-source")) == 0
    assert column(corpus.graph.ask("without", "d.txt"), "outcome") == ["weakened"]


def test_a_reprinted_sentence_and_a_partys_own_statement_are_one_origin(corpus: Corpus) -> None:
    same = say(QUILL, "kg:acquired", TESS, quote="Quillmark bought Tessera.")
    corpus.add("a.txt", same, date="2021-01-01")
    corpus.add("b.txt", same, date="2021-01-02")
    corpus.add(
        "c.txt", say(QUILL, "kg:ownerOf", OXBOW), title="Statement of Quillmark", kind="Statement"
    )
    corpus.add("d.txt", say(QUILL, "kg:ownerOf", OXBOW, Modality.REPORTED, attribution=(QUILL,)))
    assert len(corpus.graph.ask("corroborated")) == 0
    assert column(corpus.graph.ask("sole-source"), "origin") == ["Quillmark", "a.txt"]


def test_contradictions_keep_dates_and_amounts_apart(corpus: Corpus) -> None:
    def paid(source: str, amount: str, day: str) -> None:
        corpus.add(
            source,
            say(
                QUILL,
                "kg:paid",
                TESS,
                time=EventTime(day),
                qualifiers=(Qualifier("kg:amount", Value(amount)),),
            ),
        )

    paid("a.txt", "$2 million", "2021")
    paid("b.txt", "$3 million", "2021-03")
    answer = corpus.graph.ask("contradictions")
    assert column(answer, "kind") == ["different amounts"], "2021 and March 2021 agree"
    corpus.add("c.txt", say(TESS, "kg:partnerOf", QUILL, DENIED, polarity=NO, attribution=(TESS,)))
    corpus.add(
        "d.txt",
        say(QUILL, "kg:partnerOf", TESS, ALLEGED, attribution=(VERA,)),
        say(QUILL, "kg:paid", TESS, time=EventTime("2024")),
    )
    answer = corpus.graph.ask("contradictions")
    assert column(answer, "kind") == ["asserted and denied", "different amounts", "different dates"]
    assert answer.rows[0][3:] == ("alleged by Vera Holt", "denied by Tessera")
    assert len(corpus.graph.ask("contradictions", kind="dates")) == 1


def test_possible_and_denied_do_not_contradict(corpus: Corpus) -> None:
    corpus.add(
        "a.txt",
        say(QUILL, "kg:paid", TESS, Modality.POSSIBLE),
        say(QUILL, "kg:paid", TESS, DENIED, polarity=NO),
    )
    assert len(corpus.graph.ask("contradictions")) == 0


def test_unanswered_is_worded_with_care(corpus: Corpus) -> None:
    corpus.add(
        "a.txt",
        say(QUILL, "kg:violated", TESS, ALLEGED, attribution=(VERA,)),
        say(OXBOW, "kg:violated", TESS, ALLEGED, attribution=(VERA,)),
        say(OXBOW, "kg:violated", TESS, DENIED, polarity=NO, attribution=(OXBOW,)),
        say(QUILL, "kg:basedIn", PELL, ALLEGED),
        say(OXBOW, "kg:paid", PELL, DENIED, polarity=NO, attribution=(QUILL,)),
    )
    answer = corpus.graph.ask("unanswered")
    assert answer.rows == (
        (
            "Quillmark",
            "Vera Holt alleged: Quillmark violated Tessera",
            "alleged by Vera Holt",
            "no response found in these documents",
            "Quillmark is quoted on other matters",
        ),
    )
    assert "1 accusations have a recorded response" in answer.note
    assert "undisputed" not in answer.to_json()
    assert len(corpus.graph.ask("unanswered", answered=True)) == 2


def test_drift_follows_the_documents_dates(corpus: Corpus) -> None:
    corpus.add(
        "c.txt", say(QUILL, "kg:violated", TESS, FOUND, attribution=(ORLA,)), date="2022-02-01"
    )
    corpus.add(
        "a.txt",
        say(QUILL, "kg:violated", TESS, ALLEGED, attribution=(VERA,)),
        say(OXBOW, "kg:paid", TESS),
        date="2021-05-01",
    )
    corpus.add(
        "b.txt",
        say(QUILL, "kg:violated", TESS, ALLEGED, attribution=(PELL,)),
        say(OXBOW, "kg:paid", TESS),
        date="2021-06-01",
    )
    corpus.add("d.txt", say(QUILL, "kg:violated", TESS, DENIED, polarity=NO))
    answer = corpus.graph.ask("drift")
    assert [row[1:] for row in answer] == [
        ("2021-05-01: alleged by Vera Holt\n2022-02-01: found by Orla Brandt", "alleged", "found")
    ]
    assert answer.note == "1 documents without a date are left out"


def test_timeline_shows_event_time_beside_text_time(corpus: Corpus) -> None:
    corpus.add(
        "a.txt",
        say(QUILL, "kg:paid", TESS, time=EventTime("2021-03-04")),
        say(QUILL, "kg:ownerOf", OXBOW),
        date="2023-01-01",
    )
    corpus.add(
        "b.txt",
        say(QUILL, "kg:paid", PELL, time=EventTime(None, "2020")),
        say(QUILL, "kg:paid", OXBOW, time=EventTime("2021")),
    )
    answer = corpus.graph.ask("timeline")
    assert [(row[0], row[2]) for row in answer] == [
        ("2020", "undated"),
        ("2021", "undated"),
        ("2021-03-04", "2023-01-01"),
    ]
    assert answer.note == "1 claims without a time are left out"
    assert column(corpus.graph.ask("timeline", since="2021-02"), "when") == ["2021", "2021-03-04"]
    assert column(corpus.graph.ask("timeline", until="2020"), "when") == ["2020"]
    with pytest.raises(QuestionError, match="is before"):
        corpus.graph.ask("timeline", since="2021", until="2020")


def test_diff_between_stores_and_dates(corpus: Corpus) -> None:
    newer = Corpus()
    for each in (corpus, newer):
        each.add(
            "a.txt",
            say(QUILL, "kg:violated", TESS, ALLEGED, attribution=(VERA,)),
            date="2021-05-01",
        )
    corpus.add("b.txt", say(OXBOW, "kg:paid", TESS), date="2021-05-02")
    newer.add(
        "c.txt",
        say(QUILL, "kg:violated", TESS, FOUND, attribution=(ORLA,)),
        say(PELL, "kg:paid", TESS),
        date="2022-02-01",
    )
    answer = newer.graph.ask("diff", other=corpus.graph.network())
    assert column(answer, "change") == ["new", "put otherwise", "gone"]
    assert answer.rows[1][2:] == (
        "alleged by Vera Holt",
        "found by Orla Brandt; alleged by Vera Holt",
    )
    assert answer.rows[2][1] == "“b” states: Oxbow paid Tessera"
    assert column(newer.graph.ask("diff", since="2022"), "change") == ["new", "put otherwise"]
    assert len(newer.graph.ask("diff", since="2021-06", until="2021-12")) == 0
    assert len(corpus.graph.ask("diff", other=corpus.graph.network())) == 0


def test_wrong_use_is_explained(corpus: Corpus) -> None:
    with pytest.raises(QuestionError, match="no claims in the store"):
        corpus.graph.ask("money")
    corpus.add(
        "a.txt",
        say(ORLA, "kg:directorOf", QUILL),
        say(make_entity("Quillmark Holding"), "kg:ownerOf", make_entity("Quill & Sons")),
    )
    ask = corpus.graph.ask
    with pytest.raises(UnknownQuestion, match="no question 'gossip'"):
        ask("gossip")
    with pytest.raises(EntityNotFound, match="no entity named 'Nobody'"):
        ask("paths", "Orla Brandt", "Nobody")
    with pytest.raises(AmbiguousEntity, match=r"Quill & Sons .*; Quillmark Holding"):
        ask("paths", "Orla Brandt", "Quill")
    with pytest.raises(QuestionError, match="the same entity"):
        ask("paths", "Orla Brandt", "Brandt")
    with pytest.raises(QuestionError, match="missing a required argument: 'end'"):
        ask("paths", "Orla Brandt")
    with pytest.raises(QuestionError, match="no modality 'certain'"):
        ask("money", modality="certain")
    with pytest.raises(DocumentNotFound, match=r"no document and no claimant 'z.txt'"):
        ask("without", "z.txt")
    with pytest.raises(QuestionError, match="not a date"):
        ask("timeline", since="soon")
    with pytest.raises(QuestionError, match="nothing to compare"):
        ask("diff")
    assert ask("money").note == "none found in these documents"
    assert len(ask("paths", QUILL.id, "ent:orla-brandt")) == 1


def run(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == code, (result.output, result.exception)
    return result


@pytest.mark.slow
def test_the_command_line(case: Path, tmp_path: Path) -> None:
    listed = run("ask").stdout
    assert all(name in listed for name in question_names())
    for name in question_names():
        assert "--modality" in run("ask", name, "--help").stdout
    store = ("--store", str(case))
    text = run("ask", "paths", "Victor Harlan", "Dana Ortiz", "--k", "1", *store).stdout
    assert "Victor Harlan – Larkfield Motors, Inc. – Dana Ortiz" in text
    assert (
        "“Dana Ortiz and Paul Meyer sued Larkfield Motors" in text
        and "ruling.txt:" in text
        and "Rests on claims:" in text
    )
    picture = tmp_path / "loop.html"
    record = json.loads(run("ask", "conflicts", "--json", "--view", str(picture), *store).stdout)
    assert (
        record["rows"][0]["person"] == "Victor Harlan" and record["rows"][0]["evidence"][0]["quote"]
    )
    assert "<!doctype html>" in picture.read_text("utf-8")
    assert run("ask", "money", "--csv", "--modality", "admitted", *store).stdout.startswith(
        "payer,what,payee,amount,"
    )
    assert "unchanged" in run("diff", str(case), str(case)).stdout
    run("ask", "gossip", code=2)
    run("ask", "paths", "Victor Harlan", *store, code=2)
    run("ask", "money", "--modality", "certain", *store, code=2)
    assert "no entity" in run("ask", "paths", "Victor Harlan", "Nobody", *store, code=3).stderr
    assert "no store" in run("ask", "money", "--store", str(tmp_path / "none"), code=3).stderr
    assert "no store" in run("diff", str(tmp_path / "none"), str(case), code=3).stderr


def test_the_case_as_an_investigator_sees_it(case: Path) -> None:
    with kg.open(case, read_only=True) as graph:
        assert ("alleged", "found") in {row[2:] for row in graph.ask("drift")}
        assert graph.ask("conflicts").rows[0][0] == "Victor Harlan"
        clash = graph.ask("contradictions", kind="denied")
        assert any(
            "court found: Larkfield Motors, Inc. violated Driver Privacy Act" in row[1]
            for row in clash
        )
        assert len(graph.ask("unanswered", answered=True)) > len(graph.ask("unanswered"))
