"""The local web application: read, check claims, add documents (docs/room.md)."""
