"""What all tests share: nothing of theirs goes into the settings of whoever runs them."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def _own_secret(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    before = os.environ.get("KG_SECRET")
    os.environ["KG_SECRET"] = str(Path(tmp_path_factory.mktemp("secret")) / "forgetting.key")
    yield
    os.environ.pop("KG_SECRET")
    if before is not None:
        os.environ["KG_SECRET"] = before
