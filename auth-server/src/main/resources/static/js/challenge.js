// Solves the puzzle of a form while it is filled in: which number, appended to the salt, has the SHA-256 that is asked for? Sent
// before that, the form waits and goes by itself. Costs a person a second, and a program that sends thousands of forms hours.
const AT_ONCE = 250;

const hexadecimal = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

const solve = async ({ salt, target, highest }, progress) => {
  const encoder = new TextEncoder();
  const hash = async (number) => hexadecimal(await crypto.subtle.digest("SHA-256", encoder.encode(salt + number)));
  for (let from = 0; from <= highest; from += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, highest - from + 1) }, (_, i) => from + i);
    const hashes = await Promise.all(numbers.map(hash));
    const found = hashes.indexOf(target);
    if (found >= 0) return from + found;
    progress(from / highest);
    // Lets the page answer to the keyboard in between.
    await new Promise((resume) => setTimeout(resume));
  }
  throw new Error("There is no such number");
};

for (const puzzle of document.querySelectorAll("[data-challenge]")) {
  const { algorithm, target, salt, signature, working, done, failed } = puzzle.dataset;
  const field = puzzle.querySelector("input[name=altcha]");
  const bar = puzzle.querySelector("progress");
  const status = puzzle.querySelector("[data-challenge-status]");
  const form = field.form;
  let waiting = false;
  let button;

  // Before any other listener of the form, so that nobody takes it for sent.
  form.addEventListener(
    "submit",
    (event) => {
      if (field.value) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      waiting = true;
      button = event.submitter;
      status.textContent = working;
    },
    { capture: true },
  );

  const start = async () => {
    bar.hidden = false;
    status.textContent = working;
    try {
      const number = await solve({ salt, target, highest: Number(puzzle.dataset.highest) }, (part) => (bar.value = part));
      field.value = btoa(JSON.stringify({ algorithm, challenge: target, number, salt, signature }));
      bar.hidden = true;
      status.textContent = done;
      if (waiting) form.requestSubmit(button ?? undefined);
    } catch {
      bar.hidden = true;
      status.textContent = failed;
    }
  };
  start();
}
