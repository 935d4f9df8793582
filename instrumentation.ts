/** Runs once when the server starts: a wrong configuration stops it here, before the first customer. */
export async function register(): Promise<void> {
  // Next builds this file for the edge runtime as well, which the portal does not use and SQLite does not know.
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return
  const { startServer } = await import('@/server/start')
  await startServer()
}
