"""How well two colours can be told apart, as WCAG 2.2 measures it."""


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two ``#rrggbb`` colours, from 1 to 21.

    Source: WCAG 2.2, relative luminance.
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
