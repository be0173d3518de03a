/* Joined Up's drawing, for the map and for the network alike.
 *
 * One Leaflet renderer draws every organisation, partnership and tie on one canvas, from
 * columns of values that are fetched once a version. Python then sends small "pictures"
 * (which marks are shown, in which state and colour); they arrive through streamlit-folium's
 * feature group, so a filter never remounts the frame.
 *
 * Text from data reaches the page only through textContent or canvas text, never as HTML.
 * window.joinedup states what is drawn: organisations, neighbourhoods, selected.
 *
 * This file has what all others need, and needs only Leaflet: the object that they add to, what
 * they share, the inks and shapes, and a few tools. Each of them adds its part to window.joinedup
 * and looks up another's when it runs, not when it loads, so that their order does not matter.
 */
(function () {
  "use strict";

  const TAU = 2 * Math.PI;
  const DOT = { connected: "c", none: "n", unknown: "u", hidden: "." };
  /* A capital letter is the same state as faint context. */
  const isDrawn = (mark) => mark !== undefined && mark !== DOT.hidden;
  const isFaint = (mark) => mark >= "A" && mark <= "Z";
  const INK = {
    light: { text: "#212b32", muted: "#4c6272", halo: "#ffffff", land: "#e8edee",
      line: "#768692", place: "#425563", ground: "#f6f8f9", tie: "#768692", ring: "#212b32",
      accent: "#005eb8" },
    dark: { text: "#f0f4f5", muted: "#aeb7bd", halo: "#10181f", land: "#26323b",
      line: "#768692", place: "#aeb7bd", ground: "#10181f", tie: "#8d9aa5", ring: "#ffffff",
      accent: "#5aa9f0" },
  };

  const J = (window.joinedup = {
    organisations: 0, neighbourhoods: 0, selected: null, partnerships: 0, ties: 0, tiesOld: 0, ready: false,
  });

  /* What the files share. It is no part of what window.joinedup states: whoever copies that does
     not get the map and all data with it. */
  const S = {
    setup: null,     // what start was given: kind ("map" or "network"), base, attribution
    map: null,       // Leaflet's
    renderer: null,  // its `shown`, `hubs` and `clusters` are what was drawn last, and where
    legend: null,
    data: null,      // the version: columns as fetched, `index` and `hubIndex` by id, `areas`,
                     // `spot` as latitude and longitude, `flat` in pixels at zoom 0
    picture: null,   // the last that Python sent; choosing changes its `selected` ahead of Python
    edges: [],       // the map's lines: {a, b, w, old}, organisations, weight, and whether to fade
    net: null,       // the network's lines, as graph.js reads them
    large: 1,        // how much larger all writing is than at a desk, see start.js
    touched: false,  // whether the reader has moved the window since it was last fitted
  };
  Object.defineProperty(J, "shared", { value: S });

  const isStill = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  // Before the map is made: Leaflet asks once.
  if (isStill()) L.Map.mergeOptions({ zoomAnimation: false, fadeAnimation: false, inertia: false });
  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };

  /* Forced colours (high contrast): the reader's own few, and no other on marks and lines. Shapes,
     rings and patterns tell what colours tell else. */
  const forced = window.matchMedia("(forced-colors: active)");
  let own = null;
  forced.addEventListener("change", () => { own = null; });
  function forcedInk() {
    if (own) return own;
    const probe = document.body.appendChild(element("span"));
    const as = (name) => { probe.style.color = name; return window.getComputedStyle(probe).color; };
    const text = as("CanvasText"), ground = as("Canvas"), marked = as("LinkText");
    own = { text: text, muted: text, halo: ground, land: ground, line: text, place: text, ground: ground, tie: as("GrayText"),
      ring: marked, accent: marked };
    probe.remove();
    return own;
  }
  const ink = () => (forced.matches ? forcedInk() : INK[S.picture && S.picture.dark ? "dark" : "light"]);
  const tinted = (colour) => (forced.matches ? ink().text : colour);

  /* ---- shapes: one a sector, the same on map, network and legend ---- */
  const polygon = (sides, turn) => (path, x, y, r) => {
    for (let i = 0; i < sides; i++) {
      const a = turn + (i * TAU) / sides;
      path[i ? "lineTo" : "moveTo"](x + r * Math.cos(a), y + r * Math.sin(a));
    }
    path.closePath();
  };
  const star = (points, inner) => (path, x, y, r) => {
    for (let i = 0; i < 2 * points; i++) {
      const a = -TAU / 4 + (i * TAU) / (2 * points), s = i % 2 ? r * inner : r;
      path[i ? "lineTo" : "moveTo"](x + s * Math.cos(a), y + s * Math.sin(a));
    }
    path.closePath();
  };
  const cross = (turn) => (path, x, y, r) => {
    const w = 0.36, h = 1.02;
    const corners = [[-w, -h], [w, -h], [w, -w], [h, -w], [h, w], [w, w], [w, h], [-w, h],
      [-w, w], [-h, w], [-h, -w], [-w, -w]];
    const c = Math.cos(turn), s = Math.sin(turn);
    corners.forEach(([a, b], i) =>
      path[i ? "lineTo" : "moveTo"](x + r * (a * c - b * s), y + r * (a * s + b * c)));
    path.closePath();
  };
  const SHAPES = {
    circle: (path, x, y, r) => { path.moveTo(x + r, y); path.arc(x, y, r, 0, TAU); },
    square: (path, x, y, r) => path.rect(x - r * 0.88, y - r * 0.88, r * 1.76, r * 1.76),
    triangle: (path, x, y, r) => polygon(3, -TAU / 4)(path, x, y + r * 0.15, r * 1.22),
    down: (path, x, y, r) => polygon(3, TAU / 4)(path, x, y - r * 0.15, r * 1.22),
    diamond: (path, x, y, r) => polygon(4, 0)(path, x, y, r * 1.2),
    pentagon: (path, x, y, r) => polygon(5, -TAU / 4)(path, x, y, r * 1.1),
    hexagon: (path, x, y, r) => polygon(6, 0)(path, x, y, r * 1.08),
    star: (path, x, y, r) => star(5, 0.5)(path, x, y, r * 1.32),
    plus: (path, x, y, r) => cross(0)(path, x, y, r * 1.05),
    cross: (path, x, y, r) => cross(TAU / 8)(path, x, y, r * 1.05),
  };

  /* ---- a line of text over the picture, for a while ---- */
  let noticeBox = null;
  function notice(text) {
    if (!noticeBox) { noticeBox = element("div", "joinedup-notice"); noticeBox.setAttribute("role", "status"); S.map.getContainer().appendChild(noticeBox); }
    noticeBox.textContent = text;
    noticeBox.hidden = !text;
    window.clearTimeout(noticeBox.timer);
    if (text) noticeBox.timer = window.setTimeout(() => { noticeBox.hidden = true; }, 12000);
  }

  J.common = { TAU: TAU, DOT: DOT, SHAPES: SHAPES, isDrawn: isDrawn, isFaint: isFaint, isStill: isStill,
    large: () => S.large, isPresented: () => document.documentElement.dataset.presented === "yes",
    ink: ink, tinted: tinted, forced: forced, element: element, notice: notice };
})();
