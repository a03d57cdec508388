// The page of a draft, once the shared document is there: a box for each clause, who writes where, and what is saved.
import { Binding } from "./binding.js";
import { Draft, ELSEWHERE } from "./draft.js";

const TELL_AGAIN = 3000;
const MOST_CHARACTERS = "5000";

export class Editor {
  constructor(place, words, line) {
    Object.assign(this, { place, words, line, draft: new Draft(), boxes: new Map(), people: [] });
    this.lists = [...place.querySelectorAll("[data-section]")];
    this.state = place.querySelector("[data-state]");
    this.presence = place.querySelector("[data-presence]");
    this.comments = JSON.parse(place.dataset.comments);
    this.count = document.querySelector("[data-word-count]");
  }

  async begin() {
    const { draft, line } = this;
    line.onUpdates = (updates) => draft.take(updates);
    line.onPeople = (people) => this.showPeople(people);
    line.onState = (state) => this.showState(state);
    draft.doc.on("update", (update, origin) => origin === ELSEWHERE || line.write(update));
    await line.begin();
    this.startWhenThere();
  }

  // Nothing is shown before the document came: what is typed into an empty copy would stand there twice.
  startWhenThere() {
    if (!this.line.seq) {
      setTimeout(() => this.startWhenThere(), 300);
      return;
    }
    for (const list of this.lists) {
      list.replaceChildren();
      const add = button(this.words.add, list.dataset.heading, "govuk-button govuk-button--secondary");
      add.addEventListener("click", () => this.boxes.get(this.draft.add(list.dataset.section)).area.focus());
      list.after(add);
    }
    const tools = node("div", { className: "govuk-button-group" });
    for (const [name, act] of [["undo", "undo"], ["redo", "redo"]]) {
      const tool = button(this.words[name], "", "govuk-button govuk-button--secondary");
      tool.addEventListener("click", () => this.draft.undoing[act]());
      tools.append(tool);
    }
    this.state.parentElement.after(tools);
    this.tools = tools;
    this.gone = this.place.querySelector("[data-deleted]");
    this.place.addEventListener("keydown", (event) => this.pressed(event));
    this.draft.doc.on("afterTransaction", () => this.show());
    this.place.classList.add("app-drafting--live");
    this.show();
  }

  pressed(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.tagName !== "TEXTAREA") return;
    const name = event.key.toLowerCase();
    const act = name === "z" ? (event.shiftKey ? "redo" : "undo") : name === "y" ? "redo" : null;
    if (!act) return;
    event.preventDefault();
    this.draft.undoing[act]();
  }

  show() {
    const focused = document.activeElement;
    const range = focused?.tagName === "TEXTAREA" ? [focused.selectionStart, focused.selectionEnd] : null;
    let words = 0;
    const standing = new Set();
    for (const list of this.lists) {
      const clauses = this.draft.of(list.dataset.section);
      const boxes = clauses.map((clause, at) => this.box(clause, list.dataset.heading, at, clauses.length));
      clauses.forEach((clause) => standing.add(clause.key));
      words += clauses.reduce((sum, clause) => sum + this.draft.wordsIn(clause.text), 0);
      if (boxes.some((box, at) => list.children[at] !== box.group) || list.children.length !== boxes.length) {
        list.replaceChildren(...boxes.map((box) => box.group));
      }
    }
    for (const [key, box] of this.boxes) {
      if (!standing.has(key)) {
        box.binding.end();
        this.boxes.delete(key);
      }
    }
    if (focused?.isConnected && document.activeElement !== focused) {
      focused.focus({ preventScroll: true });
      if (range) focused.setSelectionRange(...range);
    }
    this.showDeleted();
    this.showCount(words);
    this.showEditing();
  }

  box(clause, heading, at, many) {
    let box = this.boxes.get(clause.key);
    if (!box) {
      box = this.made(clause);
      this.boxes.set(clause.key, box);
    }
    const name = filled(this.words.clause, { number: at + 1, section: heading });
    if (box.name !== name) {
      box.name = box.label.textContent = name;
      for (const tool of box.tools.querySelectorAll("[data-about]")) tool.textContent = ` ${name}`;
    }
    box.up.hidden = at === 0;
    box.down.hidden = at === many - 1;
    return box;
  }

  made(clause) {
    const { key } = clause;
    const id = `clause-${key}`;
    const label = node("label", { className: "govuk-label govuk-label--s", htmlFor: id });
    const who = node("p", { className: "govuk-hint app-drafting__who", id: `${id}-who` });
    const area = node("textarea", { className: "govuk-textarea app-drafting__text", id, rows: 2 });
    area.setAttribute("maxlength", MOST_CHARACTERS);
    area.setAttribute("aria-describedby", who.id);
    const tools = node("div", { className: "govuk-body app-drafting__tools" });
    const [up, down, gone] = ["up", "down", "delete"].map((act) => button(this.words[act], " ", "app-link-button"));
    up.addEventListener("click", () => this.moved(key, -1, up, down));
    down.addEventListener("click", () => this.moved(key, 1, down, up));
    gone.addEventListener("click", () => this.deleted(key));
    const earlier = node("a", { className: "govuk-link", href: `${this.place.dataset.clauses}/${key}` });
    earlier.append(this.words.history, more());
    const many = this.comments[key];
    const said = node("a", { className: "govuk-link", href: `${earlier.href}/comments` });
    said.append(many ? filled(this.words.commented, { count: many }) : this.words.comments, more());
    tools.append(up, down, gone, said, earlier);
    const group = node("div", { className: "app-clause", id: key });
    group.append(label, who, area, tools);
    area.addEventListener("focus", () => this.line.edits(key));
    area.addEventListener("blur", () => this.line.edits(""));
    const binding = new Binding(area, clause.text, this.draft.doc, (isHeld) => this.line.hold(isHeld));
    return { group, label, who, area, tools, up, down, binding };
  }

  moved(key, step, pressed, other) {
    this.draft.move(key, step);
    (pressed.hidden ? other : pressed).focus();
    this.tell(filled(this.words.moved, { clause: this.boxes.get(key).name }));
  }

  deleted(key) {
    const { name, group } = this.boxes.get(key);
    const next = group.nextElementSibling ?? group.previousElementSibling;
    const after = next?.querySelector("textarea") ?? group.parentElement.nextElementSibling;
    this.draft.mark(key, true);
    after?.focus();
    this.tell(filled(this.words.deleted, { clause: name }));
  }

  showDeleted() {
    const gone = this.lists.flatMap((list) => this.draft.of(list.dataset.section, true));
    this.gone.hidden = !gone.length;
    const rows = gone.map(({ key, text }, at) => {
      const row = node("div", { className: "app-clause" });
      const back = button(this.words.restore, `${at + 1}`, "govuk-button govuk-button--secondary");
      back.addEventListener("click", () => {
        this.draft.mark(key, false);
        this.boxes.get(key).area.focus();
      });
      row.append(node("p", { className: "govuk-body", textContent: text.toString() }), back);
      return row;
    });
    this.gone.querySelector("[data-rows]").replaceChildren(...rows);
  }

  showCount(words) {
    if (!this.count) return;
    const limit = Number(this.count.dataset.limit);
    this.count.textContent = filled(words > limit ? this.words.over : this.words.count, { words, limit });
  }

  showPeople(people) {
    this.people = people;
    this.showEditing();
    const told = people.filter(({ clause }) => this.boxes.has(clause));
    this.tellWho(told.map(({ name, clause }) => filled(this.words.editing, { name, clause: this.boxes.get(clause).name })));
  }

  showEditing() {
    for (const [key, box] of this.boxes) {
      const names = this.people.filter(({ clause }) => clause === key).map(({ name }) => name);
      const text = names.length ? filled(this.words.here, { names: names.join(", ") }) : "";
      if (box.who.textContent !== text) box.who.textContent = text;
    }
  }

  // Said once for each change, and not more often than every few seconds.
  tellWho(sentences) {
    const text = sentences.join(" ");
    if (text === this.toldWho || Date.now() - (this.toldAt ?? 0) < TELL_AGAIN) return;
    Object.assign(this, { toldWho: text, toldAt: Date.now() });
    this.presence.textContent = text;
  }

  tell(sentence) {
    this.presence.textContent = sentence;
  }

  showState(state) {
    const text = this.words[state];
    if (this.state.textContent !== text) this.state.textContent = text;
    this.state.dataset.is = state;
    const hasEnded = this.line.hasEnded;
    for (const { area } of this.boxes.values()) area.readOnly = hasEnded;
    if (hasEnded) for (const tool of this.place.querySelectorAll("button")) tool.disabled = true;
  }
}

function node(name, fields) {
  return Object.assign(document.createElement(name), fields);
}

// A button whose name says, to those who do not see the page, what it is for.
function button(text, about, className) {
  const made = node("button", { type: "button", className, textContent: text });
  if (about) made.append(more(` ${about}`));
  return made;
}

function more(text = "") {
  const span = node("span", { className: "govuk-visually-hidden", textContent: text });
  span.dataset.about = "";
  return span;
}

function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
