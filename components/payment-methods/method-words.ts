import { useTranslations } from 'next-intl'
import type { StoredMethod } from '@/lib/schemas/money'
import type { RemoveWords } from '../form/remove'

export function isBank({ type }: Pick<StoredMethod, 'type'>): boolean {
  return type.endsWith('BankAccount')
}

/** What a stored method is called: never by more than its last four digits. */
export function useMethodName(): (method: StoredMethod) => string {
  const t = useTranslations('paymentMethods')
  return (method) => {
    const { brand, lastFour, bank } = method
    if (isBank(method)) return bank || t('bankAccount')
    if (lastFour === '') return brand || t('card')
    return brand === '' ? t('cardEnding', { digits: lastFour }) : t('brandEnding', { brand, digits: lastFour })
  }
}

export function useRemoveWords(method: StoredMethod): RemoveWords {
  const t = useTranslations('paymentMethods')
  const name = useMethodName()(method)
  return {
    open: t('remove'),
    openLabel: t('removeLabel', { name }),
    title: t('removeTitle', { name }),
    effects: [t('removeEffect'), t('removeCharge')],
    confirm: t('removeConfirm'),
    removing: t('removing'),
    keep: t('keep'),
  }
}
