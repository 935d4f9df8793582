import 'server-only'
import { getLocale, getTranslations } from 'next-intl/server'
import { formatDate, formatMoment } from '@/lib/dates'
import { formatMoney } from '@/lib/money'
import type { CancelInput } from '@/lib/schemas/cancel'
import { languageOf } from './i18n/language'
import { sendMail } from './mail'
import { pageAddress } from './request'
import type { Cancelled } from './use-cases/cancel'

/**
 * What was asked for, when, and its reference, for somebody to keep (Directive (EU) 2023/2673, Article 11a; §312k (4)
 * BGB).
 * @param language WHMCS's name of the account's language, when somebody of support asked for it; null for the language of
 *   whoever asks
 * @returns what sends it
 */
export async function confirmCancellation(
  to: string,
  done: Cancelled,
  { reason, details }: CancelInput,
  language: string | null = null,
): Promise<() => Promise<void>> {
  const locale = language === null ? await getLocale() : languageOf(language)
  const [t, c] = await Promise.all([
    getTranslations({ locale, namespace: 'cancelMail' }),
    getTranslations({ locale, namespace: 'cancel' }),
  ])
  const { refund } = done
  const money =
    refund.kind === 'amount'
      ? t(`refund.${refund.goes}`, { amount: formatMoney(refund.amount, done.currency) })
      : t(refund.kind === 'staff' ? 'refundStaff' : 'noRefund')
  const why = [reason === '' ? '' : c(`reasons.${reason}`), details].filter(Boolean).join('\n')
  const text = [
    t('received', { time: formatMoment(done.at, locale), name: done.name }),
    t(done.type, { date: formatDate(done.endsOn, locale) }),
    money,
    why && t('reason', { reason: why }),
    t('reference', { ref: done.reference }),
    t('next', { address: pageAddress(`/services/${done.service}/cancel`) }),
  ]
  const letter = { subject: t('subject', { name: done.name }), text: text.filter(Boolean).join('\n\n') }
  return () => sendMail(to, letter)
}
