// A sign for each standing: told apart by shape as well as by colour.
export const COLOURS = {
  denied: "#b3123f", disputed: "#c2410c", conceded: "#0f766e",
  corroborated: "#15803d", claimed: "#8a6100", unanswered: "#6d28d9",
};
// The most telling first: a place with several shows this one.
export const ORDER = ["denied", "disputed", "conceded", "corroborated", "unanswered", "claimed"];

const PATHS = {
  denied: (c, r) => { c.moveTo(-r, -r); c.lineTo(r, r); c.moveTo(r, -r); c.lineTo(-r, r); },
  disputed: (c, r) => { c.moveTo(0, -r); c.lineTo(r, r * 0.8); c.lineTo(-r, r * 0.8); c.closePath(); },
  conceded: (c, r) => { c.rect(-r * 0.8, -r * 0.8, r * 1.6, r * 1.6); },
  corroborated: (c, r) => { c.arc(0, 0, r * 0.9, 0, 2 * Math.PI); },
  claimed: (c, r) => { c.arc(0, 0, r * 0.8, 0, 2 * Math.PI); },
  unanswered: (c, r) => { c.moveTo(0, -r); c.lineTo(r, 0); c.lineTo(0, r); c.lineTo(-r, 0); c.closePath(); },
};
const HOLLOW = new Set(["claimed", "unanswered"]);

// Kept in memory, not on the graphics card: reading a picture back from there holds the page up.
export function draw(canvas, standing) {
  const c = canvas.getContext("2d", { willReadFrequently: true });
  const size = canvas.width;
  c.clearRect(0, 0, size, size);
  c.save();
  c.translate(size / 2, size / 2);
  const r = size * 0.36;
  c.lineWidth = size * 0.14;
  c.lineJoin = "round";
  c.lineCap = "round";
  for (const [colour, width] of [["#ffffff", size * 0.3], [COLOURS[standing], size * 0.14]]) {
    c.beginPath();
    PATHS[standing](c, r);
    c.strokeStyle = colour;
    c.lineWidth = width;
    c.stroke();
  }
  if (standing !== "denied") {
    c.fillStyle = HOLLOW.has(standing) ? "#ffffff" : COLOURS[standing];
    c.fill();
  }
  c.restore();
  return c.getImageData(0, 0, size, size);
}

export function picture(standing, size) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  return draw(canvas, standing);
}

export function hatching(size, colour) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const c = canvas.getContext("2d", { willReadFrequently: true });
  c.strokeStyle = colour;
  c.lineWidth = 1.6;
  for (let at = -size; at <= size; at += size / 2) {
    c.beginPath();
    c.moveTo(at, size);
    c.lineTo(at + size, 0);
    c.stroke();
  }
  return c.getImageData(0, 0, size, size);
}

export function lettering(text) {
  const canvas = document.createElement("canvas");
  canvas.width = 18 + 14 * text.length;
  canvas.height = 32;
  const c = canvas.getContext("2d", { willReadFrequently: true });
  c.font = "bold 24px system-ui, sans-serif";
  c.textAlign = "center";
  c.textBaseline = "middle";
  c.fillStyle = "#ffffff";
  c.fillText(text, canvas.width / 2, canvas.height / 2 + 1);
  return c.getImageData(0, 0, canvas.width, canvas.height);
}

// A square for a place: one field for each side that is said to have it.
export function keyOf(parts) {
  const shown = parts.slice(0, 4);
  return { key: `held ${shown.map((one) => `${one.colour}${one.full ? "f" : "h"}${one.denied ? "x" : ""}`).join(" ")}`, parts: shown };
}

export function held(parts, size) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const c = canvas.getContext("2d", { willReadFrequently: true });
  const edge = size * 0.12;
  const side = size - 2 * edge;
  c.fillStyle = "#ffffff";
  c.fillRect(edge / 2, edge / 2, size - edge, size - edge);
  parts.forEach((one, number) => {
    const width = side / parts.length;
    const x = edge + number * width;
    c.strokeStyle = c.fillStyle = one.colour;
    c.lineWidth = size * 0.1;
    if (one.full) c.fillRect(x, edge, width, side);
    c.strokeRect(x + c.lineWidth / 2, edge + c.lineWidth / 2, width - c.lineWidth, side - c.lineWidth);
    if (one.denied) {
      c.strokeStyle = one.full ? "#ffffff" : one.colour;
      c.beginPath();
      c.moveTo(x + width * 0.2, edge + side * 0.2);
      c.lineTo(x + width * 0.8, edge + side * 0.8);
      c.stroke();
    }
  });
  return c.getImageData(0, 0, size, size);
}
