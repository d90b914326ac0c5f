"""A language model as one more extractor: asked for claims, believed only where the text and kg's
own rules bear it out."""
