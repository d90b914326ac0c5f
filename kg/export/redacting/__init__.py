"""A copy of a store in which chosen entities cannot be read, and what in it may still tell them."""
