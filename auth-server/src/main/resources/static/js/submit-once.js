// A second click while the first is on its way sends nothing. The server refuses the second one too; this spares the error page.
for (const form of document.querySelectorAll("form[data-submit-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      return;
    }
    // After this event, so that the value of the button that was pressed is still sent.
    setTimeout(() => {
      if (!event.defaultPrevented) form.setAttribute("aria-busy", "true");
    });
  });
}

// Coming back by the back button shows the page as it was left.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[aria-busy]")) form.removeAttribute("aria-busy");
});
