// Places in an order, as texts between which there is always room for one more: the same as in positions.py.
const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz";

export function between(before, after) {
  let shared = "";
  for (let place = 0; ; place += 1) {
    const low = place < before.length ? DIGITS.indexOf(before[place]) : 0;
    const high = !after ? DIGITS.length : place < after.length ? DIGITS.indexOf(after[place]) : 0;
    if (high - low > 1) return shared + DIGITS[Math.floor((low + high) / 2)];
    shared += DIGITS[low];
    if (high !== low) after = "";
  }
}

export function evenly(count) {
  const positions = [];
  for (let place = 0; place < count; place += 1) positions.push(between(positions.at(-1) ?? "", ""));
  return positions;
}
