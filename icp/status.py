"""Where each customer stands: prospect, new, active, at risk, lapsed, lost or won back.

Every customer has exactly one status, by windows that the user may edit. A customer who buys
rarely is given time: twice their usual wait, however long that is. Source: the customer-status
model among the seed's six models of segmentation.
"""

import math
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from icp import by_id, db, errors, facts, rfm

NEW, ACTIVE, WON_BACK, AT_RISK = "new", "active", "won back", "at risk"
LAPSED, LOST, PROSPECT, UNKNOWN = "lapsed", "lost", "prospect", "can't tell"
STATUSES = (NEW, ACTIVE, WON_BACK, AT_RISK, LAPSED, LOST, PROSPECT, UNKNOWN)
BUYING, GONE = (NEW, ACTIVE, WON_BACK), (LAPSED, LOST)

COUNTS = ("orders", "usual_days", "project_usual_days")

Days = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Windows:
    """How long each status lasts; raises RuleInvalid where they overlap.

    usual: so many times their usual wait a customer counts as active, and at least active_days;
    won back: an order in the last back_months that ended a silence long enough to be lapsed.
    """

    new_months: int = 3
    active_days: int = 90
    usual: float = 2
    lapsed_months: int = 12
    lost_months: int = 24
    back_months: int = 6

    def __post_init__(self) -> None:
        if min(vars(self).values()) <= 0:
            raise errors.RuleInvalid("A length of time is 0 or less: make each more than 0.")
        if not self.active_days / 30 < self.lapsed_months < self.lost_months:
            raise errors.RuleInvalid(
                f"At risk begins after {self.active_days} days, lapsed after {self.lapsed_months} "
                f"months and lost after {self.lost_months}: make each longer than the one before."
            )


DEFAULT = Windows()


def known(
    conn: db.Connection,
    as_of: date,
    revenue: facts.Revenue = "net",
    back_months: int = DEFAULT.back_months,
) -> pd.DataFrame:
    """One row per customer, and per prospect of another name; what `apply` needs to know.

    Columns: listed ("customers" or "prospects"), customer_id (or that of the prospect), name,
    customer_since, first_on, last_on, orders, usual_days (between days with an order, missing
    below three of them), back_days and back_on (the longest wait that ended in the last
    back_months), project_on, project_usual_days, revenue (all) and year_revenue (the 12 months up
    to last_on), in the file's currency.
    """
    return beside(waits(conn, as_of, revenue), back(conn, as_of, back_months))


def waits(conn: db.Connection, as_of: date, revenue: facts.Revenue = "net") -> pd.DataFrame:
    """What `known` gives but for the columns of `back`, which a window decides."""
    found = db.run(conn, "status", as_of=as_of, revenue=revenue).df()
    return found.astype(dict.fromkeys(COUNTS, float))


def back(conn: db.Connection, as_of: date, back_months: int) -> pd.DataFrame:
    """One row per customer whose wait ended in the last months: back_days and back_on."""
    return db.run(conn, "status_back", as_of=as_of, back_months=back_months).df()


def beside(waits: pd.DataFrame, back: pd.DataFrame) -> pd.DataFrame:
    """What `known` gives, of what `waits` and `back` gave."""
    longest = by_id.beside(waits["customer_id"], back)
    return waits.join(longest.where(waits["listed"] == "customers"))


def classify(
    conn: db.Connection,
    as_of: date,
    windows: Windows = DEFAULT,
    revenue: facts.Revenue = "net",
) -> pd.DataFrame:
    """The frame of `known` with the columns of `apply` and the reason of each, by `reasons`."""
    frame = apply(known(conn, as_of, revenue, windows.back_months), as_of, windows)
    return frame.assign(reason=reasons(frame, as_of))


def apply(frame: pd.DataFrame, as_of: date, windows: Windows = DEFAULT) -> pd.DataFrame:
    """`frame` of `known` (with the back_months of these windows) with who is what.

    Further columns: status (one of STATUSES), silent_days (since the last order), and quiet:
    they buy, but no project or resale for longer than is usual for them.
    """
    result = frame.assign(silent_days=_ago(frame["last_on"], as_of))
    ends = _ends(result, as_of, windows)
    result["status"] = pd.Series(
        _status(result, ends, as_of, windows), index=frame.index, dtype="str"
    )
    waited = np.maximum(windows.active_days, windows.usual * result["project_usual_days"])
    result["quiet"] = result["status"].isin(BUYING) & (_ago(frame["project_on"], as_of) > waited)
    return result


def summary(frame: pd.DataFrame) -> pd.DataFrame:
    """One row per status in the order of STATUSES, what `apply` gave counted and added up.

    Columns: status, customers, revenue (all), year_revenue (of the 12 months up to the last order
    of each), share (0-1, of the customers who ever bought, missing for the others).
    """
    sums = frame.groupby("status")[["revenue", "year_revenue"]].sum()
    sums.insert(0, "customers", frame.groupby("status").size())
    result = sums.reindex(STATUSES).rename_axis("status").reset_index()
    result["customers"] = result["customers"].fillna(0).astype(int)
    result[["revenue", "year_revenue"]] = result[["revenue", "year_revenue"]].fillna(0.0)
    ever = ~result["status"].isin([PROSPECT, UNKNOWN])
    everybody = result.loc[ever, "customers"].sum()
    result["share"] = (result["customers"] / everybody).where(ever) if everybody else np.nan
    return result


def months_before(as_of: date, months: int) -> pd.Timestamp:
    """The same day of the month, so many months earlier."""
    return pd.Timestamp(as_of) - pd.DateOffset(months=months)


def _ago(days: pd.Series, as_of: date) -> pd.Series:
    ago: pd.Series[float] = (pd.Timestamp(as_of) - days).dt.days.astype(float)
    return ago


def _ends(frame: pd.DataFrame, as_of: date, windows: Windows) -> tuple[Days, Days, Days]:
    """The last day of silence on which each customer is active, at risk and lapsed."""
    usual = (windows.usual * frame["usual_days"]).fillna(0).to_numpy(dtype=float)
    active = np.maximum(windows.active_days, usual)
    lapsed, lost = (
        (pd.Timestamp(as_of) - months_before(as_of, months)).days
        for months in (windows.lapsed_months, windows.lost_months)
    )
    at_risk = np.maximum(lapsed, np.where(active > lapsed, 2 * active, active))
    return active, at_risk, np.maximum(lost, at_risk)


def _status(
    frame: pd.DataFrame, ends: tuple[Days, Days, Days], as_of: date, windows: Windows
) -> npt.NDArray[np.object_]:
    active, at_risk, lapsed = ends
    silent = frame["silent_days"].to_numpy()
    since = frame[["first_on", "customer_since"]].min(axis=1)
    claims = {
        UNKNOWN: frame["last_on"].isna() & (frame["customer_since"] <= pd.Timestamp(as_of)),
        PROSPECT: frame["last_on"].isna(),
        NEW: since >= months_before(as_of, windows.new_months),
        WON_BACK: (frame["back_days"].to_numpy() > at_risk) & (silent <= active),
        ACTIVE: silent <= active,
        AT_RISK: silent <= at_risk,
        LAPSED: silent <= lapsed,
    }
    chosen = np.select([np.asarray(claim) for claim in claims.values()], list(claims), default=LOST)
    return chosen.astype(object)


def reasons(frame: pd.DataFrame, as_of: date) -> pd.Series:
    """Why each row of `apply`, or of some of its rows, has its status, in words."""
    columns = ["status", "silent_days", "usual_days", "back_days", "quiet", "listed"]
    rows = frame[[*columns, "project_usual_days"]].assign(
        **{name: _ago(frame[f"{name}_on"], as_of) for name in ("first", "back", "project")}
    )
    return pd.Series([_reason(row) for row in rows.itertuples()], frame.index, dtype="str")


def _reason(row: Any) -> str:
    if row.status == UNKNOWN:
        return "a customer by the list, but none of their orders is here"
    if row.status == PROSPECT:
        return "on the list of prospects" if row.listed == "prospects" else "never bought"
    if row.status == NEW:
        said = f"first order {rfm.days(row.first)} ago"
    elif row.status == WON_BACK:
        said = f"back {rfm.days(row.back)} ago after {rfm.days(row.back_days)} without an order"
    else:
        said = f"last order {rfm.days(row.silent_days)} ago{_usually(row.usual_days)}"
    if row.quiet:
        usually = _usually(row.project_usual_days)
        said += f"; last project or resale {rfm.days(row.project)} ago{usually}"
    return said


def _usually(days: float) -> str:
    return f", usually every {days:,.0f}" if not math.isnan(days) else ""
