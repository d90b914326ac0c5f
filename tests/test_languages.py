"""Text that is not English is told by block, and claims nothing."""

import pytest

import kg
from kg.language.parser import read_units
from kg.reading.sources import read_bytes
from kg.segmentation.languages import find_languages, guess_language

OTHERS = {
    "es": (
        "El fiscal acusó a Dana Ortiz de haber pagado a los testigos de la empresa, "
        "y la acusada negó los hechos ante el juez."
    ),
    "fr": (
        "Le procureur accuse Dana Ortiz d'avoir payé les témoins de la société, "
        "ce qu'elle nie dans une lettre au juge."
    ),
    "de": (
        "Der Staatsanwalt wirft Dana Ortiz vor, "
        "dass sie die Zeugen der Firma bezahlt hat, und sie bestreitet es in einem Brief."
    ),
    "it": (
        "Il procuratore accusa Dana Ortiz di avere pagato i testimoni della società, "
        "ma lei nega i fatti in una lettera al giudice."
    ),
    "pt": (
        "O procurador acusa Dana Ortiz de ter pago às testemunhas da empresa, "
        "mas ela nega os factos em uma carta ao juiz."
    ),
    "nl": (
        "De officier zegt dat Dana Ortiz de getuigen van het bedrijf heeft betaald, "
        "en zij ontkent dat in een brief aan de rechter."
    ),
    "ru": "Прокурор обвиняет Дану Ортис в подкупе свидетелей.",
    "el": "Ο εισαγγελέας κατηγορεί την Ορτίζ ότι πλήρωσε μάρτυρες.",
}


@pytest.mark.parametrize(("language", "words"), sorted(OTHERS.items()))
def test_other_languages(language: str, words: str) -> None:
    assert guess_language(words) == language


@pytest.mark.parametrize(
    "words",
    [
        "Northgate Systems paid Pavel Orlov on Monday.",
        "Jean de la Tour and Marco de Luca sued El Norte, Los Alamos and La Plata in San Juan.",
        (
            "See, e.g., Harlow Inc. v. Venn, 33 F. 3d 1068 (CA3 1995); "
            "S. & H. Contractors v. A. J. Taft Co., 331 (CA4 1971) (per curiam)."
        ),
        (
            "Dana Ortiz, 52, Pavel Orlov, 41, Orla Brandt, 39, "
            "Victor Harlan, 33, Ada Pell, 27, and Ivo Renn, 45"
        ),
    ],
)
def test_names_and_citations_make_no_other_language(words: str) -> None:
    assert find_languages([words]) == ["en"]


def test_what_is_not_english_is_stored_and_noted_and_claims_nothing() -> None:
    text = (
        "Northgate Systems paid Pavel Orlov on Monday.\n\n"
        f"{OTHERS['es']}\n\nDana Ortiz denied the charge.\n"
    )
    document = read_bytes(text.encode(), "a.txt")
    assert document.notes == (
        "1 of 3 paragraphs are not English (es): they are stored, searched, and give no claims",
    )
    first, last = (unit.words.text for unit in read_units(document))
    assert (first, last) == (
        "Northgate Systems paid Pavel Orlov on Monday.",
        "Dana Ortiz denied the charge.",
    )


@pytest.mark.slow
def test_it_is_found_by_search() -> None:
    graph = kg.open(None)
    graph.add(read_bytes(OTHERS["es"].encode(), "a.txt"))
    assert graph.search("fiscal") and not graph.claims() and not graph.statements()
