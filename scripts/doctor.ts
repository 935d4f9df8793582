import type { Env } from '@/server/env'
import { parseEnv } from '@/server/env'
import { locationId } from '@/lib/ids'
import { connect } from '@/server/whmcs/client'
import { examineActions } from './doctor/actions.ts'
import type { Finding, Verdict } from './doctor/finding.ts'
import { finding } from './doctor/finding.ts'
import { examineClock, examineOidc } from './doctor/surroundings.ts'
import { examine } from './doctor/whmcs.ts'
import { table } from './table.ts'

const WORDS: Readonly<Record<Verdict, string>> = { ok: 'ok', info: '–', warn: 'warning', bad: 'MISSING' }

async function examineLocation(location: Env['whmcs'][number]): Promise<readonly Finding[]> {
  const whmcs = connect({ ...location, location: locationId(location.location) })
  const { findings, version } = await examine(whmcs, location.version)
  if (!version) return findings
  return [
    ...findings,
    await examineClock(whmcs.baseUrl),
    ...(location.oidc ? await examineOidc(whmcs.baseUrl) : [finding('info', 'OpenID Connect', 'not configured')]),
    ...(await examineActions(whmcs, version)),
  ]
}

/** Everything the portal needs of each WHMCS that is configured. Changes nothing there; holds no secret. */
export async function diagnose(env: Env, say: (line: string) => void = () => undefined): Promise<readonly Finding[]> {
  const all: Finding[] = []
  for (const location of env.whmcs) {
    say(`Examining WHMCS at ${new URL(location.url).origin}…`)
    const found = await examineLocation(location)
    const prefix = env.whmcs.length > 1 ? `${location.location}: ` : ''
    all.push(...found.map((one) => ({ ...one, what: prefix + one.what })))
  }
  return all
}

export function report(findings: readonly Finding[]): string {
  const rows = findings.map(({ verdict, what, seen, todo }) => [WORDS[verdict], what, seen, todo])
  return table(['', 'what', 'seen', 'what to do'], rows)
}

async function run(): Promise<number> {
  const parsed = parseEnv({ ...process.env, NODE_ENV: 'production' })
  if ('problems' in parsed) {
    for (const problem of parsed.problems) console.error(problem)
    return 1
  }
  const findings = await diagnose(parsed.env, console.log)
  console.log(`\n${report(findings)}\n`)
  const missing = findings.filter(({ verdict }) => verdict === 'bad').length
  const warnings = findings.filter(({ verdict }) => verdict === 'warn').length
  console.log(missing === 0 ? `The portal has what it needs (${warnings} warnings).` : `Missing: ${missing}.`)
  return missing === 0 ? 0 : 1
}

if (import.meta.main) {
  const code = await run().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    return 1
  })
  process.exit(code)
}
