"""Which pages of other sites may show ours in a frame of theirs.

None, unless whoever runs the dashboard names their addresses in ``JOINEDUP_EMBED_ORIGINS``. They
may then show the map and the network in their form for embedding, and nothing else: that form has
no buttons that change anything.
"""

import os
import re
from urllib.parse import parse_qsl

from joinedup.errors import SetupError
from joinedup.ui.front_end import base_path

VARIABLE = "JOINEDUP_EMBED_ORIGINS"
#: Pages with a form for embedding.
EMBEDDED = ("map", "network")
_ORIGIN = re.compile(r"https://[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:[0-9]{1,5})?")
# A page on the same machine, for trying it out; no network lies between.
_LOCAL = re.compile(r"http://(localhost|127\.0\.0\.1)(:[0-9]{1,5})?")
_MOST = 20


def origins() -> tuple[str, ...]:
    """The sites that may show our pictures in a frame.

    Raises:
        SetupError: When the environment variable holds anything else than addresses of sites.
    """
    found = tuple(dict.fromkeys(os.environ.get(VARIABLE, "").split()))
    for one in found:
        if not (_ORIGIN.fullmatch(one) or _LOCAL.fullmatch(one)):
            raise SetupError(
                f"{VARIABLE} holds something else than the address of a site",
                value=one,
                hint="Write each as https://intranet.example.org, without a path, with spaces "
                "between them.",
            )
    if len(found) > _MOST:
        raise SetupError(
            f"{VARIABLE} names too many sites", value=len(found), hint=f"Name at most {_MOST}."
        )
    return found


def is_embedded(path: str, query: bytes) -> bool:
    """Whether an address asks for the map or the network in the form for embedding."""
    page = path.removeprefix(base_path()).strip("/")
    asked = parse_qsl(query.decode("latin-1"))
    return page in EMBEDDED and ("embed", "true") in asked
