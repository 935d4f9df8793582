import { useTranslations } from 'next-intl'
import type { PaySeveralView } from '@/lib/schemas/pay'
import { AppLink } from '../layout/app-link'
import { Banner } from '../ui/banner'

/** What was chosen and is not paid here, each with its reason. */
export function RemovedInvoices({ removed }: Pick<PaySeveralView, 'removed'>) {
  const t = useTranslations('paySeveral')
  if (removed.length === 0) return null
  return (
    <Banner tone="info" title={t('removedTitle')}>
      <ul className="list-disc space-y-1 ps-5">
        {removed.map(({ id, number, reason, by }) => (
          <li key={id}>
            {t(`removed.${reason}`, { number, by: String(by ?? '') })}
            {by !== null && (
              <>
                {' '}
                <AppLink href={`/invoices/${by}/pay`}>{t('payOne', { number: String(by) })}</AppLink>
              </>
            )}
          </li>
        ))}
      </ul>
    </Banner>
  )
}
