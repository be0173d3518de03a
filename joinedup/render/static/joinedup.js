/* Joined Up's drawing, for the map and for the network alike.
 *
 * One Leaflet renderer draws every organisation, partnership and tie on one canvas, from
 * columns of values that are fetched once a version. Python then sends small "pictures"
 * (which marks are shown, in which state and colour); they arrive through streamlit-folium's
 * feature group, so a filter never remounts the frame.
 *
 * Text from data reaches the page only through textContent or canvas text, never as HTML.
 * window.joinedup states what is drawn: organisations, neighbourhoods, selected.
 */
(function () {
  "use strict";

  const TAU = 2 * Math.PI;
  const DOT = { connected: "c", none: "n", unknown: "u", hidden: "." };
  const STATE_WORDS = { c: "Connected", n: "No partnership on record", u: "Unknown" };
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
    organisations: 0, neighbourhoods: 0, selected: null, partnerships: 0, ties: 0, ready: false,
  });
  let setup = null, data = null, picture = null, map = null, renderer = null;
  let areas = null, places = null, tiles = null, legend = null, search = null;
  let touched = false, fitted = false, lastFit = null, edgesUrl = null, edges = [], picks = 0;
  let net = null, stopLines = null;

  const isStill = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const ink = () => INK[picture && picture.dark ? "dark" : "light"];
  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };

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

  /* Draw one mark. Filled: connected. Ring: none on record. Dotted ring: unknown. */
  function drawMark(ctx, shape, x, y, r, colour, state, outside) {
    ctx.beginPath();
    (SHAPES[shape] || SHAPES.circle)(ctx, x, y, r);
    ctx.setLineDash([]);
    if (state === DOT.connected && !outside) {
      ctx.fillStyle = colour;
      ctx.fill();
      ctx.lineWidth = 1;
      ctx.strokeStyle = ink().halo;
      ctx.stroke();
      return;
    }
    ctx.fillStyle = ink().halo;
    ctx.fill();
    if (outside && state === DOT.connected) {
      ctx.save();
      ctx.globalAlpha *= 0.35;
      ctx.fillStyle = colour;
      ctx.fill();
      ctx.restore();
    }
    ctx.lineWidth = state === DOT.none ? Math.max(2.2, r * 0.42) : Math.max(1.4, r * 0.24);
    if (state === DOT.unknown) ctx.setLineDash([Math.max(1.6, r * 0.3), Math.max(1.6, r * 0.34)]);
    ctx.strokeStyle = colour;
    ctx.stroke();
    ctx.setLineDash([]);
  }

  function symbol(item) {
    const ratio = window.devicePixelRatio || 1, side = 22;
    const canvas = element("canvas", "joinedup-symbol");
    canvas.width = canvas.height = side * ratio;
    canvas.style.width = canvas.style.height = side + "px";
    const ctx = canvas.getContext("2d");
    ctx.scale(ratio, ratio);
    if (item.swatch) {
      ctx.fillStyle = item.colour;
      ctx.fillRect(2, 4, side - 4, side - 8);
      ctx.strokeStyle = ink().line;
      ctx.strokeRect(2.5, 4.5, side - 5, side - 9);
    } else if (item.cluster) {
      J.drawCluster(ctx, { x: side / 2, y: side / 2, r: 9.5, cluster: new Array(12), counts: { c: 7, n: 3, u: 2 } }, ink());
    } else if (item.block || item.line) {
      J.blocks.symbol(ctx, item, side, ink());
    } else if (item.hub) {
      drawHub(ctx, side / 2, side / 2, 7);
    } else {
      drawMark(ctx, item.shape || "circle", side / 2, side / 2, 6.5,
        item.colour || ink().muted, item.state || DOT.connected, item.outside);
    }
    return canvas;
  }

  function drawHub(ctx, x, y, r) {
    ctx.beginPath();
    ctx.arc(x, y, r, 0, TAU);
    ctx.setLineDash([]);
    ctx.fillStyle = ink().halo;
    ctx.fill();
    ctx.lineWidth = 2;
    ctx.strokeStyle = ink().text;
    ctx.stroke();
    ctx.beginPath();
    ctx.arc(x, y, Math.max(1.5, r * 0.35), 0, TAU);
    ctx.fillStyle = ink().text;
    ctx.fill();
  }

  /* ---- the renderer ---- */
  const Marks = L.Renderer.extend({
    options: { padding: 0.35, pane: "joinedup" },
    _initContainer: function () {
      this._container = element("canvas", "joinedup-marks leaflet-zoom-animated");
      this._ctx = this._container.getContext("2d");
    },
    _destroyContainer: function () {
      L.DomUtil.remove(this._container);
    },
    /* L.Renderer asks for these; there are no vector layers of Leaflet's own in it. */
    _onMoveEnd: function () { this._update(); },
    _onZoom: function () { this._updateTransform(this._map.getCenter(), this._map.getZoom()); },
    _update: function () {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize(), ratio = window.devicePixelRatio || 1;
      L.DomUtil.setPosition(this._container, this._bounds.min);
      this._container.width = Math.round(size.x * ratio);
      this._container.height = Math.round(size.y * ratio);
      this._container.style.width = size.x + "px";
      this._container.style.height = size.y + "px";
      this._ctx.setTransform(ratio, 0, 0, ratio, -this._bounds.min.x * ratio,
        -this._bounds.min.y * ratio);
      this.draw();
    },
    /* The id of a mark in `shown` or `hubs`. */
    idOf: function (one) { return idOf(one); },
    draw: function () {
      if (!this._bounds || !data || !picture) return;
      const ctx = this._ctx, size = this._bounds.getSize(), min = this._bounds.min;
      pause();
      ctx.clearRect(min.x, min.y, size.x, size.y);
      drawPicture(ctx, this._bounds);
    },
  });

  const radius = () => {
    const zoom = map.getZoom();
    return setup.kind === "map"
      ? Math.max(4.2, Math.min(11, 4.4 + (zoom - 9.5) * 1.15))
      : Math.max(2.6, Math.min(15, 5 * Math.pow(2, zoom * 0.8)));
  };

  /* Where organisation i stands now, in layer pixels: scaled from where it stands at zoom 0. */
  function spotter() {
    const crs = map.options.crs, origin = map.getPixelOrigin(), scale = crs.scale(map.getZoom()) / crs.scale(0);
    const x = (i) => data.flat[2 * i] * scale - origin.x, y = (i) => data.flat[2 * i + 1] * scale - origin.y;
    return { x: x, y: y, scale: scale, origin: origin };
  }

  /* What is drawn where: marks, and on a crowded map circles for what is too close to be told
     apart. What is selected is never inside a circle, nor are its partners, as long as these are
     few enough to be seen themselves. */
  function standing(bounds) {
    const at = spotter(), r = radius(), count = data.organisations.id.length;
    let indices = [];
    for (let i = 0; i < count; i++) if (isDrawn(picture.marks[i]) && data.spot[i] !== null) indices.push(i);
    let clusters = [];
    if (setup.kind === "map" && J.isCrowded(indices.length)) {
      const kept = new Set([data.index.get(picture.selected)]);
      if (edges.length <= 150) edges.forEach((edge) => { kept.add(edge.a); kept.add(edge.b); });
      const parted = J.cluster(indices, data.flat, at, map.getZoom(), picture.marks, kept);
      clusters = parted.clusters;
      // Of thousands only those in the window and close around it are worth drawing.
      indices = parted.single.filter((i) => kept.has(i) || bounds.contains([at.x(i), at.y(i)]));
    }
    const marks = indices.map((i) => markAt(i, at, r));
    if (setup.kind === "map") moveApart(marks, r);
    return { at: at, marks: marks, clusters: clusters };
  }

  function markAt(i, at, r) {
    const mark = picture.marks[i], faint = isFaint(mark);
    const size = picture.sizes ? r * (0.75 + 1.6 * Math.sqrt(picture.sizes[i])) : r;
    return { i: i, x: at.x(i), y: at.y(i), r: faint ? size * 0.8 : size, mark: mark.toLowerCase(), faint: faint };
  }

  /* Marks that share one spot (a health centre with several practices) stand on a small ring
     around it, so each can be clicked. */
  function moveApart(marks, r) {
    const spots = new Map();
    marks.forEach((one) => {
      const key = data.organisations.lat[one.i] + "," + data.organisations.lon[one.i];
      if (!spots.has(key)) spots.set(key, []);
      spots.get(key).push(one);
    });
    spots.forEach((group) => {
      if (group.length < 2) return;
      const ring = Math.max(r * 1.15, (group.length * r * 2.1) / TAU);
      group.forEach((one, k) => {
        const a = -TAU / 4 + (k * TAU) / group.length;
        one.legX = one.x; one.legY = one.y;
        one.x += ring * Math.cos(a); one.y += ring * Math.sin(a);
      });
    });
  }

  function hubsStanding() {
    if (setup.kind === "map" || !picture.hubs) return [];
    const hubs = [], r = radius();
    data.partnerships.id.forEach((id, i) => {
      const mark = picture.hubs[i];
      if (!isDrawn(mark)) return;
      const p = map.latLngToLayerPoint([data.partnerships.y[i], data.partnerships.x[i]]);
      hubs.push({ hub: i, x: p.x, y: p.y, r: r * (1 + 0.09 * Math.sqrt(data.partnerships.members[i])),
        mark: mark });
    });
    return hubs;
  }

  function drawPicture(ctx, bounds) {
    if (picture.blocks) {
      renderer.shown = []; renderer.hubs = []; renderer.clusters = [];
      J.blocks.draw(ctx, map, ink());
      return;
    }
    if (!data.spot) return;
    const parted = standing(bounds), shown = parted.marks, hubs = hubsStanding(), byIndex = new Map();
    shown.forEach((one) => byIndex.set(one.i, one));
    // Lines also lead to those that a circle holds, or that stand outside the window.
    if (setup.kind === "map") edges.forEach((edge) => [edge.a, edge.b].forEach((i) => {
      if (!byIndex.has(i) && isDrawn(picture.marks[i]) && data.spot[i]) byIndex.set(i, markAt(i, parted.at, radius()));
    }));
    const byHub = new Map(hubs.map((one) => [one.hub, one]));
    renderer.shown = shown;
    renderer.hubs = hubs;
    renderer.clusters = parted.clusters;
    J.clusters = parted.clusters.length;
    if (setup.kind === "map") drawTies(ctx, byIndex); else drawParents(ctx, byHub);
    const inside = (one) => bounds.contains([one.x, one.y]);
    shown.filter(inside).forEach((one) => {
      if (one.legX !== undefined) {
        ctx.beginPath(); ctx.moveTo(one.legX, one.legY); ctx.lineTo(one.x, one.y);
        ctx.lineWidth = 0.8; ctx.strokeStyle = ink().muted; ctx.stroke();
      }
    });
    const chosen = picture.selected;
    shown.filter(inside).forEach((one) => {
      const colour = colourOf(one.i);
      ctx.globalAlpha = one.faint ? 0.35 : 1;
      const shape = data.shapes[data.organisations.sector[one.i]], outside = data.organisations.outside[one.i];
      J.graph.stamp(ctx, [shape, colour, one.mark, outside, picture.dark].join("|"), one.x, one.y, one.r,
        (own, x, y) => drawMark(own, shape, x, y, one.r, colour, one.mark, outside));
      ctx.globalAlpha = 1;
    });
    hubs.filter(inside).forEach((one) => {
      drawHub(ctx, one.x, one.y, one.r);
    });
    parted.clusters.filter(inside).forEach((one) => J.drawCluster(ctx, one, ink()));
    const focus = shown.find((one) => data.organisations.id[one.i] === chosen) ||
      hubs.find((one) => data.partnerships.id[one.hub] === chosen);
    if (focus) {
      ctx.beginPath();
      ctx.arc(focus.x, focus.y, focus.r + 6, 0, TAU);
      ctx.lineWidth = 3.5; ctx.strokeStyle = ink().halo; ctx.stroke();
      ctx.lineWidth = 2; ctx.strokeStyle = ink().ring; ctx.stroke();
    }
    drawLabels(ctx, shown, hubs, focus);
    if (setup.kind !== "map") drawLines(ctx, bounds, shown, hubs);
  }

  /* The network's lines, behind the marks that are there already. */
  function drawLines(ctx, bounds, shown, hubs) {
    if (!net) { J.ties = 0; return; }
    const count = data.organisations.id.length, x = new Float32Array(count).fill(NaN), y = new Float32Array(count);
    const faint = new Uint8Array(count), size = data.partnerships.id.length;
    shown.forEach((one) => { x[one.i] = one.x; y[one.i] = one.y; faint[one.i] = one.faint ? 1 : 0; });
    const centres = picture.hubs ? { x: new Float32Array(size).fill(NaN), y: new Float32Array(size) } : null;
    hubs.forEach((one) => { centres.x[one.hub] = one.x; centres.y[one.hub] = one.y; });
    const found = J.graph.select(net, { x: x, y: y, faint: faint, hubs: centres, bounds: bounds,
      chosen: data.index.get(picture.selected), chosenHub: data.hubIndex.get(picture.selected) });
    J.ties = found.count;
    J.tiesDrawn = found.drawn;
    J.settled = false;
    legend.thin(found.drawn < found.inside ? "The strongest " + found.drawn.toLocaleString("en-GB") + " of "
      + found.inside.toLocaleString("en-GB") + " lines; zoom in for the others" : "");
    stopLines = J.graph.paint(ctx, found, ink(), () => { stopLines = null; J.settled = true; });
  }
  const pause = () => { if (stopLines) stopLines(); stopLines = null; };

  /* Which partnership is part of another, or led by it: dashed, from hub to hub. */
  function drawParents(ctx, byHub) {
    ctx.setLineDash([5, 5]);
    ctx.lineWidth = 1.6;
    ctx.strokeStyle = ink().tie;
    byHub.forEach((one) => {
      const parent = byHub.get(data.partnerships.parent[one.hub]);
      if (!parent) return;
      ctx.beginPath(); ctx.moveTo(one.x, one.y); ctx.lineTo(parent.x, parent.y); ctx.stroke();
    });
    ctx.setLineDash([]);
  }

  const colourOf = (i) => {
    const group = picture.groups ? picture.groups[i] : null;
    return group === null ? data.colours[picture.dark ? 1 : 0][data.organisations.sector[i]]
      : picture.legend[parseInt(group, 36)].colour;
  };

  /* The map's lines: of the selected organisation, or among the selected partnership's members. */
  function drawTies(ctx, byIndex) {
    // Many lines among a partnership's members would hide the map: the more, the fainter.
    ctx.globalAlpha = Math.max(0.14, Math.min(0.95, 30 / edges.length));
    ctx.strokeStyle = ink().ring;
    ctx.setLineDash([]);
    ctx.lineCap = "round";
    let drawn = 0;
    edges.forEach((edge) => {
      const a = byIndex.get(edge.a), b = byIndex.get(edge.b);
      if (!a || !b) return;
      drawn += 1;
      ctx.lineWidth = 1.8 * (edge.w ? 0.6 + 1.8 * Math.sqrt(edge.w) : 1);
      ctx.beginPath(); ctx.moveTo(a.x, a.y); ctx.lineTo(b.x, b.y); ctx.stroke();
    });
    ctx.globalAlpha = 1;
    J.ties = drawn;
  }

  const MOST_NAMES = 160;  // of organisations, in one picture

  /* Where a place's name may stand, in its own size: on its spot, else around it. */
  const NEARBY = [];
  for (let y = -4; y <= 4; y += 0.25) for (let x = -4; x <= 4; x += 1) NEARBY.push([x, y]);
  NEARBY.sort((a, b) => Math.hypot(a[0] / 2, a[1]) - Math.hypot(b[0] / 2, b[1]));

  /* ---- labels: the important first, none over another ---- */
  function drawLabels(ctx, shown, hubs, focus) {
    const taken = [];
    const corner = map.containerPointToLayerPoint([0, 0]);
    const view = L.bounds(corner, corner.add(map.getSize()));
    const put = (text, x, y, size, weight, colour, must, align) => {
      ctx.font = weight + " " + size + "px Frutiger, Arial, sans-serif";
      const width = ctx.measureText(text).width;
      const free = align === "left" ? x : x - width / 2;
      // The chosen one's name stays inside the window, wherever its mark stands.
      const left = must ? Math.max(view.min.x + 6, Math.min(view.max.x - width - 6, free)) : free;
      const box = [left - 3, y - size * 0.62, left + width + 3, y + size * 0.62];
      const clash = taken.some((t) => box[0] < t[2] && box[2] > t[0] && box[1] < t[3] && box[3] > t[1]);
      if (clash && !must) return false;
      taken.push(box);
      ctx.textAlign = "left"; ctx.textBaseline = "middle";
      ctx.lineJoin = "round"; ctx.lineWidth = 4; ctx.strokeStyle = ink().halo;
      ctx.globalAlpha = 0.92; ctx.strokeText(text, left, y); ctx.globalAlpha = 1;
      ctx.fillStyle = colour; ctx.fillText(text, left, y);
      return true;
    };
    if (focus) {
      const name = focus.hub === undefined ? data.organisations.name[focus.i]
        : data.partnerships.name[focus.hub];
      put(shorten(name, 44), focus.x, focus.y - focus.r - 16, 15, "bold", ink().text, true);
    }
    renderer.clusters.forEach((one) =>
      taken.push([one.x - one.r, one.y - one.r, one.x + one.r, one.y + one.r]));
    if (setup.kind === "map") {
      const zoom = map.getZoom();
      data.areas.filter((a) => a.level === "place").forEach((a) => {
        const p = map.latLngToLayerPoint(a.spot), size = zoom < 9 ? 14 : renderer.clusters.length ? 16 : 18;
        if (zoom >= 12) return;
        // Beside its spot where circles stand on it; over them where there is no room at all.
        const free = NEARBY.some(([x, y]) =>
          put(a.name, p.x + x * size, p.y + y * size, size, "bold", ink().place, false));
        if (!free && renderer.clusters.length) put(a.name, p.x, p.y, size, "bold", ink().place, true);
      });
      data.areas.filter((a) => a.level === "neighbourhood").forEach((a) => {
        const p = map.latLngToLayerPoint(a.spot), shade = picture.shade && picture.shade.values[a.id];
        if (shade && zoom >= 9) put(shade.text, p.x, p.y, 13, "bold", ink().text, false);
        if (zoom >= 10.5) put(shorten(a.name, 30), p.x, p.y + (shade ? 15 : 0), 12, "normal", ink().muted, false);
      });
      if (zoom >= 13) labelMarks(shown, put, 12, focus);
      return;
    }
    (data.groups || []).forEach((g) => {
      const p = map.latLngToLayerPoint([g.y, g.x]);
      put(g.label, p.x, p.y, 15, "bold", ink().muted, false, "left");
    });
    const order = hubs.slice().sort((a, b) =>
      data.partnerships.members[b.hub] - data.partnerships.members[a.hub]);
    const foot = feet(shown, hubs);
    const room = L.bounds(view.min.subtract([120, 60]), view.max.add([120, 60]));
    const seen = (one) => room.contains([one.x, one.y]);
    order.filter(seen).forEach((one) => {
      if (one !== focus) {
        put(shorten(data.partnerships.name[one.hub].replace(/ PCN$/, ""), 34), one.x, foot.get(one.hub) + 9, 12.5, "bold",
          ink().text, false);
      }
    });
    if (map.getZoom() >= 0.6 || shown.length <= 60) labelMarks(shown.filter(seen), put, 11.5, focus);
  }
  /* The lowest point of each hub's close circle of members, so that its name stands below. */
  function feet(shown, hubs) {
    const at = new Map(shown.map((one) => [one.i, one])), foot = new Map();
    const hubAt = new Map(hubs.map((one) => { foot.set(one.hub, one.y + one.r); return [one.hub, one]; }));
    if (net && hubs.length) net.hubs.forEach((number, k) => {
      const hub = hubAt.get(number), member = at.get(net.members[k]);
      if (!hub || !member || Math.hypot(hub.x - member.x, hub.y - member.y) > 46) return;
      foot.set(number, Math.max(foot.get(number), member.y + member.r));
    });
    return foot;
  }
  function labelMarks(shown, put, size, focus) {
    let room = MOST_NAMES;
    shown.some((one) => {
      if (one.faint || one === focus) return false;
      if (put(shorten(data.organisations.name[one.i], 32), one.x, one.y + one.r + size * 0.8, size,
        "normal", ink().text, false)) room -= 1;
      return room <= 0;
    });
  }
  const shorten = (text, limit) => (text.length <= limit ? text : text.slice(0, limit - 1) + "…");

  /* ---- pointing and clicking ---- */
  function hits(layerPoint, reach) {
    const found = [];
    const look = (one) => {
      const d = Math.hypot(one.x - layerPoint.x, one.y - layerPoint.y);
      if (d <= Math.max(one.r + 3, reach)) found.push({ d: d, one: one });
    };
    (renderer.shown || []).forEach(look);
    (renderer.hubs || []).forEach(look);
    (renderer.clusters || []).forEach(look);
    return found.sort((a, b) => a.d - b.d);
  }
  const idOf = (one) => (one.hub === undefined ? data.organisations.id[one.i]
    : data.partnerships.id[one.hub]);
  const nameOf = (one) => one.cluster ? J.clusterName(one) : (one.hub === undefined ? data.organisations.name[one.i]
    : data.partnerships.name[one.hub]);
  const aboutOf = (one) => {
    if (one.cluster) return J.clusterWords(one);
    if (one.hub !== undefined) {
      const n = data.partnerships.members[one.hub];
      return data.partnerships.kind[one.hub] + " · " + n + (n === 1 ? " member" : " members");
    }
    const words = [data.sectors[data.organisations.sector[one.i]]];
    if (data.organisations.outside[one.i]) words.push("outside the footprint");
    if (STATE_WORDS[one.mark]) words.push(STATE_WORDS[one.mark]);
    return words.join(" · ");
  };

  let tip = null;
  function hover(event) {
    if (picture && picture.blocks) { hoverBlocks(event); return; }
    const found = hits(event.layerPoint, 8);
    map.getContainer().classList.toggle("joinedup-over", found.length > 0);
    if (!found.length) { hideTip(); return; }
    const lines = [nameOf(found[0].one), aboutOf(found[0].one)];
    const others = found[0].one.cluster ? 0 : sameSpot(found).filter((f) => !f.one.cluster).length - 1;
    if (others > 0) lines.push(others + " more here: click to choose");
    showTip(event, lines);
  }
  function showTip(event, lines) {
    if (!tip) { tip = element("div", "joinedup-tip"); map.getContainer().appendChild(tip); }
    tip.replaceChildren(...lines.map((line, k) => element(k ? "span" : "strong", "", line)));
    tip.hidden = false;
    const p = map.layerPointToContainerPoint(event.layerPoint), size = map.getSize(), high = tip.offsetHeight;
    tip.style.left = Math.max(4, Math.min(p.x + 14, size.x - 270)) + "px";
    tip.style.top = (p.y + high + 20 > size.y ? Math.max(4, p.y - high - 12) : p.y + 14) + "px";
  }
  function hoverBlocks(event) {
    // Whoever points at a block may open it: its organisations' spots come meanwhile.
    loadLayout().catch(() => {});
    const found = J.blocks.at(map, event.layerPoint);
    map.getContainer().classList.toggle("joinedup-over", Boolean(J.blocks.idOf(found)));
    if (J.blocks.point(found)) renderer.draw();
    if (found) showTip(event, J.blocks.tell(found)); else hideTip();
  }
  function leaveBlocks() {
    if (picture && picture.blocks && J.blocks.point(null)) renderer.draw();
  }
  const hideTip = () => { if (tip) tip.hidden = true; };

  /* Marks that a pointer cannot tell from the nearest one. */
  const sameSpot = (found) => found.filter((f) => f.d - found[0].d < 3);

  let areaUnderClick = null;
  function click(event) {
    hideTip();
    const found = hits(event.layerPoint, 10);
    const area = areaUnderClick;
    areaUnderClick = null;
    if (picture.blocks) {
      const group = J.blocks.idOf(J.blocks.at(map, event.layerPoint));
      if (group) send("(open)" + group); else if (picture.selected) choose("");
      return;
    }
    if (!found.length) {
      if (area) choose(area); else if (picture && picture.selected) choose("");
      return;
    }
    if (found[0].one.cluster) {
      touched = true;
      J.openCluster(map, found[0].one, data.spot, isStill());
      return;
    }
    const equal = sameSpot(found).filter((f) => !f.one.cluster);
    if (equal.length > 1) pick(event.latlng, equal); else choose(idOf(found[0].one));
  }
  /* Several marks under one click: a short list to choose from. */
  function pick(latlng, found) {
    const list = element("div", "joinedup-pick");
    list.appendChild(element("strong", "", found.length + " at this spot"));
    found.forEach((f) => {
      const button = element("button", "", nameOf(f.one));
      button.type = "button";
      button.addEventListener("click", () => { map.closePopup(); choose(idOf(f.one)); });
      list.appendChild(button);
    });
    const below = legend.box.offsetHeight + 24;
    L.popup({ closeButton: true, maxWidth: 320, autoPanPaddingTopLeft: [12, 56],
      autoPanPaddingBottomRight: [12, below],
      maxHeight: Math.max(110, map.getSize().y - below - 120) }).setLatLng(latlng).setContent(list).openOn(map);
  }
  /* Selecting is shown at once; Python answers with the panel. */
  function choose(id) {
    picture.selected = id;
    J.selected = id || null;
    renderer.draw();
    styleAreas();
    send(id);
  }
  function send(id) {
    picks += 1;
    window.Streamlit.setComponentValue({ selected: id, pick: picks + "-" + Date.now() });
  }

  /* ---- search: names are here already, so it answers while one types ---- */
  const Search = L.Control.extend({
    options: { position: "topleft" },
    onAdd: function () {
      const box = element("div", "joinedup-search leaflet-bar");
      const input = element("input");
      const list = element("ul");
      const listId = "joinedup-found";
      input.type = "search";
      input.placeholder = setup.kind === "map" ? "Find on the map" : "Find in the network";
      input.setAttribute("aria-label", "Find an organisation, partnership or area by name");
      input.setAttribute("role", "combobox");
      input.setAttribute("aria-expanded", "false");
      input.setAttribute("aria-controls", listId);
      list.id = listId;
      list.setAttribute("role", "listbox");
      list.hidden = true;
      let found = [], active = -1;
      const mark = () => Array.from(list.children).forEach((li, k) => {
        li.setAttribute("aria-selected", String(k === active));
        if (k === active) input.setAttribute("aria-activedescendant", li.id);
      });
      const close = () => { list.hidden = true; active = -1; input.setAttribute("aria-expanded", "false"); };
      const take = (k) => { const item = found[k]; if (item) { input.value = item.name; close(); goTo(item); } };
      const show = () => {
        found = find(input.value);
        list.replaceChildren(...found.map((item, k) => {
          const li = element("li");
          li.id = listId + "-" + k;
          li.setAttribute("role", "option");
          li.append(element("span", "", item.name), element("small", "", item.about));
          li.addEventListener("mousedown", (e) => { e.preventDefault(); take(k); });
          return li;
        }));
        if (!found.length && input.value.trim().length > 1) {
          list.replaceChildren(element("li", "joinedup-nothing", "No name here contains this"));
        }
        list.hidden = input.value.trim().length < 2;
        input.setAttribute("aria-expanded", String(!list.hidden));
        active = found.length ? 0 : -1;
        mark();
      };
      input.addEventListener("input", show);
      input.addEventListener("focus", () => { if (input.value.trim().length > 1) show(); });
      input.addEventListener("blur", close);
      input.addEventListener("keydown", (e) => {
        if (e.key === "ArrowDown" || e.key === "ArrowUp") {
          e.preventDefault();
          active = (active + (e.key === "ArrowDown" ? 1 : -1) + found.length) % Math.max(1, found.length);
          mark();
        } else if (e.key === "Enter") { take(Math.max(0, active)); } else if (e.key === "Escape") { close(); }
      });
      box.append(input, list);
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
      return box;
    },
  });
  function find(text) {
    const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
    if (text.trim().length < 2) return [];
    const matches = (name) => { const n = name.toLocaleLowerCase(); return words.every((w) => n.includes(w)); };
    const rank = (name) => (name.toLocaleLowerCase().startsWith(words[0]) ? 0 : 1);
    const out = [];
    data.organisations.name.forEach((name, i) => {
      if (matches(name)) out.push({ name: name, id: data.organisations.id[i], i: i,
        about: data.sectors[data.organisations.sector[i]] + (data.spot && data.spot[i] === null ? " · no address on record" : "") });
    });
    data.partnerships.name.forEach((name, i) => {
      if (matches(name)) out.push({ name: name, id: data.partnerships.id[i], hub: i, about: data.partnerships.kind[i] });
    });
    data.areas.forEach((a) => { if (matches(a.name)) out.push({ name: a.name, id: a.id, area: a, about: a.level }); });
    return out.sort((a, b) => rank(a.name) - rank(b.name) || a.name.localeCompare(b.name)).slice(0, 8);
  }
  function goTo(item) {
    touched = true;
    const still = isStill();
    if (item.area) map.fitBounds(item.area.bounds, { animate: !still });
    else if (!picture.blocks) {
      // A partnership stands nowhere on the map: choosing it draws its ties.
      const spot = item.hub === undefined ? data.spot[item.i]
        : setup.kind === "map" ? null : [data.partnerships.y[item.hub], data.partnerships.x[item.hub]];
      const zoom = Math.max(map.getZoom(), setup.kind === "map" ? 13 : 1);
      if (spot) map.setView(spot, zoom, { animate: !still });
    }
    choose(item.id);
  }

  /* ---- areas ---- */
  function styleAreas() {
    if (!areas) return;
    areas.eachLayer((layer) => {
      const id = layer.feature.properties.id, shade = picture && picture.shade;
      const value = shade ? shade.values[id] : null;
      const chosen = picture && picture.selected === id;
      layer.setStyle({
        fillColor: value ? shade.ramp[value.step] : ink().land,
        fillOpacity: picture && picture.streets ? (value ? 0.55 : 0.12) : value ? 0.95 : 1,
        color: chosen ? ink().ring : ink().line,
        weight: chosen ? 3.5 : 0.8, opacity: 1,
      });
      if (chosen) layer.bringToFront();
    });
    places.setStyle({ color: ink().place, weight: 2.4, fill: false, opacity: 1 });
    if (picture && data.areas.some((a) => a.id === picture.selected && a.level === "place")) {
      places.eachLayer((layer) => {
        if (layer.feature.properties.id === picture.selected) layer.setStyle({ weight: 5, color: ink().ring });
      });
    }
  }
  function addAreas(boundaries) {
    const of = (level) => ({ type: "FeatureCollection",
      features: boundaries.features.filter((f) => f.properties.level === level) });
    const quiet = { smoothFactor: 0.6 };
    areas = L.geoJSON(of("neighbourhood"), quiet).addTo(map);
    places = L.geoJSON(of("place"), { smoothFactor: 0.6, interactive: false }).addTo(map);
    areas.on("click", (e) => { areaUnderClick = e.propagatedFrom.feature.properties.id; });
    const bounds = new Map();
    [areas, places].forEach((group) => group.eachLayer((layer) =>
      bounds.set(layer.feature.properties.id, layer.getBounds())));
    data.areas = boundaries.features.map((f) => ({ id: f.properties.id, name: f.properties.name,
      level: f.properties.level, bounds: bounds.get(f.properties.id),
      spot: [f.properties.label[1], f.properties.label[0]] }));
    J.neighbourhoods = areas.getLayers().length;
  }

  /* ---- the legend, inside the picture ---- */
  const Legend = L.Control.extend({
    options: { position: "bottomleft" },
    onAdd: function () {
      this.box = element("details", "joinedup-legend leaflet-bar");
      this.box.open = map.getSize().x > 560;
      this.box.addEventListener("toggle", () => { if (!touched && data && picture) fit(); });
      L.DomEvent.disableClickPropagation(this.box);
      L.DomEvent.disableScrollPropagation(this.box);
      return this.box;
    },
    fill: function () {
      const list = element("div", "joinedup-rows");
      const parts = [element("summary", "", "Key"), list];
      const rows = (title, items) => {
        if (!items.length) return;
        if (title) list.appendChild(element("strong", "", title));
        items.forEach((item) => {
          const row = element("span", "joinedup-row");
          row.append(symbol(item), element("span", "", item.label));
          list.appendChild(row);
        });
      };
      rows(picture.legend_title, picture.legend);
      rows("Shape: sector", picture.shape_legend || []);
      rows(picture.state_title, picture.state_legend);
      if (setup.kind === "map" && J.isCrowded(J.organisations)) rows("", [{ cluster: true,
        label: "Many close together; the ring shows how many are connected" }]);
      if (picture.shade) rows(picture.shade.title, picture.shade.legend.map((l) => ({ swatch: true, ...l })));
      const small = [picture.note, picture.streets && tiles && tiles.came ? "Streets © OpenStreetMap contributors" : "", setup.attribution];
      const note = small.filter(Boolean).join(" · ");
      if (note) parts.push(element("p", "", note));
      this.thinned = element("p");
      this.box.replaceChildren(...parts, this.thinned);
    },
    /* Says how many of the lines are left out; empty for none. */
    thin: function (text) { if (this.thinned.textContent !== text) this.thinned.textContent = text; },
  });

  /* ---- the map's place in the page's address; the script does not rerun ---- */
  const param = () => (setup.kind === "map" ? "at" : "drawn");
  function fromAddress() {
    try {
      const text = new URL(window.parent.location.href).searchParams.get(param()) || "";
      const numbers = text.split(",").map(Number);
      const usable = numbers.length === 3 && numbers.every(Number.isFinite) && text !== ",,";
      if (!usable) return null;
      const [y, x, zoom] = numbers;
      const [most, widest] = setup.kind === "map" ? [90, 180] : [1e5, 1e5];
      if (Math.abs(y) > most || Math.abs(x) > widest) return null;
      return { centre: [y, x], zoom: Math.max(map.getMinZoom(), Math.min(map.getMaxZoom(), zoom)) };
    } catch (_) { return null; }
  }
  /* An older place must not outlive the picture it belonged to. */
  function forgetAddress(names) {
    try {
      const url = new URL(window.parent.location.href);
      if (!names.some((name) => url.searchParams.has(name))) return;
      names.forEach((name) => url.searchParams.delete(name));
      window.parent.history.replaceState(window.parent.history.state, "", url.toString().replaceAll("%2C", ","));
    } catch (_) { /* as above */ }
  }
  function toAddress() {
    if (!touched) { if (fitted) forgetAddress([param()]); return; }
    const c = map.getCenter(), digits = setup.kind === "map" ? 4 : 1;
    const text = [c.lat.toFixed(digits), c.lng.toFixed(digits), +map.getZoom().toFixed(2)].join(",");
    try {
      const url = new URL(window.parent.location.href);
      if (url.searchParams.get(param()) === text) return;
      url.searchParams.set(param(), text);
      window.parent.history.replaceState(window.parent.history.state, "", url.toString().replaceAll("%2C", ","));
    } catch (_) { /* embedded elsewhere: the address is not ours to change */ }
  }
  /* A place in the address belongs to the footprint that was last on screen in this window. */
  function forgetOtherFootprint() {
    try {
      // Only within one opening of the page: a link pasted into the same window is a new one.
      const opened = window.parent.performance.timeOrigin + " ";
      const last = window.sessionStorage.getItem("joinedup-base") || "";
      if (last.startsWith(opened) && last !== opened + setup.base) forgetAddress(["at", "drawn"]);
      window.sessionStorage.setItem("joinedup-base", opened + setup.base);
    } catch (_) { /* storage is closed to us: nothing to forget */ }
  }

  /* ---- fitting ---- */
  const keyHeight = () => (legend.box.open ? legend.box.offsetHeight : 30);
  function fit() {
    if (!picture.blocks && !data.spot) return;
    fitted = true;
    if (picture.blocks) { J.blocks.fit(map, keyHeight() + 18); renderer.draw(); return; }
    const below = keyHeight();
    const still = { animate: false, paddingTopLeft: [14, setup.kind === "map" ? 14 : 72], paddingBottomRight: [14, below + 22] };
    if (setup.kind === "map") {
      const wanted = data.areas.filter((a) => picture.fit.includes(a.id));
      const all = wanted.length ? wanted : data.areas.filter((a) => a.level === "place");
      if (!all.length) return;
      const whole = L.latLngBounds([]);
      all.forEach((a) => whole.extend(a.bounds));
      // Marks just beyond the boundary come into the picture; far ones don't shrink it.
      const near = whole.pad(0.2);
      data.spot.forEach((spot, i) => {
        if (spot && !wanted.length && isDrawn(picture.marks[i]) && near.contains(spot)) whole.extend(spot);
      });
      map.fitBounds(whole, still);
      return;
    }
    const spots = [];
    data.spot.forEach((spot, i) => { if (spot && isDrawn(picture.marks[i]) && !isFaint(picture.marks[i])) spots.push(spot); });
    data.partnerships.id.forEach((_, i) => {
      if (picture.hubs && isDrawn(picture.hubs[i])) spots.push([data.partnerships.y[i], data.partnerships.x[i]]);
    });
    if (spots.length) map.fitBounds(L.latLngBounds(spots).pad(0.03), { ...still, maxZoom: 1.5 });
  }

  /* ---- streets, if asked for, and quietly without them ---- */
  function backdrop() {
    if (picture.streets && !tiles) {
      let failed = 0;
      tiles = L.tileLayer("https://tile.openstreetmap.org/{z}/{x}/{y}.png", {
        maxZoom: 18 });
      tiles.on("tileerror", () => { failed += 1; if (failed === 3) notice("Street map not reachable from here; the plain map stays."); });
      tiles.on("tileload", () => { if (!tiles.came) { tiles.came = true; notice(""); legend.fill(); } });
      tiles.addTo(map);
    } else if (!picture.streets && tiles) { map.removeLayer(tiles); tiles = null; notice(""); }
  }
  let noticeBox = null;
  function notice(text) {
    if (!noticeBox) { noticeBox = element("div", "joinedup-notice"); noticeBox.setAttribute("role", "status"); map.getContainer().appendChild(noticeBox); }
    noticeBox.textContent = text;
    noticeBox.hidden = !text;
    window.clearTimeout(noticeBox.timer);
    if (text) noticeBox.timer = window.setTimeout(() => { noticeBox.hidden = true; }, 12000);
  }

  /* ---- from outside: start once, show often ---- */
  const getJson = (path) => fetch(setup.base + path, { credentials: "same-origin" }).then((answer) => {
    if (!answer.ok) throw new Error(path + ": " + answer.status);
    return answer.json();
  });

  J.start = function (theMap, options) {
    map = theMap;
    setup = options;
    forgetOtherFootprint();
    map.createPane("joinedup").style.zIndex = 450;
    document.documentElement.lang = "en-GB";
    map.getContainer().setAttribute("role", "application");
    map.getContainer().setAttribute("aria-label", setup.kind === "map" ? "Map" : "Network drawing");
    const wanted = [getJson("organisations.json")];
    if (setup.kind === "map") wanted.push(getJson("areas.json"));
    J.loading = Promise.all(wanted).then(([organisations, second]) => {
      data = organisations;
      data.index = new Map(data.organisations.id.map((id, i) => [id, i]));
      data.hubIndex = new Map(data.partnerships.id.map((id, i) => [id, i]));
      data.areas = [];
      if (setup.kind === "map") {
        data.spot = data.organisations.lat.map((lat, i) => (lat === null ? null : [lat, data.organisations.lon[i]]));
        addAreas(second);
        flatten();
      }
      renderer = new Marks();
      map.addLayer(renderer);
      legend = new Legend().addTo(map);
      search = new Search().addTo(map);
      map.zoomControl.setPosition("topright");
      map.on("click", click);
      map.on("mousemove", hover);
      map.on("mouseout movestart zoomstart", hideTip);
      map.on("movestart zoomstart", pause);
      map.on("mouseout", leaveBlocks);
      map.on("moveend", toAddress);
      const touch = () => { touched = true; };
      map.on("dragstart boxzoomstart", touch);
      map.getContainer().addEventListener("keydown", (e) => {
        if (e.target === map.getContainer() && /^(Arrow|[+=_-]$)/.test(e.key)) touch();
      });
      ["wheel", "dblclick", "touchmove"].forEach((name) =>
        map.getContainer().addEventListener(name, touch, { passive: true }));
      map.zoomControl.getContainer().addEventListener("click", touch);
      new ResizeObserver(() => {
        map.invalidateSize({ animate: false });
        if (!touched && picture && lastFit !== null) fit();
      }).observe(map.getContainer());
      if (picture) show();
    }).catch((error) => {
      notice("The picture's data could not be loaded. The table below the picture has the same rows.");
      console.warn("Joined Up:", error.message);
    });
  };

  function flatten() {
    data.flat = new Float64Array(2 * data.spot.length);
    data.spot.forEach((spot, i) => {
      if (spot === null) return;
      const p = map.options.crs.latLngToPoint(L.latLng(spot), 0);
      data.flat[2 * i] = p.x; data.flat[2 * i + 1] = p.y;
    });
  }
  /* Where organisations and partnerships stand in the network; blocks do without. */
  let layout = null;
  function loadLayout() {
    if (!layout) {
      layout = getJson("network.json").then((found) => {
        data.partnerships.x = found.partnerships.map(([x]) => x);
        data.partnerships.y = found.partnerships.map(([, y]) => y);
        data.groups = found.groups;
        data.spot = found.organisations.map(([x, y]) => [y, x]);
        flatten();
      });
      layout.catch(() => { layout = null; });
    }
    return layout;
  }

  window.addEventListener("keydown", (e) => { if (e.key === "Tab") document.documentElement.dataset.keys = "yes"; });
  window.addEventListener("pointerdown", () => { delete document.documentElement.dataset.keys; });

  J.apply = function (next) {
    picture = next;
    // streamlit-folium keeps every group it was ever given, and has taken them off by now.
    window.feature_group = [];
    if (data) show();
    return L.layerGroup();
  };

  function show() {
    const asked = picture;
    if (picture.blocks || data.spot) { showNow(); return; }
    loadLayout().then(() => { if (picture === asked) showNow(); }).catch(() =>
      notice("The drawing could not be loaded. The table below the picture has the same rows."));
  }
  function showNow() {
    document.documentElement.dataset.theme = picture.dark ? "dark" : "light";
    map.getContainer().style.background = ink().ground;
    J.selected = picture.selected || null;
    J.organisations = 0;
    for (let i = 0; i < picture.marks.length; i++) {
      if (isDrawn(picture.marks[i]) && !isFaint(picture.marks[i]) && data.spot[i] !== null) J.organisations += 1;
    }
    J.groups = 0;
    if (picture.blocks) {
      J.blocks.take(picture.blocks);
      J.groups = picture.blocks.cells.length;
      J.organisations = J.blocks.stated().organisations;
    }
    J.partnerships = picture.hubs ? Array.from(picture.hubs).filter(isDrawn).length : 0;
    map.closePopup();
    styleAreas();
    backdrop();
    legend.fill();
    const token = JSON.stringify(picture.fit);
    if (lastFit === null) {
      const address = fromAddress();
      if (address) { touched = true; map.setView(address.centre, address.zoom, { animate: false }); } else fit();
      J.ready = true;
    } else if (token !== lastFit) { touched = false; fit(); }
    lastFit = token;
    if (picture.blocks) { J.blocks.ready(map, keyHeight() + 18); J.ties = J.blocks.stated().lines; }
    loadEdges().then(() => { renderer._update(); J.drawn = (J.drawn || 0) + 1; });
    // A rerun may have put an older place into the address.
    window.setTimeout(toAddress, 400);
  }
  function loadEdges() {
    if (picture.edges) { edges = picture.edges.map(([a, b, w]) => ({ a: a, b: b, w: w })); return Promise.resolve(); }
    edges = [];
    if (!picture.edges_url) return Promise.resolve();
    if (picture.edges_url === edgesUrl) return Promise.resolve();
    const wanted = picture.edges_url;
    // The old ties say nothing of the new picture.
    net = null; edgesUrl = null;
    return getJson(wanted).then((answer) => {
      if (picture.edges_url !== wanted) return;
      edgesUrl = wanted;
      net = J.graph.read(answer, data.organisations.id.length);
    }).catch(() => notice("The ties could not be loaded. The table below the picture has them."));
  }
})();
