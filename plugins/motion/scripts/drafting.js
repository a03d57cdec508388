// Several people write one draft at once: each clause of it is a text box, bound to a text that all of them share.
import { Editor } from "./drafting/editor.js";
import { Line } from "./drafting/line.js";
import { Socket } from "./drafting/socket.js";

for (const place of document.querySelectorAll("[data-drafting]")) {
  const words = JSON.parse(place.dataset.words);
  const line = new Line(place.dataset.drafting, place.dataset.token, new Socket(place.dataset.socket));
  line.onWay = (way) => (place.dataset.way = way);
  new Editor(place, words, line).begin();
}
