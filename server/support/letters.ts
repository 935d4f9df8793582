import 'server-only'
import { getTranslations } from 'next-intl/server'
import type { Client } from '@/lib/schemas/client'
import type { WriteClass } from '@/lib/support-class'
import { brand } from '@/server/brand'
import { languageOf } from '@/server/i18n/language'
import type { Letter } from '@/server/mail'
import { pageAddress } from '@/server/request'

/** Where the account gets its mail, and WHMCS's name of the language in which. */
export type Addressee = Pick<Client, 'email' | 'language'>

type About = { readonly agent: string; readonly ticket: string; readonly reason: string; readonly what?: WriteClass }

export function addresseeOf({ email, language }: Client): Addressee {
  return { email, language }
}

/**
 * What an account's owner is told, in the account's language and not in the agent's: that an agent is inside, may change
 * something, asks to come in, or was let in by somebody else's word.
 */
export async function supportLetter(
  kind: 'entered' | 'asked' | 'override' | 'change',
  language: string,
  about: About,
): Promise<Letter> {
  const locale = languageOf(language)
  const [t, names] = await Promise.all([
    getTranslations({ locale, namespace: 'supportMail' }),
    getTranslations({ locale, namespace: 'supportAccess.classes' }),
  ])
  const said = { brand: brand().name, ...about, what: about.what ? names(about.what) : '' }
  const text = [
    t(`${kind}.text`, said),
    t(about.ticket === '' ? 'whyNoTicket' : 'why', said),
    t(`${kind}.end`, { address: pageAddress('/support-access') }),
  ]
  return { subject: t(`${kind}.subject`, said), text: text.join('\n\n') }
}
