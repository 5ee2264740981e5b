// Sends the form with the sixth digit, typed or pasted; once, so that a wrong code can be corrected in peace.
for (const input of document.querySelectorAll("input[data-one-time-code]")) {
  let sent = false;
  const sendWhenComplete = () => {
    const digits = input.value.replace(/\s/g, "");
    if (!sent && /^[0-9]{6}$/.test(digits)) {
      sent = true;
      input.value = digits;
      input.form.requestSubmit();
    }
  };
  input.addEventListener("input", sendWhenComplete);
  // A code may stand there already: filled in by the browser, or typed before this script was loaded.
  sendWhenComplete();
}
