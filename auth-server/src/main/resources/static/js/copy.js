// Beside what has to be taken elsewhere exactly as it stands: a button that copies it.
for (const box of document.querySelectorAll('[data-copy]')) {
  if (!navigator.clipboard) break
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button button-copy'
  button.textContent = box.dataset.copy
  // What the button says afterwards is said aloud too.
  button.setAttribute('aria-live', 'polite')
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(box.querySelector('code').textContent)
    button.textContent = box.dataset.copied
    setTimeout(() => { button.textContent = box.dataset.copy }, 3000)
  })
  box.append(button)
}
