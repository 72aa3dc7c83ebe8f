// Draws stations as dots on a canvas of its own: ten thousand at once, without an element for each.
import { ground } from "./ground.js";
import { reports, status } from "./units.js";

const shapes = { fire: "square", ambulance: "circle", "civil-protection": "diamond" };

export function dots(L, colours, wanted) {
  return L.Layer.extend({
    onAdd(map) {
      this.map = map;
      this.canvas = L.DomUtil.create("canvas", "dots", map.getPane("overlayPane"));
      map.on("moveend zoomend resize", this.draw, this);
      map.on("zoomstart", this.hide, this);
      this.draw();
    },
    hide() {
      this.canvas.hidden = true;
    },
    draw() {
      const size = this.map.getSize();
      const { canvas } = this;
      canvas.hidden = false;
      [canvas.width, canvas.height] = [size.x, size.y];
      L.DomUtil.setPosition(canvas, this.map.containerPointToLayerPoint([0, 0]));
      const pen = canvas.getContext("2d");
      const scale = Math.max(1.5, Math.min(5, this.map.getZoom() - 6));
      this.places = [];
      const box = this.map.getBounds().pad(0.05);
      pen.fillStyle = colours().station;
      for (const station of ground.stations) {
        if (!station.services.includes(wanted()) || !box.contains([station.lat, station.lon])) continue;
        const { x, y } = this.map.latLngToContainerPoint([station.lat, station.lon]);
        this.places.push({ x, y, station });
        this.shape(pen, shapes[wanted()], x, y, scale);
      }
      for (const report of reports.values()) {
        if (report.lat === null || report.lat === undefined || !box.contains([report.lat, report.lon])) continue;
        const { x, y } = this.map.latLngToContainerPoint([report.lat, report.lon]);
        const word = status(report);
        pen.fillStyle = colours()[word.startsWith("available") ? "free" : word === "unknown" ? "unknown" : "busy"];
        this.shape(pen, word === "unknown" ? "ring" : shapes[report.service], x, y, scale + 2);
      }
    },
    shape(pen, kind, x, y, r) {
      pen.beginPath();
      if (kind === "circle" || kind === "ring") pen.arc(x, y, r, 0, 7);
      else if (kind === "diamond") [[0, -r], [r, 0], [0, r], [-r, 0]].forEach(([dx, dy]) => pen.lineTo(x + dx, y + dy));
      else pen.rect(x - r, y - r, 2 * r, 2 * r);
      if (kind === "ring") {
        pen.strokeStyle = pen.fillStyle;
        pen.lineWidth = 2;
        pen.stroke();
      } else pen.fill();
    },
    // The station beneath a point of the picture.
    at(point) {
      const close = this.places.map((place) => ({ ...place, d: (place.x - point.x) ** 2 + (place.y - point.y) ** 2 }));
      const best = close.sort((one, other) => one.d - other.d)[0];
      return best?.d < 144 ? best.station : null;
    },
  });
}
