"""The one exception tree. A message says what, the value, and what to try."""


class JoinedUpError(Exception):
    """Base of every error this package raises on purpose.

    Args:
        what: One sentence a programme lead can act on, without the value.
        value: The offending value, shown shortened and quoted.
        hint: What to try next.
    """

    def __init__(self, what: str, *, value: object = None, hint: str = "") -> None:
        self.what = what
        self.value = value
        self.hint = hint
        shown = "" if value is None else f": {_shorten(repr(value))}"
        super().__init__(" ".join(part for part in (f"{what}{shown}.", hint) if part))


class ModelError(JoinedUpError):
    """A value breaks a rule of the model (:mod:`joinedup.model`)."""


class DatasetError(JoinedUpError):
    """A dataset is missing, or its files contradict each other."""


class ListError(JoinedUpError):
    """A partner list cannot be used at all.

    Args:
        code: Short and stable, for tests and for the command line: ``empty-file``.
    """

    def __init__(self, code: str, what: str, *, value: object = None, hint: str = "") -> None:
        self.code = code
        super().__init__(what, value=value, hint=hint)


class StoreError(JoinedUpError):
    """The store of versions cannot be opened, read or written."""


class MeasureError(JoinedUpError):
    """A measure of the network could not be worked out."""


class DocumentError(JoinedUpError):
    """A page or a pack cannot be made into a document."""


class PaperError(DocumentError):
    """A document that was made cannot be set on paper, or drawn."""


class SetupError(JoinedUpError):
    """Whoever runs the dashboard has set something that cannot be; it does not start."""


def _shorten(text: str, limit: int = 120) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
