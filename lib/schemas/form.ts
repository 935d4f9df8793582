import * as z from 'zod/mini'
import { parseId } from '../ids'

/** The parts that schemas of forms are made of. They run in the browser too, so they are written with zod/mini. */

/** What a person typed, cleaned instead of refused: outer spaces and invisible characters go. */
export const line = (max: number) =>
  z.pipe(
    z.pipe(
      z.string().check(z.maxLength(max * 2, 'too_long')),
      z.transform((text: string) => text.replace(/[\p{Cc}\p{Cf}]/gu, '').trim()),
    ),
    z.string().check(z.maxLength(max, 'too_long')),
  )

/** A line that must not be empty, and the message key that says so. */
export const requiredLine = (max: number, missing: string) =>
  z.pipe(line(max), z.string().check(z.minLength(1, missing)))

export const email = (missing: string) => z.pipe(requiredLine(254, missing), z.email('email_format'))

/**
 * An address that a mail is going to be sent to, so it is taken as it was typed or not at all. Only space around it is
 * taken off: an address that is put right may be somebody else's.
 */
export const plainEmail = (missing: string) =>
  z.pipe(
    z.pipe(
      z.string('email_format').check(z.maxLength(500, 'too_long')),
      z.transform((text: string) => text.trim()),
    ),
    z
      .string()
      .check(
        z.minLength(1, missing),
        z.maxLength(254, 'too_long'),
        z.regex(/^[^@]{1,64}@/, 'email_format'),
        z.email('email_format'),
      ),
  )

/** An id written plainly; the message key is shown at the field. */
export const idText = (message: string) =>
  z.pipe(
    z.string(message).check(z.refine((text) => parseId(text) !== null, message)),
    z.transform((text: string) => Number(text)),
  )

/** Checkboxes of one name: none, one or several of them are ticked. */
export const ticked = <const T extends readonly [string, ...string[]]>(choices: T) =>
  z.pipe(
    z.optional(z.union([z.string(), z.array(z.string())])),
    z.pipe(
      z.transform((value: string | string[] | undefined) => (value === undefined ? [] : [value].flat())),
      z.array(z.enum(choices, 'choice')),
    ),
  )
