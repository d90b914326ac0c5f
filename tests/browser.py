"""Chromium for tests and benchmarks, invented networks of any size, and what can be measured of a
picture."""

import json
import random
import shutil
from pathlib import Path
from typing import Any

import networkx as nx
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from kg.model import EventTime, Extraction, Modality, Polarity
from kg.network.build import build_network
from tests.builders import make_claim, make_document, make_entity

METRICS = {"deviceScaleFactor": 1, "mobile": False}
_GIVEN = ("Orla", "Ines", "Tomas", "Magda", "Viktor", "Lena", "Piet", "Sunniva", "Ruben", "Yara")
_FAMILY = (
    "Brandt",
    "Sole",
    "Harlan",
    "Okafor",
    "Lindqvist",
    "Meyer",
    "van der Hoorn",
    "Castellano",
    "Ortiz",
    "Abe",
)
_FIRMS = (
    "Quillmark",
    "Tessera",
    "Northgate Systems",
    "Larkfield Motors",
    "Brightwater Capital",
    "Halden Freight",
)
_THINGS = (
    "inboxes",
    "location data",
    "advertising budgets",
    "the tracking devices of its customers",
    "mapping software",
)
_VERBS = (
    "paid",
    "gaveAccessTo",
    "accessed",
    "suppliedTo",
    "contractedWith",
    "criticized",
    "directorOf",
    "ownerOf",
)
_BEHIND = """
const inside = (p, b) => p.x > b.left && p.x < b.right && p.y > b.top && p.y < b.bottom;
const boxes = new Map([...KG.live].map((n) => [n, KG.box(n)])), out = [];
KG.lines.filter((e) => e.from !== e.to).forEach((e) => {
  const drawn = KG.network.body.edges[e.id].edgeType;
  for (let t = 0; t <= 1; t += 0.01) {
    const p = drawn.getPoint(t);
    boxes.forEach((b, id) => { \
if (id !== e.from && id !== e.to && inside(p, b)) out.push(`${e.id} behind ${id}`); });
  }
});
return [...new Set(out)];
"""
_OVERLAPS = """
const boxes = [...KG.live].map((n) => KG.box(n));
return boxes.flatMap((a, i) => boxes.slice(0, i)\
.map((b, j) => KG.meets(a, b) ? `${i} over ${j}` : null).filter((x) => x));
"""


def start_browser(width: int = 1366, height: int = 768) -> webdriver.Chrome:
    """A headless Chromium with a window of this size."""
    options = webdriver.ChromeOptions()
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        f"--window-size={width},{height}",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    resize(driver, width, height)
    return driver


def resize(browser: webdriver.Chrome, width: int, height: int) -> None:
    """Give the page a window of this size."""
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {**METRICS, "width": width, "height": height}
    )


def open_page(
    browser: webdriver.Chrome, folder: Path, html: str, hash_: str = "", seconds: float = 20
) -> None:
    """Write the page to a file, open it and wait until it is ready."""
    path = folder / "page.html"
    path.write_text(html, "utf-8")
    browser.get("about:blank")
    browser.get_log("browser")
    browser.get_log("performance")
    browser.get(path.as_uri() + hash_)
    WebDriverWait(browser, seconds, 0.02).until(
        lambda b: b.find_element(By.TAG_NAME, "body").get_attribute("data-ready")
    )


def outside_requests(browser: webdriver.Chrome) -> list[str]:
    """The addresses that the page asked for, other than itself."""
    events = (json.loads(e["message"])["message"] for e in browser.get_log("performance"))
    urls = (
        e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"
    )
    return [u for u in urls if not u.startswith(("file:", "data:", "blob:", "about:"))]


def complaints(browser: webdriver.Chrome) -> list[str]:
    """Errors in the console."""
    return [m["message"] for m in browser.get_log("browser") if m["level"] == "SEVERE"]


def measure_picture(browser: webdriver.Chrome) -> dict[str, Any]:
    """Size of the smallest node label in pixels, boxes that overlap, and lines that run behind a
    foreign box."""
    return {
        "label": 14 * float(browser.execute_script("return KG.network.getScale()")),
        "overlaps": browser.execute_script(_OVERLAPS),
        "behind": browser.execute_script(_BEHIND),
    }


def invent_network(count: int, seed: int = 1) -> nx.MultiDiGraph:
    """A network of *count* invented entities, a few of them hubs, with about four claims for three
    entities."""
    random_ = random.Random(seed)
    kinds = {"Person": _GIVEN, "Company": _FIRMS, "Thing": _THINGS}
    entities = []
    for k in range(count):
        kind = random_.choice(list(kinds))
        name = random_.choice(kinds[kind]) + (
            f" {random_.choice(_FAMILY)}" if kind == "Person" else ""
        )
        entities.append(make_entity(f"{name} {k}", kind))
    ends = [
        (k, random_.choice([0, random_.randrange(k), random_.randrange(max(1, k // 4))]))
        for k in range(1, count)
    ]
    ends += [
        (random_.randrange(count), random_.randrange(max(2, count // 6))) for _ in range(count // 3)
    ]
    document = make_document(
        text="One thing is said here. Another is said there.", title="An invented report"
    )
    claims = []
    for k, (a, b) in enumerate(ends):
        modality = random_.choice(
            [
                Modality.STATED_AS_FACT,
                Modality.REPORTED,
                Modality.ALLEGED,
                Modality.DENIED,
                Modality.POSSIBLE,
            ]
        )
        polarity = Polarity.NEGATIVE if modality is Modality.DENIED else Polarity.POSITIVE
        who = (
            (entities[random_.randrange(count)],) if modality is not Modality.STATED_AS_FACT else ()
        )
        time = EventTime(str(2010 + k % 12), None, "") if k % 3 else None
        quote = "One thing is said here." if k % 2 else "Another is said there."
        claims.append(
            make_claim(
                document,
                entities[a],
                f"kg:{_VERBS[k % 8]}",
                entities[b],
                quote,
                modality,
                polarity,
                who,
                time,
            )
        )
    return build_network([Extraction(document, tuple(entities), tuple(claims))])
