// An .app-map is drawn from the outlines of the wards. What is marked on it is written in the field that it belongs to,
// as somebody would type it, and what is typed there is drawn.
const NS = "http://www.w3.org/2000/svg";
const PAIR = /^\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*$/;
const STEPS = 40;
const CLOSEST = 64;
// How many pixels wide a picture of the ground is made, and the most of them that one view loads.
const PICTURE = 256;
const MOST_PICTURES = 24;

function drawn(name, attributes, parent) {
  const made = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  parent.append(made);
  return made;
}

// Return in which of the equal parts of the world a stretch of it lies.
function among(from, length, parts) {
  const first = Math.floor(from * parts);
  const end = Math.min(Math.ceil((from + length) * parts), parts);
  return Array.from({ length: Math.max(end - first, 1) }, (_, place) => first + place);
}

function follow(map, outlines) {
  const field = document.getElementById(map.dataset.for);
  const frame = map.querySelector(".app-map__frame");
  const said = map.querySelector('[role="status"]');
  const { width, height, world } = outlines;
  const unit = world.wide / width;
  const cross = { x: width / 2, y: height / 2 };
  let zoom = 1;

  const svg = drawn("svg", { "aria-hidden": "true", focusable: "false" }, frame);
  const ground = drawn("g", {}, svg);
  const wards = outlines.wards.map((ward) => {
    const path = drawn("path", { d: ward.path, class: "app-map__ward" }, svg);
    return { name: ward.name, path };
  });
  const marks = drawn("g", { class: "app-map__marks" }, svg);
  const pointers = ["app-map__halo", "app-map__cross"].map((name) => drawn("path", { class: name }, svg));

  const lines = () => field.value.split("\n").filter((line) => line.trim());
  // The drawing is in Web Mercator, in which the whole world is a square.
  const toPoint = ({ x, y }) => [
    (Math.atan(Math.sinh(Math.PI * (1 - 2 * (world.top + y * unit)))) * 180) / Math.PI,
    (world.left + x * unit) * 360 - 180,
  ];
  const fromPoint = ([north, east]) => [
    ((east + 180) / 360 - world.left) / unit,
    ((1 - Math.asinh(Math.tan((north * Math.PI) / 180)) / Math.PI) / 2 - world.top) / unit,
  ];
  const words = () => toPoint(cross).map((degrees) => degrees.toFixed(5)).join(", ");

  function wardHere() {
    const here = svg.createSVGPoint();
    Object.assign(here, cross);
    return wards.find((ward) => ward.path.isPointInFill(here))?.name;
  }

  function showGround(left, top, wide, high) {
    const pattern = map.dataset.pictures;
    if (!pattern) return;
    const cut = (closeness) => ({
      closeness,
      columns: among(world.left + left * unit, wide * unit, 2 ** closeness),
      rows: among(world.top + top * unit, high * unit, 2 ** closeness),
    });
    const sharp = Math.round(Math.log2(svg.getScreenCTM().a / unit / PICTURE));
    let pictures = cut(Math.min(Math.max(sharp, 0), Number(map.dataset.closest)));
    while (pictures.columns.length * pictures.rows.length > MOST_PICTURES) pictures = cut(pictures.closeness - 1);
    const side = 1 / 2 ** pictures.closeness;
    const shown = new Map([...ground.children].map((image) => [image.getAttribute("href"), image]));
    for (const column of pictures.columns) {
      for (const row of pictures.rows) {
        const href = pattern.replace("{z}", pictures.closeness).replace("{x}", column).replace("{y}", row);
        if (shown.delete(href)) continue;
        const [x, y] = [(column * side - world.left) / unit, (row * side - world.top) / unit];
        drawn("image", { href, x, y, width: side / unit, height: side / unit }, ground);
      }
    }
    for (const image of shown.values()) image.remove();
  }

  function show() {
    const [wide, high] = [width / zoom, height / zoom];
    const left = Math.min(Math.max(cross.x - wide / 2, 0), width - wide);
    const top = Math.min(Math.max(cross.y - high / 2, 0), height - high);
    svg.setAttribute("viewBox", `${left} ${top} ${wide} ${high}`);
    showGround(left, top, wide, high);
    const arm = wide / 30;
    const { x, y } = cross;
    for (const pointer of pointers) pointer.setAttribute("d", `M${x - arm} ${y}H${x + arm}M${x} ${y - arm}V${y + arm}`);
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
