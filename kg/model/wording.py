"""Records in words."""

from kg.model import Entity, Value


def name_end(end: Entity | Value) -> str:
    """Return the label of an entity, or a value's own words."""
    return end.label if isinstance(end, Entity) else end.value
