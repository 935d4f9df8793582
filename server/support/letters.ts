import 'server-only'
import { getTranslations } from 'next-intl/server'
import { brand } from '@/server/brand'
import type { Letter } from '@/server/mail'
import { pageAddress } from '@/server/request'

type About = { readonly agent: string; readonly ticket: string; readonly reason: string; readonly what?: string }

/**
 * What an account's owner is told: that an agent is inside, may change something, asks to come in, or was let in by somebody
 * else's word.
 */
export async function supportLetter(kind: 'entered' | 'asked' | 'override' | 'change', about: About): Promise<Letter> {
  const t = await getTranslations('supportMail')
  const said = { brand: brand().name, ...about }
  const text = [
    t(`${kind}.text`, said),
    t(about.ticket === '' ? 'whyNoTicket' : 'why', said),
    t(`${kind}.end`, { address: pageAddress('/support-access') }),
  ]
  return { subject: t(`${kind}.subject`, said), text: text.join('\n\n') }
}
