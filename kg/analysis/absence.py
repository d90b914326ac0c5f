"""Why an answer holds nothing: what was filtered out and by what, what is named and not claimed,
what was not read.

An answer that only says "none" is read as "there is none". These lines say which of the reasons it
is, each with the option that shows more."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from kg.errors import RelationNotFound
from kg.model import Claim
from kg.model.licence import plain_words
from kg.namespace import contract, expand
from kg.ontology.loader import load_ontology
from kg.review.verdicts import Outcome
from kg.storage.entities import entity_not_found
from kg.storage.judgements.reviews import find_verdicts
from kg.storage.store import Store
from kg.values.near_names import suggest

_SHOWN = 3
_LEFT_OUT = "left out"
"""How the notes of a document say that a part of it was not read (kg.reading)."""


def explain_absence(
    store: Store, about: str | None, document: str | None, choice: Mapping[str, Any]
) -> list[str]:
    """Return why no claim about *about* in *document* (``None``: any) fits *choice*, a sentence
    each.

    *choice*: the options of Store.claims that were given (modality, predicate, polarity,
    confidence); *store* is the one as it was read, with rejected claims."""
    given = {name: value for name, value in choice.items() if value}
    whole = list(store.claims(about, document=document))
    lines = list(_explain_filters(store, whole, about, document, given)) if whole else []
    if not whole and about is not None:
        lines += _explain_unclaimed(store, about)
    return lines + explain_unread(store, document)


def _explain_filters(
    store: Store,
    whole: Sequence[Claim],
    about: str | None,
    document: str | None,
    given: Mapping[str, Any],
) -> Iterator[str]:
    """What each option leaves out where the others stay; and what was rejected."""
    fitting = list(store.claims(about, document=document, **given))
    if fitting:
        verdicts = find_verdicts(store)
        rejected = sum(
            c.id in verdicts and verdicts[c.id].outcome is Outcome.REJECTED for c in fitting
        )
        yield (
            f"{rejected} of {_claims(len(fitting))} that fit {_were(rejected)} rejected: "
            "--reviewed any shows them"
        )
        return
    yield f"{_claims(len(whole))} {'name it' if about else 'are there'}, and none fits all options"
    for name in given:
        others = {key: value for key, value in given.items() if key != name}
        found = list(store.claims(about, document=document, **others))
        if found:
            yield f"{_claims(len(found))} without --{name}: {_spread(found, name)}"


def _spread(claims: Sequence[Claim], name: str) -> str:
    """How the claims lie on the scale that an option asks about."""
    if name == "confidence":
        return f"the highest is {max(c.confidence for c in claims):.2f}"
    values = {
        "modality": lambda c: plain_words(c.modality),
        "predicate": lambda c: contract(c.predicate.id),
        "polarity": lambda c: c.polarity.value,
    }
    counts = Counter(map(values[name], claims))
    best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    more = ", …" if len(best) > _SHOWN else ""
    return ", ".join(f"{value} {count}" for value, count in best[:_SHOWN]) + more


def _explain_unclaimed(store: Store, about: str) -> list[str]:
    """Where a thing is named without standing in a claim."""
    places: Counter[str] = Counter()
    things = {entity.id for entity in store.find_entity(about)}
    documents = {d for iri in things for d in store.documents_about(iri)}
    for extraction in store.extractions(documents):
        named = sum(o.entity.id in things for o in extraction.occurrences)
        places[extraction.document.source] += named
    if not places:
        return []
    shown = ", ".join(f"{source} ×{count}" for source, count in sorted(places.items())[:_SHOWN])
    more = ", …" if len(places) > _SHOWN else ""
    return [
        (
            "it is known, and nothing was claimed of it: "
            f"named in {shown}{more}; kg search shows the passages"
        )
    ]


def explain_unread(store: Store, document: str | None = None) -> list[str]:
    """Return what of the documents (of one: IRI, CURIE or source) was not read, a line each:
    pages that are pictures, parts that are damaged, files that could not be opened."""
    found = [store.document(document)] if document else store.documents()
    notes = [
        f"not read: {d.source}: {note}" for d in found for note in d.notes if _LEFT_OUT in note
    ]
    if document is None:
        failed = store.failures().items()
        notes += [f"not read: {source}: {why['error']}" for source, why in failed]
    if len(notes) > _SHOWN:
        notes[_SHOWN:] = [f"not read: {len(notes) - _SHOWN} more; kg documents names them"]
    return notes


def _claims(count: int) -> str:
    return f"{count:,} claim{'s' * (count != 1)}"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def find_named(store: Store, text: str) -> list[str]:
    """Return the IRIs of all entities that *text* names, best first; raise EntityNotFound where
    there is none."""
    found = [entity.id for entity in store.find_entity(text)]
    if not found:
        raise entity_not_found(store.entities(), text)
    return found


def check_names(
    store: Store, entity: str | None, relations: str | Collection[str] | None = None
) -> None:
    """Raise EntityNotFound or RelationNotFound where these name nothing that the store or the
    ontology knows."""
    if entity is not None:
        find_named(store, entity)
    wanted = [relations] if isinstance(relations, str) else relations
    if not wanted:
        return
    known = {contract(iri) for iri in store.predicates()} | set(load_ontology().relations)
    for name in wanted:
        if contract(expand(name)) not in known:
            mend = suggest(name, known, "write its CURIE: kg:sued")
            raise RelationNotFound(f"no relation {name!r} in the store or the ontology", mend)
