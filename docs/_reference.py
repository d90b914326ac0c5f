"""Hook of mkdocs (``make docs``): adds the pages of reference, and README and CONTRIBUTING, so that nothing is written twice."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from docs._pages import make_pages

ROOT = Path(__file__).parents[1]


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made when the site is built: they cannot be out of date."""
    for name, text in make_pages().items():
        files.append(File.generated(config, f"reference/{name}.md", content=text))
    for name, source in (("index", "README.md"), ("CONTRIBUTING", "CONTRIBUTING.md")):
        text = (ROOT / source).read_text("utf-8").replace("](docs/", "](")
        files.append(File.generated(config, f"{name}.md", content=text))
    return files
