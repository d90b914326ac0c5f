"""Pictures of pages → their lines, by tesseract, where it is installed."""

import os
import shutil
import subprocess
from typing import Any

from kg.errors import UnreadableSource

_SCALE = 300 / 72
"""Tesseract reads best at 300 dots an inch; a page has 72 points."""
_SECONDS = 120


def read_picture(page: Any) -> list[str]:
    """Return the lines that tesseract reads on a page of PDFium; raises UnreadableSource where it
    is not installed or fails.

    One thread and no locale, so that the same page gives the same lines.
    """
    program = shutil.which("tesseract")
    if program is None:
        raise UnreadableSource("tesseract is not installed", "install it, or leave out --ocr")
    bitmap = page.render(scale=_SCALE, grayscale=True)
    head = f"P5 {bitmap.width} {bitmap.height} 255\n".encode()
    rows = bitmap.to_numpy().reshape(bitmap.height, -1)[:, : bitmap.width]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            [program, "stdin", "stdout", "-l", "eng"],
            input=head + rows.tobytes(),
            capture_output=True,
            timeout=_SECONDS,
            env=environment,
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise UnreadableSource(
            f"tesseract failed ({type(error).__name__})", "leave out --ocr, or try the page alone"
        ) from None
    return [line for line in done.stdout.decode("utf-8", "replace").splitlines() if line.strip()]
