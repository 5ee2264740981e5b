// Adds what only a script can do beside the download: copy and print.
for (const list of document.querySelectorAll("[data-recovery-codes]")) {
  const actions = document.querySelector("[data-recovery-actions]");
  const add = (text, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = text;
    button.addEventListener("click", () => act(button));
    actions.append(button);
  };
  if (navigator.clipboard) {
    add(list.dataset.copy, async (button) => {
      const codes = [...list.querySelectorAll("code")].map((code) => code.textContent);
      await navigator.clipboard.writeText(codes.join("\n"));
      button.textContent = list.dataset.copied;
    });
  }
  add(list.dataset.print, () => print());
}
