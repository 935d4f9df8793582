import type { Clock } from './core/clock.ts'
import type { Settings } from './core/settings.ts'
import type { Store } from './core/store.ts'
import type { WebState } from './web/state.ts'
import type { Faults } from './wire/faults.ts'

/** Everything a running sandbox is made of. The control endpoints change it while it runs. */
export interface World {
  settings: Settings
  store: Store
  clock: Clock
  faults: Faults
  /** Remote addresses the API lets in; null lets everybody in, as behind a fitting allow list. */
  allowedIps: string[] | null
  web: WebState
}

export const setting = (store: Store, name: string): string | undefined =>
  store.first('configuration', 'WHERE setting = ?', name)?.value

/** The installation's address with a trailing slash, as WHMCS keeps it. */
export const systemUrl = ({ store }: Pick<World, 'store'>): string => setting(store, 'SystemURL') ?? ''

export function setSetting(store: Store, name: string, value: string): void {
  const row = store.first('configuration', 'WHERE setting = ?', name)
  if (row === undefined) store.insert('configuration', { setting: name, value })
  else store.update('configuration', row.id, { value })
}
