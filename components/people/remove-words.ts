import { useTranslations } from 'next-intl'
import type { RemoveWords } from '../form/remove'
import type { PeopleKind } from './people-list'

export function useRemoveWords(name: string, kind: PeopleKind): RemoveWords {
  const t = useTranslations('person')
  const list = useTranslations('people')
  return {
    open: list('remove'),
    openLabel: list('removeLabel', { name }),
    title: t('removeTitle', { name }),
    effects: [t('removeEffect'), t(`removeStays.${kind}`)],
    confirm: t('removeConfirm'),
    removing: t('removing'),
    keep: t('keep'),
  }
}
