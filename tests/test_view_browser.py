"""The page in Chromium: it opens from disk, asks nothing of the network, and does what it says."""

import csv
import io
import itertools
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from kg.network.build import build_network
from kg.view import Material, Panel, Story, draw_network
from kg.view.picture import STRENGTHS, line_label
from tests.browser import (
    complaints,
    invent_network,
    measure_picture,
    open_page,
    outside_requests,
    resize,
    start_browser,
)
from tests.builders import make_extraction
from tests.test_view import HOSTILE, hostile_everywhere, hostile_network, make_material


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    driver = start_browser()
    yield driver
    driver.quit()


def small_page() -> str:
    extraction = make_extraction()
    return draw_network(
        build_network([extraction]), title="An invented dispute", material=make_material(extraction)
    )


@pytest.fixture
def page(browser: webdriver.Chrome, tmp_path: Path) -> webdriver.Chrome:
    open_page(browser, tmp_path, small_page())
    return browser


def shown(browser: webdriver.Chrome) -> int:
    return int(browser.execute_script("return KG.visible.length"))


def voices(browser: webdriver.Chrome) -> list[Any]:
    return list(browser.find_elements(By.CSS_SELECTOR, "#cards .voice"))


def press(browser: webdriver.Chrome, text: str) -> None:
    """A button of the panel at the right with this text."""
    next(
        b
        for b in browser.find_elements(By.CSS_SELECTOR, "#cards button")
        if b.text.splitlines()[:1] == [text]
    ).click()


def choose(browser: webdriver.Chrome, name: str) -> None:
    """Choose a name from the list that says the picture in words."""
    if browser.find_element(By.ID, "as-list").get_attribute("aria-pressed") == "false":
        browser.find_element(By.ID, "as-list").click()
    next(
        r
        for r in browser.find_elements(By.CSS_SELECTOR, "#list .row")
        if r.text.splitlines()[:1] == [name]
    ).click()


def names(browser: webdriver.Chrome) -> set[str]:
    return set(browser.execute_script("return [...KG.live].map(n => KG.data.nodes[n].name)"))


def open_filters(browser: webdriver.Chrome) -> None:
    browser.find_element(By.CSS_SELECTOR, "#filter summary").click()
    WebDriverWait(browser, 5).until(lambda b: b.find_elements(By.CSS_SELECTOR, "#filters fieldset"))


def test_it_opens_quietly(page: webdriver.Chrome) -> None:
    assert complaints(page) == []
    assert outside_requests(page) == []
    assert shown(page) == len(voices(page)) == 4
    told = (
        "1 document makes 4 claims: 2 put as fact, 1 reported, 1 denied. 1 statement is disputed."
    )
    assert page.find_element(By.ID, "sentence").text == told


def test_a_statement_shows_all_its_voices_denial_first(page: webdriver.Chrome) -> None:
    card = page.find_element(By.CSS_SELECTOR, "#cards .prop")
    assert card.find_element(By.CLASS_NAME, "kicker").text == "Disputed · 2 claims"
    who = [
        v.find_element(By.CLASS_NAME, "who").text
        for v in card.find_elements(By.CLASS_NAME, "voice")
    ]
    assert who == ["Quillmark denied", "court records › Orla Brandt said (resource: inboxes)"]
    assert "Quillmark denied that it gave Tessera access" in card.text


def test_a_chosen_claim_shows_where_it_stands(page: webdriver.Chrome) -> None:
    voices(page)[0].find_element(By.CLASS_NAME, "say").click()
    assert (
        "news/report.txt, characters" in page.find_element(By.CSS_SELECTOR, "#cards .details").text
    )
    assert page.find_element(By.CSS_SELECTOR, "#text .q.on").text.startswith("Quillmark denied")
    citation = page.execute_script("return KG.citation(KG.data.claims[KG.state.claim])")
    assert citation.startswith(
        "Quillmark denied: Quillmark gaveAccessTo Tessera. "
        "“Quillmark denied that it gave Tessera access.”"
    )


def test_a_passage_gives_its_claims(page: webdriver.Chrome) -> None:
    tinted = page.find_elements(By.CSS_SELECTOR, "#text .q")
    assert [t.get_attribute("class").split()[1] for t in tinted] == [
        "fact",
        "reported",
        "denied",
        "fact",
    ]
    tinted[1].click()
    assert page.find_element(By.CSS_SELECTOR, "#cards h2").text == "In this passage"
    assert len(voices(page)) == 1
    assert len(page.find_elements(By.CSS_SELECTOR, "#text u")) == 2


def test_search_and_escape(page: webdriver.Chrome) -> None:
    page.find_element(By.TAG_NAME, "body").send_keys("/")
    page.switch_to.active_element.send_keys("million")
    assert shown(page) == 1
    assert page.find_element(By.ID, "counts").text == "1 of 4 claims shown."
    page.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert shown(page) == 4


def test_filters_count_what_a_click_gives_and_undo(page: webdriver.Chrome) -> None:
    open_filters(page)
    row = next(
        c
        for c in page.find_elements(By.CSS_SELECTOR, "#filters .choice")
        if c.text.startswith("denied")
    )
    row.find_element(By.TAG_NAME, "input").click()
    assert shown(page) == 3
    assert "denied" in page.current_url
    page.find_element(By.ID, "undo").click()
    assert shown(page) == 4
    page.execute_script("KG.focus(KG.data.nodes.findIndex(n => n.name === 'Orla Brandt'), 1)")
    counts = {
        r.text.split("\n")[0]: int(r.find_element(By.TAG_NAME, "b").text)
        for r in page.find_elements(By.CSS_SELECTOR, "#filters fieldset:first-child .choice")
    }
    assert sum(counts.values()) == shown(page) == 1


def test_none_and_one(page: webdriver.Chrome) -> None:
    open_filters(page)
    page.find_element(By.CSS_SELECTOR, "[data-key=predicates-none]").click()
    assert shown(page) == 0
    row = page.find_element(By.CSS_SELECTOR, "[data-key='predicates=gaveAccessTo']")
    assert row.find_element(By.XPATH, "..").find_element(By.TAG_NAME, "b").text == "2"
    row.click()
    assert shown(page) == 2
    assert page.switch_to.active_element.get_attribute("data-key") == "predicates=gaveAccessTo"
    page.find_element(By.CSS_SELECTOR, "[data-key=predicates-all]").click()
    assert shown(page) == 4


def test_dates(page: webdriver.Chrome) -> None:
    def enter(key: str, value: str) -> None:
        field = page.find_element(By.CSS_SELECTOR, f"#filters input[data-key={key}]")
        field.send_keys(Keys.CONTROL + "a")
        field.send_keys(value + Keys.TAB)

    open_filters(page)
    enter("from", "2021-05")
    assert shown(page) == 4
    page.find_element(By.CSS_SELECTOR, "#filters input[data-key=undated]").click()
    assert shown(page) == 1
    enter("to", "2020")
    assert shown(page) == 0
    enter("to", "soon")
    assert "A date is" in page.find_element(By.ID, "filters").text
    assert shown(page) == 1


def test_a_link_holds_names_not_positions(browser: webdriver.Chrome, tmp_path: Path) -> None:
    open_page(browser, tmp_path, small_page())
    choose(browser, "Tessera")
    address = browser.current_url.partition("#")[2]
    assert "ent%3Atessera" in address
    other = make_extraction(
        "news/other.txt", "Aaron Abel met Bea Bell. " + make_extraction().document.text
    )
    both = draw_network(build_network([make_extraction(), other]))
    open_page(browser, tmp_path, both, "#" + address)
    assert browser.execute_script("return KG.data.nodes[KG.state.node].name") == "Tessera"


def test_a_link_to_what_is_gone_says_so(browser: webdriver.Chrome, tmp_path: Path) -> None:
    open_page(browser, tmp_path, small_page(), "#" + quote('{"node":"ent:somebody-else"}'))
    assert "no longer in this page" in browser.find_element(By.ID, "note").text
    assert shown(browser) == 4


@pytest.mark.parametrize(
    "state",
    [
        '{"node":"length"}',
        '{"gone":[{}],"off":{"kinds":[1]}}',
        '{"search":7,"hops":99,"focus":-1}',
        '{"path":[1]}',
        "[]",
        "null",
        '{"__proto__":{"x":1}}',
        '{"line":"e99","claim":99,"opened":"0","tab":"x","story":"x","row":3}',
        "not-json",
        '{"passage":["x"]}',
    ],
)
def test_an_address_from_elsewhere_does_no_harm(
    browser: webdriver.Chrome, tmp_path: Path, state: str
) -> None:
    open_page(browser, tmp_path, small_page(), "#" + quote(state))
    assert shown(browser) == 4
    assert complaints(browser) == []


def test_path_between_two_says_its_weakest(page: webdriver.Chrome) -> None:
    choose(page, "Orla Brandt")
    press(page, "Path to…")
    assert "Choose the other end" in page.find_element(By.ID, "note").text
    choose(page, "Tessera")
    head = page.find_element(By.CSS_SELECTOR, "#cards .head").text
    assert "2 steps" in head
    assert "Quillmark – Tessera: disputed" in head
    assert len(voices(page)) == 3
    page.execute_script("KG.change(s => { s.off.modalities = ['reported', 'denied']; })")
    assert "No connection" in page.find_element(By.CSS_SELECTOR, "#cards .head").text


def test_focus_expand_and_undo(page: webdriver.Chrome) -> None:
    choose(page, "Orla Brandt")
    press(page, "1")
    assert names(page) == {"Orla Brandt", "Quillmark"}
    page.execute_script("KG.pickNode(KG.data.nodes.findIndex(n => n.name === 'Quillmark'), false)")
    press(page, "Expand")
    assert names(page) == {"Orla Brandt", "Quillmark", "Tessera"}
    page.find_element(By.ID, "undo").click()
    assert names(page) == {"Orla Brandt", "Quillmark"}
    page.find_element(By.TAG_NAME, "body").send_keys(Keys.CONTROL + "z")
    press(page, "Show all")
    assert shown(page) == 4


def test_hide_and_show_again(page: webdriver.Chrome) -> None:
    choose(page, "Quillmark")
    press(page, "Hide")
    assert "Quillmark" not in names(page)
    assert shown(page) == 1
    open_filters(page)
    page.find_element(By.CSS_SELECTOR, "#filters [data-key^=gone]").click()
    assert shown(page) == 4


def test_a_pinned_entity_stays(page: webdriver.Chrome) -> None:
    choose(page, "Orla Brandt")
    press(page, "Pin")
    page.execute_script("KG.change(s => { s.search = 'million'; })")
    assert "Orla Brandt" in names(page)
    assert shown(page) == 1


def test_lines_and_cards_are_linked(page: webdriver.Chrome) -> None:
    where = page.execute_script(
        "const w = KG.placed[0]; return KG.network.canvasToDOM({x: w.x, y: w.y})"
    )
    net = page.find_element(By.ID, "net")
    middle = (net.size["width"] / 2, net.size["height"] / 2)
    ActionChains(page).move_to_element_with_offset(
        net, where["x"] - middle[0], where["y"] - middle[1]
    ).click().perform()
    WebDriverWait(page, 5).until(lambda b: b.execute_script("return KG.state.line !== null"))
    assert 0 < len(voices(page)) < 4
    assert page.execute_script("return [...KG.lineStates.values()].includes('picked')")


def test_lines_keep_their_colour_under_the_pointer(page: webdriver.Chrome) -> None:
    assert page.execute_script(
        "return KG.edges.get().every(e => "
        "e.color.color === e.color.hover && e.color.color === e.color.highlight)"
    )


def test_a_disputed_pair_is_drawn_as_disputed(page: webdriver.Chrome) -> None:
    line = page.execute_script(
        "return KG.lines.map(e => [e.status, e.label]).find(e => e[0] === 'disputed')"
    )
    assert line[1].startswith("disputed: ")


def test_a_line_says_on_the_page_what_it_says_in_the_picture(page: webdriver.Chrome) -> None:
    """Words on lines are put together twice, in Python and where a reader filters claims."""
    lots = random.Random(7)
    parts = [
        [(lots.choice(STRENGTHS), lots.choice(("paid", "sued", "owns"))) for _ in range(size)]
        for size in (1, 2, 3, 5, 8)
        for _ in range(40)
    ]
    said = page.execute_script(
        "return arguments[0].map(p => KG.lineLabel(p.map(([status, label]) => ({status, label}))))",
        parts,
    )
    assert said == [line_label(part) for part in parts]


def test_what_is_not_shown_has_a_dotted_line(page: webdriver.Chrome) -> None:
    words = page.find_element(By.ID, "text").text
    page.execute_script("KG.change((s) => { s.off.modalities = ['stated_as_fact']; })")
    assert page.find_elements(By.CSS_SELECTOR, "#text .less")
    assert page.find_element(By.ID, "text").text == words


def test_the_switches_of_a_filter_hide_no_number(page: webdriver.Chrome) -> None:
    open_filters(page)
    below = page.execute_script("""
        const at = (part) => part.getBoundingClientRect();
        return [...document.querySelectorAll('#filters fieldset')].map((f) => {
          const s = f.querySelector('.switch'), c = f.querySelector('.choice b');
          return !s || at(s).bottom <= at(c).top + 2;
        });""")
    assert below and all(below)


def test_a_chosen_passage_is_in_sight(browser: webdriver.Chrome, tmp_path: Path) -> None:
    """Paragraphs out of sight have no height yet: the first look at where one stands is wrong."""
    extraction = make_extraction()
    lines = "".join(f"Paragraph {k} says {'more and more ' * 40}.\n" for k in range(60))
    document = replace(extraction.document, text=lines + extraction.document.text)
    moved = len(lines)
    claims = tuple(replace(c, start=c.start + moved, end=c.end + moved) for c in extraction.claims)
    network = build_network([replace(extraction, document=document, claims=claims)])
    material = Material({document.id: document.text})
    open_page(browser, tmp_path, draw_network(network, material=material))
    browser.execute_script("KG.pickPassage([KG.data.claims[0]])")
    WebDriverWait(browser, 5).until(
        lambda b: b.execute_script("""
            const box = document.getElementById('text').getBoundingClientRect();
            const q = document.querySelector('.q.on').getBoundingClientRect();
            return q.top >= box.top && q.top < box.bottom - 20;""")
    )


def test_at_200_percent_the_claims_have_the_window(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    resize(browser, 683, 384)
    open_page(browser, tmp_path, small_page())
    browser.execute_script("scrollTo(0, 9999)")
    height = browser.execute_script(
        "return document.querySelector('main').getBoundingClientRect().height / innerHeight"
    )
    resize(browser, 1366, 768)
    assert height > 0.8


def test_who_says_what(page: webdriver.Chrome) -> None:
    page.find_element(By.ID, "tab-matrix").click()
    rows = page.find_elements(By.CSS_SELECTOR, "#pane tbody tr")
    assert "disputed" in rows[0].text and "denied" in rows[0].text and "said" in rows[0].text
    page.find_element(By.CSS_SELECTOR, "#pane td.denied button").click()
    assert page.find_element(By.CSS_SELECTOR, "#cards .voice.on .who").text == "Quillmark denied"


@pytest.mark.parametrize("width", [1200, 1366, 390])
def test_who_says_what_leaves_room_for_the_statement(
    browser: webdriver.Chrome, tmp_path: Path, width: int
) -> None:
    resize(browser, width, 768)
    open_page(browser, tmp_path, small_page())
    browser.execute_script("KG.pickTab('matrix')")
    wide, inside = browser.execute_script("""
        const at = (part) => document.querySelector(part).getBoundingClientRect();
        return [at('.matrix tbody th').width, at('#filter').right <= at('#stage').right];""")
    resize(browser, 1366, 768)
    assert wide >= 140 and inside


def test_a_right_to_left_text_reads_from_the_right(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    extraction = make_extraction()
    text = extraction.document.text
    hebrew = "\u05e9\u05dc\u05d5\u05dd \u05dc\u05db\u05d5\u05dc\u05dd.\n"
    document = replace(extraction.document, text=hebrew + text)
    moved = len(hebrew)
    claims = tuple(replace(c, start=c.start + moved, end=c.end + moved) for c in extraction.claims)
    network = build_network([replace(extraction, document=document, claims=claims)])
    page = draw_network(network, material=Material({document.id: document.text}))
    open_page(browser, tmp_path, page)
    way = "return getComputedStyle(document.querySelector('#text')).direction"
    assert browser.execute_script(way) == "rtl"
    assert browser.find_element(By.CSS_SELECTOR, "#text .q").text in text


def test_each_row_of_who_says_what_has_a_voice(browser: webdriver.Chrome, tmp_path: Path) -> None:
    open_page(browser, tmp_path, draw_network(invent_network(120)))
    browser.execute_script("KG.pickTab('matrix')")
    rows = browser.find_elements(By.CSS_SELECTOR, "#pane tbody tr")
    assert rows and all(row.find_elements(By.CSS_SELECTOR, "td.c") for row in rows)
    pane = browser.find_element(By.ID, "pane")
    assert pane.get_property("scrollWidth") <= pane.get_property("clientWidth")


def test_parts_that_do_not_hang_together_stand_together(page: webdriver.Chrome) -> None:
    gap = page.execute_script(
        "const beside = new Map([[0, new Set([1])], [1, new Set([0])], [2, new Set()]]);"
        "const at = new Map([[0, {x: 0, y: 0}], [1, {x: 200, y: 0}], [2, {x: 4000, y: 900}]]);"
        "const p = KG.packParts(at, beside).get(2);"
        "return Math.max(Math.abs(p.x), Math.abs(p.y));"
    )
    assert gap < 600


def test_a_story_keeps_all_its_columns(browser: webdriver.Chrome, tmp_path: Path) -> None:
    extraction = make_extraction()
    words = ("who", "what", "whom", "amount", "when", "put as")
    held = (tuple(c.id for c in extraction.claims),)
    story = Story("money", "Money", "Who?", words, (tuple("abcdef"),), held, 1)
    material = replace(make_material(extraction), stories=(story,))
    open_page(browser, tmp_path, draw_network(build_network([extraction]), material=material))
    browser.find_element(By.CSS_SELECTOR, "#stories .chip").click()
    assert "put as" in browser.find_element(By.CSS_SELECTOR, "#cards .story").text


def test_timeline_and_sources(page: webdriver.Chrome) -> None:
    page.find_element(By.ID, "tab-timeline").click()
    assert "2021" in page.find_element(By.ID, "pane").text
    assert "3 claims without a date are not shown here." in page.find_element(By.ID, "pane").text
    page.find_element(By.ID, "tab-timeline").send_keys(Keys.ARROW_RIGHT)
    assert page.switch_to.active_element.get_attribute("id") == "tab-sources"
    assert "one document only" in page.find_element(By.ID, "pane").text


def test_a_claim_that_has_no_card_yet_gets_one(browser: webdriver.Chrome, tmp_path: Path) -> None:
    open_page(browser, tmp_path, draw_network(invent_network(120)))
    browser.execute_script(
        "const shown = new Set([...document.querySelectorAll('#cards [data-claim]')]"
        ".map((card) => Number(card.dataset.claim)));"
        "KG.pickTab('timeline');"
        "KG.pickClaim(KG.data.claims.find((c) => !shown.has(c.number)).number)"
    )
    assert len(browser.find_elements(By.CSS_SELECTOR, "#cards .voice.on")) == 1
    browser.execute_script("KG.pickClaim(KG.state.claim)")
    assert browser.execute_script("return KG.state.claim") is None


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2001", "..", "since 2001"),
        ("..", "2004", "until 2004"),
        ("2001", "2004", "2001 to 2004"),
        ("2001", "", "2001"),
        ("197X", "", "1970s"),
        ("19XX", "", "1900s"),
        ("2001-03~", "2004?", "about 2001-03 to perhaps 2004"),
    ],
)
def test_open_ends_of_a_time_are_words(
    page: webdriver.Chrome, start: str, end: str, words: str
) -> None:
    said = page.execute_script(f"return KG.time({{start: '{start}', end: '{end}', when: ''}})")
    assert said == words


def test_a_picture_holds_the_words_on_its_lines(page: webdriver.Chrome) -> None:
    rooms = page.execute_script(
        "const a = KG.network.DOMtoCanvas({x: 0, y: 0}), net = KG.byId('net');"
        "const b = KG.network.DOMtoCanvas({x: net.clientWidth, y: net.clientHeight});"
        "return KG.lines.flatMap((e) => KG.wordsRoom(e, [...KG.live]))"
        ".filter((w) => w.left < a.x || w.right > b.x).length"
    )
    assert rooms == 0


def test_two_sources_beside_each_other(browser: webdriver.Chrome, tmp_path: Path) -> None:
    extractions = [make_extraction(), make_extraction("news/second.txt", date="2024-01-01")]
    open_page(
        browser,
        tmp_path,
        draw_network(build_network(extractions)),
        "#" + quote('{"tab":"sources"}'),
    )
    heads = [h.text for h in browser.find_elements(By.CSS_SELECTOR, "#pane h3")]
    assert heads[:2] == ["One asserts, the other denies 1", "Both claim it 1"]


def test_stories_open_their_claims(page: webdriver.Chrome) -> None:
    chip = page.find_element(By.CSS_SELECTOR, "#stories .chip")
    assert chip.text == "Disputed 1"
    chip.click()
    page.find_element(By.CSS_SELECTOR, "#cards .story").click()
    assert {v.find_element(By.CLASS_NAME, "who").text.split(" ")[0] for v in voices(page)} == {
        "Quillmark",
        "court",
    }
    assert page.find_elements(By.CSS_SELECTOR, "#text .q.on")


@pytest.mark.parametrize(("count", "seed"), [(10, 1), (30, 1), (46, 2)])
def test_small_pictures_fit_one_screen(
    browser: webdriver.Chrome, tmp_path: Path, count: int, seed: int
) -> None:
    open_page(browser, tmp_path, draw_network(invent_network(count, seed)))
    picture = measure_picture(browser)
    assert picture["overlaps"] == []
    assert picture["behind"] == []
    assert picture["label"] >= 7.5


def test_words_on_lines_hide_no_box(browser: webdriver.Chrome, tmp_path: Path) -> None:
    open_page(browser, tmp_path, draw_network(invent_network(30)))
    WebDriverWait(browser, 5).until(lambda b: b.execute_script("return KG.placed.length > 4"))
    free = "KG.placed.filter(w => w.line.status !== 'disputed')"
    assert browser.execute_script(
        f"return {free}.every(w => [...KG.live].every(n => !KG.meets(w, KG.box(n))))"
    )
    assert browser.execute_script(
        f"return {free}.every((w, i, all) => all.slice(0, i).every(v => !KG.meets(w, v)))"
    )
    assert browser.execute_script("return KG.placed[0].font * KG.network.getScale()") >= 10


def test_hundreds_of_entities_open_with_a_list(browser: webdriver.Chrome, tmp_path: Path) -> None:
    open_page(browser, tmp_path, draw_network(invent_network(320)))
    assert shown(browser) == 425
    assert not browser.find_element(By.ID, "net").is_displayed()
    while more := browser.find_elements(By.CSS_SELECTOR, "#list [data-key=listed]"):
        more[0].click()
    assert len(browser.find_elements(By.CSS_SELECTOR, "#list [data-node]")) == 320
    browser.find_elements(By.CSS_SELECTOR, "#list [data-node]")[0].click()
    assert browser.find_element(By.ID, "net").is_displayed()
    center = browser.execute_script("return KG.scene.center")
    assert center == browser.execute_script("return KG.state.node")
    boxes = browser.execute_script("return [...KG.live].map(n => KG.box(n))")
    assert 1 < len(boxes) <= 20
    assert not any(
        a["left"] < b["right"]
        and b["left"] < a["right"]
        and a["top"] < b["bottom"]
        and b["top"] < a["bottom"]
        for k, a in enumerate(boxes)
        for b in boxes[:k]
    )
    assert complaints(browser) == []


def test_what_is_left_out_is_said_and_found(browser: webdriver.Chrome, tmp_path: Path) -> None:
    network = invent_network(90)
    open_page(browser, tmp_path, draw_network(network, cap=50))
    note = browser.find_element(By.ID, "note").text
    assert "50 most connected entities" in note
    assert f"40 entities, {network.number_of_edges() - shown(browser)} claims" in note
    left = browser.execute_script("return KG.data.left_names[0]")
    browser.execute_script(
        "KG.change(s => { s.search = arguments[0]; })".replace("arguments[0]", json.dumps(left))
    )
    assert left in browser.find_element(By.ID, "note").text


def test_saved_table(page: webdriver.Chrome) -> None:
    rows = list(csv.DictReader(io.StringIO(page.execute_script("return KG.csv()"))))
    assert len(rows) == 4
    assert {r["modality"] for r in rows} == {"stated_as_fact", "reported", "denied"}
    assert (
        next(r for r in rows if r["modality"] == "reported")["attribution"]
        == "court records > Orla Brandt"
    )
    page.execute_script("KG.change(s => { s.search = 'million'; })")
    assert page.execute_script("return KG.csv()").count("\r\n") == 2


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\uff1d1", "\u00a0=1"]
)
def test_no_cell_is_a_formula(page: webdriver.Chrome, text: str) -> None:
    assert page.execute_script("return KG.cell(arguments[0])", text).startswith("\"'")
    assert page.execute_script("return KG.cell('a=\"b\"')") == '"a=""b"""'


def test_saved_workbook_opens_and_runs_nothing(page: webdriver.Chrome) -> None:
    page.execute_script("KG.data.nodes[0].name = '=1+1 & <b>\\u0001'")
    data = page.execute_script("return Array.from(KG.workbook(KG.records()))")
    sheet = load_workbook(io.BytesIO(bytes(data)))["claims"]
    head, *rows = sheet.iter_rows(values_only=True)
    assert head[:3] == ("id", "subject", "predicate") and len(rows) == shown(page)
    assert any("=1+1 & <b>" in row for row in rows)
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref.startswith("A1:")


def test_saved_pictures_say_what_they_are(page: webdriver.Chrome) -> None:
    parts = ElementTree.fromstring(page.execute_script("return KG.svgPicture()"))
    texts = " ".join(t.text or "" for t in parts.iter("{http://www.w3.org/2000/svg}text"))
    for words in (
        "Orla Brandt",
        "An invented dispute",
        "asserted and denied",
        "Sources: report.txt",
        "1 document makes 4 claims",
    ):
        assert words in texts
    page.set_script_timeout(10)
    size = page.execute_async_script(
        "const done = arguments[0]; "
        "KG.pngPicture().then(b => createImageBitmap(b)).then(i => done([i.width, i.height]));"
    )
    assert min(size) > 200


def test_saving_downloads_a_file(page: webdriver.Chrome, tmp_path: Path) -> None:
    page.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)}
    )
    page.find_element(By.CSS_SELECTOR, ".menu summary").click()
    page.find_element(By.CSS_SELECTOR, "[data-save=json]").click()
    WebDriverWait(page, 10).until(lambda _: (tmp_path / "claims.json").exists())
    records = json.loads((tmp_path / "claims.json").read_text("utf-8"))
    assert len(records) == 4
    assert {"subject", "quote", "modality", "attribution", "source"} <= set(records[0])


def test_positions_are_kept_for_names(browser: webdriver.Chrome, tmp_path: Path) -> None:
    open_page(browser, tmp_path, small_page())
    first = browser.execute_script("return [...KG.live][0]")
    browser.execute_script(
        "KG.network.moveNode(arguments[0], 777, -333); document.getElementById('keep').click()",
        first,
    )
    assert "kept" in browser.find_element(By.ID, "note").text
    open_page(browser, tmp_path, small_page())
    assert browser.execute_script(
        "const p = KG.network.getPosition(arguments[0]); return [p.x, p.y]", first
    ) == [777, -333]
    browser.execute_script("document.getElementById('forget').click()")
    open_page(browser, tmp_path, small_page())
    assert browser.execute_script("return KG.network.getPosition(arguments[0]).x", first) != 777


CONTRAST = Path(__file__).with_name("contrast.js").read_text("utf-8")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast(page: webdriver.Chrome, theme: str) -> None:
    many = "KG.change(s => { s.search = 'million'; s.off.modalities = ['denied']; s.from = 'x'; })"
    for picked in (
        "KG.pickNode(0, true)",
        "KG.pickClaim(0)",
        "KG.pickTab('matrix')",
        "KG.pickTab('timeline')",
        many,
        "KG.reset()",
    ):
        page.execute_script(picked)
        count, low = page.execute_script(CONTRAST, theme)
        assert count > 30
        assert low == []


def test_everything_by_keyboard(page: webdriver.Chrome) -> None:
    body = page.find_element(By.TAG_NAME, "body")
    body.send_keys(Keys.TAB)
    assert page.switch_to.active_element.text == "Skip to the claims"
    page.find_element(By.ID, "as-list").click()
    body.send_keys("/")
    reached: set[str] = set()
    for _ in range(70):
        active = page.switch_to.active_element
        reached.add(active.get_attribute("data-key") or active.get_attribute("id"))
        active.send_keys(Keys.TAB)
    assert {f"node{n}" for n in range(4)} | {f"claim{n}" for n in range(4)} <= reached
    assert {"reset", "theme", "list", "tab-actors", "document", "cards"} <= reached
    entity = page.find_element(By.CSS_SELECTOR, "[data-key=node0]")
    entity.send_keys(Keys.ENTER)
    assert page.execute_script("return KG.state.node") == 0
    assert page.switch_to.active_element.get_attribute("data-key") == "node0"
    voices(page)[0].find_element(By.TAG_NAME, "button").send_keys(Keys.ENTER)
    assert page.execute_script("return KG.state.claim") is not None


def test_passages_by_arrow_keys(page: webdriver.Chrome) -> None:
    first, second = page.find_elements(By.CSS_SELECTOR, "#text .q")[:2]
    first.send_keys(Keys.ARROW_DOWN)
    assert page.switch_to.active_element == second
    second.send_keys(Keys.ENTER)
    assert page.execute_script("return KG.data.claims[KG.state.claim].family") == "reported"


def test_hostile_text_is_text(browser: webdriver.Chrome, tmp_path: Path) -> None:
    open_page(browser, tmp_path, draw_network(hostile_network(), title=HOSTILE))
    assert complaints(browser) == []
    assert outside_requests(browser) == []
    assert "alert(1)" in browser.find_element(By.ID, "cards").text
    assert browser.find_elements(By.CSS_SELECTOR, "img") == []


def test_hostile_text_in_every_field(browser: webdriver.Chrome, tmp_path: Path) -> None:
    open_page(browser, tmp_path, draw_network(hostile_everywhere(), title=HOSTILE))
    steps = (
        "KG.pickNode(0, true)",
        "KG.pickClaim(0)",
        "KG.focus(0, 2)",
        "KG.pickTab('matrix')",
        "KG.pickTab('timeline')",
        "KG.change(s => { s.search = 'script'; })",
        "KG.pickTab('actors')",
    )
    for script in steps:
        browser.execute_script(script)
    assert ElementTree.fromstring(browser.execute_script("return KG.svgPicture()")).tag.endswith(
        "svg"
    )
    assert complaints(browser) == []
    assert outside_requests(browser) == []
    assert browser.find_elements(By.CSS_SELECTOR, "img, iframe, main script") == []
    assert len(voices(browser)) > 0


def test_a_phone_opens_on_the_list(browser: webdriver.Chrome, tmp_path: Path) -> None:
    resize(browser, 390, 844)
    try:
        open_page(browser, tmp_path, small_page())
        assert browser.find_element(By.ID, "list").is_displayed()
        assert not browser.find_element(By.ID, "cards").is_displayed()
        browser.find_element(By.CSS_SELECTOR, "#list .row").click()
        assert browser.find_element(By.ID, "cards").is_displayed()
        browser.find_element(By.CSS_SELECTOR, "#panes [data-show=text]").click()
        assert browser.find_element(By.ID, "text").is_displayed()
        wide = "return document.documentElement.scrollWidth > innerWidth"
        assert not browser.execute_script(wide)
    finally:
        resize(browser, 1366, 768)


@pytest.mark.parametrize("menu", ["filter", "story"])
def test_menus_stay_inside_a_phone(browser: webdriver.Chrome, tmp_path: Path, menu: str) -> None:
    resize(browser, 390, 844)
    try:
        open_page(browser, tmp_path, small_page())
        browser.find_element(By.CSS_SELECTOR, f"#{menu} summary").click()
        box = browser.find_element(By.CSS_SELECTOR, f"#{menu} summary + div").rect
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    finally:
        resize(browser, 1366, 768)


def test_a_picture_takes_the_shape_of_the_window(browser: webdriver.Chrome, tmp_path: Path) -> None:
    tall = []
    for height in (700, 1100):
        resize(browser, 1366, height)
        open_page(browser, tmp_path, draw_network(invent_network(20)))
        tall.append(measure_picture(browser))
        reach = browser.execute_script(
            "const b = [...KG.live].map(KG.box);"
            "return Math.max(...b.map((x) => x.bottom)) - Math.min(...b.map((x) => x.top))"
        )
        tall[-1]["reach"] = reach
    resize(browser, 1366, 768)
    assert tall[0]["reach"] < tall[1]["reach"]
    assert all(picture["overlaps"] == picture["behind"] == [] for picture in tall)


def test_what_is_chosen_and_not_drawn_is_said(browser: webdriver.Chrome, tmp_path: Path) -> None:
    open_page(browser, tmp_path, draw_network(invent_network(46)))
    away = "KG.data.claims.find((c) => !KG.live.has(c.from) && !KG.live.has(c.to))"
    browser.execute_script(f"KG.pickPassage([{away}])")
    assert "not in this picture" in browser.find_element(By.ID, "note").text
    browser.execute_script("KG.reset(); KG.pickPassage([KG.lines[0].claims[0]])")
    assert "not in this picture" not in browser.find_element(By.ID, "note").text


def test_titles_that_begin_alike_are_told_apart(page: webdriver.Chrome) -> None:
    told = page.execute_script(
        "KG.data.documents = ['owner', 'executive'].map((who) => ({name: "
        "`A rather long title that many papers of one office share, of the ${who}`}));"
        "return KG.data.documents.map((d) => KG.shortName(d.name))"
    )
    assert told == ["A rather long … owner", "A rather long … executive"]


AXE = (Path(__file__).parent / "vendor" / "axe-core-4.14.1.min.js").read_text("utf-8")
_RUN_AXE = """
const done = arguments[arguments.length - 1], \
tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const words = (v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 160)).slice(0, 3).join(' | ')}`;
axe.run(document, { runOnly: tags }).then((r) => done(r.violations.map(words)));
"""
STATES = {
    "start": "KG.reset()",
    "list": "KG.change(s => { s.listed = true; })",
    "actor": "KG.pickNode(0, true)",
    "claim": "KG.pickClaim(0)",
    "story": "KG.pickStory('contradictions')",
    "matrix": "KG.pickTab('matrix')",
    "timeline": "KG.pickTab('timeline')",
    "sources": "KG.pickTab('sources')",
    "filters": "document.getElementById('filter').open = true",
    "none": "KG.change(s => { s.search = 'zzz'; })",
}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(browser: webdriver.Chrome, tmp_path: Path, theme: str) -> None:
    """No violation of WCAG 2.2 AA and of axe's best practices, in each state."""
    extractions = [make_extraction(), make_extraction("news/second.txt", date="2024-01-01")]
    open_page(
        browser,
        tmp_path,
        draw_network(
            build_network(extractions), title="Two papers", material=make_material(extractions[0])
        ),
    )
    browser.execute_script(
        "document.documentElement.dataset.theme = arguments[0]; KG.legend(); KG.apply();", theme
    )
    browser.execute_script(AXE)
    browser.set_script_timeout(60)
    found = {}
    for state, script in STATES.items():
        browser.execute_script(script)
        found[state] = browser.execute_async_script(_RUN_AXE)
    assert {state: broken for state, broken in found.items() if broken} == {}


def test_a_story_in_steps_with_notes_travels_in_the_link(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    open_page(browser, tmp_path, small_page())
    browser.execute_script("localStorage.clear()")
    voices(browser)[0].find_element(By.CSS_SELECTOR, ".say").click()
    note = browser.find_element(By.CSS_SELECTOR, ".voice.on textarea")
    note.send_keys("ask them <b>")
    browser.find_element(By.CSS_SELECTOR, "#story summary").click()
    browser.find_element(By.CSS_SELECTOR, "#steps input").send_keys("Who denies it", Keys.ENTER)
    link = browser.current_url
    assert "ask them <b>" in browser.execute_script("return KG.csv()")
    text = browser.execute_script("return KG.stepsText()")
    assert "## 1. Who denies it" in text and "Note: ask them \\<b\\>" in text
    browser.execute_script("localStorage.clear()")
    browser.get("about:blank")
    browser.get(link)
    WebDriverWait(browser, 20, 0.02).until(
        lambda b: b.find_element(By.TAG_NAME, "body").get_attribute("data-ready")
    )
    browser.find_element(By.ID, "reset").click()
    browser.find_element(By.CSS_SELECTOR, "#story summary").click()
    browser.find_element(By.CSS_SELECTOR, "#steps ol button").click()
    assert browser.find_element(By.ID, "note").text == "Step 1 of 1: Who denies it"
    assert browser.find_element(By.CSS_SELECTOR, ".voice.on textarea").get_property("value")
    browser.execute_script("localStorage.clear()")
    assert complaints(browser) == []


def test_steps_and_notes_from_elsewhere_are_checked(
    browser: webdriver.Chrome, tmp_path: Path
) -> None:
    state = {"steps": [{"caption": 3, "view": {}}, {"caption": "x"}, None], "notes": {"a": 5}}
    open_page(browser, tmp_path, small_page(), f"#{quote(json.dumps(state))}")
    assert browser.execute_script("return [KG.state.steps, KG.state.notes]") == [[], {}]
    assert complaints(browser) == []


def test_headings_are_in_order_without_stories(browser: webdriver.Chrome, tmp_path: Path) -> None:
    open_page(browser, tmp_path, draw_network(invent_network(300)), seconds=60)
    levels = browser.execute_script(
        "return [...document.querySelectorAll('h1, h2, h3')].map((h) => Number(h.tagName[1]))"
    )
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


@pytest.mark.parametrize(
    ("panels", "shown"),
    [
        (("overview",), {"stage"}),
        (("text", "claims"), {"reader", "side"}),
        (("overview", "claims"), {"stage", "side"}),
    ],
)
def test_panels_that_are_left_out_stay_out(
    browser: webdriver.Chrome, tmp_path: Path, panels: tuple[Panel, ...], shown: set[str]
) -> None:
    open_page(browser, tmp_path, draw_network(invent_network(10), panels=panels))
    parts = {name: browser.find_element(By.ID, name) for name in ("reader", "stage", "side")}
    assert {name for name, part in parts.items() if part.is_displayed()} == shown
    widths = [part.size["width"] for name, part in parts.items() if name in shown]
    assert sum(widths) >= browser.execute_script("return innerWidth") - 2 * len(widths)
