// A button that gives something away answers only after its page has been in front for a moment: a page that opens under a click
// meant for something else, or comes forward between the clicks of a double click, collects nothing.
const MOMENT = 600;

for (const button of document.querySelectorAll("button[data-after-focus]")) {
  let timer;
  let ready = false;

  const rest = () => {
    clearTimeout(timer);
    ready = false;
    button.setAttribute("aria-disabled", "true");
    if (document.hasFocus() && document.visibilityState === "visible") {
      timer = setTimeout(() => {
        ready = true;
        button.removeAttribute("aria-disabled");
      }, MOMENT);
    }
  };

  button.addEventListener("click", (event) => {
    if (!ready) event.preventDefault();
  });
  addEventListener("focus", rest);
  addEventListener("blur", rest);
  addEventListener("pageshow", rest);
  document.addEventListener("visibilitychange", rest);
  rest();
}
