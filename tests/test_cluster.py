"""Extraction over a Dask cluster of real processes: the same bytes as in one process, whoever is
killed; and a cluster that cannot be used is told."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from distributed import Client
from distributed.cli import dask_scheduler, dask_worker

import kg
from kg.cli.commands.adding import add
from kg.cli.main import main
from kg.errors import ClusterError, WorkerLost
from kg.language.parser import load_language
from kg.model import Document
from kg.pipeline.cluster import fingerprint, open_cluster
from kg.pipeline.documents import extract_documents
from kg.rdf.quads import extraction_to_quads
from tests.clusters import ROOT, Cluster, run_cluster
from tests.test_sharing import documents

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with run_cluster(tmp_path_factory.mktemp("cluster"), 2) as running:
        wait_for_workers(running, 2)
        yield running


def wait_for_workers(cluster: Cluster, count: int) -> None:
    with Client(cluster.address, set_as_default=False) as client:
        client.wait_for_workers(count, timeout=60)


def count_models() -> int:
    """How often this process has loaded the language model."""
    return load_language.cache_info().misses


def test_a_worker_killed_in_the_middle_changes_no_byte(tmp_path: Path) -> None:
    given = documents(60)
    one = [extraction_to_quads(e) for e in extract_documents(given)]
    with run_cluster(tmp_path, 2) as cluster:
        wait_for_workers(cluster, 2)
        with open_cluster(cluster.address) as executor:
            assert executor.workers == 2
            many = []
            for extraction in extract_documents(given, executor.workers, executor=executor):
                many.append(extraction_to_quads(extraction))
                if len(many) == 5:
                    cluster.workers[0].kill()
    assert many == one


def test_the_model_is_loaded_once_a_worker(cluster: Cluster) -> None:
    with open_cluster(cluster.address) as executor:
        list(extract_documents(documents(30), executor=executor))
    with Client(cluster.address, set_as_default=False) as client:
        assert set(client.run(count_models).values()) == {1}


def test_the_command_gives_the_graph_of_one_process(cluster: Cluster, tmp_path: Path) -> None:
    for document in documents(12):
        (tmp_path / document.source).write_text(document.text, "utf-8")
    stores = []
    for name, more in (("one", []), ("many", ["--cluster", cluster.address])):
        store = str(tmp_path / name)
        done = CliRunner().invoke(
            main, ["add", *map(str, sorted(tmp_path.glob("*.txt"))), *more, "--store", store]
        )
        assert done.exit_code == 0, done.output
        with kg.open(store, read_only=True) as graph:
            stores.append(graph.export(tmp_path / f"{name}.nq").read_bytes())
    assert stores[0] == stores[1]


def test_a_worker_of_another_kg_is_refused(tmp_path: Path) -> None:
    """It could read otherwise, and the graph would depend on who read what."""
    other = tmp_path / "ontology"
    other.mkdir()
    (other / "other.ttl").write_text("", "utf-8")
    with run_cluster(tmp_path, 0) as cluster:
        cluster.start_worker(KG_ONTOLOGY=str(other))
        wait_for_workers(cluster, 1)
        with (
            open_cluster(cluster.address) as executor,
            pytest.raises(ClusterError, match="another kg"),
        ):
            list(extract_documents(documents(1), executor=executor))


def test_a_scheduler_that_goes_away_is_told(tmp_path: Path) -> None:
    with run_cluster(tmp_path, 1) as cluster:
        wait_for_workers(cluster, 1)

        def lose_scheduler() -> None:
            with open_cluster(cluster.address) as executor:
                for _ in extract_documents(documents(60), executor=executor):
                    cluster.scheduler.kill()

        with pytest.raises(WorkerLost, match="went away") as raised:
            lose_scheduler()
    assert "run the same command again" in raised.value.hint


def test_a_cluster_without_workers_is_told(tmp_path: Path) -> None:
    with (
        run_cluster(tmp_path, 0) as cluster,
        pytest.raises(ClusterError, match="no workers"),
        open_cluster(cluster.address),
    ):
        pass


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:{}", "gopher://127.0.0.1:{}", "127.0.0.1"])
def test_no_scheduler_is_told(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.pipeline.cluster._ANSWER_SECONDS", "1s")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))  # nobody listens
        port = free.getsockname()[1]
        with (
            pytest.raises(ClusterError, match="no Dask scheduler"),
            open_cluster(address.format(port)),
        ):
            pass


def test_the_fingerprint_is_that_of_what_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprint()
    monkeypatch.setenv("KG_ONTOLOGY", str(tmp_path))
    fingerprint.cache_clear()
    try:
        assert fingerprint() != before
    finally:
        monkeypatch.undo()
        fingerprint.cache_clear()
    assert fingerprint() == before


def test_workers_and_a_cluster_exclude_each_other(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Larkfield Motors sued Harlow Bank.", "utf-8")
    given = ["add", str(tmp_path / "a.txt"), "--workers", "2", "--cluster", "tcp://127.0.0.1:1"]
    done = CliRunner().invoke(main, [*given, "--store", str(tmp_path / "store")])
    assert done.exit_code == 2
    assert "leave --workers out" in done.output


def test_documents_are_what_is_sent(cluster: Cluster) -> None:
    """Not the graph, not the ontology: a document in, its extraction out."""
    with open_cluster(cluster.address) as executor:
        assert executor.submit(Document, "urn:a", "a", "text").result() == Document(
            "urn:a", "a", "text"
        )


def test_the_examples_use_options_that_there_are() -> None:
    """They are not run here: there is no Docker and no systemd. Their commands are those that
    tests/clusters.py starts."""
    folder = ROOT / "examples" / "newsroom"
    texts = [path.read_text("utf-8").replace("\\\n", " ") for path in sorted(folder.iterdir())]
    lines = [line for text in texts for line in text.splitlines()]
    known = {
        "scheduler": dask_scheduler.main,
        "worker": dask_worker.main,
        "add": add,
        "room": main.commands["room"],
    }
    used = set()
    for line in lines:
        if found := re.search(r"(?:dask|kg) (scheduler|worker|add|room) (.*--.*)", line):
            used.add(found[1])
            options = {o for p in known[found[1]].params for o in (*p.opts, *p.secondary_opts)}
            assert set(re.findall(r"--[\w-]+", found[2])) <= options, line
    assert used == set(known)
    assert set(yaml.safe_load((folder / "compose.yaml").read_text("utf-8"))["services"]) == {
        "scheduler",
        "worker",
        "add",
    }
