"""Nothing goes out, nothing stays that was forgotten, nothing shows that was redacted."""

import os
import re
import shutil
import subprocess
import sys
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings

import kg
from kg.cli.main import main
from kg.errors import DocumentNotFound, RedactionWarning, ResolveError
from kg.export.redacting.redaction import make_redactor, redact_store
from kg.export.write import export_names
from kg.model import Block, Entity, Extraction, Page, Span
from kg.model.citing import cite_place
from kg.pipeline.documents import extract_document
from kg.storage.disk.forgetting import _make_secret
from kg.storage.store import Store
from kg.storage.validation import validate_store
from tests.builders import export_text, make_claim, make_document, make_entity, make_extraction
from tests.strategies import libraries

ROOT = Path(__file__).parents[1]
SECRET = (
    "Zebulon Quarrywright sued Umbrafield. "
    "The complaint alleges that Umbrafield paid Zebulon Quarrywright 7,777,123 euros."
)
WORDS = (b"zebulon", b"quarrywright", b"umbrafield", b"7,777,123", b"secret.txt")

_OFFLINE = """
import socket, sys
def refuse(*_, **__): raise AssertionError("the network was asked")
socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = refuse
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = refuse
watched = {"socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request"}
sys.addaudithook(lambda event, _: refuse() if event in watched else None)
from kg.cli.main import main
for line in sys.argv[1:]:
    try:
        main(line.split("|"))
    except SystemExit as end:
        assert not end.code, line
"""


def test_everything_works_without_a_network(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SECRET, "utf-8")
    page = (
        "<html><head><title>A case</title><link rel=stylesheet href=http://example.org/a.css>"
        f"</head><body><article><p>{SECRET}</p></article>"
    )
    (tmp_path / "b.html").write_text(
        page + "<img src=http://example.org/x.png></body></html>", "utf-8"
    )
    suffixes = export_names()
    commands = [
        "add|a.txt|b.html",
        "claims",
        "query|SELECT * { ?s ?p ?o } LIMIT 3|--timeout|0",
        "query|SELECT * { ?s ?p ?o } LIMIT 3",
        "validate",
        "view",
        *(f"export|out.{suffix}" for suffix in suffixes),
        "load|--store|other|out.jsonld",
        "rm|--forget|a.txt",
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "KG_STORE": str(tmp_path / "kg.store")}
    command = [sys.executable, "-c", _OFFLINE, *commands]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=tmp_path, env=environment
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "graph.html").is_file()


def bytes_of(folder: Path) -> bytes:
    return b"\0".join(
        name
        for p in folder.rglob("*")
        for name in (str(p.name).encode(), p.read_bytes() if p.is_file() else b"")
    ).lower()


def test_forgotten_leaves_no_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "secret.txt").write_text(SECRET, "utf-8")
    (tmp_path / "kept.txt").write_text("Larkfield Motors sued Harlow.", "utf-8")
    runner = CliRunner()
    for arguments in (["add", "secret.txt", "kept.txt"], ["claims"]):
        assert runner.invoke(main, arguments).exit_code == 0
    held = bytes_of(tmp_path / "kg.store")
    assert sum(word in held for word in WORDS) > 0
    assert runner.invoke(main, ["rm", "--forget", "secret.txt"]).exit_code == 0
    left = bytes_of(tmp_path / "kg.store")
    assert [word for word in WORDS if word in left] == []
    assert [word for word in WORDS if word in bytes_of(tmp_path / "kg.store")] == []
    assert "Harlow" in runner.invoke(main, ["claims"]).stdout
    assert "unchanged" in runner.invoke(main, ["add", "kept.txt"]).stdout
    assert "all is well" in runner.invoke(main, ["validate"]).stderr


def test_forgetting_takes_what_was_removed_or_replaced_before(tmp_path: Path) -> None:
    with kg.open(tmp_path / "kg.store") as graph:
        graph.store.add(make_extraction(text=f"{make_extraction().document.text} {SECRET}"))
        graph.store.add(make_extraction())
        graph.store.flush()
        before = list(graph.store.nquads())
        graph.forget()
        assert list(graph.store.nquads()) == before
        assert len(graph.query("SELECT * { ?c a kg:Claim }", timeout=30)) == 4
        with pytest.raises(DocumentNotFound):
            graph.forget("nothing.txt")
        assert list(graph.store.nquads()) == before
    left = bytes_of(tmp_path / "kg.store")
    assert [word for word in WORDS if word in left] == []
    with kg.open(tmp_path / "kg.store", read_only=True) as graph:
        assert list(graph.store.nquads()) == before


@pytest.mark.parametrize(
    "suffix", ["nq", "trig", "ttl", "jsonld", "jsonl", "csv", "graphml", "gexf"]
)
def test_redacted_names_are_nowhere(suffix: str) -> None:
    store = Store.open()
    for source in ("Orla Brandt.txt", "orla-brandt.txt", "https://example.org/ORLA_BRANDT?x"):
        title, by = "ORLA BRANDT and Tessera’s case", ("O. Brandt",)
        store.add(
            make_extraction(
                source,
                title=title,
                authors=by,
                url="https://example.org/orla_brandt",
                publisher="Orla\tBrandt",
            )
        )
    redacted = redact_store(store, ["Orla Brandt", "Tessera"]).store
    text = export_text(redacted, suffix)
    assert re.search("orla|brandt|tessera", text, re.IGNORECASE) is None
    assert "[redacted 1]" in text and "[redacted 2]" in text and "Quillmark" in text
    assert list(validate_store(redacted)) == []
    assert len(redacted.sources()) == 3
    assert len(list(redacted.claims())) == len(list(store.claims()))


def test_a_redacted_answer_still_answers_and_is_cited_by_page() -> None:
    text = "Orla Brandt paid the mill.\nOrla Brandt denies it."
    lines = (Span(0, 26), Span(27, 49))
    document = replace(
        make_document("answer.pdf", text),
        answers="Orla-Brandt/complaint.pdf",
        blocks=tuple(Block("paragraph", (line,), label="1.") for line in lines),
        pages=(Page("1", 0, (1,)), Page("2", 27, (1,))),
    )
    store = Store.open()
    store.add(extract_document(document))
    (redacted,) = redact_store(store, ["Orla Brandt"]).store.documents()
    assert redacted.answers == "[redacted 1]/complaint.pdf"
    assert [redacted.text[b.start : b.span.end] for b in redacted.blocks] == [
        "[redacted 1] paid the mill.",
        "[redacted 1] denies it.",
    ]
    assert cite_place(redacted, redacted.blocks[1].start, "1.") == "p. 2, l. 1; ¶ 1"


def test_redaction_hides_the_digests_too() -> None:
    store = Store.open()
    store.add(make_extraction())
    old, new = ("".join(s.nquads()) for s in (store, redact_store(store, ["Orla Brandt"]).store))
    marks = set(re.findall(r"/(?:doc|claim)/([0-9a-f]{16})", old)) | set(
        re.findall(r"-([0-9a-f]{8})>", old)
    )
    assert not marks & set(re.findall(r"[0-9a-f]{16}", new)) and not any(
        f"-{m}>" in new for m in marks
    )


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(libraries)
def test_offsets_hold_in_redacted_text(library: list[Extraction]) -> None:
    store = Store.open()
    for extraction in library:
        store.add(extraction)
    redacted = redact_store(store, [library[0].entities[0].id]).store
    for extraction in redacted.extractions():
        text = extraction.document.text
        assert all(text[c.start : c.end] == c.quote for c in extraction.claims)
    assert len(redacted.sources()) == len(library)


def test_words_that_are_no_name_stay() -> None:
    person = Entity("urn:a", "Will Brandt", "Person", ("the director",))
    redactor = make_redactor({"urn:a": (1, person)})
    assert redactor.text(
        "Brandt will pay; the director, Will Brandt's firm, at will.brandt@example.org. Brandtson."
    ) == (
        "[redacted 1] will pay; the director, [redacted 1]'s firm, "
        "at [redacted 1].[redacted 1]@example.org. Brandtson."
    )


def test_a_name_that_fits_nobody() -> None:
    with pytest.raises(ResolveError, match="Nobody"):
        kg.open().export("out.nq", redact=["Nobody"])


def test_namesakes_stay_apart_in_a_redacted_copy_without_a_digest_of_old_words() -> None:
    """``ent:john-smith~2b7a350e`` would let anybody test a guess of the text."""
    store = Store.open()
    rivers, hills = (make_entity(n) for n in ("Quillmark", "Tessera"))
    john = make_entity("John Smith", "Person")
    others = [[make_entity(f"{w} {k}") for k in range(4)] for w in ("Oak", "Elm")]
    for source, firm, company in (("a.txt", rivers, others[0]), ("b.txt", hills, others[1])):
        names = [john, firm, *company]
        document = make_document(
            source, " ".join(f"{e.label}." for e in names) + f" John Smith runs {firm.label}."
        )
        claim = make_claim(document, john, "kg:directorOf", firm, f"John Smith runs {firm.label}.")
        store.add(Extraction(document, tuple(sorted(names, key=lambda e: e.id)), (claim,)))
    smiths = {c.subject.id for c in store.claims()}
    assert len(smiths) == 2
    for names in (["Quillmark"], ["John Smith"]):
        redacted = redact_store(store, names).store
        lines = "".join(redacted.nquads())
        assert len({c.subject.id for c in redacted.claims()}) == 2
        assert not any(mark in lines for iri in smiths for mark in [iri.partition("~")[2]] if mark)


def test_the_digest_of_a_long_name_is_minted_anew() -> None:
    long = (
        "The Association for the Study of Rivers, Brooks, "
        "Canals, Ponds, Lakes and Marshes of Orla Brandt"
    )
    document = make_document("a.txt", f"Orla Brandt. {long} sued Tessera.")
    thing, tessera, orla = (
        make_entity(long),
        make_entity("Tessera"),
        make_entity("Orla Brandt", "Person"),
    )
    store = Store.open()
    entities = tuple(sorted((thing, tessera, orla), key=lambda e: e.id))
    store.add(
        Extraction(
            document,
            entities,
            (make_claim(document, thing, "kg:sued", tessera, f"{long} sued Tessera."),),
        )
    )
    assert thing.id.rpartition("_")[2] not in "".join(
        redact_store(store, ["Orla Brandt"]).store.nquads()
    )


NEAR = (
    "@OrlaBrandt",
    "orlabrandt@example.org",
    "Or\u00adla Bran\u00addt",
    "Orla Bran-\ndt",
    "Orla B\u200brandt",
    "Ｏｒｌａ Ｂｒａｎｄｔ",
    "O. B.",
    "O.B.",
    "the Brandts",
    "Brandtova",
    "ORLABRANDT",
    "#orla_brandt2020",
    "O. Brandt",
    "\u041erla Br\u0430ndt",  # Cyrillic
    "\u039fRLA BRAND\u03a4",  # Greek
    "\u0555rla Brandt",  # Armenian
    "@0rlaBrandt",
    "\u041e. B.",
    "o.b.",
    "O. M. B.",
    "B r a n d t",
    "\u1d0f\u0280\u029f\u1d00 \u0299\u0280\u1d00\u0274\u1d05\u1d1b",  # small capitals
    "\U0001f171randt",
    "\U0001f1e7\U0001f1f7\U0001f1e6\U0001f1f3\U0001f1e9\U0001f1f9",
    "Bra\u3164ndt",
    "Bra&#110;dt",
    "Bran%64t",
    "\\u0042randt",
    "[B]randt",
    "(B)randt",
    "Brandts",
    "Brnadt",
    "Brannt",
    "the Brandt House",
)


@pytest.mark.parametrize("spelling", NEAR)
def test_what_is_near_a_redacted_name_is_listed(spelling: str) -> None:
    store = Store.open()
    base = make_extraction()
    store.add(make_extraction(text=f"{base.document.text} They wrote to {spelling} about it."))
    redacted = redact_store(store, ["Orla Brandt"])
    (document,) = redacted.store.documents()
    assert "[redacted 1]" in document.text
    assert redacted.traces, document.text
    assert redact_store(store, ["Tessera"]).traces == ()


def trace_words(label: str, text: str, *names: str) -> tuple[str, list[str]]:
    """The redacted text behind a first sentence about a person, and the words of each trace."""
    person, firm = make_entity(label, "Person"), make_entity("Tessera")
    document = make_document("a.txt", f"{label} paid Tessera.\n{text}")
    claim = make_claim(document, person, "kg:paid", firm, f"{label} paid Tessera.")
    store = Store.open()
    store.add(Extraction(document, tuple(sorted((person, firm), key=lambda e: e.id)), (claim,)))
    redacted = redact_store(store, names or [label])
    (left,) = redacted.store.documents()
    return left.text.partition("\n")[2], [trace.words for trace in redacted.traces]


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("Søren Müller", "Mueller"),
        ("Søren Mueller", "Müller"),
        ("Søren Müller", "MÃ¼ller"),
        ("Søren Müller", "M&uuml;ller"),
        ("Søren Müller", "M=C3=BCller"),
        ("Søren Müller", "M\\u00fcller"),
        ("Hans Strauß", "Strauss"),
        ("Kim Ng", "Ng"),
        ("Kim Ng", "NG"),
        ("Seán O'Brien", "OBrien"),
        ("Mary White", "Bob White"),
        ("John Smith", "Mr. J. J. Smith"),
    ],
)
def test_other_spellings_of_a_name_are_listed(name: str, spelling: str) -> None:
    assert trace_words(name, f"They met {spelling} and left.")[1]


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("Hans Strauß", "HANS STRAUSS"),
        ("Seán O'Brien", "O\u2019Brien"),
        ("Søren Müller", unicodedata.normalize("NFD", "Müller")),
        (unicodedata.normalize("NFD", "Søren Müller"), "Müller"),
        ("Jo\u200bhn Sm\u200bith", "John Smith"),
        ("Jean-Luc Picard", "Jean\u2010Luc Picard"),
    ],
)
def test_a_name_is_replaced_in_any_case_form_and_sign(name: str, spelling: str) -> None:
    assert trace_words(name, f"They met {spelling} and left.") == (
        "They met [redacted 1] and left.",
        [],
    )


@pytest.mark.parametrize(
    "words",
    ["In May 2022 it ended.", "On 3 May it ended.", "Will the board pay?", "since May", "May he?"],
)
def test_a_mark_does_not_stand_for_an_ordinary_word(words: str) -> None:
    """ "In [redacted 1] 2022" would tell the name."""
    assert trace_words("Will May", words)[0] == words
    assert trace_words("Will May", "Ask May or Will.")[0] == "Ask [redacted 1] or [redacted 1]."


def test_a_word_that_two_names_share_says_so() -> None:
    store = Store.open()
    john, mary, firm = (
        make_entity("John Smith", "Person"),
        make_entity("Mary Smith", "Person"),
        make_entity("Tessera"),
    )
    document = make_document("a.txt", "John Smith paid Tessera. Mary Smith left. Smith wept.")
    claim = make_claim(document, john, "kg:paid", firm, "John Smith paid Tessera.")
    things = tuple(sorted((john, mary, firm), key=lambda e: e.id))
    store.add(Extraction(document, things, (claim,)))
    (redacted,) = redact_store(store, ["John Smith", "Mary Smith"]).store.documents()
    assert redacted.text == (
        "[redacted 1] paid Tessera. [redacted 2] left. [redacted 1 or 2] wept."
    )


@pytest.mark.parametrize(
    "address",
    ["https://x.org/S%C3%B8ren_M%C3%BCller", "x/SørenMüller.html", "https://x.org/?q=S%C3%B8ren+M"],
)
def test_a_name_goes_from_an_address_where_it_is_escaped_or_one_word(address: str) -> None:
    store = Store.open()
    person = Entity("urn:a", "Søren Müller", "Person")
    document = replace(make_document(address, "Søren Müller left."), url=address)
    store.add(Extraction(document, (person,), ()))
    (redacted,) = redact_store(store, ["Søren Müller"]).store.documents()
    for left in (redacted.url, redacted.source):
        assert "S%C3%B8ren" not in left and "Søren" not in left and "redacted" in left


def test_redacted_documents_are_numbered_by_what_is_left_of_them() -> None:
    """The order of the old names would tell which of two comes first."""
    numbers = []
    for first, second in (("Abel Orr", "Zeno Orr"), ("Zeno Orr", "Abel Orr")):
        store = Store.open()
        for name, text in ((first, "Alpha."), (second, "Beta.")):
            document = make_document(f"{name}.txt", f"{text} {name} left.")
            store.add(Extraction(document, (make_entity(name, "Person"),), ()))
        redacted = redact_store(store, ["Abel Orr", "Zeno Orr"]).store
        numbers.append(
            {d.text.partition(".")[0]: d.source.count("(2)") for d in redacted.documents()}
        )
    assert numbers[0] == numbers[1]


def test_nothing_is_near_where_nothing_is_left(tmp_path: Path) -> None:
    store = Store.open()
    store.add(make_extraction())
    assert redact_store(store, ["Orla Brandt", "Tessera"]).traces == ()
    near = make_extraction(text=f"{make_extraction().document.text} Write to @orlabrandt.")
    with kg.open(tmp_path / "s") as graph:
        graph.store.add(near)
        with pytest.warns(RedactionWarning, match="@orlabrandt"):
            graph.export(tmp_path / "out.nq", ["Orla Brandt"])
    result = CliRunner().invoke(
        main,
        [
            "export",
            str(tmp_path / "b.nq"),
            "--redact",
            "Orla Brandt",
            "--store",
            str(tmp_path / "s"),
        ],
    )
    assert "warning" in result.stderr and "@orlabrandt" in result.stderr and result.exit_code == 0


def test_an_older_copy_of_the_store_forgets_again(tmp_path: Path) -> None:
    """The list beside the store holds no content; a reader hides, a writer forgets, adding anew
    takes off the list."""
    path, copy = tmp_path / "kg.store", tmp_path / "copy"
    secret = make_extraction("secret.txt", f"{make_extraction().document.text} {SECRET}")
    with kg.open(path) as graph:
        graph.store.add(make_extraction())
        kept = list(graph.store.nquads())
        graph.store.add(secret)
    shutil.copytree(path, copy)
    with kg.open(path) as graph:
        graph.forget("secret.txt")
    listed = (tmp_path / "kg.store.forgotten.json").read_bytes()
    assert not any(word in listed.lower() for word in (*WORDS, secret.document.id.encode()))
    shutil.rmtree(path)
    shutil.copytree(copy, path)
    with kg.open(path, read_only=True) as graph:
        assert list(graph.store.nquads()) == kept
        assert (
            len(graph.query("SELECT * { ?c a kg:Claim }", timeout=30))
            == len(graph.query("SELECT * { ?c a kg:Claim }"))
            == 4
        )
        assert [f.node for f in graph.validate()] == [secret.document.id]
    assert b"quarrywright" in bytes_of(path), "a reader only hides"
    with kg.open(path) as graph:
        assert list(graph.store.nquads()) == kept
        assert graph.validate() == []
        graph.forget("secret.txt")  # the command can be repeated
    assert [word for word in WORDS if word in bytes_of(path)] == []
    with kg.open(path) as graph:
        graph.store.add(secret)
    with kg.open(path) as graph:
        assert len(graph.documents()) == 2
    os.environ["KG_SECRET"], before = str(tmp_path / "none"), os.environ["KG_SECRET"]
    try:
        with kg.open(path) as graph:
            graph.forget("secret.txt")
        (tmp_path / "none").unlink()
        with kg.open(path, read_only=True) as graph:
            assert [f.rule for f in graph.validate()] == ["forgotten"]
    finally:
        os.environ["KG_SECRET"] = before


@pytest.mark.parametrize("moment", ["copy_without", "add_union", "write_marker", "settle_parts"])
def test_forgetting_that_was_killed_is_finished_by_the_next_writer(
    tmp_path: Path, moment: str
) -> None:
    path = tmp_path / "kg.store"
    with kg.open(path) as graph:
        graph.store.add(make_extraction())
        graph.store.add(
            make_extraction("secret.txt", f"{make_extraction().document.text} {SECRET}")
        )
    code = (
        "import os, sys; from kg.storage import store; from kg.storage.disk import parts\n"
        "opened = store.Store.open(sys.argv[1])\n"
        "def die(*_): os.kill(os.getpid(), 9)\n"
        "setattr(parts if hasattr(parts, sys.argv[2]) "
        "and sys.argv[2] != 'settle_parts' else store, sys.argv[2], die)\n"
        "opened.forget(['secret.txt'])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path), moment], cwd=ROOT, check=False)
    assert done.returncode == -9
    with kg.open(path) as graph:
        assert [d.source for d in graph.documents()] == ["news/report.txt"]
        graph.forget("secret.txt")
        assert graph.validate() == []
    assert [word for word in WORDS if word in bytes_of(path)] == []


@pytest.mark.parametrize("moment", ["note_arrivals", "welcome"])
def test_a_load_that_was_killed_loads_all_or_nothing_of_what_was_forgotten_before(
    tmp_path: Path, moment: str
) -> None:
    path, export = tmp_path / "kg.store", tmp_path / "all.nq"
    with kg.open(path) as graph:
        graph.store.add(make_extraction())
        graph.store.add(make_extraction("other.txt", f"{make_extraction().document.text} Other."))
        graph.export(export)
        graph.forget("other.txt")
        graph.remove("news/report.txt")
    code = (
        "import os, sys; import kg; from kg.storage.store import Store\n"
        "def die(*_): os.kill(os.getpid(), 9)\n"
        "setattr(Store, sys.argv[3], die)\n"
        "with kg.open(sys.argv[1]) as graph: graph.load(sys.argv[2])"
    )
    command = [sys.executable, "-c", code, str(path), str(export), moment]
    done = subprocess.run(command, cwd=ROOT, check=False)
    assert done.returncode == -9
    with kg.open(path, read_only=True) as graph:
        assert len(graph.documents()) == (2 if moment == "note_arrivals" else 0)
        assert graph.validate() == []
    with kg.open(path) as graph:
        graph.load(export)
        assert len(graph.documents()) == 2


def test_decisions_on_what_only_a_forgotten_document_names_are_forgotten(tmp_path: Path) -> None:
    one, two, three = (
        make_entity(n) for n in ("Zebulon Works", "Umbrafield Works", "Larkfield Works")
    )
    with kg.open(tmp_path / "kg.store") as graph:
        for source, things in (("secret.txt", (one, two)), ("kept.txt", (two, three))):
            document = make_document(source, " sued ".join(e.label for e in things) + ".")
            claim = make_claim(document, things[0], "kg:sued", things[1], document.text)
            graph.store.add(
                Extraction(document, tuple(sorted(things, key=lambda e: e.id)), (claim,))
            )
        graph.decide(two.id, three.id)
        with_one = list(graph.store.nquads())
        graph.decide(one.id, two.id)
        assert len({c.subject.id for c in graph.claims()}) == 1
        graph.forget("secret.txt")
        assert [set(d.pair) for d in graph.decisions()] == [{two.id, three.id}]
        assert list(graph.store.nquads()) == [
            line for line in with_one if line in set(graph.store.nquads())
        ]
        assert graph.validate() == []
    assert b"zebulon" not in bytes_of(tmp_path / "kg.store")


@pytest.mark.parametrize("cut", ["fsync", "link"])
def test_a_secret_whose_making_is_cut_off_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut: str
) -> None:
    """Killed while it was written, it stood there half, and no document was forgotten any more."""
    monkeypatch.setenv("KG_SECRET", str(tmp_path / "keys" / "secret"))

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(os, cut, interrupt)
        with pytest.raises(KeyboardInterrupt):
            _make_secret()
    assert not (tmp_path / "keys" / "secret").exists()
    assert _make_secret() == _make_secret()
    kept = (tmp_path / "keys" / "secret").stat()
    assert kept.st_size == 32 and kept.st_mode & 0o777 == 0o600


def test_a_secret_is_made_where_files_cannot_be_linked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_SECRET", str(tmp_path / "secret"))

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    assert _make_secret() == _make_secret()
    assert [p.name for p in tmp_path.iterdir()] == ["secret"]
