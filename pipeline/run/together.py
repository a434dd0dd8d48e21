"""What the reports of a store say together, found anew when it holds something new."""

import logging
from collections.abc import Iterator

from pipeline.compare import Citable, cited_reports, compare
from pipeline.reviewed import reviewed
from pipeline.schema import Claim
from pipeline.store import Store

log = logging.getLogger(__name__)

# Figures that are compared at the end of a run: more would take over a GB, and minutes.
FIGURES = 250_000


def bring_together(store: Store, *, most: int | None = None) -> bool:
    """Compare the store's reports, unless that was done; say whether it was done now.

    Claims are compared as their reviewers left them; rejected ones are none. A store of more than
    ``most`` figures is left as it was compared last.

    Raises:
        StoreError: the database cannot be read or written.
    """
    if store.is_compared():
        return False
    figures = store.counts()["figures"]
    if most is not None and figures > most:
        log.info("%d figures are not compared now; claims compare does it, and takes time", figures)
        return False
    revision = store.revision()
    reports = store.reports()
    groups = compare(_as_reviewed(store), {report.report_id: report.date for report in reports})
    cited = cited_reports(
        ((report.report_id, store.references(report.report_id)) for report in reports),
        [Citable(r.report_id, r.report, r.file, r.date) for r in reports],
    )
    store.save_comparison(groups, cited, revision)
    conflicts = sum(group.conflict for group in groups)
    log.debug("%d groups of claims, %d of them conflicts", len(groups), conflicts)
    return True


def _as_reviewed(store: Store) -> Iterator[Claim]:
    decisions = store.decisions()
    for claim in store.claims():
        decision = decisions.get(claim.claim_id)
        if decision is None or decision.status != "rejected":
            yield reviewed(claim, decision)
