import type { Random } from './random'

/**
 * What can go wrong between the portal and WHMCS. The word before the dash says whether WHMCS carried it out:
 * `not-…` never, `done-…` it did, and nobody was told; `late` it does so after the line was cut.
 */
export const FAULTS = [
  'not-connected',
  'not-reset',
  'not-502',
  'not-html',
  'not-answered',
  'not-allowed',
  'done-reset',
  'done-500',
  'done-html',
  'done-cut',
  'done-warning',
  'done-unanswered',
  'late',
] as const
export type Fault = (typeof FAULTS)[number]

/** WHMCS goes on for a while after whoever asked has gone: PHP's own limit is 30 s. In ms. */
export const LATEST = 28_000

export const isDone = (fault: Fault | null) => fault === null || fault.startsWith('done')

export type Exchange = {
  readonly fault: Fault | null
  /** Until WHMCS has the call, and from its answer until the portal has that, in ms. */
  readonly there: number
  readonly back: number
  /** How much later WHMCS carries it out, for `late`. */
  readonly late: number
}

export type Weather = {
  readonly writes: number
  readonly reads: number
  /** Up to how long a call takes one way, in ms; sometimes ten times that. */
  readonly slow: number
}

const READ_FAULTS: readonly Fault[] = ['not-connected', 'not-reset', 'not-502', 'not-html', 'not-answered', 'done-cut']

export function exchangeOf(random: Random, weather: Weather, write: boolean): Exchange {
  const faulty = random.chance(write ? weather.writes : weather.reads)
  const way = () => random.between(1, weather.slow) * (random.chance(0.05) ? 10 : 1)
  return {
    fault: faulty ? random.pick(write ? FAULTS : READ_FAULTS) : null,
    there: way(),
    back: way(),
    late: random.between(500, LATEST),
  }
}

/** What WHMCS says before an answer is spoiled on its way, or instead of one. Null: the line is cut. */
export function spoiled(fault: Fault | null, body: string): { readonly status: number; readonly body: string } | null {
  switch (fault) {
    case null:
      return { status: 200, body }
    case 'not-502':
      return { status: 502, body: '<html><h1>502 Bad Gateway</h1></html>' }
    case 'not-html':
    case 'done-html':
      return { status: 200, body: '<!doctype html><title>Success</title><p>{"result":"success"}' }
    case 'not-allowed':
      return { status: 403, body: '{"result":"error","message":"Invalid Permissions: API action is not allowed"}' }
    case 'done-500':
      return { status: 500, body: '' }
    case 'done-cut':
      return { status: 200, body: body.slice(0, Math.floor(body.length / 2)) }
    case 'done-warning':
      return {
        status: 200,
        body: `<br />\n<b>Warning</b>:  Undefined array key in <b>/x.php</b> on line <b>3</b><br />\n${body}`,
      }
    default:
      return null
  }
}
