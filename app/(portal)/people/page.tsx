import { getTranslations } from 'next-intl/server'
import { Done } from '@/components/form/done'
import { PageTitle } from '@/components/layout/page-title'
import { PeopleList } from '@/components/people/people-list'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { brand } from '@/server/brand'
import { newIntent, read } from '@/server/page'
import { listPeople } from '@/server/use-cases/people'
import { removePerson } from './actions'

const SAVED = ['invited', 'added', 'changed', 'password', 'removed'] as const

export default async function PeoplePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [t, params] = await Promise.all([getTranslations('people'), searchParams])
  const saved = SAVED.find((what) => what === params['saved'])
  return read('owner', listPeople, (page) => (
    <>
      <PageTitle>{`${t('title')} – ${brand().name}`}</PageTitle>
      {saved && <Done title={t(`saved.${saved}`)} />}
      <PeopleList page={page} removePerson={removePerson} makeIntent={newIntent} />
    </>
  ))
}
