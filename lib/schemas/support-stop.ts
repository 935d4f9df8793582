import * as z from 'zod/mini'
import { idText } from './form'

/** The account that nobody is to enter, or again may. */
export const stopInput = z.strictObject({
  place: z.string().check(z.maxLength(20)),
  account: z.pipe(
    z.pipe(
      z.string('client_number').check(z.maxLength(20, 'client_number')),
      z.transform((text: string) => text.trim().replace(/^#\s*/, '')),
    ),
    idText('client_number'),
  ),
})
export type StopInput = z.output<typeof stopInput>
