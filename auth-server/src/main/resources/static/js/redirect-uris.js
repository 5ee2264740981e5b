// Looks at redirect URIs while they are typed. The server decides; this only says so earlier.
const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

const looksRight = line => {
  if (line.includes('*') || line.includes('#')) {
    return false
  }
  try {
    const uri = new URL(line)
    return uri.protocol === 'https:'
      || (uri.protocol === 'http:' && loopback.has(uri.hostname))
      || /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:$/.test(uri.protocol)
  } catch {
    return false
  }
}

for (const area of document.querySelectorAll('textarea[data-addresses]')) {
  const note = document.getElementById(area.dataset.addresses)
  area.addEventListener('input', () => {
    const wrong = area.value.split('\n').findIndex(line => line.trim() !== '' && !looksRight(line.trim()))
    note.hidden = wrong < 0
    note.textContent = wrong < 0 ? '' : area.dataset.problem.replace('#', String(wrong + 1))
  })
}
