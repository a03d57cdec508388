// A connection that stays open: what others write comes at once, and what is sent is answered once it is stored.
const PATIENCE = 8000;
const PAUSES = [1000, 5000, 15000, 60000];

export class Socket {
  constructor(address) {
    Object.assign(this, { address, number: 0, failures: 0, answers: new Map() });
    this.onNews = this.onPeople = this.onClosed = () => {};
  }

  get isOpen() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  // Opens it once the page has the draft; when that fails or it breaks later, again after longer and longer pauses.
  begin(seqNow) {
    if (!this.address || this.seqNow) return;
    this.seqNow = seqNow;
    this.open();
  }

  open() {
    if (this.hasEnded || this.socket || !this.seqNow) return;
    clearTimeout(this.timer);
    const socket = (this.socket = new WebSocket(`${this.address}?since=${this.seqNow()}`));
    socket.addEventListener("message", ({ data }) => this.heard(JSON.parse(data)));
    socket.addEventListener("close", () => this.socket === socket && this.closed());
    this.patience = setTimeout(() => this.isOpen || this.close(), PATIENCE);
  }

  heard({ saved, people, updates, seq }) {
    if (updates) this.onNews(updates, seq);
    if (people) this.onPeople(people);
    if (saved === undefined) return;
    this.failures = 0;
    this.answers.get(saved)?.done();
    this.answers.delete(saved);
  }

  // Resolves once what was sent is on the disk; the connection is given up when that takes too long.
  send(fields) {
    const number = ++this.number;
    this.socket.send(JSON.stringify({ ...fields, number }));
    return new Promise((done, lost) => {
      this.answers.set(number, { done, lost });
      setTimeout(() => this.answers.has(number) && this.close(), PATIENCE);
    });
  }

  close() {
    this.socket?.close();
    this.closed();
  }

  closed() {
    if (!this.socket) return;
    this.socket = null;
    clearTimeout(this.patience);
    for (const { lost } of this.answers.values()) lost(new Error("closed"));
    this.answers.clear();
    this.timer = setTimeout(() => this.open(), PAUSES[Math.min(this.failures, PAUSES.length - 1)]);
    this.failures += 1;
    this.onClosed();
  }

  end() {
    this.hasEnded = true;
    clearTimeout(this.timer);
    this.socket?.close();
  }
}
