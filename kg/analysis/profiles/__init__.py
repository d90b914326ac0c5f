"""All about one entity: its page, a memo about it, why it has its type."""
