/* Joined Up's search: a field in the picture, by mouse and by keyboard.
 *
 * Names are here already, so it answers while one types. What is taken is moved into view and
 * chosen, as by a click. Needs joinedup.js and, of pointing.js, choosing.
 */
(function () {
  "use strict";

  const J = window.joinedup, S = J.shared;
  const { isStill, element } = J.common;

  J.Search = L.Control.extend({
    options: { position: "topleft" },
    onAdd: function () {
      const box = element("div", "joinedup-search leaflet-bar");
      const input = element("input");
      const list = element("ul");
      const listId = "joinedup-found";
      input.type = "search";
      input.placeholder = S.setup.kind === "map" ? "Find on the map" : "Find in the network";
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
    const data = S.data;
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
    const { setup, map, data, picture } = S;
    S.touched = true;
    const still = isStill();
    if (item.area) map.fitBounds(item.area.bounds, { animate: !still });
    else if (!picture.blocks) {
      // A partnership stands nowhere on the map: choosing it draws its ties.
      const spot = item.hub === undefined ? data.spot[item.i]
        : setup.kind === "map" ? null : [data.partnerships.y[item.hub], data.partnerships.x[item.hub]];
      const zoom = Math.max(map.getZoom(), setup.kind === "map" ? 13 : 1);
      if (spot) map.setView(spot, zoom, { animate: !still });
    }
    J.pointing.choose(item.id);
  }
})();
