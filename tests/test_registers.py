"""Extracts of registers steer resolution: linked and typed without a network; small samples in the
forms that the registers write."""

import json
from pathlib import Path

from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import kg
from kg.cli.main import main
from kg.errors import ResolveError
from kg.model import Document
from kg.namespace import document_iri
from kg.resolution.extracts import read_list
from kg.resolution.known_entities import KnownEntity

LEI = "5493001KJTIIGC8Y1R12"


def facts(entity: KnownEntity) -> tuple[str, str, tuple[str, ...], dict[str, str]]:
    return entity.label, entity.type, entity.aliases, dict(entity.identifiers)


def test_opensanctions_entities() -> None:
    lines = [
        {
            "id": "NK-aB3",
            "caption": "Orla Brandt",
            "schema": "Person",
            "datasets": ["us_ofac_sdn"],
            "properties": {"name": ["Orla Brandt", "Brandt, Orla"], "wikidataId": ["Q42"]},
        },
        {
            "id": "Q7",
            "caption": "Larkfield Motors",
            "schema": "Company",
            "datasets": ["wd"],
            "properties": {"name": ["Larkfield Motors"], "leiCode": [LEI, "not a code"]},
        },
        {"id": "own-1", "schema": "Ownership", "datasets": [], "properties": {"owner": ["Q7"]}},
    ]
    found, left_out = read_list("\n".join(map(json.dumps, lines)))
    assert not left_out
    assert sorted(map(facts, found), key=str) == [
        ("Larkfield Motors", "Company", (), {"wikidata": "Q7", "lei": LEI, "opensanctions": "Q7"}),
        (
            "Orla Brandt",
            "Person",
            ("Brandt, Orla",),
            {"wikidata": "Q42", "opensanctions": "NK-aB3"},
        ),
    ]


def test_opensanctions_table() -> None:
    table = (
        '"id","schema","name","aliases","birth_date","countries","dataset"\n'
        '"NK-1","Company","Tessera AG","Tessera;""Tessera; Harlow Branch""","","ch","x"\n'
    )
    (found,), _ = read_list(table)
    expected = ("Tessera", "Tessera; Harlow Branch")
    assert facts(found) == ("Tessera AG", "Company", expected, {"opensanctions": "NK-1"})


def test_gleif_in_three_forms() -> None:
    table = (
        '"LEI","Entity.LegalName","Entity.LegalName.xmllang",'
        '"Entity.OtherEntityNames.OtherEntityName.1","Entity.EntityCategory"\n'
        f'"{LEI}","LARKFIELD MOTORS INC","en","Larkfield","GENERAL"\n'
    )
    interface = {
        "data": [
            {
                "type": "lei-records",
                "attributes": {
                    "lei": LEI,
                    "entity": {
                        "legalName": {"name": "LARKFIELD MOTORS INC", "language": "en"},
                        "otherNames": [{"name": "Larkfield", "type": "TRADING_OR_OPERATING_NAME"}],
                        "category": "GENERAL",
                    },
                },
            }
        ]
    }
    data_file = {
        "records": [
            {
                "LEI": {"$": LEI},
                "Entity": {
                    "LegalName": {"@xml:lang": "en", "$": "LARKFIELD MOTORS INC"},
                    "OtherEntityNames": {"OtherEntityName": [{"$": "Larkfield"}]},
                    "EntityCategory": {"$": "GENERAL"},
                },
            }
        ]
    }
    for text in (table, json.dumps(interface), json.dumps(data_file)):
        (found,), _ = read_list(text)
        assert facts(found) == ("LARKFIELD MOTORS INC", "Company", ("Larkfield",), {"lei": LEI})


def test_wikidata_in_three_forms() -> None:
    def value(of: object) -> dict[str, object]:
        return {"rank": "normal", "mainsnak": {"datavalue": {"value": of}}}

    item = {
        "type": "item",
        "id": "Q42",
        "labels": {"en": {"language": "en", "value": "Orla Brandt"}},
        "aliases": {"en": [{"language": "en", "value": "O. Brandt"}]},
        "claims": {"P31": [value({"id": "Q5", "entity-type": "item"})]},
    }
    expected = ("Orla Brandt", "Person", ("O. Brandt",), {"wikidata": "Q42"})
    dump = f"[\n{json.dumps(item)},\n{json.dumps(item | {'id': 'Q1', 'labels': {}})}\n]\n"
    for text in (dump, json.dumps({"entities": {"Q42": item}})):
        (found,), _ = read_list(text)
        assert facts(found) == expected
    row = {
        "item": {"type": "uri", "value": "http://www.wikidata.org/entity/Q42"},
        "itemLabel": {"type": "literal", "value": "Orla Brandt"},
        "class": {"type": "uri", "value": "http://www.wikidata.org/entity/Q5"},
    }
    (found,), _ = read_list(json.dumps({"head": {"vars": []}, "results": {"bindings": [row]}}))
    assert facts(found) == ("Orla Brandt", "Person", (), {"wikidata": "Q42"})


def test_namesakes_are_left_out_and_counted(tmp_path: Path) -> None:
    table = "id,schema,name,aliases,dataset\nA,Person,Orla Brandt,,x\nB,Person,Orla Brandt,,x\n"
    found, left_out = read_list(table)
    assert not found and left_out[0].startswith("2 entries share")
    (tmp_path / "list.csv").write_text(table, "utf-8")
    asked = ["entities", "import", str(tmp_path / "list.csv"), "--store", str(tmp_path / "s")]
    result = CliRunner().invoke(main, asked)
    assert result.exit_code == 0 and "2 entries share" in result.output


def test_an_extract_links_what_texts_name() -> None:
    text = "Larkfield sued Harlow Bank. Larkfield paid Tessera."
    record = {"LEI": {"$": LEI}, "Entity": {"LegalName": {"$": "Larkfield Motors Inc"},
        "OtherEntityNames": {"OtherEntityName": {"$": "Larkfield"}}}}  # fmt: skip
    with kg.open() as graph:
        graph.add(Document(document_iri("a.txt", text), "a.txt", text))
        assert graph.import_known(json.dumps(record)) == 1
        page = graph.page("Larkfield")
        assert page.identifiers == (("lei", LEI),)
        assert not list(graph.validate())


def test_keys_of_registers_stay_with_the_entities_in_exports(tmp_path: Path) -> None:
    """In .ftm.json as that model's properties, from which they are read again. A listed person is
    no firm of that name, and what is redacted keeps no key."""
    text = "Larkfield sued Harlow Bank. Larkfield paid Dana Ortiz."
    known = (
        "name,type,wikidata,lei,opencorporates,cik,opensanctions,docket\n"
        f"Larkfield,Company,Q7,{LEI},gb/123,320193,NK-1,\nDana Ortiz,Person,Q8,,,7,NK-2,\n"
        "Harlow Bank,Person,Q9,,,,NK-3,\n"
    )
    with kg.open() as graph:
        graph.add(Document(document_iri("a.txt", text), "a.txt", text))
        graph.import_known(known)
        for name in ("g.ftm.json", "g.ftm.csv", "g.cypher", "g.graphml", "g.gexf", "g.nq"):
            graph.export(tmp_path / name)
            hidden = graph.export(tmp_path / f"hidden.{name}", redact=["Larkfield"])
            assert LEI not in hidden.read_text("utf-8"), name
    lines = (tmp_path / "g.ftm.json").read_text("utf-8").splitlines()
    (found,) = (e["properties"] for e in map(json.loads, lines) if e["schema"] == "Company"
                and e["properties"]["name"] == ["Larkfield"])  # fmt: skip
    assert found == {
        "name": ["Larkfield"],
        "wikidataId": ["Q7"],
        "leiCode": [LEI],
        "cikCode": ["320193"],
        "opencorporatesUrl": ["https://opencorporates.com/companies/gb/123"],
        "sourceUrl": ["https://www.opensanctions.org/entities/NK-1/"],
    }
    again, _ = read_list("\n".join(lines))
    numbers = {entity.label: dict(entity.identifiers) for entity in again}
    assert numbers["Larkfield"] == {
        "wikidata": "Q7",
        "lei": LEI,
        "opencorporates": "gb/123",
        "cik": "320193",
        "opensanctions": "NK-1",
    }
    expected = {"wikidata": "Q8", "opensanctions": "NK-2"}
    assert numbers["Dana Ortiz"] == expected, "a person has no CIK"
    assert not numbers["Harlow Bank"], "the list's is a person"
    for name in ("g.ftm.csv", "g.cypher", "g.graphml", "g.gexf", "g.nq"):
        assert LEI in (tmp_path / name).read_text("utf-8"), name


@given(st.text(max_size=300))
def test_any_file_is_read_or_refused(text: str) -> None:
    try:
        found, _ = read_list('{"schema": "Person", "properties": ' + text)
    except ResolveError:
        return
    assert isinstance(found, list)


def test_an_extract_types_what_texts_name() -> None:
    text = "Larkfield Group sued Harlow Bank. Larkfield Group hired Dana Ortiz."
    table = (
        '"id","schema","name","aliases","dataset"\n'
        '"NK-1","Company","Larkfield Group","Larkfield","x"\n'
        '"NK-2","Company","Dana Ortiz","","x"\n"NK-3","PublicBody","Harlow Bank","","x"\n'
    )
    with kg.open() as graph:
        graph.add(Document(document_iri("a.txt", text), "a.txt", text))
        before = {e.label: e.type for e in graph.entities()}
        assert before["Larkfield Group"] == "Organization" and before["Dana Ortiz"] == "Person"
        graph.import_known(table)
        after = {e.label: e.type for e in graph.entities()}
        assert after == before | {"Larkfield Group": "Company"}  # the rest is not narrower
        page = graph.page("Larkfield Group")
        assert page.entity.type == "Company"
        assert page.types == (("Organization", 1),) and page.listed_types == ("Company",)
        assert graph.page("Harlow Bank").listed_types == ("Agency",)
        assert graph.page("Dana Ortiz").listed_types == ()  # a person is no firm of the name
        network = graph.network()
        assert network.nodes[page.entity.id]["type"] == "Company"
        rows = graph.query("SELECT ?x { ?x a kg:Company ; kg:named true }").rows
        assert f"<{page.entity.id}>" in {str(row[0]) for row in rows}
        graph.import_known("name,type\n", replace=True)
        assert {e.label: e.type for e in graph.entities()} == before
