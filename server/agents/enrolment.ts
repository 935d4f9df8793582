import 'server-only'
import { brand } from '@/server/brand'
import type { QrPicture } from './qr'
import { qrPicture } from './qr'
import type { Waiting } from './sign-in'
import { credentialsOf } from './sign-in'
import { otpauthUri } from './totp'

export type SecondStep =
  | { readonly kind: 'code' }
  | {
      readonly kind: 'enrol'
      readonly picture: QrPicture
      /** In groups of four, to be typed. */
      readonly secret: string
      readonly codes: readonly string[]
    }

/** What the second page of signing in asks for; null when nothing is waiting, or no longer. */
export async function secondStep(waiting: Waiting | null): Promise<SecondStep | null> {
  const found = await credentialsOf(waiting)
  if (!found || !waiting) return null
  const { enrolling } = waiting
  if (!enrolling) return { kind: 'code' }
  const uri = otpauthUri(enrolling.secret, found.agent.email, brand().name)
  const secret = enrolling.secret.replace(/(.{4})(?=.)/g, '$1 ')
  return { kind: 'enrol', picture: qrPicture(uri), secret, codes: enrolling.codes }
}
