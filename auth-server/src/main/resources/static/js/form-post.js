// An application asked to be sent its answer as a form. Whoever has no scripts presses the button.
for (const form of document.querySelectorAll("form[data-post-at-once]")) form.submit();
