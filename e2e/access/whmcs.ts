import type { Sandbox } from '../support/sandbox.ts'

/** What WHMCS's own staff would do: a call of its API that does not come from the portal. */
export async function whmcs(
  sandbox: Sandbox,
  action: string,
  params: Readonly<Record<string, string | number>>,
): Promise<void> {
  const form = new URLSearchParams({ identifier: 'sandbox-identifier', secret: 'sandbox-secret', responsetype: 'json' })
  for (const [name, value] of Object.entries({ ...params, action })) form.set(name, String(value))
  const answer = await fetch(`${sandbox.url}/includes/api.php`, { method: 'POST', body: form })
  const said: unknown = await answer.json()
  const done = typeof said === 'object' && said !== null && 'result' in said && said.result === 'success'
  if (!done) throw new Error(`${action}: ${JSON.stringify(said)}`)
}
