"""The local application: who is let in, what a verdict does, and what it looks like in Chromium."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

import kg
from kg.graph import Graph
from kg.model import Extraction
from kg.namespace import contract
from kg.serving.web.application import make_application
from kg.serving.web.gate import COOKIE
from kg.serving.web.room import Room
from tests.browser import complaints, start_browser
from tests.builders import TEXT, make_claim, make_document, make_entity, make_extraction
from tests.servers import run_application
from tests.test_view import HOSTILE

TOKEN = "opens-once"


@pytest.fixture
def graph() -> Graph:
    graph = kg.open()
    graph.store.add(make_extraction())
    graph.store.add(
        make_extraction("hostile.txt", make_extraction().document.text + HOSTILE, title=HOSTILE)
    )
    return graph


@pytest.fixture
def address(graph: Graph) -> Iterator[str]:
    application, _ = make_application(graph, "An invented dispute", token=TOKEN)
    with run_application(application) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(
        base_url=address, headers={"Origin": address}, trust_env=False, timeout=120
    ) as client:
        client.get("/", params={"token": TOKEN})
        yield client


def test_the_token_opens_once_and_leaves_the_address(address: str) -> None:
    with httpx.Client(base_url=address, trust_env=False) as client:
        assert client.get("/").status_code == 403
        assert client.get("/", params={"token": "wrong"}).status_code == 403
        answer = client.get("/", params={"token": TOKEN})
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie and "samesite=strict" in cookie and TOKEN not in cookie
        assert client.get("/review").status_code == 200
    assert httpx.get(address, params={"token": TOKEN}, trust_env=False).status_code == 403
    assert (
        httpx.get(f"{address}/review", cookies={COOKIE: "guessed"}, trust_env=False).status_code
        == 403
    )


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_no_other_site_gets_through(
    client: httpx.Client, graph: Graph, headers: dict[str, str]
) -> None:
    claim = graph.claims()[0].id
    assert client.get("/review", headers=headers).status_code == 403
    assert (
        client.post(f"/verdict/{claim}", data={"outcome": "rejected"}, headers=headers).status_code
        == 403
    )
    assert graph.reviews() == {}


def test_a_change_needs_its_origin(client: httpx.Client, graph: Graph) -> None:
    del client.headers["Origin"]
    assert (
        client.post(f"/verdict/{graph.claims()[0].id}", data={"outcome": "rejected"}).status_code
        == 403
    )


def test_verdict_undo_and_errors(client: httpx.Client, graph: Graph) -> None:
    claim = next(c for c in graph.claims() if "director" in c.quote)
    answer = client.post(
        f"/verdict/{claim.id}", data={"outcome": "rejected", "note": "no <b>", "tags": "a, b"}
    )
    assert "no &lt;b&gt;" in answer.text and "#a" in answer.text
    assert answer.text.count("rejected</b> by") == 1 and "rejected by" not in answer.text
    assert claim.id not in {c.id for c in graph.claims()}
    assert claim.id.rpartition("/")[2] not in client.get("/").text
    assert "director" in client.get("/review", params={"state": "checked"}).text
    client.post(f"/verdict/{claim.id}", data={"outcome": "undo"})
    assert claim.id in {c.id for c in graph.claims()}
    answer = client.post(f"/verdict/{claim.id}", data={"outcome": "corrected", "subject": "Nobody"})
    assert answer.status_code == 422 and "not in the document" in answer.text
    assert client.post("/verdict/claim:0", data={"outcome": "confirmed"}).status_code == 422


def test_a_verdict_reads_no_document_again(
    client: httpx.Client, graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = next(c for c in graph.claims() if "director" in c.quote)
    client.get("/review")
    monkeypatch.setattr(type(graph.store), "extractions", lambda *_: pytest.fail("read again"))
    for outcome in ("confirmed", "undo", "rejected"):
        answer = client.post(f"/verdict/{claim.id}", data={"outcome": outcome})
        assert answer.status_code == 200
        assert (f"<b>{outcome}</b>" in answer.text) == (outcome != "undo")


def test_what_the_first_pages_need_is_read_before_somebody_asks(graph: Graph) -> None:
    desk = make_application(graph, "An invented dispute")[0].state.desk
    desk.warm()
    assert desk.page and None not in (desk.kept.claims, desk.kept.disputed, desk.kept.proposals)
    desk.settle()
    desk.closing = True
    desk.warm()
    assert not desk.page and desk.kept.claims is None


def test_documents_are_added(client: httpx.Client, graph: Graph) -> None:
    answer = client.post(
        "/documents",
        files=[("files", ("new.txt", b"Harlow sued Acme Corp. in 2021.", "text/plain"))],
    )
    assert "new.txt: added" in answer.text
    assert "new.txt" in graph.store.sources().values()
    answer = client.post("/documents", files=[("files", ("new.xyz", b"x", "text/plain"))])
    assert answer.status_code == 422 and "cannot read .xyz" in answer.text


def test_pages_carry_their_policy_and_hostile_text_is_text(client: httpx.Client) -> None:
    for path in ("/review", "/documents"):
        answer = client.get(path)
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "<img src=x" not in answer.text and "<script>alert" not in answer.text
    assert client.get("/").headers["cache-control"] == "no-store"
    assert client.get("/assets/base.html").status_code == 404
    assert client.get("/assets/..%2Fgate.py").status_code == 404


def test_every_part_of_a_claim_is_corrected(client: httpx.Client, graph: Graph) -> None:
    claim = next(c for c in graph.claims() if "court records" in c.quote)
    form = {
        "outcome": "corrected",
        "subject": "Orla Brandt",
        "predicate": "kg:paid",
        "claimant": "the document",
        "quote": "Quillmark gave Tessera access",
        "modality": "possible",
        "dispute": "disputed by us",
        "material": "yes",
    }
    answer = client.post(f"/verdict/{claim.id}", data=form)
    assert "disputed by us" in answer.text and "material: yes" in answer.text
    assert "subject, relation, strength (possible), claimant, words set by" in answer.text
    revised = next(c for c in graph.claims() if c.id == claim.id)
    assert (revised.subject.label, revised.predicate.id, revised.attribution) == (
        "Orla Brandt",
        "kg:paid",
        (),
    )
    assert "set by" in client.get("/review", params={"state": "checked"}).text
    answer = client.post(
        f"/verdict/{claim.id}", data={"outcome": "corrected", "predicate": "kg:payed"}
    )
    assert answer.status_code == 422 and "kg:paid" in answer.text


def test_names_are_settled_and_taken_back(client: httpx.Client, graph: Graph) -> None:
    graph.store.add(make_extraction("b.txt", f"{TEXT} Quillmarc stays."))
    ends = {"left": "Quillmark", "right": "Tessera"}
    before = sorted(e.id for e in graph.entities())
    answer = client.post("/names", data={**ends, "outcome": "confirmed"})
    assert "one thing" in answer.text and len(graph.decisions()) == 1
    merged = contract(graph.store.find_one("Quillmark").id)
    assert "One thing: " in client.get(f"/entity/{merged}").text
    (made,) = graph.decisions()
    ends = {"left": contract(made.left), "right": contract(made.right)}
    assert client.post("/names", data={**ends, "outcome": "undo"}).status_code == 200
    assert sorted(e.id for e in graph.entities()) == before and graph.decisions() == []
    assert client.get("/names").status_code == 200


def test_what_became_of_a_document(client: httpx.Client, graph: Graph) -> None:
    document = next(d for d in graph.documents() if d.source == "news/report.txt")
    path = f"/standing/{contract(document.id)}"
    page = client.post(path, data={"status": "retracted", "note": "no <b>"}).text
    assert "This document was retracted (no &lt;b&gt;), set by" in page
    assert "its document was retracted" in page
    assert "retracted" in client.get("/documents").text and "was retracted" in client.get("/").text
    assert client.post(path, data={"status": "gone"}).status_code == 422
    client.post(path, data={"status": ""})
    assert "retracted (" not in client.get(f"/document/{contract(document.id)}").text
    assert client.get("/document/doc:0").status_code == 422


def test_an_entity_and_complaints_have_pages(client: httpx.Client, graph: Graph) -> None:
    graph.add("data/fictional-case")
    page = client.get("/entity/ent:quillmark").text
    assert "denied · by Quillmark" in page and "another source denies it" in page
    assert "by the document itself, in “" in client.get("/entity/ent:victor-harlan").text
    memo = client.get("/memo/docx/ent:quillmark")
    assert memo.content.startswith(b"PK") and "memo.docx" in memo.headers["content-disposition"]
    assert client.get("/memo/exe/ent:quillmark").status_code == 422
    page = client.get("/answers").text
    assert "The complaint alleges" in page and "nothing is said of it" in page
    assert client.get("/entity/ent:nobody-at-all").status_code == 422


AXE = (Path(__file__).parent / "vendor" / "axe-core-4.14.1.min.js").read_text("utf-8")
_RUN_AXE = """
const done = arguments[arguments.length - 1], \
tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const words = (v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 160)).slice(0, 3).join(' | ')}`;
axe.run(document, { runOnly: tags }).then((r) => done(r.violations.map(words)));
"""


def _counted(browser: webdriver.Chrome) -> list[int]:
    """What the queue says is open and checked."""
    found = browser.find_elements(By.CSS_SELECTOR, "[data-count]")
    return [int(place.text.replace(",", "")) for place in found]


@pytest.mark.slow
def test_the_queue_by_keyboard(address: str, graph: Graph) -> None:
    browser = start_browser()
    try:
        browser.get(f"{address}/?token={TOKEN}")
        assert TOKEN not in browser.current_url
        browser.get(f"{address}/review")
        body = browser.find_element(By.TAG_NAME, "body")
        first = browser.find_element(By.CSS_SELECTOR, "#queue .card").get_attribute("id")
        body.send_keys("r")
        WebDriverWait(browser, 5, 0.01).until(
            lambda b: b.find_elements(By.CSS_SELECTOR, f"#{first}.rejected")
        )
        assert [c.rpartition("/")[2] for c in graph.reviews()] == [first.removeprefix("c-")]
        assert _counted(browser) == [len(graph.claims(reviewed="any")) - 1, 1]
        browser.switch_to.active_element.send_keys("u")
        WebDriverWait(browser, 5, 0.01).until(
            lambda b: b.find_elements(By.CSS_SELECTOR, f"#{first}:not(.done)")
        )
        assert graph.reviews() == {}
        assert _counted(browser) == [len(graph.claims()), 0]
        browser.switch_to.active_element.send_keys("j")
        browser.switch_to.active_element.send_keys("n")
        browser.switch_to.active_element.send_keys("seen", Keys.ESCAPE)
        browser.switch_to.active_element.send_keys("c")
        WebDriverWait(browser, 5, 0.01).until(
            lambda b: b.find_elements(By.CSS_SELECTOR, "#queue .confirmed")
        )
        assert [v.note for v in graph.reviews().values()] == ["seen"]
        browser.set_script_timeout(60)
        more = [f"document/{contract(graph.documents()[0].id)}", "entity/ent:quillmark"]
        for page in ("review", "review?state=checked", "documents", "names", "answers", *more):
            browser.get(f"{address}/{page}")
            browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
            browser.execute_script(AXE)
            assert browser.execute_async_script(_RUN_AXE) == []
        assert [c for c in complaints(browser) if "favicon" not in c] == []
    finally:
        browser.quit()


def test_names_and_claims_stand_in_one_queue(client: httpx.Client, graph: Graph) -> None:
    words = "Quillmarc sued Okafor."
    paper, ends = make_document("b.txt", words), (make_entity("Quillmarc"), make_entity("Okafor"))
    claim = make_claim(paper, ends[0], "kg:sued", ends[1], words)
    graph.store.add(Extraction(paper, ends, (claim,)))
    page = client.get("/review").text
    assert 'class="card pair' in page and "pair of names" in page
    assert 'class="card pair' not in client.get("/review", params={"document": "b.txt"}).text
    story = client.get("/review", params={"story": "contradictions"}).text
    assert 0 < story.count("<article") < page.count("<article")


def test_a_document_is_described_anew(client: httpx.Client, graph: Graph) -> None:
    graph.add("data/fictional-case/report.md")
    document = next(d for d in graph.documents() if d.source.endswith("report.md"))
    path = f"/describe/{contract(document.id)}"
    page = client.post(path, data={"title": "Sold <i>", "date": "2023-06-01"}).text
    assert "Sold &lt;i&gt;" in page and "2023-06-01" in page
    assert graph.store.document(document.id).date == "2023-06-01"
    assert dict(graph.store.document(document.id).origins)["title"] == "given"
    answer = client.post(path, data={"date": "soon"})
    assert answer.status_code == 422 and "a date is" in answer.text


def test_a_document_is_split_off_a_name(client: httpx.Client, graph: Graph) -> None:
    page = client.get("/entity/ent:quillmark").text
    assert "Documents that mean another by this name?" in page
    answer = client.post("/split/ent:quillmark", data={"document": "hostile.txt"})
    assert "Split off" in answer.text
    assert "means another by this name, as" in client.get("/entity/ent:quillmark").text
    client.post("/split/ent:quillmark", data={"document": "hostile.txt", "outcome": "undo"})
    assert graph.decisions() == []


def test_several_documents_are_split_off_at_once(client: httpx.Client, graph: Graph) -> None:
    name = next(c.subject for c in graph.claims() if "director" in c.quote).label
    entity = contract(graph.page(name).entity.id)
    documents = [contract(d.id) for d in graph.documents()]
    page = client.get(f"/entity/{entity}").text
    assert page.count('type="checkbox" name="document"') == len(documents) == 2
    answer = client.post(f"/split/{entity}", data={"document": documents})
    assert "each stands apart" in answer.text
    assert len(graph.store.find_entity(name)) > 1
    assert "Mark a document" in client.post(f"/split/{entity}", data={}).text


def test_settings_are_kept_in_the_store(client: httpx.Client, graph: Graph) -> None:
    client.post("/settings", data={"title": "The <b> matter", "reviewer": "R. Ito"})
    assert "The &lt;b&gt; matter" in client.get("/review").text
    claim = graph.claims()[0].id
    client.post(f"/verdict/{claim}", data={"outcome": "confirmed"})
    assert graph.reviews()[claim].by == "R. Ito"


def test_what_was_not_read_is_remembered_until_it_is(client: httpx.Client, graph: Graph) -> None:
    answer = client.post("/documents", files=[("files", ("new.xyz", b"x", "text/plain"))])
    assert answer.status_code == 422
    page = client.get("/documents").text
    assert "Not read" in page and "new.xyz" in page
    assert any("new.xyz" in line for line in graph.why_nothing("Quillmark", modality="found"))


def test_only_what_changed_is_read_again(graph: Graph) -> None:
    room = Room.over(graph, "An invented dispute")
    left, right = [e for e in graph.entities() if e.named][:2]
    kept = room.desk.claims()
    ends = {"left": left.id, "right": right.id}
    for outcome in ("confirmed", "undo"):
        room.review.decide({}, ends | {"outcome": outcome})
        fresh = Room.over(graph, "An invented dispute").desk
        assert room.desk.claims() == fresh.claims()
        assert room.desk.documents() == fresh.documents()
    assert room.desk.claims() == kept
    graph.store.add(make_extraction("new.txt", f"{TEXT} Quillmarc stays."))
    room.desk.settle()
    assert list(room.desk.documents()) == list(Room.over(graph, "").desk.documents())
    graph.remove("new.txt")
    room.desk.settle()
    assert room.desk.claims() == kept


def test_a_merged_name_keeps_its_address(client: httpx.Client, graph: Graph) -> None:
    left, right = [e for e in graph.entities() if e.named][:2]
    graph.decide(left.id, right.id, "positive", by="R. Ito")
    pages = [client.get(f"/entity/{contract(e.id)}").text for e in (left, right)]
    assert pages[0].partition("<main")[2] == pages[1].partition("<main")[2]
    assert f"One thing: {left.label} and {right.label}" in pages[0] and "R. Ito" in pages[0]
    answer = client.post("/names", data={"left": left.id, "right": right.id, "outcome": "undo"})
    assert "HX-Refresh" not in answer.headers


def test_what_does_not_work_is_a_page(client: httpx.Client) -> None:
    answer = client.get("/entity/ent:nobody")
    assert answer.status_code == 422 and "no entity named" in answer.text
    assert 'aria-label="Pages"' in answer.text
    asked = client.post("/verdict/claim:0", headers={"HX-Request": "true"}, data={"outcome": "x"})
    assert asked.status_code == 422 and "<nav" not in asked.text
