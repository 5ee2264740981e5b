// Shows what is typed, on request, and says when Caps Lock is on.
for (const field of document.querySelectorAll("[data-password-field]")) {
  const input = field.querySelector("input");
  const box = field.querySelector(".field-box");
  const capsLock = field.querySelector("[data-caps-lock]");

  const button = document.createElement("button");
  button.type = "button";
  button.className = "field-button";
  button.setAttribute("aria-controls", input.id);
  box.append(button);
  box.classList.add("field-box-with-button");

  const show = (shown) => {
    input.type = shown ? "text" : "password";
    button.textContent = shown ? field.dataset.hide : field.dataset.show;
  };
  show(false);
  button.addEventListener("click", () => {
    show(input.type === "password");
    input.focus();
  });
  // A shown password would be kept among the browser's form entries.
  input.form.addEventListener("submit", () => show(false));

  const checkCapsLock = (event) => {
    if (event.getModifierState) capsLock.hidden = !event.getModifierState("CapsLock");
  };
  input.addEventListener("keydown", checkCapsLock);
  input.addEventListener("keyup", checkCapsLock);
  input.addEventListener("blur", () => (capsLock.hidden = true));
}
