/* Joined Up's buttons on the picture: all that dragging and keys do, by single presses.
 *
 * Below Leaflet's two for zooming: show everything, move (four directions), all keys.
 * Needs joinedup.js and, of keys.js, what they do.
 */
(function () {
  "use strict";

  const J = window.joinedup, S = J.shared;
  const { element } = J.common;
  const SVG = "http://www.w3.org/2000/svg";
  const WHOLE = "M4 8V4h4M12 4h4v4M16 12v4h-4M8 16H4v-4";
  const MOVE = "M10 3v14M3 10h14M8 5l2-2 2 2M8 15l2 2 2-2M5 8l-2 2 2 2M15 8l2 2-2 2";
  const WAYS = [["Move left", [-1, 0], "M12 5l-5 5 5 5"], ["Move up", [0, -1], "M5 12l5-5 5 5"],
    ["Move down", [0, 1], "M5 8l5 5 5-5"], ["Move right", [1, 0], "M8 5l5 5-5 5"]];

  function button(name, path, does) {
    const made = element("button", "joinedup-tool"), icon = document.createElementNS(SVG, "svg");
    const line = document.createElementNS(SVG, "path");
    made.type = "button";
    made.title = name;
    made.setAttribute("aria-label", name);
    icon.setAttribute("viewBox", "0 0 20 20");
    icon.setAttribute("aria-hidden", "true");
    line.setAttribute("d", path);
    icon.appendChild(line);
    made.appendChild(icon);
    made.addEventListener("click", does);
    return made;
  }

  J.Tools = L.Control.extend({
    options: { position: "topright" },
    onAdd: function () {
      const box = element("div", "joinedup-tools leaflet-bar"), ways = element("div", "joinedup-ways leaflet-bar");
      WAYS.forEach(([name, step, path]) => ways.appendChild(button(name, path, () => J.keys.pan(step))));
      ways.hidden = true;
      const move = button("Move the picture", MOVE, () => {
        ways.hidden = !ways.hidden;
        move.setAttribute("aria-expanded", String(!ways.hidden));
      });
      move.setAttribute("aria-expanded", "false");
      const keys = element("button", "joinedup-tool", "?");
      keys.type = "button";
      keys.title = "The picture by keyboard";
      keys.setAttribute("aria-label", keys.title);
      keys.addEventListener("click", () => J.keys.showHelp());
      box.append(button("Show everything", WHOLE, () => J.keys.whole()), move, ways, keys);
      L.DomEvent.disableClickPropagation(box);
      L.DomEvent.disableScrollPropagation(box);
      return box;
    },
  });
})();
