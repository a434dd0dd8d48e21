"""A sheet that came back + what went out + what stands now -> what is to be taken.

Each cell is compared with what WENT OUT: what was not touched says nothing, whatever happened
since. What was touched is taken, unless somebody else decided otherwise since: then the whole
row is left and reported. A later run that reads the row otherwise is no conflict; the reviewer's
decision stands on the values that they saw.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.corrections import BY_NAME as CORRECTABLE
from pipeline.corrections import corrections
from pipeline.schema import Claim, Decision, Status, is_status
from pipeline.sheets.beside import Beside, lines_of
from pipeline.sheets.plans import Finding, Kept, Left, Level, Plan, Reporting, Taking
from pipeline.sheets.returned import Line, Returned
from pipeline.sheets.states import listed, reading_of, roles_of, same_cell, seen_as, short, state_of
from pipeline.sheets.written import added_row, split_row


def plan(sheet: Returned, kept: Kept, *, reviewer: str, now: str, prefer: str = "store") -> Plan:
    """Return what the sheet says that was not said before, and what cannot be taken.

    ``now`` is ISO 8601. With ``prefer`` "sheet", what others decided since gives way.

    Raises:
        ReviewConflict: the sheet has lost the columns by which its rows are known.
    """
    return _Planner(sheet, kept, reviewer, now, prefer == "sheet").plan()


class _Planner:
    def __init__(
        self, sheet: Returned, kept: Kept, reviewer: str, now: str, prefer_sheet: bool
    ) -> None:
        self._sheet = sheet
        self._kept = kept
        self._reviewer = reviewer
        self._now = now
        self._prefer_sheet = prefer_sheet
        self._plan = Plan(rows=len(sheet.lines))
        self._decisions = kept.decisions()
        self._present: Mapping[str, Claim] = {}

    def plan(self) -> Plan:
        lines = lines_of(self._sheet, self._kept)
        self._plan.findings += lines.findings
        touched = {
            row.sent.claim_id: row.sent.about
            for rows in lines.groups.values()
            for row in rows
            if row.touched
        }
        self._present = self._kept.trace(list(touched.values()))
        for rows in lines.groups.values():
            self._group(rows)
        for line in lines.added:
            with Reporting(self._plan, line, None):
                claim, cells = added_row(line, self._kept.claims())
                self._make(line, claim, cells, self._sheet.sheet_id)
        self._plan.taken.sort(key=lambda taking: taking.line)
        self._plan.findings.sort(key=lambda finding: finding.line or 0)
        return self._plan

    def _group(self, rows: list[Beside]) -> None:
        """Take one row that went out, and the copies that were made of it."""
        wrong = [row for row in rows if row.wrong]
        for row in wrong:
            self._say(row, "problem", str(row.wrong))
        if wrong:
            for row in rows:
                if not row.wrong and row.touched:
                    self._say(row, "problem", f"left, as row {wrong[0].line.number} is its copy")
            return
        # Of several copies, the one that says most of what went out is the row itself.
        original, *copies = sorted(rows, key=lambda row: (len(row.content), row.line.number))
        splits = []
        for copy in copies:
            if copy.content != original.content:
                splits.append(copy)
            elif copy.touched == original.touched:
                self._say(copy, "remark", f"says the same as row {original.line.number}")
            else:
                numbers = listed(sorted((original.line.number, copy.line.number)))
                for row in rows:
                    self._say(
                        row,
                        "conflict",
                        f"rows {numbers} are one claim and disagree; remove one, or correct one "
                        "if it is to be a claim of its own",
                    )
                return
        if splits and original.sheet_id is None:
            for row in rows:
                self._say(row, "problem", "only a row of `claims review out` can be split")
            return
        with Reporting(self._plan, original.line, original.sent.about.claim):
            self._take(original)
        for row in splits:
            with Reporting(self._plan, row.line, row.sent.about.claim):
                self._split(row)

    def _take(self, row: Beside) -> None:
        """Take what was touched in a row.

        Raises:
            Left, ReviewConflict: the row is to be left as it is.
        """
        if not row.touched:
            self._plan.untouched += 1
            return
        present = self._present.get(row.sent.claim_id)
        claim_id = present.claim_id if present else row.sent.claim_id
        decision = self._decisions.get(claim_id)
        state = state_of(row.sent.about, decision)  # what went out, and what was decided since
        changed = {n: v for n, v in row.touched.items() if not same_cell(v, state[n])}
        if not changed.keys() - {"reviewer"}:
            self._plan.already += 1
            return
        taking, remark = self._decided(row, decision, claim_id, state, changed)
        if decision and _says_the_same(taking.decision, decision):
            self._plan.already += 1
            return
        theirs = [n for n in changed if n != "reviewer" and not same_cell(row.went[n], state[n])]
        if theirs and not self._prefer_sheet:
            self._may_overrule(row, claim_id, decision, theirs, state)
        if remark:
            self._say(row, "remark", remark)
        self._plan.taken.append(taking)
        self._say_what_changed(row, present)

    def _say_what_changed(self, row: Beside, present: Claim | None) -> None:
        then = row.sent.about
        if present is None:
            self._say(row, "remark", "its claim is gone; the decision is kept as an orphan")
        elif present.claim != then.claim:
            self._say(row, "remark", f"the sentence changed a little: {short(present.claim)}")
        elif other := [n for n, v in reading_of(then).items() if v != reading_of(present)[n]]:
            text = f"a later run reads {listed(other)} otherwise; what the sheet says stands"
            self._say(row, "remark", text)

    def _may_overrule(
        self,
        row: Beside,
        claim_id: str,
        decision: Decision | None,
        theirs: Sequence[str],
        state: Mapping[str, str | None],
    ) -> None:
        """A reviewer may change their mind in their own sheet; nobody overrules another.

        Raises:
            Left: somebody else decided since, or this is an older copy of the sheet.
        """
        past = self._kept.history(claim_id)
        own = bool(past) and past[-1][1] == row.sheet_id and past[-1][0].reviewer == self._reviewer
        older = [state_of(row.sent.about, d) for d, of in past[:-1] if of == row.sheet_id]
        says = {"status": row.went["status"]} | row.touched
        # What was written in this sheet earlier, and changed in it later, is an older copy.
        copied = [s for s in older if all(same_cell(s[n], v) for n, v in says.items() if n in s)]
        if own and not copied:
            return
        who = (decision.reviewer if decision else None) or "somebody"
        when = f" on {decision.reviewed_at[:10]}" if decision and decision.reviewed_at else ""
        parts = [
            f"{n} went out as {short(row.went[n])}, {who} made it {short(state[n])}{when}, "
            f"this sheet says {short(row.touched[n])}"
            for n in theirs
        ]
        copy = " (this is an older copy of the sheet)" if copied else ""
        raise Left("; ".join(parts) + copy, "conflict")

    def _decided(
        self,
        row: Beside,
        decision: Decision | None,
        claim_id: str,
        state: Mapping[str, str | None],
        changed: Mapping[str, str | None],
    ) -> tuple[Taking, str | None]:
        """Return the decision that a row makes, and what is to be said of it."""
        seen = seen_as(row.sent.about, decision)
        after = {**state, **changed}
        if "actors" in changed and "role" not in changed:
            after["role"] = roles_of(seen, after["actors"])
        made = corrections(seen, {name: after[name] for name in CORRECTABLE})
        stated = after["status"] or ""
        status: Status = stated if is_status(stated) else "new"
        remark = None
        if status in {"new", "accepted"} and made and changed.keys() & CORRECTABLE.keys():
            status = "corrected"
        elif status == "corrected" and not made:
            status = "accepted"
            remark = "corrected, but no cell was; taken as accepted"
        listing = {n: (state[n], v) for n, v in changed.items() if n not in {"reviewer", "status"}}
        if status != state["status"]:
            listing = {"status": (state["status"], status), **listing}
        who = changed.get("reviewer") or self._reviewer
        taking = Taking(
            line=row.line.number,
            decision=Decision(claim_id, status, made, who, self._now, after["note"]),
            about=replace(seen, claim_id=claim_id),
            changed=tuple((name, *pair) for name, pair in listing.items()),
            follows=row.sent.claim_id if claim_id != row.sent.claim_id else None,
            sheet_id=row.sheet_id,
        )
        return taking, remark

    def _split(self, row: Beside) -> None:
        present = self._present.get(row.sent.claim_id)
        parent = present.claim_id if present else row.sent.claim_id
        seen = seen_as(row.sent.about, self._decisions.get(parent))
        shown = {name: row.went[name] for name in CORRECTABLE}
        claim = split_row(row.sent.about, seen, shown, row.touched)
        self._make(row.line, claim, row.touched, row.sheet_id, split_from=parent)

    def _make(
        self,
        line: Line,
        claim: Claim,
        cells: Mapping[str, str | None],
        sheet_id: str | None,
        split_from: str | None = None,
    ) -> None:
        """Take a row that a person wrote, unless it was taken before.

        Raises:
            Left: somebody else decided on it since.
        """
        status: Status = "rejected" if cells.get("status") == "rejected" else "accepted"
        note = cells.get("note")
        past = [decision for decision, _ in self._kept.history(claim.claim_id)]
        now = [taking.decision for taking in self._plan.taken]
        if any(d.status == status and same_cell(d.note, note) for d in past) or any(
            d.claim_id == claim.claim_id for d in now
        ):
            self._plan.already += 1
            return
        if past and not self._prefer_sheet and past[-1].reviewer != self._reviewer:
            text = f"{past[-1].reviewer or 'somebody'} made this row {past[-1].status} since"
            raise Left(text, "conflict")
        self._plan.taken.append(
            Taking(
                line=line.number,
                decision=Decision(
                    claim.claim_id, status, (), cells.get("reviewer") or self._reviewer,
                    self._now, note,
                ),
                about=claim,
                changed=tuple((n, None, v) for n, v in cells.items() if n in CORRECTABLE),
                made=not past,
                split_from=split_from,
                sheet_id=sheet_id,
            )
        )  # fmt: skip

    def _say(self, row: Beside, level: Level, text: str) -> None:
        self._plan.findings.append(Finding(row.line.number, level, text, row.sent.about.claim))


def _says_the_same(one: Decision, other: Decision) -> bool:
    return (
        one.status == other.status
        and dict(one.corrections) == dict(other.corrections)
        and same_cell(one.note, other.note)
    )
