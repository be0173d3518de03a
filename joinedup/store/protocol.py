"""What a store of versions does, whatever keeps it. Decisions: ``docs/adr/0007``.

A version is an immutable state of one dataset. The versions of a dataset form one line, each
made from the one before. Nothing is ever changed or taken away: going back to an older state
publishes it again, as a new version. Imports no database. Tested by
``tests/store/test_contract.py``, which runs on every engine.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

from joinedup.errors import StoreError
from joinedup.model import Dataset
from joinedup.store.assessing import Assessment, AssessmentKind
from joinedup.store.diagramming import Diagram
from joinedup.store.meetings import MeetingNote, Story
from joinedup.store.sharing import SavedView

#: How a version came to be: with the program, from a list, by going back to an older
#: version, or as a new dataset made from a list alone.
#: Introductions that came about, written into the record, are a kind of their own; so are actions
#: of programmes that somebody added or changed.
VersionKind = Literal["bundled", "import", "restore", "start", "introductions", "actions"]
#: What becomes of an introduction: ``confirmed`` ones are in the record.
DecisionState = Literal["accepted", "put_off", "declined", "done", "confirmed"]
#: Told steps done and steps in all; may raise to cancel, and then nothing is written.
Progress = Callable[[int, int], None]

#: What the history says of a version that came with the program.
BUNDLED_AUTHOR = "Joined Up"
BUNDLED_NOTE = "The public record that comes with the program"


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionInfo:
    """Who published what, when and why; without the contents.

    Attributes:
        number: Counts the versions of the dataset, from 1.
        version: Its name in links: 12 hexadecimal digits.
        parent: The version it was made from; None for the first.
        created_at: With its time zone, UTC.
        note: Why, in the author's words.
        kind: One of :data:`VersionKind`.
        file_name, file_sha256: Of the list it was made from; empty where there was none.
        report: What the import said, as JSON can hold it.
    """

    dataset: str
    number: int
    version: str
    parent: str | None
    created_at: datetime
    author: str
    note: str
    kind: str
    file_name: str
    file_sha256: str
    report: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is to become a version.

    Attributes:
        dataset: Its ``version`` is not looked at: the store gives a new one.
        boundaries: GeoJSON text in degrees (WGS 84, longitude first), kept as it is.
        author: 1 to 100 characters on one line; space around them is taken away.
        note: Why, 1 to 500 characters on one line; space around them is taken away.
        file_name, file_sha256: Of the list it was made from; empty where there is none.
        report: Anything JSON can hold, up to 2 MB.
        number: Of a root: its place in the line of the versions that came with the program.
    """

    dataset: Dataset
    boundaries: str
    author: str
    note: str
    kind: VersionKind
    file_name: str = ""
    file_sha256: str = ""
    report: Mapping[str, Any] = field(default_factory=dict)
    number: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody decided about one introduction; the last one about it holds.

    Attributes:
        dataset: Of the footprint.
        organisation: Id of whom to introduce.
        target: Id of the partnership or organisation it is to meet.
        through: Id of the go-between; empty where nobody knows both.
        state: What was decided.
        why: A sentence; may be empty unless it is declined.
        author: Who decided.
        decided_at: When, in UTC.
        number: Its place among all decisions that a store keeps, from 1; 0 before it is kept.
    """

    dataset: str
    organisation: str
    target: str
    state: DecisionState
    author: str
    decided_at: datetime
    through: str = ""
    why: str = ""
    number: int = 0


class Superseded(StoreError):
    """Somebody has published since the version that a plan was made against.

    Nothing was written. Plan again, against the last of ``between``, and publish that.

    Attributes:
        between: What has been published since, the newest last.
    """

    def __init__(self, between: tuple[VersionInfo, ...]) -> None:
        self.between = between
        count = "A newer version has" if len(between) == 1 else f"{len(between)} versions have"
        last = between[-1]
        super().__init__(
            f"{count} been published in the meantime, the last by {last.author}",
            value=last.note,
            hint="Nothing of yours is lost: look at the new plan, then publish again.",
        )


class Store(Protocol):
    """Keeps versions of datasets. Safe to use from several threads and processes.

    Every method raises :class:`~joinedup.errors.StoreError` when the store cannot be used:
    it is damaged, locked for long, or made by a newer program. Where nothing has ever been
    published, reading finds nothing and makes no file.
    """

    def dataset_names(self) -> Mapping[str, str]:
        """Names in the newest version by dataset id, for all that have versions, by id."""

    def newest(self, dataset: str) -> str | None:
        """The name of a dataset's newest version, cheaply; None where it has none."""

    def head(self, dataset: str) -> VersionInfo | None:
        """The newest version of a dataset; None where it has none."""

    def versions(self, dataset: str) -> tuple[VersionInfo, ...]:
        """All versions of a dataset, the newest first; empty where it has none."""

    def load(self, dataset: str, version: str) -> Dataset:
        """The dataset as it was published; its ``version`` is the one asked for.

        Raises:
            DatasetError: When there is no such version, or its contents are damaged.
        """

    def load_boundaries(self, dataset: str, version: str) -> str:
        """The polygons of a version: GeoJSON text in degrees (WGS 84), as it was published.

        Raises:
            DatasetError: When there is no such version, or its contents are damaged.
        """

    def publish(
        self,
        draft: Draft,
        *,
        parent: str | None,
        root: Draft | None = None,
        progress: Progress | None = None,
    ) -> VersionInfo:
        """Make a new version: wholly, or not at all. When it returns, it is on the disk.

        Args:
            parent: The version the draft was made from; None for a new dataset.
            root: The state that ``parent`` names where the store has no version of the
                dataset yet: what comes with the program. It goes in under its own version
                and number, the draft with the next. Not looked at where there are versions.

        Raises:
            Superseded: When ``parent`` is not the newest version, or a dataset that was to
                be new has versions.
            DatasetError: When something in the dataset cannot be kept.
            StoreError: When author, note or report break their bounds, or nothing can be
                written.
        """

    def decisions(self, dataset: str) -> tuple[Decision, ...]:
        """All that was decided about a dataset's introductions, the oldest first."""

    def last_decision(self, dataset: str) -> int:
        """The number of the last decision about a dataset, cheaply; 0 where there is none."""

    def decide(self, found: Sequence[Decision], *, seen: int | None = None) -> None:
        """Keep what was decided: all of it, or nothing. Nothing decided before is changed.

        Args:
            found: Their numbers are not looked at: the store gives new ones.
            seen: The number of the last decision that whoever decides has seen; None where that
                does not matter.

        Raises:
            StoreError: When names, words or times break their bounds, when somebody has decided
                about one of these introductions since ``seen``, or nothing can be written.
        """

    def saved_views(self, dataset: str | None = None) -> tuple[SavedView, ...]:
        """The last state of every saved view, or of those of one dataset; last saved first."""

    def saved_view(self, view: str) -> SavedView | None:
        """The last state of one saved view, archived or not, cheaply; None for an unknown id."""

    def saved_view_states(self, view: str) -> tuple[SavedView, ...]:
        """Every state of one saved view, the oldest first; empty where there is none."""

    def save_view(self, view: SavedView, *, seen: int = 0) -> SavedView:
        """Keep a new state of a saved view, and give it back with its number.

        Args:
            view: Its own number is not looked at. What it shows, its owner and when it was
                saved are those of its first state.
            seen: The number of the state that it was made from; 0 for a new view.

        Raises:
            StoreError: When names, words or ids break their bounds, when somebody has changed
                the view since ``seen``, or nothing can be written.
        """

    def stories(self) -> tuple[Story, ...]:
        """The last state of every story, archived or not, the last changed first."""

    def story_states(self, story: str) -> tuple[Story, ...]:
        """Every state of one story, the oldest first; empty where there is none."""

    def save_story(self, story: Story, *, seen: int = 0) -> Story:
        """Keep a new state of a story, and give it back with its number.

        Args:
            story: Its own number is not looked at.
            seen: The number of the state that it was made from; 0 for a new story.

        Raises:
            StoreError: When names, words or ids break their bounds, when somebody has saved
                the story since ``seen``, or nothing can be written.
        """

    def meeting_notes(self, dataset: str) -> tuple[MeetingNote, ...]:
        """Every state of every note about a dataset, the oldest first."""

    def keep_meeting_note(self, note: MeetingNote, *, seen: int = 0) -> MeetingNote:
        """Keep a new state of a note, and give it back with its number.

        Args:
            note: Its own number is not looked at.
            seen: The number of the state that it was made from; 0 for a new note.

        Raises:
            StoreError: When words or ids break their bounds, when somebody has changed the note
                since ``seen``, or nothing can be written.
        """

    def assessments(
        self, dataset: str, kind: AssessmentKind | None = None
    ) -> tuple[Assessment, ...]:
        """All that was said of a dataset, or what is of one kind, the oldest first."""

    def last_assessment(self, dataset: str) -> int:
        """The number of the last assessment of a dataset, cheaply; 0 where there is none."""

    def assess(self, found: Sequence[Assessment]) -> None:
        """Keep assessments: all of them, or nothing. Nothing said before is changed.

        Args:
            found: Their numbers are not looked at: the store gives new ones.

        Raises:
            StoreError: When ids, words, scores or times break their bounds, there are too many,
                or nothing can be written.
        """

    def diagrams(self, dataset: str) -> tuple[Diagram, ...]:
        """The last state of every diagram of a dataset, archived or not, the last changed first."""

    def diagram_states(self, diagram: str) -> tuple[Diagram, ...]:
        """Every state of one diagram, the oldest first; empty where there is none."""

    def save_diagram(self, diagram: Diagram, *, seen: int = 0) -> Diagram:
        """Keep a new state of a diagram, and give it back with its number.

        Args:
            diagram: Its own number is not looked at. Its kind, its dataset, its owner and when it
                was made are those of its first state.
            seen: The number of the state that it was made from; 0 for a new diagram.

        Raises:
            StoreError: When names, words or ids break their bounds, when somebody has saved the
                diagram since ``seen``, or nothing can be written.
        """

    def remembered(self, key: str) -> Mapping[str, Any] | None:
        """What was remembered last under a key; None where nothing was."""

    def remember(self, key: str, value: Mapping[str, Any]) -> None:
        """Keep a person's choices, such as columns by headings, for the next time.

        Only the newest thousand keys are kept.

        Raises:
            StoreError: When key or value are too long, or no JSON.
        """

    def dispose(self) -> None:
        """Close what is open. The store opens again when it is used again."""
