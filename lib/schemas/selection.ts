import { parseId } from '../ids'
import type { SearchParams } from './invoice-query'

/** How many invoices one selection may hold: WHMCS makes each PDF anew. */
export const MAX_SELECTED = 50

/** The ids of `?ids=1,2` and of `?ids=1&ids=2`, as checkboxes send them: each once, in their order, what is no id left out. */
export function selectedIds(params: SearchParams): number[] {
  const ids = [params['ids'] ?? []].flat().flatMap((text) => text.split(',').map((one) => parseId(one.trim())))
  return [...new Set(ids.filter((id) => id !== null))]
}
