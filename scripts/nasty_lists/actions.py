"""Lists of actions as boards and plans write them."""

from scripts.nasty_lists.parts import table


def files() -> dict[str, bytes]:
    return {
        "board-actions.csv": _board(),
        "implementation-plan.csv": _plan(),
    }


def _board() -> bytes:
    """One programme for all rows, people among the roles, colours, quarters, words for dates."""
    return table(
        ("Warm Homes action log", "", "", "", "", ""),
        ("Updated 12/03/2026", "", "", "", "", ""),
        ("Project", "Action", "Owner", "By when", "RAG", "Organisation"),
        ("Warm Homes", "Visit the coldest homes", "Programme manager", "Q2 2026-27", "Amber", ""),
        ("", "Train the visitors", "Ann Smith", "Sept 2026", "Green", ""),
        ("", "Agree one form", "Director of Housing", "Ongoing", "", "Good Things Foundation"),
        ("", "Write to all tenants", "Comms team", "after the summer", "Blue", ""),
        ("", "Write to all tenants", "Comms team", "after the summer", "Red", ""),
        ("", "", "Finance lead", "March 2027", "", ""),
        ("", '=HYPERLINK("https://example.org","Open a hub")', "Chair", "2026", "parked", ""),
        ("Total", "7", "", "", "", ""),
    )


def _plan() -> bytes:
    """Six columns of a strategy's appendix, which nowhere says the programme's name."""
    return table(
        ("Theme", "Activity", "Evidence", "Outcome", "Lead", "Time"),
        ("1. Homes", "Visit the coldest homes", "Visits", "Warmth", "Manager", "Jun, 2013."),
        ("", "Train the visitors", "", "", "Manager", "Jan, 2013 \u2013 Jun, 2013."),
        ("Theme", "Activity", "Evidence", "Outcome", "Lead", "Time"),
        ("1. Homes (cont)", "Agree one form", "", "Asked once", "Housing lead", "Ongoing"),
        ("2. Skills", "Plan the workforce", "", "", "", ""),
    )
