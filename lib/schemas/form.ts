import { z } from 'zod'
import { parseId } from '../ids'

/** What a person typed, cleaned instead of refused: outer spaces and invisible characters go. */
export const line = (max: number) =>
  z
    .string()
    .max(max * 2)
    .transform((text) => text.replace(/[\p{Cc}\p{Cf}]/gu, '').trim())
    .pipe(z.string().max(max))

/** An id written plainly; the message key is shown at the field. */
export const idText = (message: string) =>
  z.string(message).transform((text, context) => {
    const id = parseId(text)
    if (id === null) context.addIssue({ code: 'custom', message })
    return id ?? z.NEVER
  })
