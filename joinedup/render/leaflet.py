"""The map and the network as folium maps for streamlit-folium, without any outside script.

The base map is constant for a dataset: Leaflet, our drawing and the page's data routes, all
served by the app itself. What changes with a filter is one feature group that hands a picture
(:mod:`joinedup.render.picture`) to the drawing, so the frame is never remounted.
"""

from collections.abc import Mapping
from itertools import product
from string import ascii_letters
from typing import Any

import folium
from folium.template import Template

from joinedup.render.escaping import script_json

#: What a mark can be (:mod:`joinedup.render.picture`), and a letter for each pair of two of them.
#: ``static/fetching.js`` has the same two lines: half of what a change of the filter sends.
_MARKS = ".cnuCNU"
_PAIRS = dict(zip(map("".join, product(_MARKS, _MARKS)), ascii_letters, strict=False))
#: From ``component/<name>/index.html``, where streamlit-folium's frame lives, to our routes.
#: Relative, so that it holds under any ``server.baseUrlPath``.
FRAME_TO_ROOT = "../../joinedup/"
ATTRIBUTION = (
    "Boundaries: Office for National Statistics, OGL v3.0. Contains OS data © Crown copyright"
)


class _InParts(folium.MacroElement):
    """What streamlit-folium takes its script from; it is no page by itself.

    Rendered as one, it would be compiled as a template once more, with all that it holds: a
    fifth of the map's script, for a page that nobody is shown.
    """

    def render(self, **_kwargs: Any) -> str:
        """Nothing: see the class."""
        return ""


class _Start(_InParts):
    """Starts our drawing on the map that holds it."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        joinedup.start({{ this._parent.get_name() }}, {{ this.options_json }});
        {% endmacro %}
        """
    )

    def __init__(self, options: Mapping[str, Any]) -> None:
        super().__init__()
        self._name = "JoinedUpStart"
        self.options_json = script_json(options)


class Picture(_InParts, folium.FeatureGroup):
    """Hands a picture to the drawing; for ``st_folium(feature_group_to_add=...)``."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
        var {{ this.get_name() }} = joinedup.apply({{ this.picture_json }});
        {% endmacro %}
        """
    )

    def __init__(self, picture: Mapping[str, Any]) -> None:
        super().__init__(name="picture", control=False)
        self.picture_json = script_json(_in_pairs(picture))


def _in_pairs(picture: Mapping[str, Any]) -> Mapping[str, Any]:
    """A picture with its marks two by two; an odd one is followed by a hidden one."""
    marks = picture.get("marks")
    if not marks:
        return picture
    pairs = zip(marks[::2], f"{marks[1::2]}.", strict=False)
    return {**picture, "marks": "".join([_PAIRS[one + other] for one, other in pairs])}


class _Map(_InParts, folium.Map):
    """Leaflet's map; our style sheet gives it its size."""


def base_map(kind: str, data_url: str, assets_version: str) -> folium.Map:
    """The constant part of the map (``kind`` map) or of the network drawing (``network``).

    Args:
        kind: ``map`` draws in Web Mercator, ``network`` on a flat plane.
        data_url: Path of the dataset's data routes, relative to our routes' root, ending in /.
        assets_version: Changes when our scripts change, so that browsers fetch them anew.
    """
    flat = kind == "network"
    drawn = _Map(
        location=[450, 800] if flat else [53.4, -1.4],
        zoom_start=0 if flat else 10,
        crs="Simple" if flat else "EPSG3857",
        tiles=None,
        zoom_snap=0.25,
        zoom_delta=0.5,
        wheel_px_per_zoom_level=90,
        attribution_control=False,
    )
    # folium keeps min_zoom and max_zoom for its tile layers; the map itself needs them here.
    drawn.options |= {"minZoom": -3 if flat else 6, "maxZoom": 5 if flat else 18}
    drawn.default_js = [
        ("drawing", f"{FRAME_TO_ROOT}drawing.js?v={assets_version}"),
    ]
    drawn.default_css = [
        ("leaflet_css", f"{FRAME_TO_ROOT}leaflet/leaflet.css?v={assets_version}"),
        ("joinedup_css", f"{FRAME_TO_ROOT}static/joinedup.css?v={assets_version}"),
    ]
    _Start(
        {
            "kind": kind,
            "base": FRAME_TO_ROOT + data_url,
            "attribution": "" if flat else ATTRIBUTION,
        }
    ).add_to(drawn)
    return drawn
