/* Joined Up's canvas: what is drawn on it, in which order, and the lines between the marks.
 *
 * Leaflet's map tells the renderer when it was moved or zoomed; a new picture calls it as well.
 * What it drew it keeps in `shown`, `hubs` and `clusters`, with the places in layer pixels.
 * Needs joinedup.js, marks.js, labels.js, clusters.js, and the network's graph.js and blocks.js.
 */
(function () {
  "use strict";

  const J = window.joinedup, S = J.shared;
  const { TAU, isDrawn, ink, element } = J.common;
  let stopLines = null;

  J.Renderer = L.Renderer.extend({
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
    idOf: function (one) { return J.marks.idOf(one); },
    draw: function () {
      if (!this._bounds || !S.data || !S.picture) return;
      const ctx = this._ctx, size = this._bounds.getSize(), min = this._bounds.min;
      this.pause();
      ctx.clearRect(min.x, min.y, size.x, size.y);
      drawPicture(ctx, this._bounds);
      J.keys.redrawn();
    },
    /* Leaves the network's lines as far as they are drawn. */
    pause: function () { if (stopLines) stopLines(); stopLines = null; },
  });

  function drawPicture(ctx, bounds) {
    const { map, data, picture, renderer, edges } = S, onMap = S.setup.kind === "map";
    if (picture.blocks) {
      renderer.shown = []; renderer.hubs = []; renderer.clusters = [];
      J.blocks.draw(ctx, map, ink());
      return;
    }
    if (!data.spot) return;
    const { standing, markAt, radius, hubsStanding, drawHub } = J.marks;
    const parted = standing(bounds), shown = parted.marks, hubs = hubsStanding(), byIndex = new Map();
    shown.forEach((one) => byIndex.set(one.i, one));
    // Lines also lead to those that a circle holds, or that stand outside the window.
    const led = (i) => {
      if (i >= 0 && !byIndex.has(i) && isDrawn(picture.marks[i]) && data.spot[i]) byIndex.set(i, markAt(i, parted.at, radius(), picture));
    };
    if (onMap) edges.forEach((edge) => { led(edge.a); led(edge.b); });
    Object.values(picture.changes || {}).forEach((ends) => ends.forEach(led));
    const byHub = new Map(hubs.map((one) => [one.hub, one]));
    renderer.shown = shown;
    renderer.hubs = hubs;
    renderer.clusters = parted.clusters;
    J.clusters = parted.clusters.length;
    J.marked = J.marks.signCounts(picture);
    if (onMap) drawTies(ctx, byIndex); else drawParents(ctx, byHub);
    drawChanges(ctx, (k) => (k >= 0 ? byIndex.get(k) : byHub.get(-1 - k)));
    const inside = (one) => bounds.contains([one.x, one.y]);
    const seen = shown.filter(inside);
    drawMarks(ctx, seen.filter((one) => !one.aside));
    hubs.filter(inside).forEach((one) => {
      drawHub(ctx, one.x, one.y, one.r, one.sign, one.faint);
    });
    parted.clusters.filter(inside).forEach((one) => J.drawCluster(ctx, one, ink()));
    drawMarks(ctx, seen.filter((one) => one.aside));
    drawRings(ctx, seen);
    drawBadges(ctx, seen.concat(hubs.filter(inside)));
    const chosen = picture.selected;
    const focus = shown.find((one) => data.organisations.id[one.i] === chosen) ||
      hubs.find((one) => data.partnerships.id[one.hub] === chosen);
    if (focus) {
      ctx.beginPath();
      ctx.arc(focus.x, focus.y, focus.r + 6, 0, TAU);
      ctx.lineWidth = 3.5; ctx.strokeStyle = ink().halo; ctx.stroke();
      ctx.lineWidth = 2; ctx.strokeStyle = ink().ring; ctx.stroke();
    }
    J.drawLabels(ctx, shown, hubs.filter((one) => !one.faint), focus);
    if (!onMap) drawLines(ctx, bounds, shown, hubs);
  }

  /* Thousands of marks: what they share is looked up once. Legs first, so that they end below. */
  function drawMarks(ctx, marks) {
    const { draw, drawGhost, isGhost, colourOf, patternOf } = J.marks, stamp = J.graph.stamp, shapes = S.data.shapes, ground = ink().ground;
    const { sector, outside: beyond } = S.data.organisations;
    marks.forEach((one) => {
      if (one.legX !== undefined) {
        ctx.beginPath(); ctx.moveTo(one.legX, one.legY); ctx.lineTo(one.x, one.y);
        ctx.lineWidth = 0.8; ctx.strokeStyle = ink().muted; ctx.stroke();
      }
    });
    marks.forEach((one) => {
      const colour = colourOf(one.i), pattern = patternOf(one.i), shape = shapes[sector[one.i]], outside = beyond[one.i];
      ctx.globalAlpha = isGhost(one.sign) ? 0.6 : one.faint ? 0.35 : 1;
      if (isGhost(one.sign)) stamp(ctx, [shape, colour, one.sign, ground].join("|"), one.x, one.y, one.r,
        (own, x, y) => drawGhost(own, shape, x, y, one.r, colour));
      else stamp(ctx, [shape, colour, one.mark, outside, pattern, ground].join("|"), one.x, one.y, one.r,
        (own, x, y) => draw(own, shape, x, y, one.r, colour, one.mark, outside, pattern));
      ctx.globalAlpha = 1;
    });
  }

  /* A ring around those that are marked, so that they are found among thousands. */
  function drawRings(ctx, marks) {
    J.ringed = 0;
    marks.filter((one) => one.sign === "!").forEach((one) => {
      ctx.beginPath(); ctx.arc(one.x, one.y, one.r + 5, 0, TAU);
      ctx.lineWidth = 5; ctx.strokeStyle = ink().halo; ctx.stroke();
      ctx.lineWidth = 2.5; ctx.strokeStyle = ink().text; ctx.stroke();
      J.ringed += 1;
    });
  }

  /* What is to be noticed of a mark, over all marks, so that none of them hides it. */
  function drawBadges(ctx, marks) {
    const { drawBadge, badgeSize, hasBadge } = J.marks, stamp = J.graph.stamp, ground = ink().ground;
    marks.filter((one) => hasBadge(one.sign)).forEach((one) => {
      const r = badgeSize(one.r), away = one.r * 0.5 + r * 0.6;
      stamp(ctx, ["badge", one.sign, ground].join("|"), one.x + away, one.y - away, r,
        (own, x, y) => drawBadge(own, one.sign, x, y, r));
    });
  }

  /* The network's lines, behind the marks that are there already. */
  function drawLines(ctx, bounds, shown, hubs) {
    const { data, picture, net } = S;
    if (!net) { J.ties = 0; J.tiesOld = 0; return; }
    const count = data.organisations.id.length, x = new Float32Array(count).fill(NaN), y = new Float32Array(count);
    const faint = new Uint8Array(count), size = data.partnerships.id.length;
    shown.forEach((one) => { x[one.i] = one.x; y[one.i] = one.y; faint[one.i] = one.faint ? 1 : 0; });
    const centres = picture.hubs ? { x: new Float32Array(size).fill(NaN), y: new Float32Array(size) } : null;
    hubs.forEach((one) => { centres.x[one.hub] = one.x; centres.y[one.hub] = one.y; });
    const found = J.graph.select(net, { x: x, y: y, faint: faint, hubs: centres, bounds: bounds,
      chosen: data.index.get(picture.selected), chosenHub: data.hubIndex.get(picture.selected) });
    J.ties = found.count;
    J.tiesDrawn = found.drawn;
    J.tiesOld = found.old;
    J.settled = false;
    S.legend.thin(found.drawn < found.inside ? "The strongest " + found.drawn.toLocaleString("en-GB") + " of "
      + found.inside.toLocaleString("en-GB") + " lines; zoom in for the others" : "");
    stopLines = J.graph.paint(ctx, found, ink(), () => { stopLines = null; J.settled = true; });
  }

  /* Which partnership is part of another, or led by it: dashed, from hub to hub. */
  function drawParents(ctx, byHub) {
    const parents = S.data.partnerships.parent;
    ctx.setLineDash([5, 5]);
    ctx.lineWidth = 1.6;
    ctx.strokeStyle = ink().tie;
    byHub.forEach((one) => {
      const parent = byHub.get(parents[one.hub]);
      if (!parent) return;
      ctx.beginPath(); ctx.moveTo(one.x, one.y); ctx.lineTo(parent.x, parent.y); ctx.stroke();
    });
    ctx.setLineDash([]);
  }

  /* Lines that only one side of a comparison has; `at` gives the mark at an end. */
  function drawChanges(ctx, at) {
    J.changed = {};
    Object.entries(S.picture.changes || {}).forEach(([sign, ends]) => {
      let drawn = 0;
      for (let k = 0; k < ends.length; k += 2) {
        const a = at(ends[k]), b = at(ends[k + 1]);
        if (a && b) { J.graph.change(ctx, sign, a, b, ink()); drawn += 1; }
      }
      J.changed[sign] = drawn;
    });
  }

  /* The map's lines: of the selected organisation, or among the selected partnership's members. */
  function drawTies(ctx, byIndex) {
    const edges = S.edges;
    // Many lines among a partnership's members would hide the map: the more, the fainter.
    const alpha = Math.max(0.14, Math.min(0.95, 30 / edges.length));
    ctx.strokeStyle = ink().ring;
    ctx.lineCap = "round";
    let drawn = 0, old = 0;
    edges.forEach((edge) => {
      const a = byIndex.get(edge.a), b = byIndex.get(edge.b);
      if (!a || !b) return;
      drawn += 1;
      if (edge.old) old += 1;
      ctx.globalAlpha = alpha * (edge.old ? 0.75 : 1);
      ctx.setLineDash(edge.old ? J.graph.dots : []);
      ctx.lineWidth = 1.8 * (edge.w ? 0.6 + 1.8 * Math.sqrt(edge.w) : 1);
      ctx.beginPath(); ctx.moveTo(a.x, a.y); ctx.lineTo(b.x, b.y); ctx.stroke();
    });
    ctx.globalAlpha = 1;
    ctx.setLineDash([]);
    J.ties = drawn;
    J.tiesOld = old;
  }
})();
