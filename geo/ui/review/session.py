"""The draft that a session reviews: loaded from the store, changed step by step, saved after each.

The draft lives in the store and not in the browser, so that it survives a reload anywhere, a restart
and another replica, and so that its address opens it on another machine. A step that can't be saved
is not lost: it waits here, and is saved with the next one that can be.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

import streamlit as st

from geo.model.claim import Claim
from geo.model.draft import Draft, Patch, Work, candidates, decision_of, patched
from geo.store.packs import PackError
from geo.ui import packs, state

T = TypeVar("T")

KEY: Final = "review.held"
FAILED: Final = "review.failed"
PATIENCE: Final = 5.0
"""Seconds after a failure in which the store is not asked again, so that each step stays quick."""


@dataclass
class Review:
    """A draft under review in one session.

    Parameters
    ----------
    id
        The draft's id in the store, None as long as it could not be kept.
    pending
        Steps that are not saved yet, in order.
    current
        The candidate that is looked at.
    answered
        Number of the browser's last step that has been taken.
    moved
        When a claim was put on another place last, in milliseconds: the map then goes there once.
    """

    id: str | None
    draft: Draft
    work: Work
    current: str | None = None
    pending: list[Patch] = field(default_factory=list)
    trouble: PackError | None = None
    answered: int = 0
    moved: int = 0
    failed_at: float = -1e9
    _kept: dict[str, Any] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        known = self.candidates
        if self.current not in known:
            self.current = self.work.current if self.work.current in known else self.next_open(None)

    def kept(self, name: str, make: Callable[[], T]) -> T:
        """Return what follows from the draft and the claims that were added to it, made when it is first asked for."""
        if self._kept.get("added") != len(self.work.added):
            # None is ever taken away, so their number tells of a new one, of another window's too.
            self._kept = {"added": len(self.work.added)}
        if name not in self._kept:
            self._kept[name] = make()
        found: T = self._kept[name]
        return found

    def take(self, *patches: Patch) -> None:
        """Take steps of the reader's and save them, or keep them until they can be saved."""
        self.note(*patches)
        if any("place" in patch.edits for patch in patches):
            self.moved = time.time_ns() // 1_000_000
        self.save()

    def note(self, *patches: Patch) -> None:
        """Take steps that are saved later."""
        self.work = patched(self.draft, self.work, patches)
        self.pending += patches

    def save(self, *, now: bool = False) -> None:
        """Save what is pending; ``now`` also just after a failure."""
        if not now and self.trouble is not None and time.monotonic() - self.failed_at < PATIENCE:
            return
        try:
            if self.id is not None and self.pending:
                try:
                    self.work = packs.store().work(self.draft, self.id, self.pending)
                except PackError as error:
                    if error.reason != "unknown":
                        raise
                    # Deleted elsewhere, or forgotten with a restart: it is all here, so it is kept anew.
                    self.id = None
            if self.id is None:
                self.id = packs.store().keep(self.draft, self.work)
                state.set_draft(self.id)
        except PackError as error:
            self.trouble, self.failed_at = error, time.monotonic()
            return
        self.trouble, self.pending = None, []

    @property
    def candidates(self) -> Mapping[str, Claim]:
        """Every claim under review by id, in the order of the text: the machine's and the reader's own."""
        return self.kept("candidates", lambda: candidates(self.draft, self.work))

    @property
    def order(self) -> list[str]:
        """The candidates' ids in the order of the text."""
        return list(self.candidates)

    def step(self, by: int) -> None:
        """Go to the next candidate (1) or the one before (-1), and stay at the ends."""
        order = self.order
        if order:
            at = order.index(self.current) if self.current in order else 0
            self.current = order[min(max(at + by, 0), len(order) - 1)]

    def next_open(self, after: str | None) -> str | None:
        """Return the first undecided candidate after one, from the top again at the end, else that one."""
        order = self.order
        start = order.index(after) + 1 if after in order else 0
        for name in (*order[start:], *order[:start]):
            if decision_of(self.work, name).verdict == "open":
                return name
        return after if after in order else (order[0] if order else None)


def held() -> Review | None:
    """Return the draft under review; None where there is none, or it can't be opened (see `failure`)."""
    asked = state.draft()
    review: Review | None = st.session_state.get(KEY)
    if review is not None and review.id in {asked, None}:
        return review
    if asked is None:
        return None
    try:
        row = packs.store().draft(asked)
    except PackError as error:
        st.session_state[FAILED] = error
        return None
    st.session_state.pop(FAILED, None)
    return hold(Review(asked, row.draft, row.work))


def hold(review: Review) -> Review:
    """Review a draft in this session."""
    st.session_state[KEY] = review
    return review


def begin(draft: Draft, about: dict[str, str]) -> Review:
    """Start to review a new draft, and keep it."""
    review = hold(Review(None, draft, Work(about=about)))
    review.save(now=True)
    return review


def failure() -> PackError | None:
    """Return why the draft of the address could not be opened, None where nothing failed."""
    found: PackError | None = st.session_state.get(FAILED)
    return found if state.draft() is not None else None


def leave() -> None:
    """Put the draft away, without deleting it."""
    st.session_state.pop(KEY, None)
    st.session_state.pop(FAILED, None)
    state.set_draft(None)
