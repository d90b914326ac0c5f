"""What only the papers of a case have: captions, numbered questions and requests."""
