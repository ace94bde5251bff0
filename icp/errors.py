"""The errors a user can mend; anything else is a bug and crashes.

IcpError
├── Question              the file cannot decide: answer it and try again
├── FileUnreadable        this is not a table we can read
├── RatesMissing          amounts in a currency that has no rate yet
├── MappingIncomplete     a column that is needed has not been chosen
├── Conflict              what is asked does not fit what is stored, or was changed meanwhile
├── RuleInvalid           cuts, weights or thresholds that cannot be applied
├── NotFound              an import, profile or file of data that is not there (any more)
└── WorkspaceUnavailable  a file of data that cannot be opened here and now
    └── WorkspaceNewer    ... because a newer program has written it
"""


class IcpError(Exception):
    """Base of all errors whose message is one sentence with the way out."""


class Question(IcpError):
    """The file cannot decide: pass `option=choice` to `ingest.load`, with one of `choices`.

    Without choices a day is wanted ("2024-12-31").
    """

    def __init__(self, message: str, option: str, choices: dict[str, str]) -> None:
        super().__init__(message)
        self.option = option
        self.choices = choices


class FileUnreadable(IcpError):
    """The file is not a table we can read."""


class RatesMissing(IcpError):
    """Amounts in `currencies` that have no rate to the workspace's own, `reporting` (or None)."""

    def __init__(self, message: str, currencies: tuple[str, ...], reporting: str | None) -> None:
        super().__init__(message)
        self.currencies = currencies
        self.reporting = reporting


class MappingIncomplete(IcpError):
    """A column that is needed has not been chosen."""


class Conflict(IcpError):
    """What is asked does not fit what is stored, or was changed meanwhile."""


class RuleInvalid(IcpError):
    """Cuts, weights or thresholds that cannot be applied."""


class NotFound(IcpError):
    """An import, profile or file of data that is not there (any more)."""


class WorkspaceUnavailable(IcpError):
    """A file of data that cannot be opened here and now."""


class WorkspaceNewer(WorkspaceUnavailable):
    """A file of data that a newer program has written."""


class WorkspaceOlder(WorkspaceUnavailable):
    """A file of data from before the first release, whose tables are others."""
