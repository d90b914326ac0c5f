"""One name, several people: documents whose contexts have nothing in common speak of different
persons.

Two documents that name a person are taken to mean the same one if they share another named thing
that is no place, directly or through further documents (Bagga & Baldwin 1998 compare contexts in
the same way, by their words). A document with hardly any context gives no ground to part it."""

from collections.abc import Collection, Mapping

from kg.namespace import digest

ENOUGH = 2
"""So many other names make a context."""
COMMON = 200
"""A name in more documents than this is not parted: chains of contexts would join them anyway."""


def part_namesakes(person: str, contexts: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Return for each document IRI the IRI of the person whom it means by this name.

    *contexts*: document IRI → IRIs of the other things named in it. The person of most documents
    keeps the IRI; the result depends on nothing else, so the order in which documents came cannot
    matter.
    """
    if len(contexts) < 2 or len(contexts) > COMMON:
        return dict.fromkeys(contexts, person)
    others = {d: set(names) - {person} for d, names in contexts.items()}
    vague = {d for d, names in others.items() if len(names) < ENOUGH}
    groups = _connected({d: names for d, names in others.items() if d not in vague})
    groups.sort(key=lambda g: (-len(g), min(g)))
    found = dict.fromkeys(vague, person)
    for position, group in enumerate(groups):
        iri = person if position == 0 else f"{person}~{digest(min(group))[:8]}"
        found.update(dict.fromkeys(group, iri))
    return found


def _connected(contexts: Mapping[str, set[str]]) -> list[set[str]]:
    """Groups of documents that share names, directly or through others."""
    groups: list[tuple[set[str], set[str]]] = []
    for document in sorted(contexts):
        names, members, apart = set(contexts[document]), {document}, []
        for group in groups:
            if group[1].isdisjoint(names):
                apart.append(group)
            else:
                members |= group[0]
                names |= group[1]
        groups = [*apart, (members, names)]
    return [members for members, _ in groups]


def split_iri(entity: str, document: str) -> str:
    """Return the IRI of what *document* alone means by the name of *entity*, where somebody said
    that it means another (a negative decision on the two IRIs).

    >>> split_iri("ent:kim", "doc:1") == split_iri("ent:kim", "doc:2")
    False
    """
    return f"{entity}~{digest('split', document)[:8]}"
