// A link with data-takes-selection="words" carries whatever is selected on the page when it is followed, in that field of
// its address, up to data-longest characters. Without a script, or without a selection, the words are typed on the page
// it leads to.
const LONGEST = 300;

function selectedWords(longest) {
  return String(document.getSelection()).replace(/\s+/g, " ").trim().slice(0, longest);
}

export function takeSelections() {
  // Before the click moves the focus, which would drop the selection.
  for (const link of document.querySelectorAll("a[data-takes-selection]")) {
    const address = link.href;
    const carry = () => {
      const words = selectedWords(Number(link.dataset.longest) || LONGEST);
      const target = new URL(address);
      if (words) target.searchParams.set(link.dataset.takesSelection, words);
      link.href = target.href;
    };
    link.addEventListener("pointerdown", carry);
    link.addEventListener("focus", carry);
    link.addEventListener("click", carry);
  }
}
