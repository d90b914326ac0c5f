"""The classes of other vocabularies that stand for those of the ontology."""

from kg.ontology.loader import Ontology


def find_aligned(type_: str, ontology: Ontology, space: str) -> str | None:
    """Return the class of the vocabulary with the namespace *space* that stands for an ontology
    class: its own alignment, else the nearest above; ``None`` without any."""
    todo = [type_]
    while todo:
        known = ontology.classes.get(todo.pop(0))
        if known is None:
            continue
        for alignment in known.alignments:
            if alignment.startswith(space):
                return alignment.removeprefix(space)
        todo.extend(known.parents)
    return None
