"""Records survive what files go through: other processes, damage, later versions."""

import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

from ansatz.core.kept import Kept
from ansatz.core.text import TextEdit
from ansatz.engine.records import RecordStore
from ansatz.targets import functions
from support.values import record, refuted_claim, step, supported_claim, undecided_claim


def test_a_record_comes_back_whole(tmp_path: Path) -> None:
    kept = record(
        claims=[supported_claim(), refuted_claim(line=3), undecided_claim()],
        steps=[step("E", "E = m c²", 1, 2)],
        reasons=["exposure is incomplete: überprüft"],
    )
    RecordStore(tmp_path / "a" / "records.sqlite").put(kept)
    assert RecordStore(tmp_path / "a" / "records.sqlite").get("energy", "spec", "slice") == kept


def test_other_code_or_another_spec_has_no_record(tmp_path: Path) -> None:
    store = RecordStore(tmp_path / "r.sqlite")
    store.put(record())
    assert store.get("energy", "spec", "other") is None
    assert store.get("energy", "other", "slice") is None
    assert store.get("force", "spec", "slice") is None


def test_latest_is_the_newest_for_the_spec(tmp_path: Path) -> None:
    store = RecordStore(tmp_path / "r.sqlite")
    store.put(record(slice_digest="one"))
    store.put(record(slice_digest="two"))
    newest = store.latest("energy", "spec")
    assert newest is not None and newest.slice_digest == "two"
    store.put(record(slice_digest="one", level="plausible"))
    newest = store.latest("energy", "spec")
    assert newest is not None and (newest.slice_digest, newest.level) == ("one", "plausible")
    assert store.latest("energy", "another") is None


def test_a_corrupt_file_is_set_aside_and_said_so(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    path.write_bytes(b"this is no database " * 500)
    store = RecordStore(path)
    store.put(record())
    assert store.get("energy", "spec", "slice") == record()
    assert any("set aside" in notice for notice in store.notices)
    assert any("unreadable" in entry.name for entry in tmp_path.iterdir())
    assert RecordStore(path).get("energy", "spec", "slice") == record()


def test_a_file_that_is_damaged_while_open_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    store = RecordStore(path)
    for number in range(400):
        store.put(record(slice_digest=str(number)))
    store.close()
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(bytes(content))
    damaged = RecordStore(path)
    damaged.put(record(slice_digest="new"))
    assert damaged.get("energy", "spec", "new") is not None
    assert any("set aside" in notice for notice in damaged.notices)


def test_a_later_versions_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    RecordStore(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()
    store = RecordStore(path)
    assert any("later version" in notice for notice in store.notices)
    store.put(record())
    assert store.get("energy", "spec", "slice") == record()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM records").fetchone() == (0,)
    connection.close()


def test_a_record_of_a_later_schema_counts_as_absent(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    store = RecordStore(path)
    store.put(record())
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE records SET record = json_set(record, '$.schema', 999)")
    connection.close()
    assert store.get("energy", "spec", "slice") is None


def test_a_record_that_is_not_one_counts_as_absent_with_a_notice(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    store = RecordStore(path)
    store.put(record())
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE records SET record = json_remove(record, '$.level')")
    connection.close()
    assert store.get("energy", "spec", "slice") is None
    assert store.notices


def test_a_place_that_cannot_be_written_keeps_records_for_the_session(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = RecordStore(tmp_path / "file" / "r.sqlite")
    store.put(record())
    assert store.get("energy", "spec", "slice") == record()
    assert any("this session only" in notice for notice in store.notices)


def test_threads_may_share_a_store(tmp_path: Path) -> None:
    store = RecordStore(tmp_path / "r.sqlite")

    def work(mark: int) -> None:
        for number in range(20):
            store.put(record(slice_digest=f"{mark}-{number}"))

    threads = [threading.Thread(target=work, args=(mark,)) for mark in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not store.notices
    assert all(store.get("energy", "spec", f"{m}-{n}") for m in range(4) for n in range(20))


def test_processes_may_share_a_file(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    code = (
        "import sys, dataclasses; from pathlib import Path\n"
        "from ansatz.engine.records import RecordStore\n"
        "sys.path.insert(0, sys.argv[3])\n"
        "from support.values import record\n"
        "store = RecordStore(Path(sys.argv[1]))\n"
        "for n in range(15): store.put(record(slice_digest=f'{sys.argv[2]}-{n}'))\n"
        "assert not store.notices, store.notices\n"
    )
    tests = Path(__file__).parents[2]
    workers = [
        subprocess.Popen([sys.executable, "-c", code, str(path), str(mark), str(tests)]) for mark in range(3)
    ]
    assert [worker.wait(60) for worker in workers] == [0, 0, 0]
    store = RecordStore(path)
    assert all(store.get("energy", "spec", f"{m}-{n}") for m in range(3) for n in range(15))


def test_what_is_kept_survives_the_process_until_it_is_dropped(tmp_path: Path) -> None:
    text = 'def f(x):\n    """Spec."""\n    ...\n'
    (target,) = functions(text)
    first = Kept(target, text, (TextEdit(target.statements, "return x"),), record())
    rival = replace(first, rank=1)
    store = RecordStore(tmp_path / "r.sqlite")
    store.keep("file:///a.py", first)
    store.keep("file:///a.py", rival)
    store.keep("file:///b.py", first)
    again = RecordStore(tmp_path / "r.sqlite")
    assert again.kept("file:///a.py") == (first, rival)
    again.drop("file:///a.py", "f", 0)
    assert again.kept("file:///a.py") == ()
    assert again.kept("file:///b.py") == (first,)


def test_a_kept_result_that_cannot_be_read_is_as_good_as_absent(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    store = RecordStore(path)
    with sqlite3.connect(path) as other:
        other.execute("INSERT INTO kept VALUES ('file:///a.py', 'f', 0, 0, '2026', '{}')")
    assert store.kept("file:///a.py") == ()
    assert any("Kept results" in notice for notice in store.notices)


def test_dismissed_claims_belong_to_one_spec(tmp_path: Path) -> None:
    store = RecordStore(tmp_path / "r.sqlite")
    store.dismiss("f", "spec", "bound:0")
    store.dismiss("f", "spec", "bound:0")
    again = RecordStore(tmp_path / "r.sqlite")
    assert again.dismissed("f", "spec") == {"bound:0"}
    assert again.dismissed("f", "another") == again.dismissed("g", "spec") == frozenset()
