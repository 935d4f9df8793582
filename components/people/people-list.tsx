import { useTranslations } from 'next-intl'
import type { Action } from '@/lib/result'
import type { AccountPerson } from '@/lib/schemas/person'
import { AppLink } from '../layout/app-link'
import { buttonClass } from '../ui/button'
import { UserPlus } from '../ui/icons'
import { PeopleTable } from './people-table'

export type PeopleKind = 'users' | 'subaccounts'

export type PersonRow = {
  readonly id: number | null
  readonly person: AccountPerson
  readonly you: boolean
  readonly fixed: 'owner' | 'self' | null
}

type PeopleListProps = {
  page: { readonly rows: readonly PersonRow[]; readonly kind: PeopleKind }
  removePerson: Action
  makeIntent: () => string
}

export function PeopleList({ page: { rows, kind }, removePerson, makeIntent }: PeopleListProps) {
  const t = useTranslations('people')
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <h1 className="text-h1 sm:text-h1-wide">{t('title')}</h1>
        <AppLink href="/people/invite" className={buttonClass('filled')}>
          <UserPlus aria-hidden className="size-5" strokeWidth={1.75} />
          {t(`add.${kind}`)}
        </AppLink>
      </div>
      <p className="mb-6 text-muted">{t('intro')}</p>
      <PeopleTable {...{ rows, kind, removePerson, makeIntent }} />
      {rows.length === 1 && <p className="mt-4 text-muted">{t(`empty.${kind}`)}</p>}
      {kind === 'users' && <p className="mt-4 max-w-[40rem] text-meta text-muted">{t('pending')}</p>}
    </>
  )
}
