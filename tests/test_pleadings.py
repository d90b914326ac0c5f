"""Complaints and answers: what an answer says of each paragraph, and whose denial or admission that
is."""

import io
import itertools
import re
import textwrap
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kg
from kg.analysis.answer import Answer
from kg.analysis.evidence import Evidence
from kg.model import Document, Modality
from kg.network.responses import describe_responses
from kg.pleadings.alignment import Aligned, align_pleadings
from kg.pleadings.papers import read_paper
from kg.reading.decoding import make_document
from kg.reading.sources import read_bytes
from kg.segmentation.blocks import find_blocks
from kg.segmentation.papers.captions import normalise_docket, read_caption
from kg.segmentation.zones import find_zones

CASES = Path(__file__).parent / "cases" / "responses.md"
CAPTION = """UNITED STATES DISTRICT COURT
DISTRICT OF HARLOW

NORTHGATE SYSTEMS, INC.,
                    Plaintiff,
v.
LARKFIELD MOTORS, LLC,
                    Defendant.

Case No. {}

{}

"""
DOCKET = "1:23-cv-04567-ABC"
ALLEGED = (
    "Larkfield Motors is a company of Delaware.",
    "Victor Harlan is the chief executive of Larkfield Motors.",
    "Larkfield Motors paid Pavel Orlov $40,000 in May 2021.",
    "Pavel Orlov told the board that Dina Venn bribed Orla Brandt.",
    "Larkfield Motors owns Tessera Holdings.",
)
ANSWERED = (
    "Admitted.", "Admitted.", "Denied.", "Defendant denies the allegations of paragraph 4.",
    "Defendant admits that it holds shares of Tessera Holdings.",
)  # fmt: skip


def paper(
    source: str, title: str, *paragraphs: str, docket: str = DOCKET, **fields: str
) -> Document:
    """A filing with a caption and numbered paragraphs."""
    body = "\n\n".join(f"{n}. {words}" for n, words in enumerate(paragraphs, 1))
    return make_document(source, CAPTION.format(docket, title) + body, kind="CourtFiling", **fields)


COMPLAINT = paper(
    "complaint.txt",
    "COMPLAINT",
    *(f"Larkfield Motors paid the mayor on day {n}." for n in range(1, 16)),
)


def read_cases() -> Iterator[tuple[str, str, list[str]]]:
    for part in re.split(r"^## ", CASES.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        name, _, rest = part.partition("\n")
        words, _, lines = rest.partition("\n- ")
        yield (
            name,
            words.strip(),
            [
                line
                for written in lines.strip().split("\n")
                for line in expand(written.removeprefix("- "))
            ],
        )


def expand(line: str) -> list[str]:
    """A line for each paragraph of "6-15 | denied"."""
    numbers, _, rest = line.partition(" | ")
    first, _, last = numbers.partition("-")
    return [f"{n} | {rest}" for n in range(int(first), int(last or first) + 1)]


def answer_with(body: str) -> Document:
    return make_document("answer.txt", CAPTION.format(DOCKET, "ANSWER") + body, kind="CourtFiling")


def show(rows: tuple[Aligned, ...]) -> list[str]:
    found = [(r.number, r.response) for r in rows if r.response is not None]
    return [
        f"{n} | "
        f"{r.summary}{' | whole' if r.whole and {'admitted', 'denied'} & set(r.kinds) else ''}"
        for n, r in found
    ]


@pytest.mark.parametrize(
    ("body", "expected"), [c[1:] for c in read_cases()], ids=[c[0] for c in read_cases()]
)
def test_responses(body: str, expected: list[str]) -> None:
    assert show(align_pleadings([answer_with(body), COMPLAINT])) == expected


@pytest.mark.parametrize("width", [60, 72, 80])
@pytest.mark.parametrize("body", [c[1] for c in read_cases()], ids=[c[0] for c in read_cases()])
def test_wrapped_answers_respond_the_same(body: str, width: int) -> None:
    wrapped = "\n".join("\n".join(textwrap.wrap(line, width)) for line in body.split("\n"))
    assert show(align_pleadings([answer_with(wrapped), COMPLAINT])) == show(
        align_pleadings([answer_with(body), COMPLAINT])
    )


def test_captions() -> None:
    text = """IN THE UNITED STATES DISTRICT COURT
FOR THE DISTRICT OF HARLOW

NORTHGATE SYSTEMS, INC., a Delaware      )
corporation, and ADA PELL,               )
               Plaintiffs,               )     Case No. 23-cv-4567 (ABC)
     v.                                  )     Hon. Mary L. Stone
LARKFIELD MOTORS, LLC; VICTOR            )     DEFENDANT'S ANSWER TO
HARLAN, an individual; and DOES 1-10,    )     FIRST AMENDED COMPLAINT
               Defendants.               )

1. Denied.
"""
    blocks = find_blocks(text)
    caption = read_caption(text, find_zones(blocks, text), blocks)
    assert [p.name for p in caption.claiming] == ["NORTHGATE SYSTEMS, INC.", "ADA PELL"]
    assert [p.name for p in caption.answering] == ["LARKFIELD MOTORS, LLC", "VICTOR HARLAN"]
    assert (
        normalise_docket(caption.docket) == normalise_docket(DOCKET)
        and caption.judge == "Mary L. Stone"
    )


def test_numbered_parties_of_an_english_claim() -> None:
    text = """IN THE HIGH COURT OF JUSTICE
Claim No. HC-2021-000123

BETWEEN:

NORTHGATE SYSTEMS LIMITED
Claimant

- and -

(1) LARKFIELD MOTORS PLC
(2) VICTOR HARLAN
Defendants

DEFENCE

1. Paragraph 1 is admitted.
"""
    blocks = find_blocks(text)
    caption = read_caption(text, find_zones(blocks, text), blocks)
    assert [p.name for p in caption.claiming] == ["NORTHGATE SYSTEMS LIMITED"]
    assert [p.name for p in caption.answering] == ["LARKFIELD MOTORS PLC", "VICTOR HARLAN"]


def test_an_answer_belongs_to_its_own_matter() -> None:
    answer = paper("answer.txt", "ANSWER", *ANSWERED)
    other = paper("other.txt", "COMPLAINT", *ALLEGED, docket="1:22-cv-00001")
    assert all(row.answer is None for row in align_pleadings([other, answer]))
    named = replace(answer, answers="other.txt")
    assert all(row.answer is not None for row in align_pleadings([other, named]))


def test_an_answer_to_an_amended_complaint_answers_no_other() -> None:
    first, second = (
        paper("1.txt", "COMPLAINT", *ALLEGED),
        paper("2.txt", "SECOND AMENDED COMPLAINT", *ALLEGED),
    )
    answer = paper("answer.txt", "ANSWER TO SECOND AMENDED COMPLAINT", *ANSWERED)
    rows = align_pleadings([first, second, answer])
    assert {r.complaint.source for r in rows if r.answer is not None} == {"2.txt"}
    assert all(r.answer is None for r in align_pleadings([first, answer]))


def test_where_two_complaints_fit_none_is_taken() -> None:
    twins = [paper(name, "COMPLAINT", *ALLEGED) for name in ("1.txt", "2.txt")]
    assert all(
        row.answer is None
        for row in align_pleadings([*twins, paper("answer.txt", "ANSWER", *ANSWERED)])
    )


def test_a_motion_answers_nothing() -> None:
    motion = paper("motion.txt", "MOTION TO DISMISS THE COMPLAINT", *ANSWERED)
    assert {r.complaint.source for r in align_pleadings([motion, COMPLAINT])} == {"complaint.txt"}


@given(st.permutations(range(4)))
@settings(max_examples=10, deadline=None)
def test_the_order_of_documents_changes_nothing(order: list[int]) -> None:
    papers = [
        COMPLAINT,
        paper("answer.txt", "ANSWER", *ANSWERED),
        paper("other.txt", "COMPLAINT", *ALLEGED, docket="2:20-cv-1"),
        paper("second.txt", "ANSWER", "Denied.", docket="2:20-cv-1"),
    ]
    assert align_pleadings([papers[k] for k in order]) == align_pleadings(papers)


@pytest.fixture(scope="module")
def papers() -> list[Document]:
    return [paper("complaint.txt", "COMPLAINT", *ALLEGED), paper("answer.txt", "ANSWER", *ANSWERED)]


def rows_of(answer: Answer, paragraph: str) -> tuple[tuple[str, ...], tuple[Evidence, ...]]:
    return next(
        (row, claims)
        for row, claims in zip(answer.rows, answer.evidence, strict=True)
        if row[1] == paragraph
    )


@pytest.mark.slow
def test_who_admits_and_who_denies(papers: list[Document]) -> None:
    answers = []
    for order in itertools.permutations(papers):
        graph = kg.open(None)
        for document in order:
            graph.add(document)
        answers.append(graph.ask("responses").to_json())
    assert answers[0] == answers[1]
    answer = graph.ask("responses")
    row, claims = rows_of(answer, "¶ 3")
    assert (row[3], row[4].lower()) == ("denied", "larkfield motors, llc")
    denial = next(c for c in claims if c.modality == Modality.DENIED)
    assert (
        denial.predicate == "kg:paid"
        and denial.quote == "Denied." == papers[1].text[denial.start : denial.end]
    )
    assert (denial.citation, denial.licence) == ("¶ 3", "none")
    assert denial.document == papers[1].id and denial.who[0].lower() == "larkfield motors, llc"
    _, claims = rows_of(answer, "¶ 2")
    assert [c.is_fact for c in claims if c.modality == Modality.ADMITTED] == [False], (
        "what is admitted of another is no fact"
    )
    _, claims = rows_of(answer, "¶ 4")
    assert all(c.predicate != "kg:bribed" for c in claims if c.modality == Modality.DENIED), (
        "only the telling is denied"
    )
    row, claims = rows_of(answer, "¶ 5")
    assert row[3] == "admitted as far as it says" and all(
        c.predicate != "kg:owns" for c in claims if c.modality == Modality.ADMITTED
    )
    assert any(row[0] == "asserted and denied" for row in graph.ask("contradictions"))
    assert not any("paid" in row[1] for row in graph.ask("unanswered"))
    graph.remove("answer.txt")
    assert all(row[3] == "no answer found in these documents" for row in graph.ask("responses"))
    assert not graph.ask("contradictions").rows


@pytest.mark.slow
def test_what_an_answer_repeats_is_the_plaintiffs_word() -> None:
    graph = kg.open(None)
    graph.add(
        make_document(
            "answer.txt",
            CAPTION.format(DOCKET, "ANSWER")
            + """1. Larkfield Motors paid Pavel Orlov.

ANSWER: Denied.

2. Victor Harlan bribed Orla Brandt.

ANSWER: Denied.
""",
            kind="CourtFiling",
        )
    )
    said = {c.predicate.id: c for c in graph.claims() if c.predicate.id in {"kg:paid", "kg:bribed"}}
    assert len(said) == 2
    for claim in said.values():
        assert claim.modality is Modality.ALLEGED and [e.label for e in claim.attribution] == [
            "NORTHGATE SYSTEMS, INC."
        ]


@pytest.mark.slow
def test_who_admits_is_who_denies() -> None:
    graph = kg.open(None)
    graph.add(
        make_document(
            "a.txt",
            "Larkfield Motors admits that Victor Harlan runs the mill, "
            "and denies the remaining allegations.",
        )
    )
    assert all(
        c.subject.label != "Victor Harlan" or c.predicate.id != "rel:deny" for c in graph.claims()
    )


def test_a_point_of_the_answers_own_answers_nothing() -> None:
    complaint = paper(
        "complaint.txt",
        "COMPLAINT",
        "Northgate makes maps.",
        "Larkfield Motors hid cameras in its vans.",
        "Larkfield Motors kept films of its riders.",
        "Larkfield Motors sold the films to Quillmark.",
    )
    answer = paper(
        "answer.txt",
        "ANSWER",
        "Larkfield Motors admits that it hid cameras in its vans.",
        "Larkfield Motors denies that it kept films of its riders.",
        "Larkfield Motors denies that it sold the films to Quillmark.",
        "As to paragraph 4, Larkfield Motors admits that it met Dina Harlan.",
    )
    assert show(align_pleadings([complaint, answer])) == ["4 | admitted as far as it says"]


REQUESTED = (
    "Admit that Larkfield Motors paid Pavel Orlov.",
    "Admit that Victor Harlan chairs the board.",
    "Admit or deny that Dina Venn shipped the drawings.",
)
RESPONDED = """REQUEST FOR ADMISSION NO. 1: Admit that Larkfield Motors paid Pavel Orlov.

RESPONSE TO REQUEST FOR ADMISSION NO. 1: Denied.

REQUEST FOR ADMISSION NO. 2: Admit that Victor Harlan chairs the board.

RESPONSE TO REQUEST FOR ADMISSION NO. 2: Admitted.
"""


def test_requests_for_admission_have_their_responses() -> None:
    asked = paper("asked.txt", "PLAINTIFF'S FIRST REQUESTS FOR ADMISSION", *REQUESTED)
    title = "DEFENDANT'S RESPONSES TO PLAINTIFF'S FIRST REQUESTS FOR ADMISSION"
    said = make_document("said.txt", CAPTION.format(DOCKET, title) + RESPONDED)
    rows = align_pleadings([said, asked, COMPLAINT])
    assert show(tuple(r for r in rows if r.complaint == asked)) == [
        "1 | denied | whole",
        "2 | admitted | whole",
    ]
    assert {r.parties for r in rows if r.response} == {("LARKFIELD MOTORS, LLC",)}
    assert {r.asked for r in rows if r.response} == {"requests for admission"}


def test_an_answer_that_repeats_the_complaint_stands_alone() -> None:
    body = "PARAGRAPH NO. 1: Larkfield Motors paid Orla Brandt.\n\nRESPONSE: Denied.\n"
    said = answer_with(body)
    (row,) = align_pleadings([said])
    assert (row.complaint, row.allegation, row.words) == (
        said,
        "Larkfield Motors paid Orla Brandt.",
        "Denied.",
    )
    graph = kg.open(None)
    graph.add(said)
    row, claims = rows_of(graph.ask("responses"), "¶ 1")
    assert row[3] == "denied"
    assert [c.modality for c in claims if c.quote == "Denied."] == [Modality.DENIED]


@pytest.mark.parametrize(
    "title",
    [
        "PLAINTIFF'S ANSWER TO COUNTERCLAIMS",
        "ANSWER TO THIRD-PARTY COMPLAINT",
        "ANSWERS TO PLAINTIFF'S FIRST SET OF INTERROGATORIES",
        "ANSWER TO MOTION TO DISMISS",
        "RESPONSES TO REQUESTS FOR ADMISSION",
    ],
)
def test_answers_to_other_papers_answer_no_complaint(title: str) -> None:
    said = make_document("other.txt", CAPTION.format(DOCKET, title) + "1. Denied.\n\n2. Denied.\n")
    assert show(align_pleadings([COMPLAINT, said])) == []


@pytest.mark.parametrize("caption", [CAPTION.format(DOCKET, "ANSWER"), "ANSWER\n\n"])
@pytest.mark.parametrize("between", ["\n\nANSWER: ", "\n\n"])
def test_what_is_repeated_is_never_the_answers_own_word(caption: str, between: str) -> None:
    """Whoever repeats an allegation to deny it alleges nothing, with and without a caption."""
    body = "".join(f"{n}. {words}{between}Denied.\n\n" for n, words in enumerate(ALLEGED[2:4], 1))
    graph = kg.open(None)
    graph.add(make_document("answer.txt", caption + body, kind="CourtFiling"))
    claims = list(graph.claims())
    assert claims and all(c.modality in {Modality.ALLEGED, Modality.REPORTED} for c in claims)
    assert not any(
        who.label.casefold().startswith("larkfield") for c in claims for who in c.attribution
    )


def as_html(text: str) -> bytes:
    body = "".join(f"<p>{'<br>'.join(part.split(chr(10)))}</p>" for part in text.split("\n\n"))
    return f"<html><body><article>{body}</article></body></html>".encode()


def as_docx(text: str) -> bytes:
    named = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {named}><w:body>{body}</w:body></w:document>"
        )
    return out.getvalue()


@pytest.mark.parametrize(("suffix", "write"), [("html", as_html), ("docx", as_docx)])
def test_typed_numbers_are_paragraphs_in_every_format(
    suffix: str, write: Callable[[str], bytes]
) -> None:
    answered = paper("a", "ANSWER", *ANSWERED).text
    alleged = paper("c", "COMPLAINT", *ALLEGED).text
    documents = [
        read_bytes(write(alleged), f"complaint.{suffix}"),
        read_bytes(write(answered), f"answer.{suffix}"),
    ]
    assert show(align_pleadings(documents)) == [
        "1 | admitted | whole",
        "2 | admitted | whole",
        "3 | denied | whole",
        "4 | denied | whole",
        "5 | admitted as far as it says",
    ]
    (row,) = [r for r in align_pleadings(documents) if r.number == 3]
    assert row.allegation == ALLEGED[2]


@pytest.mark.slow
def test_a_denial_is_seen_beside_the_allegation_and_stored_nowhere(
    papers: list[Document], tmp_path: Path
) -> None:
    graph = kg.open(tmp_path / "kg.store")
    for document in papers:
        graph.add(document)
    stored = list(graph.store.nquads())
    denied = [
        edge
        for _, _, edge in graph.network().edges(data=True)
        if edge["modality"] == "denied" and edge["predicate"] == "kg:paid"
    ]
    assert [(e["quote"], e["is_fact"]) for e in denied] == [("Denied.", False)]
    (claim,) = [c for c in graph.claims() if c.predicate.id == "kg:paid"]
    said = describe_responses([claim], align_pleadings(papers))
    assert said[claim.id] == (
        "paragraph 3 answered by LARKFIELD MOTORS, LLC: denied (answer.txt, ¶ 3)",
    )
    assert list(graph.store.nquads()) == stored
    assert not [c for c in graph.claims() if c.quote == "Denied."]


BROUGHT = (
    "ANSWER AND COUNTERCLAIM\n\n1. Denied.\n\n2. Admitted.\n\n{}\n\n"
    "{}. Northgate Systems owes Larkfield Motors $2 million.\n\n"
    "{}. Northgate Systems destroyed the drawings.\n"
)
REPLIED = "1. Denied.\n\n2. Northgate Systems admits the allegations of paragraph 2.\n"


@pytest.mark.parametrize("first", [1, 3])
@pytest.mark.parametrize("head", ["COUNTERCLAIM", "COUNTERCLAIMS AGAINST NORTHGATE SYSTEMS"])
def test_a_reply_answers_the_counterclaim_that_stands_in_the_answer(head: str, first: int) -> None:
    """Each paper has its own responses: those to the complaint go no further than the heading."""
    body = BROUGHT.format(head, first, first + 1)
    answer = make_document("answer.txt", CAPTION.format(DOCKET, "") + body, kind="CourtFiling")
    words = REPLIED if first == 1 else REPLIED.replace("2", "4").replace("1", "3")
    title = "PLAINTIFF'S REPLY TO COUNTERCLAIM"
    reply = make_document("reply.txt", CAPTION.format(DOCKET, title) + words, kind="CourtFiling")
    rows = align_pleadings([answer, reply, COMPLAINT])
    brought = tuple(r for r in rows if r.complaint == answer)
    assert show(brought) == [f"{first} | denied | whole", f"{first + 1} | admitted | whole"]
    assert {(r.claiming, r.parties) for r in brought} == {
        (("LARKFIELD MOTORS, LLC",), ("NORTHGATE SYSTEMS, INC.",))
    }
    answered = tuple(r for r in rows if r.complaint == COMPLAINT)
    assert show(answered) == ["1 | denied | whole", "2 | admitted | whole"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("PLAINTIFF'S REPLY TO COUNTERCLAIM", (True, "counterclaim")),
        ("RESPONSE TO DEFENDANT'S CROSS-CLAIM", (True, "crossclaim")),
        ("REPLY AND DEFENCE TO COUNTERCLAIM", (True, "counterclaim")),
        ("ANSWERS TO FIRST SET OF INTERROGATORIES", (True, "interrogatories")),
        ("PLAINTIFF'S FIRST INTERROGATORIES", (False, "interrogatories")),
        ("REPLY IN SUPPORT OF MOTION TO DISMISS COUNTERCLAIM", None),
        ("MOTION TO COMPEL ANSWERS TO INTERROGATORIES", None),
        ("MOTION TO COMPEL RESPONSES TO REQUESTS FOR ADMISSION", None),
        ("REPLY TO OPPOSITION TO MOTION TO STRIKE COUNTERCLAIM", None),
        ("REPLY BRIEF", None),
    ],
)
def test_titles(title: str, expected: tuple[bool, str] | None) -> None:
    paper = read_paper(title, ())
    assert (paper and (paper.answers, paper.series)) == expected


def test_interrogatories_have_their_answers_in_their_words() -> None:
    """An answer to a question neither admits nor denies what somebody alleges."""
    body = (
        "INTERROGATORY NO. 1: State whether Larkfield Motors paid Pavel Orlov.\n\n"
        "ANSWER: Larkfield Motors denies that it paid Pavel Orlov.\n\n"
        "INTERROGATORY NO. 2: Identify who signed the lease.\n\nANSWER: Victor Harlan.\n"
    )
    title = "DEFENDANT'S ANSWERS TO PLAINTIFF'S FIRST SET OF INTERROGATORIES"
    said = make_document("said.txt", CAPTION.format(DOCKET, title) + body, kind="CourtFiling")
    rows = tuple(r for r in align_pleadings([said, COMPLAINT]) if r.response is not None)
    assert show(rows) == ["1 | answered in other words", "2 | answered in other words"]
    assert [(r.allegation, r.words) for r in rows][1] == (
        "Identify who signed the lease.",
        "Victor Harlan.",
    )
    assert {r.parties for r in rows} == {("LARKFIELD MOTORS, LLC",)}


ROWS = tuple(zip(ALLEGED[:4], (*ANSWERED[:3], "It met Pavel Orlov in 1990."), strict=True))
RESPONSES = ["1 | admitted | whole", "2 | admitted | whole", "3 | denied | whole"]


def as_table(suffix: str, rows: Sequence[Sequence[str]]) -> bytes:
    head = [line for line in CAPTION.format(DOCKET, "ANSWER").split("\n") if line.strip()]
    if suffix == "md":
        lines = [f"| {' | '.join(row)} |" for row in rows]
        ruled = [lines[0], f"|{'---|' * len(rows[0])}", *lines[1:]]
        return ("\n\n".join(head) + "\n\n" + "\n".join(ruled)).encode()
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    body = "".join(f"<p>{line}</p>" for line in head)
    page = f"<html><body><article>{body}<table>{cells}</table></article></body></html>"
    return page.encode()


@pytest.mark.parametrize("suffix", ["md", "html"])
@pytest.mark.parametrize("columns", ["allegation, response", "number, response", "all three"])
def test_responses_in_a_table(suffix: str, columns: str) -> None:
    """A row is a paragraph: its number stands in a cell of its own, or before the allegation."""
    written = {
        "allegation, response": [(f"{n}. {a}", r) for n, (a, r) in enumerate(ROWS, 1)],
        "number, response": [(str(n), r) for n, (_, r) in enumerate(ROWS, 1)],
        "all three": [(str(n), a, r) for n, (a, r) in enumerate(ROWS, 1)],
    }[columns]
    heads = tuple(word.strip().capitalize() for word in ("no, allegation, response").split(","))
    table = [heads[-len(written[0]) :], *written]
    answer = read_bytes(as_table(suffix, table), f"answer.{suffix}")
    complaint = paper("complaint.txt", "COMPLAINT", *ALLEGED)
    rows = [r for r in align_pleadings([complaint, answer]) if r.complaint == complaint]
    assert show(tuple(rows))[:3] == RESPONSES
    if columns != "number, response":
        graph = kg.open(None)
        graph.add(answer)
        assert not [
            c
            for c in graph.claims()
            if c.predicate.id == "kg:paid" and c.attribution[0].label != "NORTHGATE SYSTEMS, INC."
        ]


def test_words_of_response_are_no_claims() -> None:
    """They mean something beside the complaint alone; what is admitted in them is kept, and so is
    what a paper that answers nothing says of allegations."""
    formulas = (
        "Larkfield Motors denies the allegations in Paragraph 1.",
        "Larkfield Motors lacks knowledge or information sufficient to form a belief as to "
        "the truth of the allegations in Paragraph 2, and therefore denies them.",
        "Paragraph 3 states a legal conclusion to which no response is required.",
        "Larkfield Motors repeats its responses to paragraphs 1 through 3.",
        "Larkfield Motors neither admits nor denies the averments of paragraph 5.",
        "Northgate Systems is put to strict proof thereof.",
        "Answering paragraph 7, Larkfield Motors admits that Victor Harlan owns Tessera Holdings, "
        "but denies the remaining allegations.",
    )
    graph = kg.open(None)
    graph.add(paper("answer.txt", "ANSWER", *formulas))
    assert [(c.subject.label, c.predicate.id) for c in graph.claims()] == [
        ("Victor Harlan", "kg:ownerOf")
    ]
    told = "Larkfield Motors denied these allegations. Dina Venn deleted paragraph 4 of the lease."
    graph = kg.open(None)
    graph.add(make_document("news.txt", told))
    assert len(list(graph.claims())) == 2
