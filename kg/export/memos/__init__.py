"""Memos as files: Markdown, a page to read or print, a Word document."""
