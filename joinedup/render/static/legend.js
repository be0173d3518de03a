/* Joined Up's key, inside the picture: what colours, shapes, rings and lines mean.
 *
 * Needs joinedup.js; each symbol is drawn by what draws it in the picture (marks.js, clusters.js,
 * blocks.js), and the sources below the rows depend on whether areas.js has streets.
 */
(function () {
  "use strict";

  const J = window.joinedup, S = J.shared;
  const { DOT, ink, tinted, element } = J.common;

  const MOST = 0.25, LEAST = 0.6;  // of the picture's height where it is projected; of its letters

  function symbol(item) {
    const ratio = (window.devicePixelRatio || 1) * J.common.large(), side = 22;
    const canvas = element("canvas", "joinedup-symbol");
    canvas.width = canvas.height = side * ratio;
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
    } else if (item.old) {
      J.graph.symbol(ctx, side, ink());
    } else if (item.change) {
      J.graph.change(ctx, item.change, { x: 1, y: side / 2 }, { x: side - 1, y: side / 2 }, ink());
    } else if (item.overlay) {
      overlaid(ctx, item, side / 2);
    } else if (item.hub) {
      J.marks.drawHub(ctx, side / 2, side / 2, 7);
    } else {
      J.marks.draw(ctx, item.shape || "circle", side / 2, side / 2, 6.5,
        item.colour ? tinted(item.colour) : ink().muted, item.state || DOT.connected, item.outside, item.pattern);
    }
    return canvas;
  }

  /* A mark as the picture's overlay draws it, in no sector's colour. */
  function overlaid(ctx, item, middle) {
    const { draw, drawHub, drawGhost, drawBadge, badgeSize, isGhost, hasBadge } = J.marks;
    const sign = item.overlay, r = 6.5;
    if (item.hub) drawHub(ctx, middle, middle, r, sign);
    else if (isGhost(sign)) drawGhost(ctx, "circle", middle, middle, r, ink().muted);
    else draw(ctx, "circle", middle - 1.5, middle + 1.5, r, ink().muted, DOT.connected, 0);
    if (hasBadge(sign)) drawBadge(ctx, sign, middle + 4.5, middle - 4.5, badgeSize(r) + 0.8);
  }

  J.Legend = L.Control.extend({
    options: { position: "bottomleft" },
    onAdd: function () {
      this.box = element("details", "joinedup-legend leaflet-bar");
      this.box.open = S.map.getSize().x > 560;
      this.box.addEventListener("toggle", () => { if (!S.touched && S.data && S.picture) J.view.fit(); });
      L.DomEvent.disableClickPropagation(this.box);
      L.DomEvent.disableScrollPropagation(this.box);
      return this.box;
    },
    fill: function () {
      const { setup, picture } = S;
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
      rows(picture.overlay_title, picture.overlay_legend || []);
      rows(picture.legend_title, picture.legend);
      rows("Shape: sector", picture.shape_legend || []);
      rows(picture.state_title, picture.state_legend);
      if (setup.kind === "map" && J.isCrowded(J.organisations) && picture.circles !== false) rows("", [{ cluster: true,
        label: "Many close together; the ring shows how many are connected" }]);
      if (picture.shade) rows(picture.shade.title, picture.shade.legend.map((l) => ({ swatch: true, ...l })));
      const small = [picture.note, picture.hint, picture.streets && J.areas.haveStreets() ? "Streets © OpenStreetMap contributors" : "", setup.attribution];
      const note = small.filter(Boolean).join(" · ");
      if (note) parts.push(element("p", "", note));
      this.thinned = element("p");
      this.box.replaceChildren(...parts, this.thinned);
      this.suit();
    },
    /* Projected, it is as large as a quarter of the picture has room for. */
    suit: function () {
      if (!J.common.isPresented()) return;
      const most = S.map.getSize().y * MOST;
      for (let size = J.common.large(); ; size *= 0.95) {
        this.box.style.setProperty("--key", size);
        if (this.box.scrollHeight <= most || size < LEAST * J.common.large()) break;
      }
    },
    /* Says how many of the lines are left out; empty for none. */
    thin: function (text) {
      if (this.thinned.textContent === text) return;
      this.thinned.textContent = text;
      this.suit();
    },
  });
})();
