import { getTranslations } from 'next-intl/server'
import { PageTitle } from '@/components/layout/page-title'
import { PanelFailed } from '@/components/layout/unavailable'
import { Devices } from '@/components/security/devices'
import { Events, SignIns } from '@/components/security/history'
import { PasswordPanel } from '@/components/security/password-panel'
import { parseId } from '@/lib/ids'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { brand } from '@/server/brand'
import { newIntent, panel, sessionPanel, signedInPage } from '@/server/page'
import { getSignIns, listEvents } from '@/server/use-cases/security'
import { canOpenBillingPages } from '@/server/use-cases/hand-over'
import { openBillingSite } from '../profile/actions'
import { endDevice, endOthers } from './actions'

/** Who can get in: password, devices, the last sign-ins; and for the owner what was done in the account. */
export default async function SecurityPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const [t, params] = await Promise.all([getTranslations('security'), searchParams])
  const before = parseId(params['before']) ?? undefined
  const failed = (reference: string) => <PanelFailed reference={reference} />
  const [, signIns, password, events] = await Promise.all([
    signedInPage(),
    sessionPanel(
      getSignIns,
      ({ devices, signIns: rows }) => (
        <>
          <Devices devices={devices} endDevice={endDevice} endOthers={endOthers} />
          <SignIns signIns={rows} />
        </>
      ),
      failed,
    ),
    panel(
      'signed-in',
      canOpenBillingPages,
      (possible) => <PasswordPanel open={openBillingSite} intent={newIntent()} possible={possible} />,
      failed,
    ),
    panel(
      'owner',
      (viewer) => listEvents(viewer, before),
      (page) => <Events {...page} first={before === undefined} />,
      failed,
    ),
  ])
  return (
    <>
      <PageTitle>{`${t('title')} – ${brand().name}`}</PageTitle>
      <h1 className="mb-6 text-h1 sm:text-h1-wide">{t('title')}</h1>
      <div className="max-w-[52rem] space-y-6">
        {password}
        {signIns}
        {events}
      </div>
    </>
  )
}
