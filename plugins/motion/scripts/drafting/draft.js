// The draft as the document has it: clauses by their ids, each with a section, a position and a text that is shared.
import * as Y from "yjs";
import { between, evenly } from "./positions.js";

const LONGEST_POSITION = 120;
const SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
export const HERE = "here";
export const ELSEWHERE = "elsewhere";
const BEGUN = "begun";

export class Draft {
  constructor() {
    this.doc = new Y.Doc();
    this.clauses = this.doc.getMap("clauses");
    this.title = this.doc.getText("title");
    this.doc.getMap("about");
    this.undoing = new Y.UndoManager([this.clauses], { trackedOrigins: new Set([HERE]), captureTimeout: 700 });
  }

  take(updates) {
    this.doc.transact(() => updates.forEach((update) => Y.applyUpdate(this.doc, update, ELSEWHERE)), ELSEWHERE);
  }

  // The clauses of a section in their order.
  of(section, isDeleted = false) {
    const found = [];
    for (const [key, fields] of this.clauses) {
      if (fields.get("section") === section && Boolean(fields.get("deleted")) === isDeleted) {
        found.push({ key, section, position: fields.get("pos"), text: fields.get("text") });
      }
    }
    const by = (one) => `${one.position} ${one.key}`;
    return found.sort((one, other) => (by(one) < by(other) ? -1 : 1));
  }

  wordsIn(text) {
    return text.toString().split(/\s+/).filter(Boolean).length;
  }

  change(work) {
    this.undoing.stopCapturing();
    this.doc.transact(work, HERE);
    this.undoing.stopCapturing();
  }

  add(section) {
    const key = `C-${drawn(4)}-${drawn(4)}`;
    const fields = new Y.Map();
    fields.set("section", section);
    fields.set("pos", between(this.of(section).at(-1)?.position ?? "", ""));
    fields.set("text", new Y.Text());
    // Undo does not take a clause back into which others may have written: it is deleted, and can be put back.
    this.doc.transact(() => this.clauses.set(key, fields), BEGUN);
    return key;
  }

  mark(key, isDeleted) {
    this.change(() => this.clauses.get(key).set("deleted", isDeleted));
  }

  move(key, step) {
    const section = this.clauses.get(key).get("section");
    const standing = this.of(section);
    const place = standing.findIndex((clause) => clause.key === key);
    const target = place + step;
    if (place < 0 || target < 0 || target >= standing.length) return;
    standing.splice(target, 0, ...standing.splice(place, 1));
    const before = standing[target - 1]?.position ?? "";
    const after = standing[target + 1]?.position ?? "";
    const fresh = !after || before < after ? between(before, after) : "";
    this.change(() => {
      if (fresh && fresh.length <= LONGEST_POSITION) this.clauses.get(key).set("pos", fresh);
      else evenly(standing.length).forEach((position, at) => this.clauses.get(standing[at].key).set("pos", position));
    });
  }
}

function drawn(count) {
  return Array.from(crypto.getRandomValues(new Uint8Array(count)), (byte) => SIGNS[byte % 32]).join("");
}
