/* Joined Up's view: the part of the map that the window shows, and how the address keeps it.
 *
 * A new picture is fitted into the window, unless the page's address says where to look; where
 * the reader has moved it, its place is written there. Needs joinedup.js and the key, which
 * covers a part of the window; of blocks.js how blocks are fitted.
 */
(function () {
  "use strict";

  const J = window.joinedup, S = J.shared;
  const { isDrawn } = J.common;
  let fitted = false;

  /* ---- the map's place in the page's address; the script does not rerun ---- */
  const param = () => (S.setup.kind === "map" ? "at" : "drawn");
  function fromAddress() {
    const { setup, map } = S;
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
    const { setup, map } = S;
    if (!S.touched) { if (fitted) forgetAddress([param()]); return; }
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
      if (last.startsWith(opened) && last !== opened + S.setup.base) forgetAddress(["at", "drawn"]);
      window.sessionStorage.setItem("joinedup-base", opened + S.setup.base);
    } catch (_) { /* storage is closed to us: nothing to forget */ }
  }

  /* ---- fitting ---- */
  const keyHeight = () => (S.legend.box.open ? S.legend.box.offsetHeight : 30);
  function fit() {
    const { setup, map, data, picture } = S;
    if (!picture.blocks && !data.spot) return;
    fitted = true;
    if (picture.blocks) { J.blocks.fit(map, keyHeight() + 18); S.renderer.draw(); return; }
    if (setup.kind === "network") { fitNetwork(); return; }
    const still = { animate: false, paddingTopLeft: [14, 14], paddingBottomRight: [14, keyHeight() + 22] };
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
  }

  /* The network: all that is drawn, faint context too, with what is written over it and below.
     The same rule as that of still_network.py. */
  const CLOSEST = 1.5, STEP = 0.05, EDGE = 14;
  const AROUND = 4, NAMED = 24;       // pixels around a mark, and for its name
  const LARGER = 2.35;                // of the largest mark, where sizes say something
  function fitNetwork() {
    const { map, picture } = S, large = J.common.large(), size = map.getSize();
    const top = J.common.isPresented() ? EDGE : 72, below = keyHeight() + EDGE;
    const wide = size.x - 2 * EDGE, high = size.y - top - below, drawn = standing(J.headingRoom());
    if (!drawn.length) return;
    let zoom = CLOSEST + STEP, box;
    do {
      zoom -= STEP;
      const r = J.marks.radius(zoom) * (picture.sizes ? LARGER : 1.6) + AROUND;
      box = extent(drawn, 2 ** zoom, { left: r, up: r, right: r, down: r + NAMED * large });
    } while (zoom > map.getMinZoom() && (box.right - box.left > wide || box.bottom - box.top > high));
    const scale = 2 ** zoom;
    const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2 + (below - top) / 2;
    const snap = map.options.zoomSnap;
    map.options.zoomSnap = 0;
    map.setView([-y / scale, x / scale], zoom, { animate: false });
    map.options.zoomSnap = snap;
  }
  /* Marks, partnerships and headings on the plane, y down; a heading's room in pixels. */
  function standing(wide) {
    const { data, picture } = S, found = [];
    data.spot.forEach((spot, i) => { if (spot && isDrawn(picture.marks[i])) found.push({ x: spot[1], y: -spot[0] }); });
    data.partnerships.id.forEach((_, i) => {
      if (picture.hubs && isDrawn(picture.hubs[i])) found.push({ x: data.partnerships.x[i], y: -data.partnerships.y[i] });
    });
    J.headings(wide).forEach((one) => found.push({ x: one.x, y: -one.y, own: one.room }));
    return found;
  }
  function extent(drawn, scale, usual) {
    const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    drawn.forEach(({ x, y, own }) => {
      const room = own || usual;
      box.left = Math.min(box.left, x * scale - room.left); box.right = Math.max(box.right, x * scale + room.right);
      box.top = Math.min(box.top, y * scale - room.up); box.bottom = Math.max(box.bottom, y * scale + room.down);
    });
    return box;
  }

  J.view = { fromAddress: fromAddress, toAddress: toAddress, forgetOtherFootprint: forgetOtherFootprint,
    keyHeight: keyHeight, fit: fit };
})();
