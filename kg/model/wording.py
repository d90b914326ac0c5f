"""Records in words."""

from kg.model import Claim, Entity, NoteKind, Value


def name_end(end: Entity | Value) -> str:
    """Return the label of an entity, or a value's own words."""
    return end.label if isinstance(end, Entity) else end.value


def describe_source(claim: Claim) -> str:
    """Return who claims it, outermost first, with how the source knows: "complaint > Dana Ortiz
    (who reviewed the records)"."""
    who = " > ".join(e.label for e in claim.attribution) or _describe_unnamed(claim)
    told = (n.text for n in claim.source_notes if n.kind is NoteKind.BASIS and n.text not in who)
    return who + "".join(f" ({' '.join(text.split())})" for text in told)


def _describe_unnamed(claim: Claim) -> str:
    """Who speaks where no claimant is named: the document itself, or somebody the text does not
    name."""
    for note in claim.source_notes:
        words = f" (“{' '.join(note.text.split())}”)" if note.text else ""
        if note.kind is NoteKind.UNNAMED:
            return f"a source that the text does not name{words}"
        if note.kind is NoteKind.UNRESOLVED:
            return f"a source that cannot be told{words}"
    return "the document itself"
