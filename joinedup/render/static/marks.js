/* Joined Up's marks: what one looks like, and where each stands.
 *
 * A mark is an organisation, with the shape of its sector; a hub is a partnership in the network.
 * The renderer asks for those that are drawn now, and keeps them for pointing and for names.
 * Needs joinedup.js, and of clusters.js the circles of a crowded map.
 */
(function () {
  "use strict";

  const J = window.joinedup, S = J.shared;
  const { TAU, DOT, SHAPES, isDrawn, isFaint, ink, tinted } = J.common;
  const GONE = "x", NOTHING = ".";  // of an overlay, see drawGhost and SIGNS
  const MOST_APART = 400;           // with more to be noticed, circles of a crowded map take them in

  const BESIDE = 7, TURNS = 16;     // pixels between a circle and a mark beside it; tries around it

  /* The second sign of a colour that says more than the sector: strokes in a mark. None of them is
     round, as what is round and hollow says that there is no partnership. */
  const PATTERNS = {
    bar: [[-1, 0, 1, 0]],
    pole: [[0, -1, 0, 1]],
    plus: [[-1, 0, 1, 0], [0, -1, 0, 1]],
    slash: [[-0.7, 0.7, 0.7, -0.7]],
    back: [[-0.7, -0.7, 0.7, 0.7]],
  };
  function drawPattern(ctx, pattern, x, y, r, colour) {
    const arm = r * 0.6;
    ctx.beginPath();
    PATTERNS[pattern].forEach(([a, b, c, d]) => {
      ctx.moveTo(x + arm * a, y + arm * b); ctx.lineTo(x + arm * c, y + arm * d);
    });
    ctx.setLineDash([]);
    ctx.lineWidth = Math.max(1.5, r * 0.34);
    ctx.strokeStyle = colour;
    ctx.stroke();
  }

  /* Draw one mark. Filled: connected. Ring: none on record. Dotted ring: unknown. */
  function draw(ctx, shape, x, y, r, colour, state, outside, pattern) {
    drawShape(ctx, shape, x, y, r, colour, state, outside);
    if (pattern) drawPattern(ctx, pattern, x, y, r, state === DOT.connected && !outside ? ink().halo : colour);
  }
  function drawShape(ctx, shape, x, y, r, colour, state, outside) {
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

  /* What is gone: its shape, faint, hollow and dashed, with a stroke through it. */
  function drawGhost(ctx, shape, x, y, r, colour) {
    ctx.beginPath();
    (SHAPES[shape] || SHAPES.circle)(ctx, x, y, r);
    ctx.fillStyle = ink().halo;
    ctx.fill();
    ctx.lineWidth = Math.max(1.3, r * 0.2);
    ctx.strokeStyle = colour;
    ctx.setLineDash([Math.max(2.6, r * 0.62), Math.max(1.8, r * 0.4)]);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.beginPath(); ctx.moveTo(x - r, y + r); ctx.lineTo(x + r, y - r);
    ctx.stroke();
  }

  /* A small disc on a mark, told by its sign and not by its colour: what is to be noticed of it. */
  const SIGNS = {
    "+": [[-1, 0, 1, 0], [0, -1, 0, 1]],
    c: [[-0.95, 0.05, -0.25, 0.75], [-0.25, 0.75, 1, -0.75]],
    u: [[-1, 0, 1, 0]],
    k: [[-0.95, 0.05, -0.25, 0.75], [-0.25, 0.75, 1, -0.75]],
    "!": [[0, -1.15, 0, 0.3], [0, 0.98, 0, 1.02]],
  };
  /* Hollow discs: what is no more, or was not known. */
  const HOLLOW = "uk";
  const badgeSize = (r) => Math.max(4.2, Math.min(8, r * 0.72));
  function drawBadge(ctx, sign, x, y, r) {
    const hollow = HOLLOW.includes(sign), arm = r * 0.52;
    ctx.setLineDash([]);
    ctx.beginPath(); ctx.arc(x, y, r, 0, TAU);
    ctx.fillStyle = hollow ? ink().halo : ink().text;
    ctx.fill();
    ctx.lineWidth = 1.2;
    ctx.strokeStyle = hollow ? ink().text : ink().halo;
    ctx.stroke();
    ctx.lineWidth = Math.max(1.5, r * 0.3);
    ctx.lineCap = "round";
    ctx.strokeStyle = hollow ? ink().text : ink().halo;
    ctx.beginPath();
    SIGNS[sign].forEach(([a, b, c, d]) => {
      ctx.moveTo(x + arm * a, y + arm * b); ctx.lineTo(x + arm * c, y + arm * d);
    });
    ctx.stroke();
    ctx.lineCap = "butt";
  }
  const isGhost = (sign) => sign === GONE;
  /* A partnership's mark is its letter too, where there is an overlay; else there is nothing. */
  const hubSign = (mark) => (S.picture.overlay && (mark === "+" || isGhost(mark)) ? mark : NOTHING);
  const hasBadge = (sign) => sign in SIGNS;
  /* What the picture has to be noticed of organisation i: a letter of its overlay. */
  const signOf = (i) => (S.picture.overlay ? S.picture.overlay[i] : NOTHING);
  const signedOf = (indices) => indices.filter((i) => signOf(i) !== NOTHING);
  /* How many marks have each letter, of those that are drawn at all. */
  function signCounts(picture) {
    const counts = {};
    Array.from(picture.overlay || "").forEach((sign, i) => {
      if (sign !== NOTHING && isDrawn(picture.marks[i]) && S.data.spot[i] !== null) counts[sign] = (counts[sign] || 0) + 1;
    });
    return counts;
  }

  /* A partnership: a circle with a dot; pale as context; dashed where it is gone. */
  function drawHub(ctx, x, y, r, sign, faint) {
    ctx.globalAlpha = isGhost(sign) ? 0.6 : faint ? 0.3 : 1;
    ctx.beginPath();
    ctx.arc(x, y, r, 0, TAU);
    ctx.setLineDash(isGhost(sign) ? [4, 3.2] : []);
    ctx.fillStyle = ink().halo;
    ctx.fill();
    ctx.lineWidth = 2;
    ctx.strokeStyle = ink().text;
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.arc(x, y, Math.max(1.5, r * 0.35), 0, TAU);
    ctx.fillStyle = ink().text;
    ctx.fill();
    ctx.globalAlpha = 1;
  }

  function colourOf(i) {
    const data = S.data, group = groupOf(i);
    return tinted(group ? group.colour : data.colours[S.picture.dark ? 1 : 0][data.organisations.sector[i]]);
  }
  /* The item of the key that an organisation is coloured by, where that is not its sector. */
  const groupOf = (i) => (S.picture.groups ? S.picture.legend[parseInt(S.picture.groups[i], 36)] : null);
  const patternOf = (i) => { const group = groupOf(i); return (group && group.pattern) || ""; };

  /* The id of one of the renderer's `shown` or `hubs`. */
  const idOf = (one) => (one.hub === undefined ? S.data.organisations.id[one.i]
    : S.data.partnerships.id[one.hub]);

  /* ---- where they stand ---- */
  const radius = (zoom = S.map.getZoom()) => {
    // Projected, marks are half as much larger as the writing.
    return (1 + J.common.large()) / 2 * (S.setup.kind === "map"
      ? Math.max(4.2, Math.min(11, 4.4 + (zoom - 9.5) * 1.15))
      : Math.max(2.6, Math.min(15, 5 * Math.pow(2, zoom * 0.8))));
  };

  /* Where organisation i stands now, in layer pixels: scaled from where it stands at zoom 0. */
  function spotter() {
    const { map, data } = S, flat = data.flat;
    const crs = map.options.crs, origin = map.getPixelOrigin(), scale = crs.scale(map.getZoom()) / crs.scale(0);
    const x = (i) => flat[2 * i] * scale - origin.x, y = (i) => flat[2 * i + 1] * scale - origin.y;
    return { x: x, y: y, scale: scale, origin: origin };
  }

  /* What is drawn where: marks, and on a crowded map circles for what is too close to be told
     apart. What is selected is never inside a circle, nor are its partners, as long as these are
     few enough to be seen themselves. */
  function standing(bounds) {
    const { map, data, picture, edges } = S, onMap = S.setup.kind === "map";
    const at = spotter(), r = radius(), count = data.organisations.id.length, states = picture.marks, spot = data.spot;
    let indices = [];
    for (let i = 0; i < count; i++) if (isDrawn(states[i]) && spot[i] !== null) indices.push(i);
    let clusters = [];
    if (onMap && J.isCrowded(indices.length) && picture.circles !== false) {
      const kept = new Set([data.index.get(picture.selected)]);
      if (edges.length <= 150) edges.forEach((edge) => { kept.add(edge.a); kept.add(edge.b); });
      keptApart(indices).forEach((i) => kept.add(i));
      const parted = J.cluster(indices, data.flat, at, map.getZoom(), states, kept);
      clusters = parted.clusters;
      // Of thousands only those in the window and close around it are worth drawing.
      indices = parted.single.filter((i) => kept.has(i) || bounds.contains([at.x(i), at.y(i)]));
    }
    // What is to be noticed stands over what is not.
    if (picture.overlay) indices = indices.filter((i) => signOf(i) === NOTHING).concat(signedOf(indices));
    const marks = indices.map((i) => markAt(i, at, r, picture));
    if (onMap) moveApart(marks, r);
    moveAside(marks, clusters);
    return { at: at, marks: marks, clusters: clusters };
  }

  /* What the overlay keeps out of circles: what is gone counts in none of them. */
  function keptApart(indices) {
    const found = signedOf(indices);
    return found.length <= MOST_APART ? found : found.filter((i) => isGhost(signOf(i)));
  }

  function markAt(i, at, r, picture) {
    const mark = picture.marks[i], faint = isFaint(mark);
    const size = picture.sizes ? r * (0.75 + 1.6 * Math.sqrt(picture.sizes[i])) : r;
    return { i: i, x: at.x(i), y: at.y(i), r: faint ? size * 0.8 : size, mark: mark.toLowerCase(), faint: faint,
      sign: signOf(i) };
  }

  /* Marks that share one spot (a health centre with several practices) stand on a small ring
     around it, so each can be clicked. */
  function moveApart(marks, r) {
    const spots = new Map(), { lat, lon } = S.data.organisations;
    marks.forEach((one) => {
      const key = lat[one.i] + "," + lon[one.i];
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

  /* What is to be noticed stands beside a circle, with a leg to its spot: over it, it would hide
     the circle's number. It goes straight out, or turns until it is clear of all others. */
  function moveAside(marks, clusters) {
    const signed = marks.filter((one) => one.sign !== NOTHING);
    const near = (one, x, y) => (circle) => Math.hypot(x - circle.x, y - circle.y) < circle.r + one.r + BESIDE;
    signed.forEach((one) => {
      const circle = clusters.find(near(one, one.x, one.y));
      if (!circle) return;
      const away = circle.r + one.r + BESIDE, straight = Math.atan2(one.y - circle.y, one.x - circle.x);
      const spots = Array.from({ length: TURNS }, (_, k) => {
        const a = straight + (k % 2 ? 1 : -1) * Math.ceil(k / 2) * (TAU / TURNS);
        return { x: circle.x + away * Math.cos(a), y: circle.y + away * Math.sin(a) };
      });
      const clear = spots.find((at) => !clusters.some((other) => other !== circle && near(one, at.x, at.y)(other)) &&
        !signed.some((other) => other.aside && near(one, at.x, at.y)(other)));
      if (one.legX === undefined) { one.legX = one.x; one.legY = one.y; }
      Object.assign(one, clear || spots[0], { aside: true });
    });
  }

  function hubsStanding() {
    const { map, data, picture } = S;
    if (S.setup.kind === "map" || !picture.hubs) return [];
    const hubs = [], r = radius();
    data.partnerships.id.forEach((id, i) => {
      const mark = picture.hubs[i];
      if (!isDrawn(mark)) return;
      const p = map.latLngToLayerPoint([data.partnerships.y[i], data.partnerships.x[i]]);
      hubs.push({ hub: i, x: p.x, y: p.y, r: r * (1 + 0.09 * Math.sqrt(data.partnerships.members[i])),
        mark: mark, faint: isFaint(mark), sign: hubSign(mark) });
    });
    return hubs;
  }

  J.marks = { draw: draw, drawGhost: drawGhost, drawBadge: drawBadge, badgeSize: badgeSize, isGhost: isGhost,
    hasBadge: hasBadge, signCounts: signCounts, drawHub: drawHub, colourOf: colourOf, patternOf: patternOf, groupOf: groupOf, idOf: idOf, radius: radius,
    standing: standing, markAt: markAt, hubsStanding: hubsStanding };
})();
