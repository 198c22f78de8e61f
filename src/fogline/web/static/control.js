// Who is said to have which ground: a square for each place, in the colours of the sides, and by
// its shape whether others say so too. No side's account is the map's own.
import { held, keyOf } from "/static/signs.js";

// Told apart also by people who see fewer colours (Okabe and Ito's), and always named in words.
const PALETTE = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a7a7a", "#332288"];
const box = document.getElementById("map");
const toggle = document.getElementById("show-control");
const legend = document.getElementById("control-legend");
const WORDS = { claimed: "claimed by", conceded: "conceded by", assessed: "assessed by", denied: "denied by" };

export function layControl(map, tell) {
  let asking = null;
  const colours = new Map();
  const places = new Map();
  map.addSource("control", { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  map.addLayer({
    id: "control", type: "symbol", source: "control",
    layout: { "icon-image": ["get", "sign"], "icon-allow-overlap": true, visibility: "none" },
  });
  map.on("click", "control", (event) => {
    // Where an event lies on it as well, one box tells of both.
    if (map.queryRenderedFeatures(event.point, { layers: ["one"] }).length) return;
    tell(event.features[0].geometry.coordinates, controller.linesAt(event.point));
  });
  map.on("mouseenter", "control", () => { map.getCanvas().style.cursor = "pointer"; });
  map.on("mouseleave", "control", () => { map.getCanvas().style.cursor = ""; });
  toggle.addEventListener("change", () => controller.show(box.dataset.query));

  const controller = {
    linesAt(point) {
      const found = map.queryRenderedFeatures(point, { layers: ["control"] });
      const ids = [...new Set(found.map((one) => one.properties.id))];
      return ids.filter((id) => places.has(id)).flatMap((id) => lines(places.get(id).properties));
    },
    async show(query) {
      const visible = toggle.checked;
      map.setLayoutProperty("control", "visibility", visible ? "visible" : "none");
      legend.hidden = !visible;
      if (!visible) return;
      asking?.abort();
      asking = new AbortController();
      try {
        const answer = await fetch(`/api/v1/control${query}${query ? "&" : "?"}limit=1000`, {
          headers: { Accept: "application/geo+json" }, signal: asking.signal,
        });
        if (!answer.ok) throw new Error((await answer.json()).error?.what ?? answer.status);
        const { features, elsewhere } = await answer.json();
        draw(features, elsewhere);
      } catch (error) {
        if (error.name !== "AbortError") {
          document.getElementById("map-state").textContent = `Control cannot be shown: ${error.message}`;
        }
      }
    },
  };

  function draw(features, elsewhere) {
    const sides = [...new Set(features.flatMap((one) => one.properties.holds.map((row) => row.name)))].sort();
    colours.clear();
    sides.forEach((name, number) => colours.set(name, PALETTE[number % PALETTE.length]));
    places.clear();
    for (const one of features) {
      places.set(one.id, one);
      const parts = one.properties.holds.filter((row) => !row.lost || one.properties.holds.length === 1);
      const sign = keyOf(parts.map((row) => ({ colour: colours.get(row.name), ...backing(row) })));
      if (!map.hasImage(sign.key)) map.addImage(sign.key, held(sign.parts, 40), { pixelRatio: 2 });
      one.properties.sign = sign.key;
      one.properties.id = one.id;
    }
    map.getSource("control").setData({ type: "FeatureCollection", features });
    box.dataset.control = features.length;
    legend.replaceChildren(...sides.map(side), textItem("filled: others concede or assess it; hollow: claimed only; crossed: denied"));
    if (elsewhere) legend.append(textItem(`${elsewhere} wider areas: see the list`));
  }

  function side(name) {
    const item = document.createElement("li");
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 18;
    canvas.setAttribute("aria-hidden", "true");
    canvas.getContext("2d").putImageData(held([{ colour: colours.get(name), full: true, denied: false }], 18), 0, 0);
    item.append(canvas, ` ${name}`);
    return item;
  }

  return controller;
}

function backing(row) {
  return { full: row.conceded.length + row.assessed.length > 0, denied: row.denied.length > 0 };
}

function textItem(text) {
  const item = document.createElement("li");
  item.textContent = text;
  return item;
}

// Text goes in as text: a report may have written it.
function lines(place) {
  const head = document.createElement("p");
  const name = document.createElement("b");
  name.textContent = place.place;
  head.append(name);
  return [head, ...place.holds.map((row) => {
    const line = document.createElement("p");
    const link = document.createElement("a");
    link.href = `/events/${encodeURIComponent(row.event)}${box.dataset.query}`;
    link.textContent = `${row.name}, ${row.deed}${row.lost ? " (lost)" : ""}`;
    const told = Object.entries(WORDS).filter(([key]) => row[key].length).map(([key, words]) => `${words} ${row[key].join(", ")}`);
    line.append(link, `: ${told.join("; ") || "nobody by name"}, since ${row.since.slice(0, 10)}`);
    return line;
  })];
}
