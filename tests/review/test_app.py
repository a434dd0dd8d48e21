"""The review page's routes: who may ask, what is answered, what is written."""

import re
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from pipeline.config import ReadingSettings
from pipeline.review.app import make_app
from pipeline.schema import CitedReport, Decision, Group, Member
from pipeline.store import Entry, Store
from pipeline.store import database as sqlite
from tests.review.reports import HOSTILE, NOTE, make_store

TOKEN = "a-token"
PORT = 8123
HOST = f"http://127.0.0.1:{PORT}"
SAME = {"Origin": HOST}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_store(tmp_path)


def visitor(path: Path, host: str = HOST) -> TestClient:
    app = make_app(path, ReadingSettings(), token=TOKEN, port=PORT, reviewer="ana")
    return TestClient(app, base_url=host)


@pytest.fixture
def page(path: Path) -> Iterator[TestClient]:
    """A browser that opened the address with its token."""
    with visitor(path) as client:
        assert client.get(f"/?token={TOKEN}").status_code == 200
        yield client


def ids(page: TestClient, **filters: str) -> list[str]:
    return re.findall(r'data-id="([^"]+)"', page.get("/rows", params=filters).text)


def seen(page: TestClient, claim_id: str) -> str:
    found = re.search(r'data-seen="([^"]*)"', page.get(f"/claim/{claim_id}").text)
    assert found
    return found[1]


def decide(page: TestClient, on: str, status: str = "accepted", **more: object) -> Response:
    asked = {"claim_id": on, "status": status, "entries": {}, "seen": seen(page, on)}
    return page.post("/decide", json=asked | more, headers=SAME)


# --- who may ask -----------------------------------------------------------------------------

ADDRESSES = [
    "/", "/rows", "/count", "/claim/x", "/picture/x/1.png", "/names/actor", "/static/review.js",
    "/nowhere", "/?token=wrong", "/rows?token=a-token", "/?token=", "/?token=%ff",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_nothing_is_answered_without_the_token(path: Path, address: str) -> None:
    with visitor(path) as client:
        answer = client.get(address)
        assert answer.status_code == 403
        assert "claims serve" in answer.text
        assert client.post(address, json={}, headers=SAME).status_code == 403


def test_the_token_moves_from_the_address_into_a_cookie(path: Path) -> None:
    with visitor(path) as client:
        first = client.get(f"/?token={TOKEN}&status=new", follow_redirects=False)
        assert first.status_code == 303
        assert first.headers["location"] == "/?status=new"
        cookie = first.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        assert client.get("/").status_code == 200


@pytest.mark.parametrize("host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1:1", ""])
def test_another_name_for_this_machine_is_refused(page: TestClient, host: str) -> None:
    assert page.get("/", headers={"Host": host}).status_code == 403


ORIGINS = [
    {},
    {"Origin": "null"},
    {"Origin": "http://evil.example"},
    {"Origin": f"http://localhost:{PORT}"},
]


@pytest.mark.parametrize("headers", ORIGINS)
def test_only_the_page_itself_writes(page: TestClient, path: Path, headers: dict[str, str]) -> None:
    asked = {"claim_id": ids(page)[0], "status": "accepted", "entries": {}, "seen": ""}
    assert page.post("/decide", json=asked, headers=headers).status_code == 403
    assert page.post("/undo", json={}, headers=headers).status_code == 403
    with Store.open(path) as store:
        assert store.decisions() == {}


def test_what_is_answered_loads_nothing_from_elsewhere(page: TestClient) -> None:
    for address in ("/", "/rows", f"/claim/{ids(page)[0]}", "/static/review.css", "/nowhere"):
        policy = page.get(address).headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "http" not in policy
    static = Path(__file__).parents[2] / "pipeline" / "review"
    for file in (*static.rglob("*.html"), *static.rglob("*.js"), *static.rglob("*.css")):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"(src|href)=\"(https?:)?//", text)
        assert "url(" not in text
        assert not re.search(r"\son\w+=|\sstyle=|javascript:", text), file


def test_a_request_of_no_sensible_size_is_refused(page: TestClient) -> None:
    answer = page.post("/decide", content=b"x" * 1_000_001, headers=SAME)
    assert answer.status_code == 413


def test_a_folder_up_is_not_served(page: TestClient) -> None:
    for address in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py"):
        assert page.get(address).status_code == 404


# --- what is shown ---------------------------------------------------------------------------


def test_report_text_is_text(page: TestClient) -> None:
    hostile = next(i for i in ids(page) if "alert" in page.get(f"/claim/{i}").text)
    for address in ("/rows", f"/claim/{hostile}", f"/?words={HOSTILE}&report={HOSTILE}"):
        text = page.get(address).text
        assert "<script>alert" not in text
        assert "<img src=x" not in text
        assert "{{ 7 * 7 }}" in text  # no template either


def test_a_claim_stands_beside_its_page(page: TestClient) -> None:
    claim_id = ids(page)[1]
    view = page.get(f"/claim/{claim_id}").text
    for kind in ("sentence", "actor", "figure", "callout", "reference"):
        assert f'<rect class="{kind}"' in view
    assert "Ministry of Trade, Bulletin 4 (2022)." in view
    pictures = re.findall(r'data-src="([^"]+)"', view)
    assert len(pictures) == 2  # the claim's page, and the note's
    answer = page.get(pictures[0])
    assert answer.headers["content-type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")


def test_what_is_not_there(page: TestClient) -> None:
    assert "gone" in page.get("/claim/nothing").text
    report = re.findall(r"/picture/(\w+)/", page.get(f"/claim/{ids(page)[1]}").text)[0]
    for address in ("/claim/nothing", f"/picture/{report}/99.png", f"/picture/{'0' * 64}/1.png",
                    f"/picture/{report}/{2**64}.png"):  # fmt: skip
        assert page.get(address).status_code == 404


def test_the_list_goes_on_behind_a_key(page: TestClient) -> None:
    whole = ids(page)
    text = page.get("/rows").text
    key = re.findall(r'data-key="([^"]+)"', text)[4].replace("&#34;", '"')
    assert ids(page, after=key) == whole[5:]
    assert ids(page, before=key) == whole[:4]
    assert whole[7] in ids(page, **{"from": whole[7]})


@pytest.mark.parametrize(
    "key",
    [
        "{", '{"a": 1}', "[[1]]", "[1]", "[null, null, null]", "0",
        f'["a.pdf", "{"0" * 64}", {2**63}]', f'[{-10**30}, 0, 1]', '["\\ud800", "x", 1]',
        "[Infinity, NaN, 1e999]",
    ],
)  # fmt: skip
def test_a_key_that_is_none_is_left_out(page: TestClient, key: str) -> None:
    assert page.get("/rows", params={"after": key}).status_code == 200


def test_filters_and_counts(page: TestClient) -> None:
    assert page.get("/count").json() == {"total": 13, "decided": 0}
    assert page.get("/count", params={"words": "storm", "figure": "1"}).json()["total"] == 0
    assert len(ids(page, words='"exports fell by 15"')) == 1
    assert len(ids(page, report="storm", figure="1", order="unsure")) == 12
    assert ids(page, order="sideways") == ids(page)
    assert page.get("/names/actor", params={"part": "trade"}).json() == ["Ministry of Trade"]
    assert page.get("/names/claims", params={"part": "trade"}).status_code == 404


# --- what is written -------------------------------------------------------------------------


def test_a_decision_is_written_as_it_was_made(page: TestClient, path: Path) -> None:
    first, second, third = ids(page)[1:4]
    assert decide(page, first, note=" p. 4 ").json() == {"claim_id": first, "status": "accepted"}
    entries = {"value": "1,300", "unit": "percent", "what": " exports of cars "}
    assert decide(page, second, "corrected", entries=entries).json()["status"] == "corrected"
    assert decide(page, third, "rejected", entries={"value": "5"}).json()["status"] == "rejected"
    with Store.open(path) as store:
        made = store.decisions()
    assert (made[first].reviewer, made[first].note, made[first].corrections) == ("ana", "p. 4", ())
    assert dict(made[second].corrections) == {"value": "1300", "what": "exports of cars"}
    assert made[third].corrections == ()
    assert page.get("/count").json()["decided"] == 3
    view = page.get(f"/claim/{second}").text
    assert "was 14" in view or "was 13" in view
    assert 'value="1,300"' in view


def test_accepting_a_row_that_was_corrected_keeps_its_corrections(
    page: TestClient, path: Path
) -> None:
    claim_id = ids(page)[1]
    decide(page, claim_id, "corrected", entries={"value": "99"})
    shown = dict(
        re.findall(r'<input name="(\w+)" value="([^"]*)"', page.get(f"/claim/{claim_id}").text)
    )
    assert decide(page, claim_id, "accepted", entries=shown).json()["status"] == "corrected"
    with Store.open(path) as store:
        assert store.decisions()[claim_id].corrections == (("value", "99"),)


WRONG = [
    ({"entries": {"value": "many"}}, "no number"),
    ({"entries": {"kind": "rumour"}}, "Choose from"),
    ({"entries": {"claim_id": "x"}}, "cannot be corrected"),
    ({"entries": {"value": 5}}, "Load it again"),
    ({"entries": "value"}, "Load it again"),
    ({"status": "maybe"}, "no status"),
    ({"claim_id": "gone"}, "gone"),
    ({"seen": "something else"}, "Look at it again"),
]


@pytest.mark.parametrize(("asked", "message"), WRONG)
def test_what_cannot_be_written_is_told_and_nothing_is(
    page: TestClient, path: Path, asked: dict[str, object], message: str
) -> None:
    answer = decide(page, ids(page)[1], **{"status": "corrected", **asked})
    assert answer.status_code == 409
    assert message in answer.json()["message"]
    with Store.open(path) as store:
        assert store.decisions() == {}


def test_no_json_is_no_decision(page: TestClient) -> None:
    for content in (b"", b"{", b"[]", b"null"):
        assert page.post("/decide", content=content, headers=SAME).status_code == 409


def test_half_a_letter_is_no_claims_id(page: TestClient) -> None:
    content = b'{"claim_id": "\\ud800", "status": "accepted"}'
    assert page.post("/decide", content=content, headers=SAME).status_code == 409


def test_somebody_elses_decision_is_not_overwritten(page: TestClient, path: Path) -> None:
    claim_id = ids(page)[1]
    before = seen(page, claim_id)
    with Store.open(path) as store:  # a sheet comes back
        store.decide([Decision(claim_id, "rejected", reviewer="ben", reviewed_at="2026-01-01")])
    answer = decide(page, claim_id, seen=before)
    assert answer.status_code == 409
    assert answer.json()["message"].startswith("ben rejected this row since you opened it")
    assert decide(page, claim_id).status_code == 200  # looked at again


def test_undo_takes_back_in_turn_and_adds_to_what_is_kept(page: TestClient, path: Path) -> None:
    first, second = ids(page)[1:3]
    decide(page, first, "corrected", entries={"value": "99"})
    decide(page, first, "rejected")
    decide(page, second)
    undone = [page.post("/undo", json={}, headers=SAME).json() for _ in range(3)]
    assert undone == [
        {"claim_id": second, "status": "new"},
        {"claim_id": first, "status": "corrected"},
        {"claim_id": first, "status": "new"},
    ]
    assert page.post("/undo", json={}, headers=SAME).status_code == 409
    with Store.open(path) as store:
        assert {d.status for d in store.decisions().values()} == {"new"}
        assert len(store.history(first)) == 4


def test_undo_brings_back_the_values_that_had_been_accepted(page: TestClient, path: Path) -> None:
    claim_id = ids(page)[1]
    with Store.open(path) as store:
        [claim] = [c for c in store.claims() if c.claim_id == claim_id]
        assert claim.quantity
        then = replace(claim, quantity=replace(claim.quantity, value=99.0))  # as it was read then
        store.take([Entry(Decision(claim_id, "accepted", reviewer="ben"), then)])
    decide(page, claim_id, "rejected")
    page.post("/undo", json={}, headers=SAME)
    with Store.open(path) as store:
        decision = store.decision(claim_id)
    assert decision
    assert decision.about
    assert decision.about.quantity
    assert (decision.status, decision.about.quantity.value) == ("accepted", 99)


def test_who_decides_between_the_look_and_the_write_is_not_overruled(
    page: TestClient, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim_id = ids(page)[1]
    before = seen(page, claim_id)
    plain_take = Store.take

    def late(self: Store, entries: list[Entry], **more: Any) -> None:
        monkeypatch.setattr(Store, "take", plain_take)
        with Store.open(path) as other:
            other.decide([Decision(claim_id, "rejected", reviewer="ben")])
        plain_take(self, entries, **more)

    monkeypatch.setattr(Store, "take", late)
    assert decide(page, claim_id, seen=before).status_code == 409
    with Store.open(path) as store:
        assert store.decisions()[claim_id].reviewer == "ben"


def test_undo_leaves_what_somebody_else_decided_since(page: TestClient, path: Path) -> None:
    claim_id = ids(page)[1]
    decide(page, claim_id)
    with Store.open(path) as store:
        store.decide([Decision(claim_id, "rejected", reviewer="ben", reviewed_at="2026-01-01")])
    answer = page.post("/undo", json={}, headers=SAME)
    assert answer.status_code == 409
    assert "ben rejected" in answer.json()["message"]


def test_a_database_that_is_busy_is_told_kindly(
    page: TestClient, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim_id = ids(page)[1]
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")  # a run writes
    assert page.get("/rows").status_code == 200  # reading goes on
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.1)
    with visitor(path) as impatient:
        impatient.get(f"/?token={TOKEN}")
        answer = decide(impatient, claim_id)
        assert answer.status_code == 503
        assert answer.json()["message"].startswith("Not saved.")
        other.execute("ROLLBACK")
        assert decide(impatient, claim_id).status_code == 200
    other.close()


def test_what_another_report_says_stands_beside_it(page: TestClient, path: Path) -> None:
    assert 'name="conflict"' not in page.get("/").text  # nothing to filter by
    one, other = ids(page)[1:3]
    members = tuple(
        Member(
            i, "r" * 64, f"Report {n}", "r.pdf", n, "2021", f"It fell by {n}.", str(n), None, None
        )
        for n, i in enumerate((one, other), 1)
    )
    with Store.open(path) as store:
        store.save_comparison([Group("g", members, ((one, other),))], [], store.revision())
    view = page.get(f"/claim/{one}").text
    assert "Another figure in" in view
    assert "It fell by 2." in view
    assert f'data-go="{other}"' in view
    assert ids(page, conflict="1") == [one, other]
    assert 'name="conflict"' in page.get("/").text


def test_a_note_that_is_another_report_here_says_so(page: TestClient, path: Path) -> None:
    with Store.open(path) as store:
        notes, trade = (r.report_id for r in store.reports())
        cited = CitedReport(trade, NOTE.label, NOTE.text, notes, "title")
        store.save_comparison([], [cited], store.revision())
    assert (
        "This is a report of this store: &lt;script&gt;" in page.get(f"/claim/{ids(page)[1]}").text
    )


def test_a_run_that_writes_at_the_same_time_disturbs_nobody(page: TestClient, path: Path) -> None:
    claim_ids = ids(page)[1:]
    done = threading.Event()
    faults: list[BaseException] = []

    def write() -> None:
        try:
            while not done.is_set():
                make_store(path.parent)  # reads both reports again
        except BaseException as error:
            faults.append(error)

    run = threading.Thread(target=write)
    run.start()
    try:
        for claim_id in claim_ids:
            assert decide(page, claim_id).status_code == 200
    finally:
        done.set()
        run.join()
    assert faults == []
    with Store.open(path) as store:
        assert {i: d.status for i, d in store.decisions().items()} == dict.fromkeys(
            claim_ids, "accepted"
        )
