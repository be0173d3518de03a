/* Joined Up's data, as the server sends it: what is fetched, when, and what is worked out from it.
 *
 * Organisations and areas at the start, the layout of the network when something is drawn that
 * needs it, its lines with each picture. Needs joinedup.js and, to read the lines, graph.js.
 */
(function () {
  "use strict";

  const J = window.joinedup, S = J.shared;
  const { notice } = J.common;
  /* A letter stands for two marks: see render/leaflet.py. */
  const MARKS = ".cnuCNU", PAIRS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVW";
  const pairOf = new Map(Array.from(PAIRS, (letter, k) => [letter, MARKS[Math.floor(k / MARKS.length)] + MARKS[k % MARKS.length]]));
  let edgesUrl = null, layout = null;

  const getJson = (path) => fetch(S.setup.base + path, { credentials: "same-origin" }).then((answer) => {
    if (!answer.ok) throw new Error(path + ": " + answer.status);
    return answer.json();
  });

  function flatten() {
    const { map, data } = S;
    data.flat = new Float64Array(2 * data.spot.length);
    data.spot.forEach((spot, i) => {
      if (spot === null) return;
      const p = map.options.crs.latLngToPoint(L.latLng(spot), 0);
      data.flat[2 * i] = p.x; data.flat[2 * i + 1] = p.y;
    });
  }
  /* Where organisations and partnerships stand in the network; blocks do without. */
  function loadLayout() {
    if (!layout) {
      // Kept by the browser for good: the number goes up with what is in it.
      layout = getJson("network.json?form=2").then((found) => {
        const data = S.data;
        data.partnerships.x = found.partnerships.map(([x]) => x);
        data.partnerships.y = found.partnerships.map(([, y]) => y);
        data.groups = found.groups;
        data.under = found.under;
        data.spot = found.organisations.map(([x, y]) => [y, x]);
        flatten();
      });
      layout.catch(() => { layout = null; });
    }
    return layout;
  }

  function loadEdges() {
    const picture = S.picture;
    if (picture.edges) { S.edges = picture.edges.map(([a, b, w, old]) => ({ a: a, b: b, w: w, old: old })); return Promise.resolve(); }
    S.edges = [];
    if (!picture.edges_url) return Promise.resolve();
    if (picture.edges_url === edgesUrl) return Promise.resolve();
    const wanted = picture.edges_url;
    // The old ties say nothing of the new picture.
    S.net = null; edgesUrl = null;
    return getJson(wanted).then((answer) => {
      if (S.picture.edges_url !== wanted) return;
      edgesUrl = wanted;
      S.net = J.graph.read(answer, S.data.organisations.id.length);
    }).catch(() => notice("The ties could not be loaded. The table below the picture has them."));
  }

  const marks = (pairs) => Array.from(pairs, (letter) => pairOf.get(letter)).join("");

  J.fetching = { marks: marks, json: getJson, flatten: flatten, layout: loadLayout, edges: loadEdges };
})();
