// An .app-map is drawn from the outlines of the wards. What is marked on it is written in the field that it belongs to,
// as somebody would type it, and what is typed there is drawn.
const NS = "http://www.w3.org/2000/svg";
const PAIR = /^\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*$/;
const STEPS = 40;
const CLOSEST = 64;

function drawn(name, attributes, parent) {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  parent.append(made);
  return made;
}

function follow(map, outlines) {
  const field = document.getElementById(map.dataset.for);
  const frame = map.querySelector(".app-map__frame");
  const said = map.querySelector('[role="status"]');
  const { width, height, bounds } = outlines;
  const cross = { x: width / 2, y: height / 2 };
  let zoom = 1;

  const svg = drawn("svg", { "aria-hidden": "true", focusable: "false" }, frame);
  const wards = outlines.wards.map((ward) => {
    const path = drawn("path", { d: ward.path, class: "app-map__ward" }, svg);
    return { name: ward.name, path };
  });
  const marks = drawn("g", { class: "app-map__marks" }, svg);
  const pointer = drawn("path", { class: "app-map__cross" }, svg);

  const lines = () => field.value.split("\n").filter((line) => line.trim());
  const toPoint = ({ x, y }) => [
    bounds.north - (y / height) * (bounds.north - bounds.south),
    bounds.west + (x / width) * (bounds.east - bounds.west),
  ];
  const fromPoint = ([north, east]) => [
    ((east - bounds.west) / (bounds.east - bounds.west)) * width,
    ((bounds.north - north) / (bounds.north - bounds.south)) * height,
  ];
  const words = () => toPoint(cross).map((degrees) => degrees.toFixed(5)).join(", ");

  function wardHere() {
    const here = svg.createSVGPoint();
    Object.assign(here, cross);
    return wards.find((ward) => ward.path.isPointInFill(here))?.name;
  }

  function show() {
    const [wide, high] = [width / zoom, height / zoom];
    const left = Math.min(Math.max(cross.x - wide / 2, 0), width - wide);
    const top = Math.min(Math.max(cross.y - high / 2, 0), height - high);
    svg.setAttribute("viewBox", `${left} ${top} ${wide} ${high}`);
    const arm = wide / 30;
    const { x, y } = cross;
    pointer.setAttribute("d", `M${x - arm} ${y}H${x + arm}M${x} ${y - arm}V${y + arm}`);
    const points = lines().map((line) => PAIR.exec(line)).filter(Boolean).map((found) => fromPoint([+found[1], +found[2]]));
    marks.replaceChildren();
    if (points.length > 1) drawn("polygon", { points: points.map((point) => point.join(",")).join(" ") }, marks);
    for (const [cx, cy] of points) drawn("circle", { cx, cy, r: wide / 100 }, marks);
  }

  function tell(sentence) {
    said.textContent = sentence;
  }

  function tellPlace(pattern = "{place}") {
    const place = [wardHere(), words()].filter(Boolean).join(": ");
    tell(pattern.replace("{place}", place));
  }

  function write(value) {
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  const does = {
    mark() {
      if (!lines().every((line) => PAIR.test(line))) return tell(map.dataset.words);
      write(map.dataset.marks === "point" ? words() : [...lines(), words()].join("\n"));
      return tellPlace(map.dataset.marked);
    },
    undo() {
      if (!lines().every((line) => PAIR.test(line))) return tell(map.dataset.words);
      write(lines().slice(0, -1).join("\n"));
      return tell(map.dataset.undone);
    },
    closer() {
      zoom = Math.min(zoom * 2, CLOSEST);
      show();
    },
    further() {
      zoom = Math.max(zoom / 2, 1);
      show();
    },
  };
  const keys = { Enter: does.mark, " ": does.mark, Backspace: does.undo, "+": does.closer, "=": does.closer, "-": does.further };
  const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  function move(x, y) {
    cross.x = Math.min(Math.max(x, 0), width);
    cross.y = Math.min(Math.max(y, 0), height);
    show();
  }

  frame.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const [way, act] = [ways[event.key], keys[event.key]];
    if (!way && !act) return;
    event.preventDefault();
    if (act) act();
    else {
      const step = width / zoom / STEPS;
      move(cross.x + way[0] * step, cross.y + way[1] * step);
      tellPlace();
    }
  });
  svg.addEventListener("click", (event) => {
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    move(at.x, at.y);
    does.mark();
  });
  for (const button of map.querySelectorAll("[data-does]")) button.addEventListener("click", does[button.dataset.does]);
  field.addEventListener("input", show);

  map.hidden = false;
  show();
}

async function begin(maps) {
  const answer = await fetch(maps[0].dataset.outlines);
  if (!answer.ok) return;
  const outlines = await answer.json();
  for (const map of maps) follow(map, outlines);
}

export function markOnMaps() {
  const maps = document.querySelectorAll(".app-map");
  if (maps.length) begin(maps);
}
