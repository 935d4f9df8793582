import { findVersion } from '@/server/whmcs/version'
import type { Version, Writer } from '@/server/whmcs/client'
import { WhmcsError } from '@/server/whmcs/errors'
import type { Finding } from './finding.ts'
import { finding } from './finding.ts'

/** What each way of not being reached means, by Node's, undici's and the portal's own names for it. */
const UNREACHABLE: readonly (readonly [RegExp, string])[] = [
  [/^ECONNREFUSED/, 'Nothing listens there. Check WHMCS_URL and its port.'],
  [/^(ENOTFOUND|EAI_AGAIN)/, 'There is no such host. Check WHMCS_URL and this machine’s name server.'],
  [/CERT|SSL|TLS|SELF_SIGNED|ALTNAME/, 'Its certificate is not trusted here. Repair it, or set NODE_EXTRA_CA_CERTS.'],
  [/timeout|TIMEOUT/i, 'It took too long. Check the firewall, and whether WHMCS itself is slow.'],
  [/^status (404|30\d)$|^html$|^not_json$/, 'Something answers, but not WHMCS’s API. Check the path in WHMCS_URL.'],
  [/^status 403$/, 'A firewall in front of WHMCS refuses this machine. Let its address through.'],
  [/^status 50\d$/, 'WHMCS fails, or is in maintenance. See its own logs.'],
]

const CREDENTIALS: readonly (readonly [RegExp, string])[] = [
  [
    /invalid ip/i,
    'WHMCS lets API calls in from listed addresses only: add this machine’s under “API IP Access Restriction”, or set WHMCS_ACCESS_KEY.',
  ],
  [/banned/i, 'WHMCS has banned this machine’s address. Remove the ban under “Banned IPs”.'],
  [/an admin user is required/i, 'WHMCS_URL holds a path that is not WHMCS’s. Use its base address.'],
  [/.*/, 'Check WHMCS_IDENTIFIER and WHMCS_SECRET against “Manage API Credentials” in WHMCS.'],
]

function adviceFor(table: readonly (readonly [RegExp, string])[], text: string, otherwise: string): string {
  return table.find(([pattern]) => pattern.test(text))?.[1] ?? otherwise
}

/** Nothing of what WHMCS said is printed: only what it means. */
function failed(error: WhmcsError): Finding[] {
  if (error.failure === 'credentials') {
    const todo = adviceFor(CREDENTIALS, error.said ?? '', '')
    return [finding('ok', 'Reachable', 'yes'), finding('bad', 'Credentials', 'not accepted', todo)]
  }
  const reason = error.reason ?? error.failure
  const todo = adviceFor(UNREACHABLE, reason, 'Check WHMCS_URL, and WHMCS’s own logs.')
  return [finding('bad', 'Reachable', `no (${reason})`, todo)]
}

/** Below these, WHMCS has holes or faults that its vendor has repaired. */
const FLOORS: readonly (readonly [major: number, minor: number, patch: number])[] = [
  [8, 13, 7],
  [9, 0, 8],
]

function patchOf({ text }: Version): number | null {
  const patch = /^\d+\.\d+\.(\d+)/.exec(text)?.[1]
  return patch === undefined ? null : Number(patch)
}

/** True when it is older than the floor of its own generation. A version without a third number is taken at its word. */
function isBelow(version: Version, [, minor, patch]: readonly [number, number, number]): boolean {
  if (version.minor !== minor) return version.minor < minor
  const own = patchOf(version)
  return own !== null && own < patch
}

export function versionFinding(version: Version, configured: string | undefined): Finding {
  const floor = FLOORS.find(([major]) => major === version.major)
  const wanted = configured?.split('.').slice(0, 2).join('.')
  if (wanted !== undefined && wanted !== `${version.major}.${version.minor}`) {
    return finding('warn', 'Version', version.text, `WHMCS_VERSION says ${configured}. Correct it, or leave it out.`)
  }
  if (version.major < 8) {
    return finding(
      'warn',
      'Version',
      version.text,
      'WHMCS 7 gets no security updates any more. Plan the way to 8.13.7 or 9.0.8.',
    )
  }
  if (!floor || !isBelow(version, floor)) return finding('ok', 'Version', version.text)
  return finding('warn', 'Version', version.text, `Update WHMCS to ${floor.join('.')} or later: security repairs.`)
}

/** Reachable, credentials, version. The version is null when there is no use in asking further. */
export async function examine(
  whmcs: Writer,
  configured: string | undefined,
): Promise<{ findings: Finding[]; version: Version | null }> {
  try {
    const version = await findVersion(whmcs)
    const well = [finding('ok', 'Reachable', 'yes'), finding('ok', 'Credentials', 'accepted')]
    return { findings: [...well, versionFinding(version, configured)], version }
  } catch (error) {
    if (!(error instanceof WhmcsError)) throw error
    // Neither action that tells the version is allowed, but the door itself is open.
    const doorOpen = error.failure === 'credentials' && /invalid permissions/i.test(error.said ?? '')
    if (!doorOpen) return { findings: failed(error), version: null }
    const open = [finding('ok', 'Reachable', 'yes'), finding('ok', 'Credentials', 'accepted')]
    if (configured !== undefined) return { findings: open, version: await whmcs.version() }
    const todo = 'Allow the API role GetAdminDetails, or set WHMCS_VERSION.'
    return { findings: [...open, finding('bad', 'Version', 'not told', todo)], version: null }
  }
}
