import { getTranslations } from 'next-intl/server'
import { Done } from '@/components/form/done'
import { PageTitle } from '@/components/layout/page-title'
import { PanelFailed } from '@/components/layout/unavailable'
import { AccountSummary, OwnSummary } from '@/components/profile/profile-summary'
import { HiddenValues } from '@/components/support/hidden-values'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { brand } from '@/server/brand'
import { newIntent, panel, signedInPage } from '@/server/page'
import { getOwnDetails } from '@/server/use-cases/own-details'
import { getProfileOverview } from '@/server/use-cases/profile'
import { reveal } from '../../agent/clients/[clientId]/actions'
import { openBillingSite } from './actions'

const SAVED = ['details', 'preferences', 'contact', 'you', 'signInEmail'] as const

/** Who is signed in, and what the account says about itself: two things that WHMCS keeps apart since 8.0. */
export default async function ProfilePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [t, params] = await Promise.all([getTranslations('profile'), searchParams])
  const saved = SAVED.find((what) => what === params['saved'])
  const failed = (reference: string) => <PanelFailed reference={reference} />
  const [, you, account] = await Promise.all([
    signedInPage(),
    panel('signed-in', getOwnDetails, (own) => <OwnSummary own={own} />, failed),
    panel(
      'profile',
      getProfileOverview,
      (profile, { support, location, clientId }) => (
        <>
          <AccountSummary {...profile} openBillingSite={openBillingSite} intent={newIntent()} />
          {support && (
            <HiddenValues
              {...{ location, client: clientId, reveal }}
              values={[
                { what: 'phone', of: clientId, masked: profile.client.phone },
                { what: 'taxId', of: clientId, masked: profile.client.taxId },
              ]}
            />
          )}
        </>
      ),
      failed,
    ),
  ])
  return (
    <>
      <PageTitle>{`${t('title')} – ${brand().name}`}</PageTitle>
      {saved && <Done title={t(`saved.${saved}`)} />}
      <h1 className="mb-6 text-h1 sm:text-h1-wide">{t('title')}</h1>
      <div className="max-w-[52rem] space-y-6">
        {you}
        {account}
      </div>
    </>
  )
}
