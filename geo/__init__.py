"""Pure geography: postcodes, projections, boundaries and finding what lies where.

:mod:`.postcodes`, :mod:`.projection` and :mod:`.locating` place rows on the map,
:mod:`.geojson` reads polygons, :mod:`.lsoas` makes areas of LSOAs; :mod:`.boundaries` and
:mod:`.fitting` draw what the builders of ``data/`` write.

Imports the standard library, numpy, shapely, pyproj and geopandas (and brotli and msgpack
for the postcode directory); nothing of ours. Tested by ``tests/unit/test_geo_*.py`` and
``tests/property/test_geo_*.py``.

Coordinates always come as (x, y): easting and northing in metres on the British National
Grid (EPSG:27700), or longitude and latitude in degrees (WGS 84, EPSG:4326). The name of a
function or argument says which.
"""


class GeographyError(ValueError):
    """A postcode, polygon or file of boundaries cannot be used."""
