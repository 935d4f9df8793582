import { CircleCheck } from '../ui/icons'
import { useTranslations } from 'next-intl'
import type { Currency } from '@/lib/money'
import { isZero } from '@/lib/money'
import type { Client, InvoiceCounts } from '@/lib/schemas/client'
import { AppLink } from '../layout/app-link'
import { buttonClass } from '../ui/button'
import { Section } from '../ui/card'
import { Money } from '../ui/money'
import { Data } from '../ui/text'

type DuePanelProps = { counts: InvoiceCounts; client: Client; currency: Currency }

/** The first thing a customer comes for: do I owe something? */
export function DuePanel({ counts, client, currency }: DuePanelProps) {
  const t = useTranslations('overview')
  return (
    <Section id="due" title={t('dueTitle')}>
      {counts.unpaid === 0 ? (
        <p className="flex items-center gap-2 text-ok">
          <CircleCheck aria-hidden className="size-5 shrink-0" strokeWidth={1.75} />
          {t('dueNothing')}
        </p>
      ) : (
        <div className="flex flex-wrap items-end justify-between gap-4">
          <div>
            <p className="figures text-figure font-semibold">
              <Data>{counts.dueBalance}</Data>
            </p>
            <p className="text-muted">
              {t('dueCount', { count: counts.unpaid })}
              {counts.overdue > 0 && (
                <span className="font-semibold text-bad"> · {t('dueOverdue', { count: counts.overdue })}</span>
              )}
            </p>
          </div>
          <AppLink href="/invoices?status=unpaid" className={buttonClass('filled')}>
            {t('dueSee')}
          </AppLink>
        </div>
      )}
      {!isZero(client.credit) && (
        <p className="mt-4 border-t border-line pt-4 text-muted">
          {t.rich('credit', {
            money: () => (
              <AppLink href="/credit" className="inline-flex min-h-6 items-center">
                <Money amount={client.credit} currency={currency} />
              </AppLink>
            ),
          })}
        </p>
      )}
    </Section>
  )
}
