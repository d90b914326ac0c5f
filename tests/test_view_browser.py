"""The page in Chromium: it opens from disk, asks nothing of the network, and does what it says."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from kg.network import build_network
from kg.view import draw_network
from tests.builders import make_extraction
from tests.test_view import HOSTILE, hostile_network

METRICS = {"deviceScaleFactor": 1, "mobile": False}


@pytest.fixture(scope="module")
def browser() -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--window-size=1366,768"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {**METRICS, "width": 1366, "height": 768})
    yield driver
    driver.quit()


def open_page(browser: webdriver.Chrome, folder: Path, html: str, hash_: str = "") -> None:
    path = folder / "page.html"
    path.write_text(html, "utf-8")
    browser.get("about:blank")
    browser.get_log("browser")
    browser.get_log("performance")
    browser.get(path.as_uri() + hash_)
    WebDriverWait(browser, 20).until(lambda b: b.find_element(By.TAG_NAME, "body").get_attribute("data-ready"))


def outside_requests(browser: webdriver.Chrome) -> list[str]:
    events = (json.loads(e["message"])["message"] for e in browser.get_log("performance"))
    urls = (e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent")
    return [u for u in urls if not u.startswith(("file:", "data:", "blob:", "about:"))]


@pytest.fixture
def page(browser: webdriver.Chrome, tmp_path: Path) -> webdriver.Chrome:
    open_page(browser, tmp_path, draw_network(build_network([make_extraction()]), title="An invented dispute"))
    return browser


def shown(browser: webdriver.Chrome) -> int:
    return int(browser.execute_script("return KG.visible.length"))


def cards(browser: webdriver.Chrome) -> list[Any]:
    return list(browser.find_elements(By.CSS_SELECTOR, "#cards .card"))


def test_it_opens_quietly(page: webdriver.Chrome) -> None:
    assert [m for m in page.get_log("browser") if m["level"] == "SEVERE"] == []
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


def test_path_between_two(page: webdriver.Chrome) -> None:
    page.execute_script(
        "const at = (n) => KG.data.nodes.findIndex(x => x.name === n);"
        "KG.change(s => { s.pathFrom = at('Orla Brandt'); }); KG.pickNode(at('Tessera'), false);"
    )
    assert len(cards(page)) == 3


def test_labels_are_readable_and_apart(page: webdriver.Chrome) -> None:
    boxes = page.execute_script(
        "const box = (b) => [b.left, b.top, b.right, b.bottom];return KG.nodes.getIds().map(id => box(KG.network.getBoundingBox(id)));"
    )
    for i, a in enumerate(boxes):
        for b in boxes[:i]:
            assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    assert page.execute_script("return KG.network.getScale()") * 14 >= 10


def test_saved_forms(page: webdriver.Chrome) -> None:
    table = page.execute_script("return KG.csv()")
    assert table.count("\n") == 5
    assert page.execute_script("return KG.svgPicture()").startswith("<svg")
    assert len(page.execute_script("return KG.records()")) == 4


def test_everything_by_keyboard(page: webdriver.Chrome) -> None:
    entities = page.find_elements(By.CSS_SELECTOR, "#filters button.entity")
    assert len(entities) == page.execute_script("return KG.nodes.length")
    assert all(c.get_attribute("tabindex") == "0" for c in cards(page))


def test_hostile_text_is_text(browser: webdriver.Chrome, tmp_path: Path) -> None:
    open_page(browser, tmp_path, draw_network(hostile_network(), title=HOSTILE))
    assert [m for m in browser.get_log("browser") if m["level"] == "SEVERE"] == []
    assert outside_requests(browser) == []
    assert "alert(1)" in browser.find_element(By.ID, "cards").text
    assert browser.find_elements(By.CSS_SELECTOR, "img") == []


def test_narrow_windows_fold_the_panels(page: webdriver.Chrome) -> None:
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {**METRICS, "width": 420, "height": 800})
    try:
        filters = page.find_element(By.ID, "filters")
        assert not filters.is_displayed()
        page.find_element(By.ID, "open-filters").click()
        WebDriverWait(page, 5).until(lambda _: filters.is_displayed())
    finally:
        page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {**METRICS, "width": 1366, "height": 768})
