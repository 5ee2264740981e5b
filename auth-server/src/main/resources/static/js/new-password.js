// Says while it is typed how hard a new password is to guess, and whether both fields are the same. An estimate: the server decides.
const GOOD = 60;
const FAIR = 45;

// How many bits a guesser is spared nothing of: repetitions and runs of neighbours count little.
const bits = (text) => {
  const letters = Array.from(text.toLowerCase());
  const seen = new Map();
  let sum = 0;
  letters.forEach((letter, i) => {
    const step = i > 0 ? letter.codePointAt(0) - letters[i - 1].codePointAt(0) : 9;
    const repeats = seen.get(letter) ?? 0;
    const pair = i > 0 ? seen.get(letters[i - 1] + letter) ?? 0 : 0;
    sum += Math.abs(step) <= 1 || pair > 0 ? 0.5 : Math.max(1, 4 - repeats);
    seen.set(letter, repeats + 1);
    if (i > 0) seen.set(letters[i - 1] + letter, pair + 1);
  });
  return sum;
};

for (const group of document.querySelectorAll("[data-new-password]")) {
  const input = group.querySelector("input");
  const shortest = Number(group.dataset.shortest);
  const meter = document.createElement("meter");
  meter.max = GOOD;
  meter.low = FAIR;
  meter.high = GOOD - 1;
  meter.optimum = GOOD;
  meter.setAttribute("aria-label", group.dataset.label);
  const verdict = document.createElement("p");
  verdict.className = "field-hint";
  verdict.setAttribute("role", "status");
  const strength = document.createElement("div");
  strength.className = "strength";
  strength.hidden = true;
  strength.append(meter, verdict);
  group.append(strength);

  const show = () => {
    const length = Array.from(input.value).length;
    const estimate = bits(input.value);
    strength.hidden = length === 0;
    meter.value = length < shortest ? Math.min(estimate, FAIR - 1) : Math.min(estimate, GOOD);
    verdict.textContent =
      length < shortest
        ? `${group.dataset.short} ${shortest - length}`
        : estimate < FAIR
          ? group.dataset.weak
          : estimate < GOOD
            ? group.dataset.fair
            : group.dataset.good;
  };
  input.addEventListener("input", show);
  show();

  const form = input.form;
  const again = form.elements.namedItem("passwordConfirmation");
  const different = form.dataset.different;
  if (again && different) {
    const compare = () =>
      again.setCustomValidity(again.value !== "" && again.value !== input.value ? different : "");
    input.addEventListener("input", compare);
    again.addEventListener("input", compare);
  }
}
