"""Blocks of a format with marks of its own → the text that is stored, a line for each block, and
where they stand."""

from dataclasses import dataclass, field

from kg.model import Block, Span, Zone


@dataclass
class Layout:
    """Collects the blocks of a document in order."""

    parts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)
    length: int = 0

    def add(
        self, words: str, kind: str = "paragraph", level: int = 0, label: str = ""
    ) -> Span | None:
        """Add a block; its *label* (a number, "27.") stands before it in the text. Return where its
        words stand."""
        words = " ".join(words.split())
        if not words:
            return None
        lead = f"{label} " if label else ""
        start = self.length + len(lead)
        self.parts.append(lead + words)
        span = Span(start, start + len(words))
        self.blocks.append(Block(kind, (span,), level, label=label))
        self.length = span.end + 1
        return span

    @property
    def text(self) -> str:
        """The text of all blocks, one a line."""
        return "\n".join(self.parts)
