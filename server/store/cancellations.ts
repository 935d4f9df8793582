import 'server-only'

/**
 * Which cancellation requests an installation holds: WHMCS lists them for everybody at once and filters by nothing. Ids,
 * type and time only; the reason stays in WHMCS. `gone_at`: the request is no longer there.
 */
export type CancellationsTable = {
  location: string
  request_id: number
  service_id: number
  type: string
  requested_at: string | null
  gone_at: number | null
}

/** How far the index of an installation is. `complete` is 1 when it has seen WHMCS's whole list. */
export type CancellationSyncsTable = { location: string; synced_at: number; complete: number; rebuilding_until: number }
