"""Every error that kgbuild raises on purpose; one small tree.

    KGBuildError                 caught by the command line, printed without a traceback, exit code 2
    ├── InputError               a document cannot be used: names the file, the line or the offset, and the remedy
    ├── SettingsError            a setting is unknown or out of range: names the key and where it was given
    ├── AuthorityError           an authority to link to cannot be used: names the file and how to get another
    ├── OutputError              the target cannot be written: names the path, and says that nothing was lost
    ├── ServiceError             a service of the network does not answer as it should: names its address
    ├── QueryError               a SPARQL query is malformed or not allowed: quotes line and column where known
    ├── LimitError           an answer would go over a limit of time, memory or size, or too many ask at once
    └── MissingExtraError        an optional part is not installed: says which package brings it

Messages have the form "where: what is wrong; what to do".
"""


class KGBuildError(Exception):
    """What a user can mend. `str()` of it is a whole message: place, fault, remedy."""


class InputError(KGBuildError):
    """A document cannot be used. `where` is a path, "path:line" or a document's id."""

    def __init__(self, where: str, what: str, remedy: str) -> None:
        super().__init__(f"{where}: {what}; {remedy}")
        self.where, self.what, self.remedy = where, what, remedy


class SettingsError(KGBuildError):
    """A setting is unknown, of the wrong type or out of range."""


class AuthorityError(KGBuildError):
    """An authority's index is damaged, foreign, or of a version that is not read. `where` is its path."""

    def __init__(self, where: str, what: str, remedy: str) -> None:
        super().__init__(f"{where}: {what}; {remedy}")
        self.where, self.what, self.remedy = where, what, remedy


class OutputError(KGBuildError):
    """The target of a build, an export or a report cannot be written."""


class ServiceError(KGBuildError):
    """A service that the user had asked does not answer, or not as it should. `url` is its address, or its name."""

    def __init__(self, url: str, what: str, remedy: str) -> None:
        super().__init__(f"{url}: {what}; {remedy}")
        self.url, self.what, self.remedy = url, what, remedy


class QueryError(KGBuildError):
    """A SPARQL query is malformed, or asks for what is not allowed here. Lines and columns count from 1."""

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line, self.column = line, column


class LimitError(KGBuildError):
    """An answer was given up. `limit` says over which bound: "time", "memory", "size", "room" or "busy"."""

    def __init__(self, message: str, limit: str) -> None:
        super().__init__(message)
        self.limit = limit


class MissingExtraError(KGBuildError):
    """An optional part of kgbuild is not installed."""
