import { z } from 'zod'

export const FAULTS = [
  'latency',
  'refuse',
  'reset-before',
  'apply-then-reset',
  'status',
  'html',
  'truncate',
  'php-warning',
  'invalid-ip',
  'not-allowed',
  'maintenance',
] as const

const fault = z.strictObject({
  fault: z.enum(FAULTS),
  /** Any action when absent. */
  action: z.string().optional(),
  /** The nth matching call from now on (1 is the next one); every call when absent. */
  nth: z.number().int().positive().optional(),
  /** How often it strikes: once with nth, without end otherwise. */
  times: z.number().int().positive().optional(),
  /** latency: milliseconds. */
  ms: z.number().nonnegative().max(600_000).optional(),
  /** refuse: the error's text. */
  message: z.string().optional(),
  /** status: the HTTP status and, when given, the body. */
  status: z.number().int().min(200).max(599).optional(),
  body: z.string().optional(),
})
export type Fault = z.infer<typeof fault>

export const parseFaults = (input: unknown): Fault[] =>
  z.union([z.array(fault), fault.transform((one) => [one])]).parse(input)

interface Armed {
  fault: Fault
  calls: number
}

const named = ({ fault }: Armed, action: string) => fault.action?.toLowerCase() === action.toLowerCase()

export class Faults {
  #armed: Armed[] = []

  add(faults: Fault[]): void {
    this.#armed.push(...faults.map((one) => ({ fault: one, calls: 0 })))
  }

  clear(): void {
    this.#armed = []
  }

  list(): { fault: Fault; calls: number }[] {
    return this.#armed.map((one) => ({ ...one }))
  }

  /** Counts the call against every fault that watches it, and gives those that strike. */
  strike(action: string): Fault[] {
    return this.#strike(this.#armed.filter((one) => named(one, action) || one.fault.action === undefined))
  }

  /** The same, without the faults that watch every action. */
  strikeNamed(action: string): Fault[] {
    return this.#strike(this.#armed.filter((one) => named(one, action)))
  }

  #strike(watching: Armed[]): Fault[] {
    return watching.flatMap((one) => {
      one.calls += 1
      const first = one.fault.nth ?? 1
      const times = one.fault.times ?? (one.fault.nth === undefined ? Infinity : 1)
      return one.calls >= first && one.calls < first + times ? [one.fault] : []
    })
  }
}
