"""Vocabularies, built-in prefixes, and how IRIs are minted.

Every IRI is a pure function of its content, so that extraction can be repeated, merged and
spread over machines without coordination.
"""

import hashlib
import re
import unicodedata
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

    Letters of any script are kept; a name with none of them becomes a digest.

    >>> slugify("Reed Hastings"), slugify("Société Générale S.A.")
    ('reed-hastings', 'societe-generale-s-a')
    """
    plain = name if name.isascii() else "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    slug = re.sub(r"[\W_]+", "-", plain.casefold()).strip("-")
    return slug[:80].strip("-") or digest(name)


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
    return f"{DATA}entity/{slugify(label)}{tail}"


def expand(curie: str) -> str:
    """Return the full IRI of a CURIE with a built-in prefix; a full IRI is returned as it is.

    >>> expand("kg:sued")
    'https://w3id.org/kg-claims/ns#sued'
    """
    prefix, colon, local = curie.partition(":")
    if colon and prefix in PREFIXES and not local.startswith("//"):
        return PREFIXES[prefix] + local
    return curie


@lru_cache(maxsize=4096)
def contract(iri: str) -> str:
    """Return the CURIE of *iri* where a built-in prefix fits, else *iri*.

    >>> contract("https://w3id.org/kg-claims/ns#sued")
    'kg:sued'
    """
    best = max((p for p in PREFIXES if iri.startswith(PREFIXES[p])), key=lambda p: len(PREFIXES[p]), default="")
    return f"{best}:{iri[len(PREFIXES[best]):]}" if best else iri
