import { useTranslations } from 'next-intl'
import { CustomerSearch } from './customer-search'

export function SearchBar({ q = '', first = false }: { q?: string; first?: boolean }) {
  const t = useTranslations('agent')
  return (
    <CustomerSearch q={q} first={first} words={{ label: t('search'), hint: t('searchHint'), submit: t('searchGo') }} />
  )
}
