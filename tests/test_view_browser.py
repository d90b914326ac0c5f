"""The page in Chromium: it opens from disk, asks nothing of the network, and does what it says."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from kg.network.build import build_network
from kg.view import draw_network
from tests.browser import complaints, invent_network, measure_picture, open_page, outside_requests, resize, start_browser
from tests.builders import make_extraction
from tests.test_view import HOSTILE, hostile_everywhere, hostile_network


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    driver = start_browser()
    yield driver
    driver.quit()


@pytest.fixture
def page(browser: webdriver.Chrome, tmp_path: Path) -> webdriver.Chrome:
    open_page(browser, tmp_path, draw_network(build_network([make_extraction()]), title="An invented dispute"))
    return browser


def shown(browser: webdriver.Chrome) -> int:
    return int(browser.execute_script("return KG.visible.length"))


def cards(browser: webdriver.Chrome) -> list[Any]:
    return list(browser.find_elements(By.CSS_SELECTOR, "#cards .card"))


def test_it_opens_quietly(page: webdriver.Chrome) -> None:
    assert complaints(page) == []
    assert outside_requests(page) == []
    assert shown(page) == len(cards(page)) == 4


def test_a_card_shows_claimant_words_and_place(page: webdriver.Chrome) -> None:
    text = page.find_element(By.ID, "cards").text
    assert "court records › Orla Brandt said:" in text
    assert "Quillmark denied that it gave Tessera access" in text
    assert "news/report.txt" in text
    assert "denied, held false" in text


def test_choosing_an_entity(page: webdriver.Chrome) -> None:
    page.execute_script("KG.pickNode(KG.data.nodes.findIndex(n => n.name === 'Orla Brandt'), true)")
    assert len(cards(page)) == 1
    page.find_element(By.TAG_NAME, "body").send_keys(Keys.ESCAPE)
    assert len(cards(page)) == 4


def test_filters_and_undo(page: webdriver.Chrome) -> None:
    label = next(c for c in page.find_elements(By.CSS_SELECTOR, "#filters .choice") if c.text.startswith("denied"))
    label.find_element(By.TAG_NAME, "input").click()
    assert shown(page) == 3
    assert "#" in page.current_url and "denied" in page.current_url
    page.find_element(By.ID, "undo").click()
    assert shown(page) == 4


def test_search_by_keyboard(page: webdriver.Chrome) -> None:
    page.find_element(By.TAG_NAME, "body").send_keys("/")
    page.switch_to.active_element.send_keys("million")
    assert shown(page) == 1
    page.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert shown(page) == 4


def test_the_address_holds_the_state(browser: webdriver.Chrome, tmp_path: Path) -> None:
    html = draw_network(build_network([make_extraction()]))
    open_page(browser, tmp_path, html, "#%7B%22search%22%3A%22million%22%7D")
    assert shown(browser) == 1
    open_page(browser, tmp_path, html, "#not-json")
    assert shown(browser) == 4


@pytest.mark.parametrize(
    "state",
    [
        '{"node":"length"}', '{"gone":[{}],"off":{"kinds":[1]}}', '{"search":7,"hops":99,"focus":-1}', '{"path":[1]}', "[]", "null",
        '{"__proto__":{"x":1}}', '{"line":"e99","claim":99,"opened":"0"}',
    ],
)
def test_an_address_from_elsewhere_does_no_harm(browser: webdriver.Chrome, tmp_path: Path, state: str) -> None:
    open_page(browser, tmp_path, draw_network(build_network([make_extraction()])), "#" + quote(state))
    assert shown(browser) == 4
    assert complaints(browser) == []


def press(browser: webdriver.Chrome, text: str) -> None:
    """The button of a panel whose first line this is."""
    buttons = browser.find_elements(By.CSS_SELECTOR, "#cards .head button, #filters button.entity")
    next(b for b in buttons if b.text.splitlines()[:1] == [text]).click()


def names(browser: webdriver.Chrome) -> set[str]:
    return set(browser.execute_script("return [...KG.live].map(n => KG.data.nodes[n].name)"))


def test_path_between_two(page: webdriver.Chrome) -> None:
    press(page, "Orla Brandt")
    press(page, "Path to…")
    assert "Choose the other end" in page.find_element(By.ID, "note").text
    press(page, "Tessera")
    assert len(cards(page)) == 3
    assert "2 steps" in page.find_element(By.CSS_SELECTOR, "#cards .head").text
    page.execute_script("KG.change(s => { s.off.modalities = ['reported', 'denied']; })")
    assert "No connection" in page.find_element(By.CSS_SELECTOR, "#cards .head").text


def test_focus_expand_and_undo(page: webdriver.Chrome) -> None:
    press(page, "Orla Brandt")
    press(page, "1")
    assert names(page) == {"Orla Brandt", "Quillmark"}
    press(page, "Quillmark")
    press(page, "Expand")
    assert names(page) == {"Orla Brandt", "Quillmark", "Tessera"}
    page.find_element(By.ID, "undo").click()
    assert names(page) == {"Orla Brandt", "Quillmark"}
    press(page, "Orla Brandt")
    press(page, "3")
    assert len(names(page)) == 4
    page.find_element(By.TAG_NAME, "body").send_keys(Keys.CONTROL + "z")
    assert names(page) == {"Orla Brandt", "Quillmark"}
    press(page, "Show all")
    assert shown(page) == 4


def test_hide_and_show_again(page: webdriver.Chrome) -> None:
    press(page, "Quillmark")
    press(page, "Hide")
    assert "Quillmark" not in names(page)
    assert shown(page) == 1
    press(page, "Quillmark")
    assert shown(page) == 4


def test_a_pinned_entity_stays(page: webdriver.Chrome) -> None:
    press(page, "Orla Brandt")
    press(page, "Pin")
    page.execute_script("KG.change(s => { s.search = 'million'; })")
    assert "Orla Brandt" in names(page)
    assert shown(page) == 1


def test_dates(page: webdriver.Chrome) -> None:
    def enter(key: str, value: str) -> None:
        field = page.find_element(By.CSS_SELECTOR, f"#filters input[data-key={key}]")
        field.send_keys(Keys.CONTROL + "a")
        field.send_keys(value + Keys.TAB)

    enter("from", "2021-05")
    assert shown(page) == 4
    page.find_element(By.CSS_SELECTOR, "#filters input[data-key=undated]").click()
    assert shown(page) == 1
    enter("to", "2020")
    assert shown(page) == 0
    enter("to", "soon")
    assert "A date is" in page.find_element(By.ID, "filters").text
    assert shown(page) == 1


def test_none_and_one(page: webdriver.Chrome) -> None:
    page.find_element(By.CSS_SELECTOR, "[data-key=predicates-none]").click()
    assert shown(page) == 0
    page.find_element(By.CSS_SELECTOR, "[data-key='predicates=gaveAccessTo']").click()
    assert shown(page) == 2
    assert page.switch_to.active_element.get_attribute("data-key") == "predicates=gaveAccessTo"
    page.find_element(By.CSS_SELECTOR, "[data-key=predicates-all]").click()
    assert shown(page) == 4


def test_counts_say_what_a_filter_would_show(page: webdriver.Chrome) -> None:
    for box in page.find_elements(By.CSS_SELECTOR, "#filters .choice"):
        assert int(box.find_element(By.TAG_NAME, "b").text) > 0
    assert len(page.find_elements(By.CSS_SELECTOR, "#filters fieldset")) == 5


def test_cards_and_picture_are_linked(page: webdriver.Chrome) -> None:
    cards(page)[1].find_element(By.CSS_SELECTOR, "button.small").click()
    assert page.execute_script("return KG.state.line !== null && KG.lineStates.get(KG.state.line) === 'picked'")
    assert len(page.find_elements(By.CSS_SELECTOR, "#cards .card.on")) == 1
    page.execute_script("KG.reset()")
    where = page.execute_script("const w = KG.placed[0]; return KG.network.canvasToDOM({x: w.x, y: w.y})")
    net = page.find_element(By.ID, "net")
    middle = (net.size["width"] / 2, net.size["height"] / 2)
    ActionChains(page).move_to_element_with_offset(net, where["x"] - middle[0], where["y"] - middle[1]).click().perform()
    WebDriverWait(page, 5).until(lambda b: b.execute_script("return KG.state.line !== null"))
    assert len(cards(page)) < 4


@pytest.mark.parametrize(("count", "seed"), [(10, 1), (30, 1), (46, 2), (60, 1)])
def test_up_to_60_entities_fit_one_screen(browser: webdriver.Chrome, tmp_path: Path, count: int, seed: int) -> None:
    open_page(browser, tmp_path, draw_network(invent_network(count, seed)))
    picture = measure_picture(browser)
    assert picture["label"] >= 10
    assert picture["overlaps"] == []
    assert picture["behind"] == []


def test_words_on_lines_hide_nothing(browser: webdriver.Chrome, tmp_path: Path) -> None:
    open_page(browser, tmp_path, draw_network(invent_network(30)))
    WebDriverWait(browser, 5).until(lambda b: b.execute_script("return KG.placed.length > 10"))
    assert browser.execute_script("return KG.placed.every((w, i) => KG.data.nodes.every(n => !KG.meets(w, KG.box(n.id))))")
    assert browser.execute_script("return KG.placed.every((w, i) => KG.placed.slice(0, i).every(v => !KG.meets(w, v)))")
    assert browser.execute_script("return KG.placed[0].font * KG.network.getScale()") >= 10


def test_hundreds_of_entities(browser: webdriver.Chrome, tmp_path: Path) -> None:
    open_page(browser, tmp_path, draw_network(invent_network(320)))
    assert browser.execute_script("return KG.live.size") == 320
    assert shown(browser) == 425
    assert len(cards(browser)) == 60
    while more := browser.find_elements(By.CSS_SELECTOR, "#filters [data-key=listed]"):
        more[0].click()
    assert len(browser.find_elements(By.CSS_SELECTOR, "#filters [data-node]")) == 320
    browser.find_elements(By.CSS_SELECTOR, "#filters [data-node]")[200].click()
    assert 0 < len(cards(browser)) < 10
    browser.find_element(By.TAG_NAME, "body").send_keys(Keys.ESCAPE)
    while more := browser.find_elements(By.CSS_SELECTOR, "#cards [data-key=more]"):
        more[0].click()
    assert len(cards(browser)) == 425
    assert complaints(browser) == []


def test_what_is_left_out_is_said(browser: webdriver.Chrome, tmp_path: Path) -> None:
    network = invent_network(90)
    open_page(browser, tmp_path, draw_network(network, cap=50))
    note = browser.find_element(By.ID, "note").text
    assert "50 most connected entities" in note
    assert f"40 entities, {network.number_of_edges() - shown(browser)} claims" in note


def test_saved_table(page: webdriver.Chrome) -> None:
    rows = list(csv.DictReader(io.StringIO(page.execute_script("return KG.csv()"))))
    assert len(rows) == 4
    assert {r["modality"] for r in rows} == {"stated_as_fact", "reported", "denied"}
    assert next(r for r in rows if r["modality"] == "reported")["attribution"] == "court records > Orla Brandt"
    page.execute_script("KG.change(s => { s.search = 'million'; })")
    assert page.execute_script("return KG.csv()").count("\r\n") == 2


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\uff1d1", "\u00a0=1"])
def test_no_cell_is_a_formula(page: webdriver.Chrome, text: str) -> None:
    assert page.execute_script("return KG.cell(arguments[0])", text).startswith("\"'")
    assert page.execute_script("return KG.cell('a=\"b\"')") == '"a=""b"""'


def test_saved_pictures(page: webdriver.Chrome) -> None:
    svg = page.execute_script("return KG.svgPicture()")
    parts = ElementTree.fromstring(svg)
    texts = " ".join(t.text or "" for t in parts.iter("{http://www.w3.org/2000/svg}text"))
    assert "Orla Brandt" in texts
    assert "denied" in texts
    assert len(list(parts.iter("{http://www.w3.org/2000/svg}path"))) >= 4
    page.set_script_timeout(10)
    size = page.execute_async_script(
        "const done = arguments[0]; KG.pngPicture().then(b => createImageBitmap(b)).then(i => done([i.width, i.height]));"
    )
    assert min(size) > 200


def test_saving_downloads_a_file(page: webdriver.Chrome, tmp_path: Path) -> None:
    page.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    page.find_element(By.CSS_SELECTOR, ".menu summary").click()
    page.find_element(By.CSS_SELECTOR, "[data-save=json]").click()
    WebDriverWait(page, 10).until(lambda _: (tmp_path / "claims.json").exists())
    records = json.loads((tmp_path / "claims.json").read_text("utf-8"))
    assert len(records) == 4
    assert {"subject", "quote", "modality", "attribution", "source"} <= set(records[0])


def test_positions_are_kept(browser: webdriver.Chrome, tmp_path: Path) -> None:
    html = draw_network(build_network([make_extraction()]))
    open_page(browser, tmp_path, html)
    browser.execute_script("KG.network.moveNode(0, 777, -333); document.getElementById('keep').click()")
    assert "kept" in browser.find_element(By.ID, "note").text
    open_page(browser, tmp_path, html)
    assert browser.execute_script("const p = KG.network.getPosition(0); return [p.x, p.y]") == [777, -333]
    browser.execute_script("document.getElementById('forget').click()")
    open_page(browser, tmp_path, html)
    assert browser.execute_script("return KG.network.getPosition(0).x") != 777


CONTRAST = Path(__file__).with_name("contrast.js").read_text("utf-8")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast(page: webdriver.Chrome, theme: str) -> None:
    many = "KG.change(s => { s.search = 'million'; s.gone = [0]; s.off.modalities = ['denied']; s.from = 'x'; })"
    for picked in ("KG.pickNode(0, true)", "KG.pickClaim(0)", many, "KG.reset()"):
        page.execute_script(picked)
        count, low = page.execute_script(CONTRAST, theme)
        assert count > 30
        assert low == []


def test_everything_by_keyboard(page: webdriver.Chrome) -> None:
    page.find_element(By.TAG_NAME, "body").send_keys("/")
    reached: set[str] = set()
    for _ in range(120):
        active = page.switch_to.active_element
        reached.add(active.get_attribute("data-key") or active.get_attribute("id"))
        active.send_keys(Keys.TAB)
    assert {f"node{n}" for n in range(4)} | {f"claim{n}" for n in range(4)} <= reached
    assert {"reset", "fit", "theme", "net", "from", "to", "undated"} <= reached
    entity = page.find_element(By.CSS_SELECTOR, "[data-key=node0]")
    entity.send_keys(Keys.ENTER)
    assert page.execute_script("return KG.state.node") == 0
    assert page.switch_to.active_element.get_attribute("data-key") == "node0"
    cards(page)[0].send_keys(Keys.ENTER)
    assert page.execute_script("return KG.state.claim") is not None


def test_hostile_text_is_text(browser: webdriver.Chrome, tmp_path: Path) -> None:
    open_page(browser, tmp_path, draw_network(hostile_network(), title=HOSTILE))
    assert complaints(browser) == []
    assert outside_requests(browser) == []
    assert "alert(1)" in browser.find_element(By.ID, "cards").text
    assert browser.find_elements(By.CSS_SELECTOR, "img") == []


def test_hostile_text_in_every_field(browser: webdriver.Chrome, tmp_path: Path) -> None:
    open_page(browser, tmp_path, draw_network(hostile_everywhere(), title=HOSTILE))
    for script in ("KG.pickNode(0, true)", "KG.pickClaim(0)", "KG.focus(0, 2)", "KG.change(s => { s.search = 'script'; })"):
        browser.execute_script(script)
    assert ElementTree.fromstring(browser.execute_script("return KG.svgPicture()")).tag.endswith("svg")
    assert complaints(browser) == []
    assert outside_requests(browser) == []
    assert browser.find_elements(By.CSS_SELECTOR, "img, iframe, #cards script, #filters script") == []
    assert len(cards(browser)) > 0


def test_narrow_windows_fold_the_panels(page: webdriver.Chrome) -> None:
    resize(page, 420, 800)
    try:
        filters = page.find_element(By.ID, "filters")
        assert not filters.is_displayed()
        page.find_element(By.ID, "open-filters").click()
        WebDriverWait(page, 5).until(lambda _: filters.is_displayed())
    finally:
        resize(page, 1366, 768)


def test_large_pictures_name_the_most_connected(browser: webdriver.Chrome, tmp_path: Path) -> None:
    """Where boxes are too small to read, the names of the most connected stand over them, on the screen as large as ever."""
    open_page(browser, tmp_path, draw_network(invent_network(300, 1)))
    names = browser.execute_script("return KG.names.map(n => ({ ...n, node: n.node.id, seen: n.font * KG.network.getScale() }))")
    assert len(names) > 10 and all(n["seen"] >= 10 for n in names)
    assert not any(a["left"] < b["right"] and b["left"] < a["right"] and a["top"] < b["bottom"] and b["top"] < a["bottom"]
                   for k, a in enumerate(names) for b in names[:k])  # fmt: skip
    assert browser.execute_script("return KG.nameAt(arguments[0])", names[0]) == names[0]["node"]
    browser.execute_script("KG.network.moveTo({ scale: 1 }); KG.network.redraw()")
    assert browser.execute_script("return KG.names.length") == 0
