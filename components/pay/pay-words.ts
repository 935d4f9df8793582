import { useTranslations } from 'next-intl'
import { errorWords } from '../layout/error-words'

/** What a payment can be refused for. A figure that changed is no edit of somebody else's. */
export function usePayErrors(): Readonly<Record<string, string>> {
  const t = useTranslations('pay')
  const words = errorWords(
    useTranslations('errors'),
    'choice',
    'not_unpaid',
    'operation_open',
    'mass_pay_requires_2_invoices',
    'client_area_closed',
  )
  return { ...words, changed_meanwhile: t('changed'), connection_lost: t('offline') }
}
