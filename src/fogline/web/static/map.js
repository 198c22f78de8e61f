// The map: countries, contested ground as contested, events by standing, at a moment that can be
// dragged. Everything comes from this machine.
import { Map as MapView, NavigationControl, Popup, setWorkerUrl } from "/static/vendor/maplibre/maplibre-gl.mjs";
import { layControl } from "/static/control.js";
import { ORDER, draw, hatching, lettering, picture } from "/static/signs.js";

setWorkerUrl("/static/vendor/maplibre/maplibre-gl-worker.mjs");

const PAGE = 1000;
const MOST = 20000;
const MOST_TOLD = 8;
const box = document.getElementById("map");
const state = document.getElementById("map-state");
const slider = document.getElementById("moment");
const words = document.getElementById("moment-words");
const dark = matchMedia("(prefers-color-scheme: dark)").matches;
const paper = dark
  ? { sea: "#17181a", land: "#2a2c30", line: "#55585e", hatch: "#b9a7e0" }
  : { sea: "#dfe7ee", land: "#fbfaf7", line: "#a8a294", hatch: "#6b5aa0" };

for (const canvas of document.querySelectorAll("canvas.sign")) {
  draw(canvas, canvas.dataset.standing);
}

const map = new MapView({
  container: box,
  style: {
    version: 8,
    sources: {
      // The shapes are simple already: made simpler for each zoom, thin ones would cross themselves.
      countries: { type: "geojson", data: "/api/v1/map/countries", promoteId: "id", tolerance: 0 },
      regions: { type: "geojson", data: "/api/v1/map/regions", promoteId: "id", tolerance: 0.2 },
      contested: { type: "geojson", data: "/api/v1/map/contested", promoteId: "id", tolerance: 0 },
      events: { type: "geojson", data: nothing(), cluster: true, clusterRadius: 34, clusterMaxZoom: 9 },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": paper.sea } },
      { id: "land", type: "fill", source: "countries", paint: { "fill-color": paper.land } },
      { id: "contested-land", type: "fill", source: "contested", paint: { "fill-color": paper.land } },
      {
        id: "known-to-region", type: "fill", source: "regions",
        // Another colour than the sea's, also where it is one event only.
        paint: { "fill-color": "#d08700", "fill-opacity": ["interpolate", ["linear"], ["coalesce", ["feature-state", "events"], 0], 0, 0, 1, 0.25, 8, 0.6] },
      },
      {
        id: "regions", type: "line", source: "regions", minzoom: 4,
        filter: ["!=", ["get", "contested"], true],
        paint: { "line-color": paper.line, "line-width": 0.5, "line-opacity": 0.6 },
      },
      {
        id: "borders", type: "line", source: "countries",
        filter: ["!=", ["get", "contested"], true],
        paint: { "line-color": paper.line, "line-width": 1 },
      },
    ],
  },
  center: [30, 30],
  zoom: 1.6,
  attributionControl: false,
  fadeDuration: 0,
});
map.addControl(new NavigationControl({ showCompass: false }));
map.on("error", (event) => { state.textContent = `The map cannot be drawn: ${event.error.message}`; });

function nothing() {
  return { type: "FeatureCollection", features: [] };
}

function telling(standing) {
  return ORDER.find((one) => standing.includes(one)) ?? "claimed";
}

async function fetched(query, signal) {
  const features = [];
  for (let offset = 0; offset < MOST; offset += PAGE) {
    query.set("limit", PAGE);
    query.set("offset", offset);
    const answer = await fetch(`${box.dataset.events}?${query}`, {
      headers: { Accept: "application/geo+json" }, signal,
    });
    if (!answer.ok) {
      const told = await answer.json();
      throw new Error(told.error.what);
    }
    const part = (await answer.json()).features;
    features.push(...part);
    if (part.length < PAGE) break;
  }
  return features;
}

let regionOf = {};
let filled = [];
let inRegion = {};
let asking = null;

async function show(fit) {
  asking?.abort();
  asking = new AbortController();
  const query = new URLSearchParams(box.dataset.query);
  if (slider.dataset.moved) query.set("as_of", moment());
  state.textContent = "Looking …";
  try {
    const features = await fetched(query, asking.signal);
    const points = features.filter((one) => one.geometry && ["exact", "near", "adm2"].includes(one.properties.precision));
    for (const one of points) one.properties.sign = telling(one.properties.standing);
    map.getSource("events").setData({ type: "FeatureCollection", features: points });
    fillRegions(features);
    const nowhere = features.filter((one) => !one.geometry).length;
    state.textContent = `${features.length} events, ${nowhere} of them without a place.`;
    box.dataset.shown = features.length;
    if (fit) fitTo(points);
  } catch (error) {
    if (error.name !== "AbortError") state.textContent = `The events cannot be shown: ${error.message}`;
  }
}

function fillRegions(features) {
  for (const id of filled) map.removeFeatureState({ source: "regions", id });
  inRegion = {};
  for (const one of features) {
    const region = one.properties.precision === "adm1" ? regionOf[one.properties.place_id] : undefined;
    if (region) (inRegion[region] ??= []).push(one);
  }
  filled = Object.keys(inRegion);
  for (const id of filled) map.setFeatureState({ source: "regions", id }, { events: inRegion[id].length });
}

function fitTo(points) {
  if (!points.length) return;
  const lons = points.map((one) => one.geometry.coordinates[0]).sort((a, b) => a - b);
  const lats = points.map((one) => one.geometry.coordinates[1]).sort((a, b) => a - b);
  // Nine of ten: one capital on the other side of the world must not make the rest a dot.
  const low = Math.floor(lons.length * 0.05);
  const high = Math.ceil(lons.length * 0.95) - 1;
  map.fitBounds([[lons[low], lats[low]], [lons[high], lats[high]]], { padding: 50, maxZoom: 7, duration: 0 });
}

function moment() {
  return new Date(Number(slider.value) * 1000).toISOString().slice(0, 16) + "Z";
}

map.setMissingStyleImageResolver(async (id) => {
  if (id.startsWith("number ") && !map.hasImage(id)) {
    map.addImage(id, lettering(id.slice("number ".length)), { pixelRatio: 2 });
  }
});

map.on("load", async () => {
  map.addImage("hatch", hatching(8, paper.hatch));
  for (const one of ORDER) map.addImage(one, picture(one, 44), { pixelRatio: 2 });
  map.addLayer({ id: "contested", type: "fill", source: "contested", paint: { "fill-pattern": "hatch" } });
  map.addLayer({
    id: "many", type: "circle", source: "events", filter: ["has", "point_count"],
    paint: {
      "circle-color": "#0b4f93", "circle-opacity": 0.85, "circle-stroke-color": "#ffffff",
      "circle-stroke-width": 2, "circle-radius": ["interpolate", ["linear"], ["get", "point_count"], 2, 11, 50, 20, 1000, 34],
    },
  });
  // Letters would need a font from somewhere: each number is drawn as a picture when it is wanted.
  map.addLayer({
    id: "how-many", type: "symbol", source: "events", filter: ["has", "point_count"],
    layout: { "icon-image": ["concat", "number ", ["get", "point_count_abbreviated"]], "icon-allow-overlap": true },
  });
  map.addLayer({
    id: "one", type: "symbol", source: "events", filter: ["!", ["has", "point_count"]],
    layout: { "icon-image": ["get", "sign"], "icon-allow-overlap": true },
  });
  const regions = await (await fetch("/api/v1/map/ids")).json();
  regionOf = regions;
  control = layControl(map, tell);
  await Promise.all([show(true), control.show(box.dataset.query)]);
  box.dataset.ready = "true";
});

map.on("click", "many", async (event) => {
  const feature = event.features[0];
  const zoom = await map.getSource("events").getClusterExpansionZoom(feature.properties.cluster_id);
  map.easeTo({ center: feature.geometry.coordinates, zoom: Math.min(zoom + 0.5, 12) });
});
map.on("click", "one", (event) => {
  const grounds = control?.linesAt(event.point) ?? [];
  tell(event.features[0].geometry.coordinates, [...event.features.map(row), ...grounds]);
});
map.on("click", (event) => {
  if (map.queryRenderedFeatures(event.point, { layers: ["one", "many", "control"] }).length) return;
  const lines = map.queryRenderedFeatures(event.point, { layers: ["contested"] }).slice(0, 1)
    .map((one) => textRow(`${one.properties.name}: claimed by ${claimants(one.properties.claimed_by)}`));
  const region = map.queryRenderedFeatures(event.point, { layers: ["known-to-region"] })[0];
  const known = inRegion[region?.id] ?? [];
  if (known.length) lines.push(textRow(`Known to ${known[0].properties.place} only:`), ...known.slice(0, MOST_TOLD).map(row));
  if (known.length > MOST_TOLD) lines.push(textRow(`and ${known.length - MOST_TOLD} more: see the list`));
  if (lines.length) tell(event.lngLat, lines);
});
// What lies under the pointer, without a click; never in the way of the one that a click opened.
const hint = new Popup({ closeButton: false, closeOnClick: false, offset: 14, className: "hint" });
map.on("mousemove", "one", (event) => {
  const [first] = event.features;
  const more = event.features.length > 1 ? ` and ${event.features.length - 1} more` : "";
  hint.setLngLat(first.geometry.coordinates).setText(`${first.properties.title}${more}`).addTo(map);
});
map.on("mousemove", "many", (event) => {
  const [cluster] = event.features;
  hint.setLngLat(cluster.geometry.coordinates).setText(`${cluster.properties.point_count} events`).addTo(map);
});
for (const layer of ["one", "many"]) map.on("mouseleave", layer, () => hint.remove());
for (const layer of ["many", "one", "contested"]) {
  map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
  map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
}

function claimants(list) {
  const names = typeof list === "string" ? JSON.parse(list) : list ?? [];
  return names.join(" and ") || "several";
}

// Text goes in as text: a report may have written it.
function row(feature) {
  const link = document.createElement("a");
  link.href = `/events/${encodeURIComponent(feature.id ?? feature.properties.id)}${box.dataset.query}`;
  link.textContent = feature.properties.title;
  const line = document.createElement("p");
  const standing = feature.properties.standing;
  const list = typeof standing === "string" ? JSON.parse(standing) : standing;
  line.append(link, ` (${list.join(", ")})`);
  return line;
}

function textRow(text) {
  const line = document.createElement("p");
  line.textContent = text;
  return line;
}

function tell(at, rows) {
  hint.remove();
  const content = document.createElement("div");
  content.append(...rows);
  new Popup({ maxWidth: "24rem" }).setLngLat(at).setDOMContent(content).addTo(map);
}

let control = null;
let waiting = 0;
slider.addEventListener("input", () => {
  slider.dataset.moved = "true";
  words.textContent = moment();
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    const address = new URL(location.href);
    address.searchParams.set("as_of", moment());
    history.replaceState(null, "", address);
    box.dataset.query = address.search;
    show(false);
    control?.show(box.dataset.query);
  }, 150);
});
