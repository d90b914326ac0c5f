"""The page: everything is in it, nothing runs that should not, the same graph gives the same
bytes."""

import re
from dataclasses import replace
from pathlib import Path
from typing import cast

import networkx as nx
import pytest

from kg.analysis.stories import find_lesser
from kg.errors import ExportError
from kg.graph import open_graph
from kg.model import Extraction, Modality, Polarity
from kg.network.build import build_network
from kg.ontology.reading_order import reading_rank
from kg.view import Material, Panel, Story, draw_network, layout, notebook_html
from kg.view.geometry import Line
from kg.view.labels import box_size, wrap_label
from kg.view.layout import place_nodes
from kg.view.model import build_model, join_passages, lead
from kg.view.picture import choose_drawn, draw_network_part, line_label
from tests.builders import make_claim, make_document, make_entity, make_extraction

HOSTILE = (
    "</script><script>alert(1)</script>"
    "<!--<script>\u2028\u202e{{7*7}}\"'>&<img src=x onerror=alert(1)>"
)


def hostile_network() -> nx.MultiDiGraph:
    text = f"Quillmark paid Tessera {HOSTILE} today."
    document = make_document(source=f"a{HOSTILE}.txt", text=text, title=HOSTILE)
    a, b = make_entity(f"Quillmark {HOSTILE}"), make_entity("Tessera")
    claim = make_claim(
        document,
        a,
        "kg:paid",
        b,
        text,
        Modality.ALLEGED,
        attribution=(make_entity(f"who {HOSTILE}"),),
    )
    return build_network([Extraction(document, (a, b), (claim,))])


def hostile_everywhere() -> nx.MultiDiGraph:
    """Two claims with hostile text in each field that holds text."""
    text = HOSTILE + "\0\x1b[31m\U0001f600=cmd|`${7*7}{% raw %}javascript:alert(1)"
    network = build_network([make_extraction()])
    kept = {"modality", "polarity", "document", "time_start", "time_end"}
    for _, data in network.nodes(data=True):
        data.update(
            label=data["label"] + text,
            type=text if data["type"] == "Data" else data["type"],
            aliases=[text],
        )
    for k, (*_, data) in enumerate(network.edges(data=True)):
        data.update(
            {
                name: text
                for name, value in data.items()
                if isinstance(value, str) and name not in kept
            }
        )
        data.update(
            attribution=[text], qualifiers=[[text, text]], time_start=text if k == 0 else "2021"
        )
    return nx.relabel_nodes(network, {node: f"{node}{text}" for node in network})


def make_material(extraction: Extraction) -> Material:
    """The text and the spans of a document, and one story."""
    held = [c.id for c in extraction.claims if "gave" in c.quote]
    story = Story(
        "contradictions",
        "Disputed",
        "Where?",
        ("kind",),
        (("asserted and denied",),),
        (tuple(held),),
        1,
    )
    spans = {
        c.id: ((c.subject_span.start, c.subject_span.end), (c.object_span.start, c.object_span.end))
        for c in extraction.claims
    }
    return Material({extraction.document.id: extraction.document.text}, spans, {}, (story,))


def test_same_graph_same_bytes() -> None:
    network = build_network([make_extraction()])
    assert draw_network(network) == draw_network(build_network([make_extraction()]))


def test_nothing_reaches_out() -> None:
    page = draw_network(build_network([make_extraction()]))
    outside = re.findall(r"""(?:src|href)\s*=\s*["']https?:""", page.partition('id="data"')[0])
    assert not outside
    assert "default-src 'none'" in page


def test_hostile_text_is_inert() -> None:
    page = draw_network(hostile_network(), title=HOSTILE)
    assert page.count("<script") == page.replace(HOSTILE, "").count("<script")
    assert "<img src=x" not in page
    assert "49" not in page.partition("<title>")[2].partition("</title>")[0]


def test_hostile_fields_are_inert() -> None:
    page = draw_network(hostile_everywhere(), title=HOSTILE)
    plain = draw_network(build_network([make_extraction()]))
    for mark in ("<script", "</script", "<!--", "<img", "\u2028", "\0", "\u202e"):
        assert page.count(mark) == plain.count(mark)


def test_records_show_themselves() -> None:
    extraction = make_extraction()
    report = next(c for c in extraction.claims if c.attribution and c.qualifiers)
    shown = report._repr_html_()
    assert (
        "<i>reported</i>, by court records › Orla Brandt: "
        "<b>Quillmark</b> gaveAccessTo <b>Tessera</b>; resource: inboxes"
    ) in shown
    assert f"<blockquote>{report.quote}</blockquote>" in shown
    assert (
        "<b>Tessera</b> (Organization); also: Tessera AG"
        in make_entity("Tessera", "Organization", "Tessera AG")._repr_html_()
    )
    hostile = make_entity(HOSTILE, HOSTILE, HOSTILE)._repr_html_()
    assert "<script" not in hostile
    assert "\u202e" not in hostile


def test_no_claim_is_dropped() -> None:
    extraction = make_extraction()
    data = build_model(build_network([extraction]), Material())
    assert {c["id"].partition(":")[2] for c in data["claims"]} == {
        c.id.rpartition("/")[2] for c in extraction.claims
    }
    assert {c["family"] for c in data["claims"]} == {"fact", "reported", "denied"}


@pytest.mark.parametrize("texts", [True, False])
def test_quotes_are_where_the_page_says(texts: bool) -> None:
    text = "\U0001f600 " + make_extraction().document.text
    extraction = make_extraction(text=text)
    material = make_material(extraction) if texts else Material()
    data = build_model(build_network([extraction]), material)
    shown = data["documents"][0]["text"].encode("utf-16-le")
    quotes = {c.id.rpartition("/")[2]: c.quote for c in extraction.claims}
    for claim in data["claims"]:
        start, end = claim["at"]
        assert (
            shown[2 * start : 2 * end].decode("utf-16-le") == quotes[claim["id"].partition(":")[2]]
        )


def test_overlapping_passages_share_their_words() -> None:
    assert join_passages({(10, 16): "abcdef", (12, 18): "cdefgh", (30, 33): "xyz"}) == (
        "abcdefgh\nxyz",
        {10: 0, 12: 2, 30: 9},
    )


@pytest.mark.parametrize("modality", [m.value for m in Modality if not m.fact_like])
def test_no_bare_accusation(modality: str) -> None:
    assert lead(modality, "")
    assert lead(modality, "lawsuit").startswith("lawsuit")


def test_size() -> None:
    network = build_network([make_extraction()])
    assert len(draw_network(network).encode()) <= 600_000 + 1_500 * network.number_of_edges()


def test_above_the_cap_it_says_what_is_left_out() -> None:
    graph = nx.MultiDiGraph()
    base = build_network([make_extraction()])
    (_, _, data) = next(iter(base.edges(data=True)))
    for k in range(30):
        graph.add_node(f"n{k:02}", label=f"node {k}", type="Thing", aliases=[], named=True)
    for k in range(29):
        graph.add_edge("n00", f"n{k + 1:02}", key=f"c{k:02}", **data)
    page = draw_network(graph, cap=10)
    assert '"left_out":20' in page


@pytest.mark.parametrize("count", [1, 2, 5, 40, 60, 200])
def test_boxes_do_not_overlap(count: int) -> None:
    graph = nx.gnm_random_graph(count, int(count * 1.3), seed=3)
    sizes = [box_size(wrap_label(f"a rather long name {k}", 20, 2)) for k in graph]
    lines = [Line(a, b) for a, b in graph.edges()]
    places, bends = place_nodes(sizes, lines)
    assert (places, bends) == place_nodes(sizes, lines)
    for i in range(count):
        for j in range(i):
            dx, dy = abs(places[i][0] - places[j][0]), abs(places[i][1] - places[j][1])
            assert dx >= (sizes[i][0] + sizes[j][0]) / 2 or dy >= (sizes[i][1] + sizes[j][1]) / 2


@pytest.mark.parametrize(("count", "starts"), [(100, 4), (200, 1), (361, 0)])
def test_a_crowded_picture_is_searched_for_less(
    count: int, starts: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """870 lines between 30 names took minutes: the search takes the square of the lines."""
    searched = list[int]()
    monkeypatch.setattr(layout, "improve_picture", lambda *_: searched.append(1) or 0.0)
    monkeypatch.setattr(layout, "mend_picture", lambda *_: 1)
    graph = nx.gnm_random_graph(30, count, seed=3)
    place_nodes([(120.0, 30.0)] * 30, [Line(a, b) for a, b in graph.edges()])
    assert len(searched) == starts


def test_parts_that_do_not_hang_together_stand_beside_each_other() -> None:
    sizes = [box_size(wrap_label(f"name {k}", 20, 2)) for k in range(6)]
    words = (90.0, 13.0)
    lines = [Line(0, 1, 0.0, words), Line(2, 3, 0.0, words), Line(4, 5, 0.0, words)]
    places, _ = place_nodes(sizes, lines)
    spans = [max(p[axis] for p in places) - min(p[axis] for p in places) for axis in (0, 1)]
    assert max(spans) < 600
    middles = [(places[x.source][0] + places[x.target][0]) / 2 for x in lines]
    rows = [(places[x.source][1] + places[x.target][1]) / 2 for x in lines]
    for k in range(3):
        for j in range(k):
            assert abs(middles[k] - middles[j]) > words[0] or abs(rows[k] - rows[j]) > words[1]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Quillmark", "Quillmark"),
        ("Facebook user data", "Facebook user data"),
        ("", "?"),
        ("a" * 50, "a" * 20 + "\n…"),
        ("locations of its customers", "locations of\nits customers"),
        ("selling the locations of its customers to others", "selling the\nlocations of its…"),
    ],
)
def test_labels_break_evenly(text: str, label: str) -> None:
    assert wrap_label(text, 20, 2) == label


def test_an_empty_graph_is_a_page() -> None:
    assert "0 of 0" not in draw_network(nx.MultiDiGraph())


def test_notebook_frame_is_sandboxed() -> None:
    frame = notebook_html("<p>x</p>", "2 claims & more.")
    assert 'sandbox="allow-scripts allow-downloads"' in frame
    assert "&lt;p&gt;" in frame
    assert ">2 claims &amp; more. The claims graph is drawn here" in frame


def test_a_denial_is_never_a_plain_line() -> None:
    document, tessera = make_document(), make_entity("Tessera")
    claim = make_claim(
        document,
        make_entity("Quillmark"),
        "kg:paid",
        tessera,
        "Quillmark denied",
        polarity=Polarity.NEGATIVE,
    )
    data = build_model(
        build_network([Extraction(document, (claim.subject, tessera), (claim,))]), Material()
    )
    drawn = choose_drawn(data["nodes"], data["claims"])
    network = draw_network_part(data["nodes"], data["claims"], data["predicates"], drawn)
    assert network.edges[0]["label"] == "denied: paid"
    assert network.edges[0]["status"] == "denied"


@pytest.mark.parametrize("status", ["disputed", "reported", "alleged", "denied", "open"])
def test_no_weak_verb_is_bare(status: str) -> None:
    assert line_label([(status, "paid")]).endswith(": paid")
    assert line_label([("fact", "sued"), (status, "paid")]) != "sued, paid"
    assert "denied: paid" in line_label([("fact", "paid"), ("denied", "paid")])


def test_words_on_a_line_are_whole() -> None:
    parts = [("fact", "gave access to"), *(("reported", f"is a partner of {k}") for k in range(4))]
    assert line_label(parts) == "gave access to +4"
    assert line_label(parts[:1]) == "gave access to"


def test_what_is_read_and_not_drawn_is_marked_and_named() -> None:
    extraction = make_extraction()
    network = build_network([extraction])
    gave = [k for *_, k, d in network.edges(keys=True, data=True) if "gave" in d["quote"]]
    part = nx.MultiDiGraph()
    part.add_nodes_from(network.nodes(data=True))
    part.add_edges_from(e for e in network.edges(keys=True, data=True) if e[2] in gave)
    lesser = find_lesser(part, network)
    assert lesser.claims == network.number_of_edges() - len(gave)
    material = replace(make_material(extraction), lesser=lesser)
    data = build_model(part, material)
    (document,) = data["documents"]
    quotes = {document["text"][start:end] for start, end in document["lesser"]}
    assert quotes == {c.quote for c in extraction.claims if c.id not in gave}
    page = draw_network(part, material=material)
    assert f"{lesser.claims} more of less interest" in page


def test_a_document_of_which_nothing_is_drawn_is_there_to_read(tmp_path: Path) -> None:
    texts = {
        "paid.txt": "Quillmark paid Tessera $40,000.",
        "rule.txt": "A party may ask the court.",
        "still.txt": "Oh well.",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    with open_graph() as graph:
        graph.add(*(tmp_path / name for name in texts))
        page, part = graph.view().html, graph.view(about="Tessera").html
    assert ">3 documents" in page.replace('"', ">") and texts["still.txt"] in page
    assert texts["paid.txt"] in part and texts["still.txt"] not in part


def test_what_is_told_first_is_what_somebody_is_accused_of() -> None:
    order = ["kg:sued", "kg:advisorOf", "kg:directorOf", "kg:metWith", "kg:affiliatedWith"]
    ranks = [reading_rank(predicate) for predicate in order]
    assert ranks == sorted(set(ranks))
    assert reading_rank("rel:defraud_of") == 0 and reading_rank("rel:walk_to") == 3


def test_an_unknown_panel_is_named() -> None:
    with pytest.raises(ExportError, match="no panel") as caught:
        draw_network(nx.MultiDiGraph(), panels=cast(list[Panel], ["overveiw"]))
    assert "overview" in str(caught.value.hint)
    with pytest.raises(ExportError, match="without panels"):
        draw_network(nx.MultiDiGraph(), panels=[])
