/* Joined Up's areas: the boundaries below the marks, their shading, and streets below these.
 *
 * The network has none of them; what is called there does nothing. Needs joinedup.js.
 */
(function () {
  "use strict";

  const J = window.joinedup, S = J.shared;
  const { ink, notice } = J.common;
  let areas = null, places = null, tiles = null;

  function style() {
    if (!areas) return;
    const { data, picture } = S;
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
  function add(boundaries) {
    const { map, data } = S;
    const of = (level) => ({ type: "FeatureCollection",
      features: boundaries.features.filter((f) => f.properties.level === level) });
    const quiet = { smoothFactor: 0.6 };
    areas = L.geoJSON(of("neighbourhood"), quiet).addTo(map);
    places = L.geoJSON(of("place"), { smoothFactor: 0.6, interactive: false }).addTo(map);
    areas.on("click", (e) => { J.pointing.onArea(e.propagatedFrom.feature.properties.id); });
    const bounds = new Map();
    [areas, places].forEach((group) => group.eachLayer((layer) =>
      bounds.set(layer.feature.properties.id, layer.getBounds())));
    data.areas = boundaries.features.map((f) => ({ id: f.properties.id, name: f.properties.name,
      level: f.properties.level, bounds: bounds.get(f.properties.id),
      spot: [f.properties.label[1], f.properties.label[0]] }));
    J.neighbourhoods = areas.getLayers().length;
  }

  /* ---- streets, if asked for, and quietly without them ---- */
  function backdrop() {
    const { map, picture } = S;
    if (picture.streets && !tiles) {
      let failed = 0;
      tiles = L.tileLayer("https://tile.openstreetmap.org/{z}/{x}/{y}.png", {
        maxZoom: 18 });
      tiles.on("tileerror", () => { failed += 1; if (failed === 3) notice("Street map not reachable from here; the plain map stays."); });
      tiles.on("tileload", () => { if (!tiles.came) { tiles.came = true; notice(""); S.legend.fill(); } });
      tiles.addTo(map);
    } else if (!picture.streets && tiles) { map.removeLayer(tiles); tiles = null; notice(""); }
  }
  /* Whether streets were asked for and reached; whoever drew them is named then. */
  const haveStreets = () => tiles && tiles.came;

  J.areas = { add: add, style: style, backdrop: backdrop, haveStreets: haveStreets };
})();
