import 'server-only'
import type { LocationId } from '@/lib/ids'
import type { AgentQuery } from '@/lib/schemas/agent-query'
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
  readonly locations: readonly LocationId[]
  readonly codesLeft: number | null
}

/** The console's first page: the search, with what it found. */
export async function consoleHome(by: Admitted<'agent'>, query: AgentQuery | null): Promise<ConsoleHome> {
  const locations = [...by.whmcs.keys()]
  const known = { several: locations.length > 1, locations, codesLeft: await codesLeft(by) }
  const result = query && (await searchCustomers(by, query))
  return { ...known, result, limited: query !== null && result === null }
}
