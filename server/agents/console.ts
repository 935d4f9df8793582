import 'server-only'
import type { AgentQuery } from '@/lib/schemas/agent-query'
import { locations } from '@/server/locations'
import type { Admitted } from './admitted'
import type { SearchResult } from './search'
import { searchCustomers } from './search'
import { codesLeft } from './sign-in'

export type ConsoleHome = {
  /** Null while nothing is looked for. */
  readonly result: SearchResult | null
  /** So many look-ups in an hour that this one was not made. */
  readonly limited: boolean
  readonly several: boolean
  /** What each installation is called. */
  readonly names: Readonly<Record<string, string>>
  readonly codesLeft: number | null
}

/** The console's first page: the search, with what it found. */
export async function consoleHome(by: Admitted<'agent'>, query: AgentQuery | null): Promise<ConsoleHome> {
  const names = Object.fromEntries(locations().map(({ id, name }) => [id, name]))
  const known = { several: by.whmcs.size > 1, names, codesLeft: await codesLeft(by) }
  const result = query && (await searchCustomers(by, query))
  return { ...known, result, limited: query !== null && result === null }
}
