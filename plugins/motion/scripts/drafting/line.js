// The line to the service: sends what was written here until the service has stored it, and fetches what others wrote.
// Over a connection that stays open where there is one, else by asking once a second; the log is the same for both.
import * as Y from "yjs";

const PAUSE = 1000;
const PAUSE_AWAY = 10000;
const PAUSES_LOST = [1000, 2000, 4000];
const HEARTBEAT = 8000;
const PAUSE_CONNECTED = 20000;
// Not more often than this, so that nobody sends faster than the service lets one person.
const PACE = 200;
const LARGEST_MESSAGE = 200 * 1024;
const LARGEST = 48 * 1024;
const MOST = 300;
const REFUSED = { 403: "ended", 404: "ended", 409: "frozen", 422: "refused" };

export class Line {
  constructor(address, token, socket) {
    Object.assign(this, { address, token, socket, sentAt: 0, seq: 0, waiting: [], failures: 0, editing: "", told: "", toldAt: 0 });
    this.held = [];
    this.isHeld = false;
    this.onUpdates = this.onPeople = this.onState = this.onWay = () => {};
  }

  get isSaved() {
    return this.waiting.length === 0;
  }

  begin() {
    document.addEventListener("visibilitychange", () => document.hidden || this.soon(0));
    addEventListener("online", () => {
      this.soon(0);
      this.socket.open();
    });
    this.socket.onNews = (updates, seq) => this.heard(updates, seq);
    this.socket.onPeople = (people) => this.onPeople(people);
    this.socket.onClosed = () => this.soon(0);
    addEventListener("beforeunload", (event) => this.isSaved || event.preventDefault());
    return this.turn();
  }

  write(update) {
    this.waiting.push(update);
    if (!this.failures) this.onState("saving");
    this.soon(this.socket.isOpen ? this.sentAt + PACE - Date.now() : 150);
  }

  edits(key) {
    this.editing = key;
    this.soon(300);
  }

  heard(updates, seq) {
    this.seq = Math.max(this.seq, seq);
    this.pass(updates.map(decoded));
  }

  // While somebody composes a character, what others write waits.
  hold(isHeld) {
    this.isHeld = isHeld;
    if (!isHeld) this.pass([]);
  }

  pass(updates) {
    this.held.push(...updates);
    if (this.isHeld || !this.held.length) return;
    this.onUpdates(this.held.splice(0));
  }

  soon(pause) {
    if (this.hasEnded || this.isBusy) return;
    const due = Date.now() + Math.max(pause, 0);
    if (this.timer && this.due <= due) return;
    clearTimeout(this.timer);
    this.due = due;
    this.timer = setTimeout(() => this.turn(), due - Date.now());
  }

  async turn() {
    clearTimeout(this.timer);
    this.timer = null;
    this.isBusy = true;
    try {
      await this.exchange();
      this.failures = 0;
    } catch (trouble) {
      this.failures += 1;
      this.onState(trouble.state ?? "offline");
    }
    this.isBusy = false;
    if (this.hasEnded) {
      this.socket.end();
      return;
    }
    if (this.seq) this.socket.begin(() => this.seq);
    if (!this.failures) this.onState(this.isSaved ? "saved" : "saving");
    const lost = PAUSES_LOST[Math.min(this.failures, PAUSES_LOST.length) - 1];
    this.soon(lost ?? this.pause());
  }

  pause() {
    const isDue = this.waiting.length || this.editing !== this.told;
    if (this.socket.isOpen) return isDue ? this.sentAt + PACE - Date.now() : PAUSE_CONNECTED;
    return this.waiting.length ? 150 : document.hidden ? PAUSE_AWAY : PAUSE;
  }

  async exchange() {
    const { sent, parts } = this.next();
    const updates = parts.map(encoded);
    if (this.socket.isOpen && updates.join().length < LARGEST_MESSAGE) {
      this.onWay("connection");
      this.sentAt = Date.now();
      const { editing } = this;
      await this.socket.send({ updates, editing });
      this.told = editing;
      this.waiting.splice(0, sent);
      return;
    }
    this.onWay("asking");
    const isTold = this.editing === this.told && (!this.editing || Date.now() - this.toldAt < HEARTBEAT);
    const answer = sent || !isTold ? await this.post(updates) : await this.get();
    this.waiting.splice(0, sent);
    this.token = answer.token;
    this.heard(answer.updates, answer.seq);
    this.onPeople(answer.people);
  }

  // What is sent next: all that waits, as one update where it is not too large for that.
  next() {
    const batch = this.waiting.slice(0, MOST);
    if (!batch.length) return { sent: 0, parts: [] };
    const merged = Y.mergeUpdates(batch);
    return { sent: batch.length, parts: merged.length <= LARGEST ? [merged] : batch };
  }

  async post(updates) {
    const body = new URLSearchParams({ csrf_token: this.token, since: this.seq, editing: this.editing });
    for (const update of updates) body.append("update", update);
    const { editing } = this;
    const answer = await this.ask(this.address, { method: "POST", body });
    Object.assign(this, { told: editing, toldAt: Date.now() });
    return answer;
  }

  get() {
    return this.ask(`${this.address}?since=${this.seq}`);
  }

  async ask(address, options) {
    const response = await fetch(address, { ...options, headers: { Accept: "application/json" }, redirect: "manual", signal: AbortSignal.timeout(15000) });
    if (response.type === "opaqueredirect" || response.status === 401) {
      throw new Trouble("signed-out");
    }
    if (response.status === 400) await this.renew();
    if (REFUSED[response.status]) {
      this.hasEnded = true;
      throw new Trouble(REFUSED[response.status]);
    }
    if (!response.ok) throw new Trouble("offline");
    return response.json();
  }

  // After signing in again the form token is another.
  async renew() {
    const response = await fetch(`${this.address}?since=${this.seq}`, { redirect: "manual" });
    if (response.ok) this.token = (await response.json()).token;
  }
}

class Trouble extends Error {
  constructor(state) {
    super(state);
    this.state = state;
  }
}

function encoded(bytes) {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

function decoded(text) {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}
