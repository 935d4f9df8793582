import { getTranslations } from 'next-intl/server'
import { AccountList } from '@/components/accounts/account-list'
import { Done } from '@/components/form/done'
import { AppLink } from '@/components/layout/app-link'
import { PageTitle } from '@/components/layout/page-title'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { brand } from '@/server/brand'
import { readSession } from '@/server/page'
import { listAccounts } from '@/server/use-cases/accounts'
import { isAnotherAccountOffered } from '@/server/use-cases/another-account'
import { chooseAccount } from '../actions'

export default async function AccountsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [t, leave, params] = await Promise.all([getTranslations('accounts'), getTranslations('leave'), searchParams])
  return readSession(listAccounts, (accounts, { clientId, person }) => (
    <div className="max-w-[40rem]">
      <PageTitle>{`${t('title')} – ${brand().name}`}</PageTitle>
      {params['left'] !== undefined && <Done title={leave('done')} />}
      {params['opened'] !== undefined && <Done title={t('opened')} />}
      <h1 className="mb-6 text-h1 sm:text-h1-wide">{t('title')}</h1>
      <AccountList accounts={accounts} chooseAccount={chooseAccount} />
      {clientId !== null && isAnotherAccountOffered(person.kind) && (
        <p className="mt-6">
          <AppLink href="/accounts/new" className="inline-flex min-h-11 items-center">
            {t('another')}
          </AppLink>
        </p>
      )}
    </div>
  ))
}
