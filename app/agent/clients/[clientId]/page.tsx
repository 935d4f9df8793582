import type { ReactNode } from 'react'
import { getTranslations } from 'next-intl/server'
import { SearchBar } from '@/components/agent/search-bar'
import { SheetFacts, SheetHead } from '@/components/agent/sheet-head'
import {
  CancellationsPanel,
  EventsPanel,
  InvoicesPanel,
  PeoplePanel,
  ServicesPanel,
  TicketsPanel,
} from '@/components/agent/sheet-panels'
import { PageTitle } from '@/components/layout/page-title'
import { PanelFailed } from '@/components/layout/unavailable'
import { Banner } from '@/components/ui/banner'
import type { SearchParams } from '@/lib/schemas/invoice-query'
import { single } from '@/lib/schemas/invoice-query'
import { agentPanel, agentRead } from '@/server/agents/page'
import type { OpenedSheet } from '@/server/agents/sheet'
import * as sheets from '@/server/agents/sheet'
import { brand } from '@/server/brand'
import { locationName } from '@/server/locations'
import { idParam } from '@/server/page'
import { reveal } from './actions'

type Props = { params: Promise<{ clientId: string }>; searchParams: Promise<SearchParams> }

/** All that a question on the phone needs, without being the customer. Nothing here can be changed. */
export default async function ClientSheetPage({ params, searchParams }: Props) {
  const [t, { clientId }, query] = await Promise.all([getTranslations('agent'), params, searchParams])
  return agentRead(
    'agent',
    (agent) => sheets.openSheet(agent, single(query, 'location'), idParam(clientId)),
    (sheet) => (
      <>
        <SearchBar />
        {sheet ? (
          <Sheet sheet={sheet} />
        ) : (
          <>
            <PageTitle>{`${t('title')} – ${brand().name}`}</PageTitle>
            <h1 className="mb-4 text-h2">{t('title')}</h1>
            <Banner tone="warn" title={t('limited')} />
          </>
        )}
      </>
    ),
  )
}

function Part<T>({ load, show }: { load: () => Promise<T>; show: (data: T) => ReactNode }) {
  return agentPanel('agent', load, show, (reference) => <PanelFailed reference={reference} />)
}

/** The parts are asked for together, once the account is on record, and each fails alone. */
function Sheet({ sheet }: { sheet: OpenedSheet }) {
  const { currency, today } = sheet
  const head = { ...sheet, place: locationName(sheet.location), brandName: brand().name, reveal }
  return (
    <>
      <SheetHead {...head} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="space-y-4">
          <SheetFacts {...head} />
          <Part load={() => sheets.sheetPeople(sheet)} show={(people) => <PeoplePanel people={people} />} />
          <Part
            load={() => sheets.sheetServices(sheet)}
            show={(data) => <ServicesPanel {...data} currency={currency} />}
          />
        </div>
        <div className="space-y-4">
          <Part
            load={() => sheets.sheetInvoices(sheet)}
            show={(data) => <InvoicesPanel {...data} currency={currency} today={today} />}
          />
          <Part load={() => sheets.sheetTickets(sheet)} show={(data) => <TicketsPanel {...data} />} />
          <Part load={() => sheets.sheetCancellations(sheet)} show={(data) => <CancellationsPanel {...data} />} />
          <Part load={() => sheets.sheetEvents(sheet)} show={(events) => <EventsPanel events={events} />} />
        </div>
      </div>
    </>
  )
}
