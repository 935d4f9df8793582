import * as z from 'zod/mini'
import { idText } from './form'

/** What is hidden from support until somebody asks for it, by what it belongs to. */
export const REVEALED = ['phone', 'taxId', 'contactPhone', 'cardDigits'] as const
export type Revealed = (typeof REVEALED)[number]

export const revealInput = z.strictObject({
  client: idText('not_found'),
  location: z.string().check(z.maxLength(20)),
  what: z.enum(REVEALED),
  of: idText('not_found'),
})
export type RevealInput = z.output<typeof revealInput>

/** A value as support sees it. */
export type HiddenValue = {
  readonly what: Revealed
  readonly of: number
  readonly masked: string
  readonly about?: string
}
