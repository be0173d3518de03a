/* Joined Up's start, once a frame, and the showing of each picture that Python sends.
 *
 * Python calls start with the map and apply with every picture, in either order. This ties all
 * other files together and needs each of them.
 */
(function () {
  "use strict";

  const J = window.joinedup, S = J.shared;
  const { isDrawn, isFaint, ink, notice } = J.common;
  const LARGEST = 2.1;
  let lastFit = null;

  /* Whether the page around is projected: its address says so. It is ours to read, or it is not. */
  function isAskedLarge() {
    try { return new URL(window.parent.location.href).searchParams.get("present") === "1"; } catch (_) { return false; }
  }
  /* Projected, all writing is as much larger as that of the page around: 1.6 times on 1,920 pixels. */
  function enlarge() {
    const fitting = (9 + 0.0075 * S.map.getSize().x) / 14.2;
    S.large = J.common.isPresented() ? Math.max(1, Math.min(LARGEST, fitting)) : 1;
    document.documentElement.style.setProperty("--large", S.large);
  }

  J.start = function (map, setup) {
    S.map = map;
    S.setup = setup;
    J.view.forgetOtherFootprint();
    if (isAskedLarge()) document.documentElement.dataset.presented = "yes";
    enlarge();
    map.createPane("joinedup").style.zIndex = 450;
    document.documentElement.lang = "en-GB";
    map.getContainer().setAttribute("role", "application");
    map.getContainer().setAttribute("aria-label", setup.kind === "map" ? "Map" : "Network drawing");
    const getJson = J.fetching.json, wanted = [getJson("organisations.json")];
    if (setup.kind === "map") wanted.push(getJson("areas.json"));
    J.loading = Promise.all(wanted).then(([organisations, second]) => {
      const data = (S.data = organisations);
      data.index = new Map(data.organisations.id.map((id, i) => [id, i]));
      data.hubIndex = new Map(data.partnerships.id.map((id, i) => [id, i]));
      data.areas = [];
      if (setup.kind === "map") {
        data.spot = data.organisations.lat.map((lat, i) => (lat === null ? null : [lat, data.organisations.lon[i]]));
        J.areas.add(second);
        J.fetching.flatten();
      }
      S.renderer = new J.Renderer();
      map.addLayer(S.renderer);
      S.legend = new J.Legend().addTo(map);
      new J.Search().addTo(map);
      map.zoomControl.setPosition("topright");
      new J.Tools().addTo(map);
      J.keys.start();
      map.on("click", J.pointing.click);
      map.on("mousemove", J.pointing.hover);
      map.on("mouseout movestart zoomstart", J.pointing.hideTip);
      map.on("movestart zoomstart", S.renderer.pause);
      map.on("mouseout", J.pointing.leaveBlocks);
      map.on("moveend", J.view.toAddress);
      const touch = () => { S.touched = true; };
      map.on("dragstart boxzoomstart", touch);
      ["wheel", "dblclick", "touchmove"].forEach((name) =>
        map.getContainer().addEventListener(name, touch, { passive: true }));
      map.zoomControl.getContainer().addEventListener("click", touch, true); // Leaflet stops it on its way up
      new ResizeObserver(() => {
        map.invalidateSize({ animate: false });
        enlarge();
        S.legend.suit();
        if (!S.touched && S.picture && lastFit !== null) J.view.fit();
      }).observe(map.getContainer());
      J.common.forced.addEventListener("change", () => { if (S.picture) showNow(); });
      if (S.picture) show();
    }).catch((error) => {
      notice("The picture's data could not be loaded. The table below the picture has the same rows.");
      console.warn("Joined Up:", error.message);
    });
  };

  /* Whether the reader goes by keyboard: the Tab that leads here is pressed on the page around. */
  const byKeys = (e) => { if (e.key === "Tab") document.documentElement.dataset.keys = "yes"; };
  window.addEventListener("keydown", byKeys);
  window.addEventListener("keyup", byKeys);
  window.addEventListener("pointerdown", () => { delete document.documentElement.dataset.keys; });

  J.apply = function (next) {
    next.marks = J.fetching.marks(next.marks);
    S.picture = next;
    // streamlit-folium keeps every group it was ever given, and has taken them off by now.
    window.feature_group = [];
    if (S.data) show();
    return L.layerGroup();
  };

  function show() {
    const asked = S.picture;
    if (asked.blocks || S.data.spot) { showNow(); return; }
    J.fetching.layout().then(() => { if (S.picture === asked) showNow(); }).catch(() =>
      notice("The drawing could not be loaded. The table below the picture has the same rows."));
  }
  function showNow() {
    const { map, data, picture, renderer } = S, marks = picture.marks;
    document.documentElement.dataset.theme = picture.dark ? "dark" : "light";
    map.getContainer().style.background = ink().ground;
    J.selected = picture.selected || null;
    J.organisations = 0;
    for (let i = 0; i < marks.length; i++) {
      if (isDrawn(marks[i]) && !isFaint(marks[i]) && data.spot[i] !== null) J.organisations += 1;
    }
    J.groups = 0;
    if (picture.blocks) {
      J.blocks.take(picture.blocks);
      J.groups = picture.blocks.cells.length;
      J.organisations = J.blocks.stated().organisations;
    }
    J.partnerships = picture.hubs ? Array.from(picture.hubs).filter(isDrawn).length : 0;
    map.closePopup();
    J.areas.style();
    J.areas.backdrop();
    S.legend.fill();
    const token = JSON.stringify(picture.fit);
    if (lastFit === null) {
      const address = J.view.fromAddress();
      if (address) { S.touched = true; map.setView(address.centre, address.zoom, { animate: false }); } else J.view.fit();
      J.ready = true;
    } else if (token !== lastFit) { S.touched = false; J.view.fit(); }
    lastFit = token;
    if (picture.blocks) { J.blocks.ready(map, J.view.keyHeight() + 18); J.ties = J.blocks.stated().lines; }
    J.fetching.edges().then(() => { renderer._update(); J.drawn = (J.drawn || 0) + 1; });
    // A rerun may have put an older place into the address.
    window.setTimeout(J.view.toAddress, 400);
  }
})();
