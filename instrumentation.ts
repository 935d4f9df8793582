/** Runs once when the server starts: a wrong configuration stops it here, before the first customer. */
export async function register(): Promise<void> {
  const { startServer } = await import('@/server/start')
  await startServer()
}
