"""A store's folder on disk: the engine's files, their marker and lock, what is written anew, what
is forgotten."""
