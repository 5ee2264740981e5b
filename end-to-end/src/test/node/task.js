// How a script meets the test that started it: the task comes as JSON on standard input, the result goes out the same way.

export async function perform(script) {
  const chunks = []
  for await (const chunk of process.stdin) chunks.push(chunk)
  try {
    const result = await script(JSON.parse(Buffer.concat(chunks).toString('utf8')))
    process.stdout.write(JSON.stringify(result))
  } catch (error) {
    console.error(error, error.cause ?? '')
    process.exitCode = 1
  }
}
