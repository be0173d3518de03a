"""Where map and network stand, for scripts of ours that need to know it.

Only the browser knows: ``render/static/view.js`` writes it into the page's address, and no run of
the page follows. What reads it from there again begins with :data:`READ`.
"""

import json

from joinedup.views import POSITIONS

#: Two functions for a component's script. The first gives pairs of a parameter and where its
#: picture stands, empty for as the page has it. The second adds to a query those that are set.
READ = f"""
const positions = () => {{
  const asked = new URLSearchParams(window.location.search);
  return {json.dumps(POSITIONS)}.map((name) => [name, asked.get(name) || ""]);
}};
const keepPositions = (query) => {{
  positions().forEach(([name, text]) => {{ if (text) query.set(name, text); }});
}};
"""
