"""From the model to the network: scope, graphs, connection, measures, layout.

May import :mod:`joinedup.model`, :mod:`joinedup.errors`, networkx, igraph and numpy; nothing
of Streamlit, pandas, the store or the drawing. Every function is pure: a dataset goes in, a
fresh value comes out, and the same input gives the same output in every process.

- ``scope``: which partnerships, memberships and ties count on a day, under the filters.
- ``graph``: the projection of partnerships on organisations, with their ties.
- ``connection``: connected, no partnership on record, or unknown; and how far it reaches.
- ``measures``: degree, betweenness, density, components, centralisation, transitivity.
- ``pairs``: the projection's edges as arrays, and how many of them join two groups.
- ``groups``: blocks of place and sector, and communities; everyone in exactly one.
- ``layout``: one spot for every organisation and partnership of a version, from ``shapes``
  (one component), ``packing`` (components and grids on the canvas) and ``engine``.
- ``engine``: the only module that touches igraph (ADR 0003).

Tested by ``tests/unit/test_network_*.py`` (tabled cases, and the published values of the
literature) and ``tests/property/test_network_*.py`` (igraph and networkx agree).
"""
