"""Vocabularies, built-in prefixes, and how IRIs are minted.

Every IRI is a pure function of its content, so that extraction can be repeated, merged and
spread over machines without coordination.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

KG = "https://w3id.org/kg-claims/ns#"
REL = "https://w3id.org/kg-claims/rel/"
DATA = "https://w3id.org/kg-claims/id/"

PREFIXES: dict[str, str] = {
    "kg": KG,
    "rel": REL,
    "ent": DATA + "entity/",
    "doc": DATA + "doc/",
    "claim": DATA + "claim/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "time": "http://www.w3.org/2006/time#",
    "schema": "https://schema.org/",
    "org": "http://www.w3.org/ns/org#",
    "ftm": "https://schema.followthemoney.tech/#",
    "dcterms": "http://purl.org/dc/terms/",
    "sh": "http://www.w3.org/ns/shacl#",
}


def digest(*parts: str) -> str:
    """Return 16 hex digits that stand for *parts* (BLAKE2b, parts kept apart).

    >>> digest("ab", "c") == digest("a", "bc")
    False
    """
    h = hashlib.blake2b(digest_size=8)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        h.update(len(data).to_bytes(8, "big"))
        h.update(data)
    return h.hexdigest()


def slugify(name: str) -> str:
    """Return a readable, IRI-safe key for *name*: lower case, no accents, words joined by ``-``.

    Letters of any script are kept; a name with none of them becomes a digest. Two names may have
    one slug: see name_key.

    >>> slugify("Reed Hastings"), slugify("Société Générale S.A.")
    ('reed-hastings', 'societe-generale-s-a')
    """
    return _slug_of(_fold(name))[:_SLUG].strip("-") or digest(name)


def name_key(name: str) -> str:
    """Return a key that different names do not share: the slug, and a digest where the slug leaves
    out what tells names apart.

    That is: where it was cut, or where it dropped signs other than the marks that writers put
    between and around words.

    >>> name_key("Larkfield Motors, Inc."), name_key("C"), name_key("C++").startswith("c_")
    ('larkfield-motors-inc', 'c', True)
    """
    folded = _fold(name)
    slug = _slug_of(folded)
    exact = len(slug) <= _SLUG and all(
        _is_letter(c) or c in _LOOSE or unicodedata.category(c) in _BETWEEN for c in folded
    )
    return (
        slugify(name)
        if exact or not slug
        else f"{slugify(name)}_{digest(' '.join(folded.split()))[:8]}"
    )


_SLUG = 80
_BETWEEN = frozenset({"Zs", "Zl", "Zp", "Pd", "Ps", "Pe", "Pi", "Pf", "Pc"})
"""Unicode's general categories of white space, dashes, brackets, quotation marks and joining
lines."""
_LOOSE = frozenset("\t\n\r.,:;'\"/·…")


def _fold(name: str) -> str:
    """Fold what is the same name in other letters: case, width, accents, and characters that nobody
    sees (Unicode's Cf)."""
    if name.isascii():
        return name.casefold()
    apart = unicodedata.normalize("NFKD", name)
    kept = (c for c in apart if not _is_accent(c) and not _is_unseen(c))
    return unicodedata.normalize("NFC", "".join(kept)).casefold()


def _is_unseen(char: str) -> bool:
    """Whether nobody sees a character: Unicode's Cf, and the selectors of a letter's variant."""
    return (
        unicodedata.category(char) == "Cf"
        or "\ufe00" <= char <= "\ufe0f"
        or "\U000e0100" <= char <= "\U000e01ef"
    )


def _is_accent(char: str) -> bool:
    """Whether a mark only says how a letter sounds, by its combining class: points of Hebrew and
    Arabic, accents, strokes.

    The others (viramas, nuktas, the voicing of kana) make another letter.
    """
    place = unicodedata.combining(char)
    return place == 1 or 10 <= place <= 36 or place >= 200


def _slug_of(folded: str) -> str:
    return re.sub("-+", "-", "".join(c if _is_letter(c) else "-" for c in folded)).strip("-")


def _is_letter(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char).startswith("M")


def document_iri(source: str, text: str) -> str:
    """IRI of the document with this name and content."""
    return f"{DATA}doc/{digest(source, text)}"


def entity_iri(label: str, scope: str = "") -> str:
    """IRI of an entity.

    A *name* joins documents, so it has no scope; a *description* ("the contract") does not, so
    its scope is the IRI of its document.

    >>> entity_iri("Reed Hastings").removeprefix(DATA)
    'entity/reed-hastings'
    """
    tail = f"-{digest(scope)[:8]}" if scope else ""
    return f"{DATA}entity/{name_key(label)}{tail}"


def expand(curie: str) -> str:
    """Return the full IRI of a CURIE with a built-in prefix; a full IRI is returned as it is.

    >>> expand("kg:sued")
    'https://w3id.org/kg-claims/ns#sued'
    """
    prefix, colon, local = curie.partition(":")
    if colon and prefix in PREFIXES and not local.startswith("//"):
        return PREFIXES[prefix] + local
    return curie


def declare_prefixes(prefixes: Mapping[str, str]) -> str:
    """Return the PREFIX lines of a SPARQL query that may use *prefixes*.

    >>> declare_prefixes({"ex": "urn:ex:"})
    'PREFIX ex: <urn:ex:> '
    """
    return "".join(f"PREFIX {name}: <{iri}> " for name, iri in prefixes.items())


@lru_cache(maxsize=4096)
def contract(iri: str) -> str:
    """Return the CURIE of *iri* where a built-in prefix fits, else *iri*.

    >>> contract("https://w3id.org/kg-claims/ns#sued")
    'kg:sued'
    """
    best = max(
        (p for p in PREFIXES if iri.startswith(PREFIXES[p])),
        key=lambda p: len(PREFIXES[p]),
        default="",
    )
    return f"{best}:{iri[len(PREFIXES[best]) :]}" if best else iri
