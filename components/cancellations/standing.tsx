import { useLocale, useTranslations } from 'next-intl'
import { formatDate } from '@/lib/dates'
import type { KnownRequest } from '@/lib/schemas/cancellation'
import { AppLink } from '../layout/app-link'
import { Banner } from '../ui/banner'
import { AskedLine } from './asked-line'

type StandingProps = {
  request: KnownRequest
  /** Whether the viewer holds `orders`: without it there is no way to withdraw and no list. */
  mayWithdraw: boolean
}

/** Where a cancellation stands, with the way to take it back. Nothing for one that is over or was withdrawn. */
export function Standing({ request, mayWithdraw }: StandingProps) {
  const t = useTranslations('standing')
  const words = useStandingWords(request)
  if (!words) return null
  const { state, withdrawal, serviceId } = request
  return (
    <Banner tone={state === 'withdrawal_asked' ? 'info' : 'warn'} title={words.title}>
      {withdrawal && state !== 'withdrawal_asked' && <p>{t('closed')}</p>}
      {withdrawal && (
        <p className="font-semibold">
          <AskedLine asked={withdrawal} />
        </p>
      )}
      <p>{words.text}</p>
      {mayWithdraw && (
        <p className="flex flex-wrap gap-x-6">
          {state !== 'withdrawal_asked' && (
            <AppLink href={`/services/${serviceId}/withdraw`} className="inline-flex min-h-11 items-center">
              {t('withdraw')}
            </AppLink>
          )}
          <AppLink href="/cancellations" className="inline-flex min-h-11 items-center">
            {t('all')}
          </AppLink>
        </p>
      )}
    </Banner>
  )
}

function useStandingWords({ state, endsOn }: KnownRequest): { title: string; text: string } | null {
  const t = useTranslations('standing')
  const locale = useLocale()
  const date = endsOn === null ? null : formatDate(endsOn, locale)
  if (state === 'ended' || state === 'withdrawn') return null
  if (state === 'withdrawal_asked') {
    return { title: t('asked'), text: date === null ? t('askedText') : t('askedEndsOn', { date }) }
  }
  return date === null
    ? { title: t('requested'), text: t('requestedText') }
    : { title: t('endsOn', { date }), text: t('endsOnText') }
}
