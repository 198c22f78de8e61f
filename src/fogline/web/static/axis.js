// An axis of time with bars, and handles on it that can be dragged or moved by keys. All times are
// hours since 1970 (UTC).
const SVG = "http://www.w3.org/2000/svg";
const HOUR = 3600e3;
const HEIGHT = 150;
const TOP = 18;
const FOOT = 24;
const LABEL = 78;
const LETTER = 6.5;
const LEAST = 2;
// So far that it is meant as a drag and not as a click.
const SLOP = 4;
// How many bins a page is.
const PAGE = {
  hour: 24, "six hours": 4, day: 7, week: 4, month: 12, quarter: 4, year: 10, decade: 10, century: 10,
};
const PER = { hour: "an", "six hours": "in" };
const CLOCKS = [1, 2, 3, 6, 12, 24];
const format = (options) => new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options });
const SHORT = format({ day: "numeric", month: "short" });
const LONG = format({ day: "numeric", month: "long", year: "numeric" });
const MONTH = format({ month: "short", year: "numeric" });
const LONG_SHORT = format({ day: "numeric", month: "short", year: "numeric" });
const YEAR = format({ year: "numeric" });
const CLOCK = format({ hour: "2-digit", minute: "2-digit" });

export function hourOf(iso) {
  return Date.parse(iso) / HOUR;
}

export function isoOf(hour) {
  const text = new Date(Math.round(hour * 3600) * 1000).toISOString();
  if (text.endsWith("T00:00:00.000Z")) return text.slice(0, 10);
  return text.endsWith(":00.000Z") ? `${text.slice(0, 16)}Z` : `${text.slice(0, 19)}Z`;
}

export function dayWords(hour) {
  const words = LONG.format(hour * HOUR);
  return hour % 24 ? `${words}, ${CLOCK.format(hour * HOUR)}` : words;
}

export function make(name, attributes = {}, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
}

function shape(name, attributes = {}) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function between(low, value, high) {
  return Math.min(Math.max(value, low), high);
}

export class Axis {
  // One handle for a moment, two for a period. `words` says where one stands, `moved` is called with
  // the values whenever one has been moved, `drawn` whenever the axis has been drawn.
  constructor(box, labels, { words, moved, snap, drawn }) {
    Object.assign(this, { box, words, moved, snap, drawn, values: labels.map(() => 0), held: null });
    this.edges = [0, 1];
    this.bars = [];
    this.svg = shape("svg", { "aria-hidden": "true", height: HEIGHT, width: "100%" });
    this.handles = labels.map((label, at) => this.handle(label, at));
    box.replaceChildren(this.svg, ...this.handles);
    box.addEventListener("pointerdown", (event) => this.hold(event));
    box.addEventListener("pointermove", (event) => this.drag(event));
    box.addEventListener("pointerup", (event) => this.drop(event));
    box.addEventListener("pointercancel", () => { this.held = null; });
    new ResizeObserver(() => this.draw()).observe(box);
  }

  get first() { return this.edges[0]; }
  get last() { return this.edges[this.edges.length - 1]; }

  // `bars` has the parts of each bin's bar from below: [count, class], and a title.
  show({ edges, unit, bars, values }) {
    Object.assign(this, { edges, unit, bars, values });
    this.draw();
  }

  place(hour) {
    return between(0, (hour - this.first) / (this.last - this.first), 1);
  }

  // -- by keys -------------------------------------------------------------------------------------

  handle(label, at) {
    const made = make("div", { class: "handle", role: "slider", tabindex: 0, "aria-label": label });
    made.addEventListener("keydown", (event) => {
      const page = PAGE[this.unit] ?? 10;
      const steps = {
        ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -page, PageUp: page,
        Home: -Infinity, End: Infinity,
      }[event.key];
      if (steps === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      this.put(at, this.step(this.values[at], steps));
    });
    return made;
  }

  step(value, steps) {
    const here = between(this.first, value, this.last);
    const most = this.edges.length - 1;
    const next = this.edges.findIndex((edge) => edge > here);
    const before = this.edges.findLastIndex((edge) => edge < here);
    const at = steps > 0 ? (next < 0 ? most : next) + steps - 1 : before + steps + 1;
    return this.edges[between(0, at, most)];
  }

  put(at, value) {
    const values = [...this.values];
    values[at] = value;
    // A period holds a bin at least.
    if (values.length === 2 && values[0] >= values[1]) {
      values[at] = at === 0 ? this.step(this.values[1], -1) : this.step(this.values[0], 1);
      if (values[0] >= values[1]) return;
    }
    this.set(values);
  }

  set(values) {
    if (values.every((value, at) => value === this.values[at])) return;
    this.values = values;
    this.mark();
    this.moved(values);
  }

  // -- by hand -------------------------------------------------------------------------------------

  hourAt(event) {
    const { left, width } = this.svg.getBoundingClientRect();
    return this.first + between(0, (event.clientX - left) / width, 1) * (this.last - this.first);
  }

  nearest(hour) {
    return this.edges.reduce((best, edge) => (Math.abs(edge - hour) < Math.abs(best - hour) ? edge : best));
  }

  hold(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    const at = this.handles.indexOf(event.target);
    this.box.setPointerCapture(event.pointerId);
    this.held = { at, from: event.clientX, hour: this.hourAt(event) };
    if (at < 0 && this.handles.length === 1) this.held.at = 0;
    (this.handles[this.held.at] ?? this.handles[0]).focus({ preventScroll: true, focusVisible: false });
    if (at < 0 && this.handles.length === 1) this.drag(event);
  }

  drag(event) {
    if (!this.held) return;
    if (this.held.at >= 0) {
      const hour = this.hourAt(event);
      this.put(this.held.at, this.snap ? this.snap(hour) : this.nearest(hour));
    } else if (Math.abs(event.clientX - this.held.from) > SLOP) {
      this.set(this.over(this.held.hour, this.hourAt(event)));
    }
  }

  drop(event) {
    if (!this.held) return;
    // A click chooses the bin under it.
    const clicked = this.held.at < 0 && Math.abs(event.clientX - this.held.from) <= SLOP;
    if (clicked) this.set(this.over(this.held.hour, this.held.hour));
    this.held = null;
  }

  over(one, other) {
    const [low, high] = one < other ? [one, other] : [other, one];
    const from = this.edges.findLastIndex((edge) => edge <= Math.min(low, this.last - 1e-6));
    const to = this.edges.findIndex((edge) => edge >= high && edge > this.edges[from]);
    return [this.edges[from], to < 0 ? this.last : this.edges[to]];
  }

  // -- drawing -------------------------------------------------------------------------------------

  draw() {
    const width = this.svg.clientWidth;
    if (!width) return;
    const x = (hour) => this.place(hour) * width;
    const floor = HEIGHT - FOOT;
    const most = Math.max(1, ...this.bars.map(({ parts }) => parts.reduce((sum, [count]) => sum + count, 0)));
    const drawn = [shape("line", { class: "top", x1: 0, x2: width, y1: TOP, y2: TOP })];
    const scale = shape("text", { x: 18, y: TOP - 5 });
    scale.textContent = `${Number(most.toFixed(0)).toLocaleString("en")} ${PER[this.unit] ?? "a"} ${this.unit}`;
    this.bars.forEach(({ parts, title }, at) => {
      const [left, right] = [x(this.edges[at]), x(this.edges[at + 1])];
      const gap = right - left > 5 ? 1 : 0;
      const group = shape("g");
      let y = floor;
      for (const [count, kind] of parts) {
        // One of thousands is still seen.
        const height = Math.max((count / most) * (floor - TOP), count < 1 ? 0 : LEAST);
        y -= height;
        group.append(shape("rect", { class: kind, x: left + gap / 2, y, width: Math.max(right - left - gap, 1), height }));
      }
      const told = shape("title");
      told.textContent = title;
      // The whole column tells, not only where there is something to hit.
      group.append(told, shape("rect", { class: "column", x: left, y: TOP, width: right - left, height: floor - TOP }));
      drawn.push(group);
    });
    this.veils = this.values.map(() => shape("rect", { class: "veil", y: 0, height: floor }));
    this.svg.replaceChildren(...drawn, ...this.foot(width, floor), ...this.veils, scale);
    this.mark();
    this.drawn?.();
  }

  foot(width, floor) {
    const drawn = [shape("line", { class: "floor", x1: 0, x2: width, y1: floor, y2: floor })];
    for (const { here, words, edge } of this.ticks()) {
      const text = shape("text", { x: here, y: floor + 18, "text-anchor": edge });
      text.textContent = words;
      drawn.push(shape("line", { class: "floor", x1: here, x2: here, y1: floor, y2: floor + 5 }), text);
    }
    return drawn;
  }

  // Where the axis is lettered, and how; `edge` says to which side the letters must keep.
  ticks() {
    const width = this.svg.clientWidth;
    const room = Math.max(1, Math.floor(width / LABEL));
    let year = null;
    let free = 0;
    return this.lettered(room).map((hour) => {
      const here = this.place(hour) * width;
      const now = YEAR.format(hour * HOUR);
      const words = this.tick(hour, now !== year);
      const edge = here < LABEL / 2 ? "start" : here > width - LABEL / 2 ? "end" : "middle";
      const size = words.length * LETTER;
      const left = here - { start: 0, middle: size / 2, end: size }[edge];
      // What would run into the letters before it goes without.
      if (left < free) return { hour, here, words: "", edge };
      free = left + size + LETTER;
      year = now;
      return { hour, here, words, edge };
    });
  }

  lettered(room) {
    const every = Math.ceil((this.edges.length - 1) / room);
    const size = { hour: 1, "six hours": 6 }[this.unit];
    if (!size) return this.edges.filter((_, at) => at % every === 0);
    // At midnight, and evenly between.
    let step = CLOCKS.find((hours) => hours >= every * size) ?? 24;
    while (step < every * size) step += 24;
    return this.edges.filter((hour) => hour % step === 0);
  }

  tick(hour, first) {
    const time = hour * HOUR;
    if (["year", "decade", "century"].includes(this.unit)) return YEAR.format(time);
    if (["month", "quarter"].includes(this.unit)) return MONTH.format(time);
    if (hour % 24) return CLOCK.format(time);
    return first ? LONG_SHORT.format(time) : SHORT.format(time);
  }

  // Put the handles, and the veil over what is not chosen, where they belong.
  mark() {
    const places = this.values.map((value) => this.place(value));
    this.handles.forEach((handle, at) => {
      handle.style.left = `${places[at] * 100}%`;
      handle.setAttribute("aria-valuemin", Math.round(this.first));
      handle.setAttribute("aria-valuemax", Math.round(this.last));
      handle.setAttribute("aria-valuenow", Math.round(between(this.first, this.values[at], this.last)));
      handle.setAttribute("aria-valuetext", this.words(this.values[at], at));
    });
    if (!this.veils) return;
    const width = this.svg.clientWidth;
    const veiled = places.length === 2 ? [[0, places[0]], [places[1], 1]] : [[places[0], 1]];
    veiled.forEach(([from, to], at) => {
      this.veils[at].setAttribute("x", from * width);
      this.veils[at].setAttribute("width", Math.max(0, to - from) * width);
    });
  }
}
