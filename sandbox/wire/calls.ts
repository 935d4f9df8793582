import type { World } from '../world.ts'
import type { PhpArray, PhpValue } from './php-form.ts'

/** Older calls are forgotten, so that a bench does not fill the memory. */
const KEPT = 5000
const LONGEST_ANSWER = 65_536

const CREDENTIALS = ['identifier', 'secret', 'username', 'password', 'accesskey']
const SECRETS = /^(.*password2?|.*token|cardnum|card_number|cvv|bankacct|bank_account|securityqans|answer)$/i

const masked = (name: string, value: PhpValue): PhpValue => (SECRETS.test(name) ? '[secret]' : value)

interface Seen {
  action: string
  form: PhpArray
  at: string
  began: number
  ms: number
  http: number
  fault: string
  answer: string
}

export function recordCall(world: World, seen: Seen): void {
  const shown = Object.entries(seen.form).filter(([name]) => !CREDENTIALS.includes(name) && name !== 'action')
  const { action, at, began, ms, http, fault } = seen
  const id = world.store.insert('api_calls', {
    action,
    at,
    began,
    ended: began + ms,
    ms,
    http,
    fault,
    params: JSON.stringify(Object.fromEntries(shown.map(([name, value]) => [name, masked(name, value)]))),
    answer: seen.answer.slice(0, LONGEST_ANSWER),
  })
  if (id % 500 === 0) world.store.remove('api_calls', 'WHERE id <= ?', id - KEPT)
}
