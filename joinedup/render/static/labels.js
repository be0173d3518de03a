/* Joined Up's labels: which names stand in the picture, and where.
 *
 * The important ones come first, and none stands over another; close up there are more.
 * Needs joinedup.js; of the renderer it takes the marks, hubs and circles that it drew.
 */
(function () {
  "use strict";

  const J = window.joinedup, S = J.shared;
  const { ink, isDrawn } = J.common;
  const HEADING = 15, SMALLER = [1, 0.8, 0.65];  // pixels, and parts of them where there is no room
  const OVER = 30;         // so far over the highest of its marks a heading stands at most, on the plane
  const MOST_NAMES = 160;  // of organisations, in one picture

  /* Where a place's name may stand, in its own size: on its spot, else around it. */
  const NEARBY = [];
  for (let y = -4; y <= 4; y += 0.25) for (let x = -4; x <= 4; x += 1) NEARBY.push([x, y]);
  NEARBY.sort((a, b) => Math.hypot(a[0] / 2, a[1]) - Math.hypot(b[0] / 2, b[1]));

  function drawLabels(ctx, shown, hubs, focus) {
    const { map, data, picture, renderer } = S, large = J.common.large();
    const taken = [];
    const corner = map.containerPointToLayerPoint([0, 0]);
    const view = L.bounds(corner, corner.add(map.getSize()));
    /* `size` and what follows from it as at a desk. */
    const put = (text, x, y, small, weight, colour, must, align) => {
      const size = small * large;
      ctx.font = weight + " " + size + "px Frutiger, Arial, sans-serif";
      const width = ctx.measureText(text).width;
      const free = align === "left" ? x : x - width / 2;
      // A name stays inside the window with its mark; the chosen one's, wherever its mark stands.
      const left = must || (x >= view.min.x && x <= view.max.x) ? Math.max(view.min.x + 6, Math.min(view.max.x - width - 6, free)) : free;
      const box = [left - 3, y - size * 0.62, left + width + 3, y + size * 0.62];
      const clash = taken.some((t) => box[0] < t[2] && box[2] > t[0] && box[1] < t[3] && box[3] > t[1]);
      if (clash && !must) return false;
      taken.push(box);
      ctx.textAlign = "left"; ctx.textBaseline = "middle";
      ctx.lineJoin = "round"; ctx.lineWidth = 4 * large; ctx.strokeStyle = ink().halo;
      ctx.globalAlpha = 0.92; ctx.strokeText(text, left, y); ctx.globalAlpha = 1;
      ctx.fillStyle = colour; ctx.fillText(text, left, y);
      return true;
    };
    if (focus) {
      const name = focus.hub === undefined ? data.organisations.name[focus.i]
        : data.partnerships.name[focus.hub];
      put(shorten(name, 44), focus.x, focus.y - focus.r - 16 * large, 15, "bold", ink().text, true);
    }
    renderer.clusters.forEach((one) =>
      taken.push([one.x - one.r, one.y - one.r, one.x + one.r, one.y + one.r]));
    if (S.setup.kind === "map") {
      const zoom = map.getZoom();
      data.areas.filter((a) => a.level === "place").forEach((a) => {
        const p = map.latLngToLayerPoint(a.spot), size = zoom < 9 ? 14 : renderer.clusters.length ? 16 : 18;
        if (zoom >= 12) return;
        // Beside its spot where circles stand on it; over them where there is no room at all.
        const free = NEARBY.some(([x, y]) =>
          put(a.name, p.x + x * size * large, p.y + y * size * large, size, "bold", ink().place, false));
        if (!free && renderer.clusters.length) put(a.name, p.x, p.y, size, "bold", ink().place, true);
      });
      data.areas.filter((a) => a.level === "neighbourhood").forEach((a) => {
        const p = map.latLngToLayerPoint(a.spot), shade = picture.shade && picture.shade.values[a.id];
        if (shade && zoom >= 9) put(shade.text, p.x, p.y, 13, "bold", ink().text, false);
        if (zoom >= 10.5) put(shorten(a.name, 30), p.x, p.y + (shade ? 15 * large : 0), 12, "normal", ink().muted, false);
      });
      if (zoom >= 13) labelMarks(shown, put, 12, focus);
      return;
    }
    headings(headingRoom()).forEach((one) => {
      const p = map.latLngToLayerPoint([one.y, one.x]);
      SMALLER.some((part) => put(one.label, p.x, p.y, HEADING * part, "bold", ink().muted, false, "left"));
    });
    const order = hubs.slice().sort((a, b) =>
      data.partnerships.members[b.hub] - data.partnerships.members[a.hub]);
    const foot = feet(shown, hubs);
    const room = L.bounds(view.min.subtract([120, 60]), view.max.add([120, 60]));
    const seen = (one) => room.contains([one.x, one.y]);
    order.filter(seen).forEach((one) => {
      if (one !== focus) {
        put(shorten(data.partnerships.name[one.hub].replace(/ PCN$/, ""), 34), one.x, foot.get(one.hub) + 9 * large, 12.5, "bold",
          ink().text, false);
      }
    });
    if (map.getZoom() >= 0.6 || shown.length <= 60) labelMarks(shown.filter(seen), put, 11.5, focus);
  }
  /* The headings of the network over what is drawn, close to it where little is, and the room in pixels that each takes;
     one that is wider than the window is cut short. */
  function headings(wide) {
    const { data, picture, renderer } = S, groups = data.groups || [], tops = new Map();
    const look = (marks, under, y) => under.forEach((group, i) => {
      if (group !== null && isDrawn(marks[i])) tops.set(group, Math.max(tops.has(group) ? tops.get(group) : -Infinity, y(i)));
    });
    if (!groups.length) return [];
    look(picture.marks, data.under.organisations, (i) => data.spot[i][0]);
    if (picture.hubs) look(picture.hubs, data.under.partnerships, (i) => data.partnerships.y[i]);
    const isolated = Math.max(...groups.map((one, k) => (one.kind === "sector" && tops.has(k) ? tops.get(k) + OVER : -Infinity)));
    groups.forEach((one, k) => { if (one.kind === "isolates" && isolated > -Infinity) tops.set(k, isolated); });
    const ctx = renderer._ctx, size = HEADING * J.common.large();
    ctx.font = "bold " + size + "px Frutiger, Arial, sans-serif";
    const measure = (text) => ctx.measureText(text).width;
    return groups.map((one, k) => ({ ...one, y: Math.min(one.y, tops.get(k) + OVER) })).filter((_, k) => tops.has(k)).map((one) => {
      let label = one.label;
      while (measure(label) > wide && label.length > 2) label = shorten(label, label.length - 1);
      return { label: label, x: one.x, y: one.y, room: { left: 4, up: size, right: measure(label) + 4, down: size } };
    });
  }
  /* The lowest point of each hub's close circle of members, so that its name stands below. */
  function feet(shown, hubs) {
    const net = S.net, at = new Map(shown.map((one) => [one.i, one])), foot = new Map();
    const hubAt = new Map(hubs.map((one) => { foot.set(one.hub, one.y + one.r); return [one.hub, one]; }));
    if (net && hubs.length) net.hubs.forEach((number, k) => {
      const hub = hubAt.get(number), member = at.get(net.members[k]);
      if (!hub || !member || Math.hypot(hub.x - member.x, hub.y - member.y) > 46) return;
      foot.set(number, Math.max(foot.get(number), member.y + member.r));
    });
    return foot;
  }
  function labelMarks(shown, put, size, focus) {
    const names = S.data.organisations.name;
    let room = MOST_NAMES;
    shown.some((one) => {
      if (one.faint || one === focus) return false;
      if (put(shorten(names[one.i], 32), one.x, one.y + one.r + size * 0.8 * J.common.large(), size,
        "normal", ink().text, false)) room -= 1;
      return room <= 0;
    });
  }
  const shorten = (text, limit) => (text.length <= limit ? text : text.slice(0, limit - 1) + "…");

  /* So wide a heading may be: in a narrow window the network needs the same width. */
  const headingRoom = () => 0.8 * S.map.getSize().x;

  J.headings = headings;
  J.headingRoom = headingRoom;
  J.drawLabels = drawLabels;
})();
