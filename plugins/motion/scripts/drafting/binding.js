// Binds one text box to one shared text: what is typed goes into the text, what others type comes into the box.
import { simpleDiffStringWithCursor } from "lib0/diff";
import { HERE } from "./draft.js";

export class Binding {
  constructor(area, text, doc, onComposing) {
    Object.assign(this, { area, text, doc, isComposing: false });
    area.value = this.shown = text.toString();
    area.addEventListener("input", () => this.typed());
    area.addEventListener("compositionstart", () => onComposing((this.isComposing = true)));
    area.addEventListener("compositionend", () => {
      this.isComposing = false;
      this.typed();
      onComposing(false);
    });
    this.follow = (event, transaction) => transaction.origin === this || this.changed(event.delta);
    text.observe(this.follow);
  }

  typed() {
    if (this.isComposing) return;
    const value = this.area.value;
    if (value === this.shown) return;
    const { index, remove, insert } = simpleDiffStringWithCursor(this.shown, value, this.area.selectionEnd);
    this.shown = value;
    this.doc.transact(() => {
      if (remove) this.text.delete(index, remove);
      if (insert) this.text.insert(index, insert);
    }, HERE);
  }

  // Words that somebody else wrote before the cursor push it along; it stays between the same words.
  changed(delta) {
    const value = this.text.toString();
    if (value === this.area.value) {
      this.shown = value;
      return;
    }
    let { selectionStart: start, selectionEnd: end, selectionDirection: direction } = this.area;
    let place = 0;
    for (const { retain = 0, insert = "", delete: gone = 0 } of delta) {
      place += retain;
      if (place < start) start += insert.length - Math.min(gone, start - place);
      if (place < end) end += insert.length - Math.min(gone, end - place);
      place += insert.length;
    }
    this.area.value = this.shown = value;
    if (document.activeElement === this.area) this.area.setSelectionRange(start, end, direction);
  }

  end() {
    this.text.unobserve(this.follow);
  }
}
