/* Joined Up's pointing and clicking: what is under the pointer, what is told of it, what a click does.
 *
 * A choice goes to Python, which answers with the panel; the picture shows it at once.
 * Needs joinedup.js, marks.js, the renderer and the key; of blocks.js and clusters.js what they
 * have at a point and what they say of it; areas.js to mark a chosen area, fetching.js.
 */
(function () {
  "use strict";

  const J = window.joinedup, S = J.shared;
  const { isStill, isPresented, element } = J.common;
  const STATE_WORDS = { c: "Connected", n: "No partnership on record", u: "Unknown" };
  let tip = null, areaUnderClick = null, picks = 0;

  function hits(layerPoint, reach) {
    const renderer = S.renderer, found = [];
    const look = (one) => {
      const d = Math.hypot(one.x - layerPoint.x, one.y - layerPoint.y);
      if (d <= Math.max(one.r + 3, reach)) found.push({ d: d, one: one });
    };
    (renderer.shown || []).forEach(look);
    (renderer.hubs || []).forEach(look);
    (renderer.clusters || []).forEach(look);
    return found.sort((a, b) => a.d - b.d);
  }
  const nameOf = (one) => one.cluster ? J.clusterName(one) : (one.hub === undefined ? S.data.organisations.name[one.i]
    : S.data.partnerships.name[one.hub]);
  /* `how` a circle for many is opened. */
  const aboutOf = (one, how) => {
    if (one.cluster) return J.clusterWords(one, how);
    const data = S.data;
    const sign = signOf(one), said = sign ? sign.says || sign.label : "";
    if (one.hub !== undefined) {
      const n = data.partnerships.members[one.hub];
      return data.partnerships.kind[one.hub] + " · " + n + (n === 1 ? " member" : " members") + (said && " · " + said);
    }
    const words = [data.sectors[data.organisations.sector[one.i]]];
    if (data.organisations.outside[one.i]) words.push("outside the footprint");
    if (STATE_WORDS[one.mark]) words.push((J.marks.isGhost(one.sign) ? "before: " : "") + STATE_WORDS[one.mark]);
    if (said) words.push(said);
    const group = J.marks.groupOf(one.i);
    if (group && !words.includes(group.label)) words.push(group.label);
    return words.join(" · ");
  };
  /* What the key says of a mark that the picture's overlay wants noticed; undefined of others. */
  const signOf = (one) => (S.picture.overlay_legend || [])
    .find((item) => item.overlay === one.sign && Boolean(item.hub) === (one.hub !== undefined));

  function hover(event) {
    if (S.picture && S.picture.blocks) { hoverBlocks(event); return; }
    const found = hits(event.layerPoint, 8);
    S.map.getContainer().classList.toggle("joinedup-over", found.length > 0);
    if (!found.length) { hideTip(); return; }
    const lines = [nameOf(found[0].one), aboutOf(found[0].one, "Click to zoom in")];
    const others = found[0].one.cluster ? 0 : sameSpot(found).filter((f) => !f.one.cluster).length - 1;
    if (others > 0) lines.push(others + " more here: click to choose");
    showTip(event, lines);
  }
  function showTip(event, lines) {
    const map = S.map;
    if (!tip) { tip = element("div", "joinedup-tip"); map.getContainer().appendChild(tip); }
    tip.replaceChildren(...lines.map((line, k) => element(k ? "span" : "strong", "", line)));
    tip.hidden = false;
    const p = map.layerPointToContainerPoint(event.layerPoint), size = map.getSize(), high = tip.offsetHeight;
    tip.style.left = Math.max(4, Math.min(p.x + 14, size.x - 270)) + "px";
    tip.style.top = (p.y + high + 20 > size.y ? Math.max(4, p.y - high - 12) : p.y + 14) + "px";
  }
  function hoverBlocks(event) {
    // Whoever points at a block may open it: its organisations' spots come meanwhile.
    J.fetching.layout().catch(() => {});
    const map = S.map, found = J.blocks.at(map, event.layerPoint);
    map.getContainer().classList.toggle("joinedup-over", Boolean(J.blocks.idOf(found)));
    if (J.blocks.point(found)) S.renderer.draw();
    if (found) showTip(event, J.blocks.tell(found, "Click to open")); else hideTip();
  }
  function leaveBlocks() {
    if (S.picture && S.picture.blocks && J.blocks.point(null)) S.renderer.draw();
  }
  const hideTip = () => { if (tip) tip.hidden = true; };

  /* Marks that a pointer cannot tell from the nearest one. */
  const sameSpot = (found) => found.filter((f) => f.d - found[0].d < 3);

  function click(event) {
    const { map, picture } = S;
    hideTip();
    const found = hits(event.layerPoint, 10);
    const area = areaUnderClick;
    areaUnderClick = null;
    if (picture.blocks) {
      const found = J.blocks.at(map, event.layerPoint);
      if (J.blocks.idOf(found)) take(found); else if (picture.selected && !isPresented()) choose("");
      return;
    }
    if (!found.length) {
      // A stray click in front of a room changes nothing.
      if (isPresented()) return;
      if (area) choose(area); else if (picture && picture.selected) choose("");
      return;
    }
    if (found[0].one.cluster) { take(found[0].one); return; }
    const equal = sameSpot(found).filter((f) => !f.one.cluster);
    if (equal.length > 1) pick(event.latlng, equal); else take(found[0].one);
  }
  /* What a click or Enter does with a mark, a circle for many or a block. */
  function take(one) {
    if (one.block !== undefined) send("(open)" + J.blocks.idOf(one));
    else if (one.cluster) { S.touched = true; J.openCluster(S.map, one, S.data.spot, isStill()); }
    else choose(J.marks.idOf(one));
  }
  /* Several marks under one click: a short list to choose from. */
  function pick(latlng, found) {
    const map = S.map, list = element("div", "joinedup-pick");
    list.appendChild(element("strong", "", found.length + " at this spot"));
    found.forEach((f) => {
      const button = element("button", "", nameOf(f.one));
      button.type = "button";
      button.addEventListener("click", () => { map.closePopup(); choose(J.marks.idOf(f.one)); });
      list.appendChild(button);
    });
    const below = S.legend.box.offsetHeight + 24;
    L.popup({ closeButton: true, maxWidth: 320, autoPanPaddingTopLeft: [12, 56],
      autoPanPaddingBottomRight: [12, below],
      maxHeight: Math.max(110, map.getSize().y - below - 120) }).setLatLng(latlng).setContent(list).openOn(map);
  }
  /* Selecting is shown at once; Python answers with the panel. */
  function choose(id) {
    S.picture.selected = id;
    J.selected = id || null;
    S.renderer.draw();
    J.areas.style();
    send(id);
  }
  function send(id) {
    picks += 1;
    window.Streamlit.setComponentValue({ selected: id, pick: picks + "-" + Date.now() });
  }

  /* Leaflet tells of a click first the area, then the map. */
  const onArea = (id) => { areaUnderClick = id; };

  J.pointing = { click: click, hover: hover, hideTip: hideTip, leaveBlocks: leaveBlocks, choose: choose,
    onArea: onArea, take: take, nameOf: nameOf, aboutOf: aboutOf, showTip: showTip };
})();
