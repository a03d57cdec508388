// Says how many members are marked with each choice, beside the totals that the chair announced: <p data-vote-count>.
for (const told of document.querySelectorAll("[data-vote-count]")) {
  const form = told.closest("form");
  const show = () => {
    const counts = { for: 0, against: 0, abstain: 0 };
    for (const { value } of form.querySelectorAll("input[type=radio][name^=vote_]:checked")) {
      if (value in counts) counts[value] += 1;
    }
    told.textContent = told.dataset.voteCount.replace(/\{(\w+)\}/g, (_, choice) => counts[choice]);
    told.hidden = false;
  };
  form.addEventListener("change", show);
  show();
}
