import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { FundsLimits } from '@/lib/funds'
import { mostFunds } from '@/lib/funds'
import type { Currency, Decimal } from '@/lib/money'
import { formatMoney } from '@/lib/money'
import type { Action } from '@/lib/result'
import type { BillingPlace } from '@/lib/schemas/billing-place'
import type { FundsAdded, FundsPage } from '@/lib/schemas/funds'
import { PageHeading } from '../account/page-heading'
import { ActionButton } from '../form/action-button'
import { errorWords } from '../layout/error-words'
import { PageTitle } from '../layout/page-title'
import { useFrameWords } from '../profile/profile-errors'
import { Money } from '../ui/money'
import { Data } from '../ui/text'
import { FundsForm } from './funds-form'
import { FundsNotices, FundsStanding } from './funds-notices'

type AddFundsPageProps = {
  page: FundsPage
  addFunds: Action<FundsAdded>
  openFundsPage: Action
  makeIntent: () => string
  /** What became of asking for automatic top-ups, right after it. */
  automatic: 'asked' | 'failed' | null
  brandName: string
}

/** Putting money into the account: what may be added is said before anything is typed. */
export function AddFundsPage({ page, addFunds, openFundsPage, makeIntent, automatic, brandName }: AddFundsPageProps) {
  const t = useTranslations('funds')
  const { standing, balance, currency, place } = page
  const heading = (
    <>
      <PageHeading title={t('title')} back={{ href: '/credit', label: t('back') }} />
      <FundsNotices page={page} automatic={automatic} />
      <p className="mb-2">{t.rich('have', { balance: () => <Money amount={balance} currency={currency} /> })}</p>
    </>
  )
  const open = standing.kind === 'open' ? standing : null
  const there = open !== null || (standing.kind === 'closed' && standing.why === 'no_sign_in')
  return (
    <div className="max-w-[40rem]">
      {open ? (
        <OpenFunds {...{ page, open, brandName, heading }} action={addFunds} intent={makeIntent()} />
      ) : (
        <>
          <PageTitle>{`${t('title')} – ${brandName}`}</PageTitle>
          {heading}
          {standing.kind !== 'open' && <FundsStanding standing={standing} />}
        </>
      )}
      {there && <Elsewhere place={place} open={openFundsPage} intent={makeIntent()} />}
    </div>
  )
}

type OpenFundsProps = Pick<AddFundsPageProps, 'page' | 'brandName'> & {
  open: Extract<FundsPage['standing'], { kind: 'open' }>
  action: Action<FundsAdded>
  intent: string
  heading: ReactNode
}

function OpenFunds({ page, open: { limits, offers }, brandName, heading, ...submission }: OpenFundsProps) {
  const t = useTranslations('funds')
  const { currency, newest, asked, orderRequired } = page
  return (
    <FundsForm
      {...submission}
      limits={limits}
      offers={offers.map((value) => ({ value, text: formatMoney(value, currency) }))}
      newest={String(newest)}
      hint={<Limits {...{ limits, currency, orderRequired }} />}
      mayAsk={asked === null}
      words={{ ...useFrameWords(t('title'), brandName), ...useFundsWords(currency) }}
      errors={useFundsErrors(limits, currency)}
      heading={
        <>
          {heading}
          <p className="mb-6 text-muted">{t('effect')}</p>
        </>
      }
    />
  )
}

function useFundsWords(currency: Currency) {
  const t = useTranslations('funds')
  return {
    legend: t('legend'),
    other: t('other'),
    amount: t('amount', { currency: currency.code }),
    automatic: t('automatic'),
    automaticHint: t('automaticHint'),
    submit: t('submit'),
    sending: t('sending'),
  }
}

function useFundsErrors({ minimum, maximum, ceiling }: FundsLimits, currency: Currency) {
  const t = useTranslations('funds')
  const e = useTranslations('errors')
  const words = errorWords(
    e,
    'operation_open',
    'asked_already',
    'client_area_closed',
    'funds_choice',
    'funds_amount',
    'funds_format',
    'funds_minimum',
    'funds_maximum',
    'funds_ceiling',
    'funds_closed',
    'funds_refused',
  )
  // Set apart, so that it reads from left to right inside an Arabic sentence too.
  const money = (amount: Decimal) => `\u2066${formatMoney(amount, currency)}\u2069`
  return {
    ...words,
    changed_meanwhile: t('meanwhile'),
    ...(minimum !== null && { funds_minimum: t('belowMinimum', { amount: money(minimum) }) }),
    ...(maximum !== null && { funds_maximum: t('aboveMaximum', { amount: money(maximum) }) }),
    ...(ceiling !== null && { funds_ceiling: t('aboveCeiling', { amount: money(ceiling) }) }),
  }
}

function Limits({
  limits,
  currency,
  orderRequired,
}: {
  limits: FundsLimits
  currency: Currency
  orderRequired: boolean
}) {
  const t = useTranslations('funds')
  const { minimum, ceiling } = limits
  const most = mostFunds(limits)
  const money = (amount: Decimal | null) =>
    function Part(): ReactNode {
      return amount !== null && <Money amount={amount} currency={currency} />
    }
  const range = { least: money(minimum), most: money(most) }
  return (
    <>
      {minimum !== null && most !== null && t.rich('between', range)}
      {minimum !== null && most === null && t.rich('atLeast', range)}
      {minimum === null && most !== null && t.rich('atMost', range)}
      {ceiling !== null && <> {t.rich('ceiling', { ceiling: money(ceiling) })}</>}
      {orderRequired && <> {t('orderRequired')}</>}
    </>
  )
}

/** WHMCS's own page for the same. It stays in sight, for when its form cannot be used from here. */
function Elsewhere({ place, open, intent }: { place: BillingPlace; open: Action; intent: string }) {
  const t = useTranslations('funds')
  const host = () => <Data>{place.host}</Data>
  return (
    <div className="mt-8 space-y-1 border-t border-line pt-4 text-muted">
      <p>{t.rich(place.signsOn ? 'elsewhere' : 'elsewhereSignIn', { host })}</p>
      <ActionButton
        action={open}
        intent={intent}
        look={place.signsOn ? 'link' : 'filled'}
        className={place.signsOn ? 'px-0' : ''}
        label={t('open')}
        pendingLabel={t('opening')}
      />
    </div>
  )
}
