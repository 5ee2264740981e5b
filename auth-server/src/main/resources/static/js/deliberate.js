// A button that gives something away answers only after its page has been in front for a moment: a page that opens under a click
// meant for something else, or comes forward between the two clicks of a double click, collects nothing.
const MOMENT = 500;

for (const button of document.querySelectorAll("button[data-after-focus]")) {
  let timer;

  const rest = () => {
    const focused = document.activeElement === button;
    clearTimeout(timer);
    button.disabled = true;
    timer = setTimeout(() => {
      button.disabled = false;
      if (focused) button.focus();
    }, MOMENT);
  };

  // A click on a window in the background brings it forward first, and so comes too early.
  addEventListener("focus", rest);
  addEventListener("pageshow", rest);
  document.addEventListener("visibilitychange", rest);
  rest();
}
