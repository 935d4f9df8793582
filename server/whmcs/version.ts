import 'server-only'
import { z } from 'zod'
import { WhmcsError } from './errors'
import type { Operation, Reader } from './client'

export type Version = { readonly text: string; readonly major: number; readonly minor: number }

/** `8.13.1-release.1` → 8, 13. @throws RangeError */
export function parseVersion(text: string): Version {
  const match = /^(\d{1,3})\.(\d{1,3})(?:[.\-+ ]|$)/.exec(text.trim())
  if (!match) throw new RangeError('not a WHMCS version')
  return { text: text.trim(), major: Number(match[1]), minor: Number(match[2]) }
}

const whmcs = z.object({
  whmcs: z.object({ version: z.string() }).transform((wire, context) => {
    try {
      return parseVersion(wire.version)
    } catch {
      context.addIssue({ code: 'custom', message: 'not a version' })
      return z.NEVER
    }
  }),
})

export const GetAdminDetails = {
  action: 'GetAdminDetails',
  effect: 'read',
  response: whmcs,
} as const satisfies Operation
export const WhmcsDetails = { action: 'WhmcsDetails', effect: 'read', response: whmcs } as const satisfies Operation

/**
 * Which WHMCS this is. GetAdminDetails first, because WhmcsDetails came with 8.0 and is missing from usual API roles.
 *
 * https://developers.whmcs.com/api-reference/getadmindetails/
 */
export async function findVersion(reader: Pick<Reader, 'read'>): Promise<Version> {
  try {
    return (await reader.read(GetAdminDetails)).whmcs
  } catch (error) {
    const asked = error instanceof WhmcsError && error.failure !== 'unreachable'
    if (!asked) throw error
    return (await reader.read(WhmcsDetails)).whmcs
  }
}
