import { useTranslations } from 'next-intl'
import type { Action } from '@/lib/result'
import { ActionButton } from '../form/action-button'
import { errorWords } from '../layout/error-words'
import { Banner } from '../ui/banner'
import { Section } from '../ui/card'
import { Moment } from '../ui/moment'
import { Data } from '../ui/text'
import type { Named } from './audit-filters'
import { BlockForm } from './block-form'

type Stop = {
  readonly account: { readonly location: string; readonly client: number } | null
  readonly at: Date
  readonly by: string
}

type SupportSwitchesProps = {
  stops: readonly Stop[]
  /** False when the configuration says so: no button changes that. */
  configured: boolean
  names: Readonly<Record<string, string>>
  locations: readonly Named<string>[]
  actions: Readonly<Record<'stopAll' | 'allowAll' | 'block' | 'unblock', Action>>
}

/** Where no agent gets in. */
export function SupportSwitches({ stops, configured, names, locations, actions }: SupportSwitchesProps) {
  const t = useTranslations('audit')
  const e = useTranslations('errors')
  const everywhere = stops.find(({ account }) => account === null)
  return (
    <Section id="switches" title={t('switches')}>
      {!configured && <Banner tone="warn" title={t('offByConfiguration')} />}
      {configured && everywhere && (
        <Banner tone="warn" title={t('stopped')}>
          <p>
            <Moment at={everywhere.at} /> · <Data>{names[everywhere.by] ?? everywhere.by}</Data>
          </p>
          <ActionButton action={actions.allowAll} look="outlined" label={t('allowAll')} />
        </Banner>
      )}
      {configured && !everywhere && (
        <>
          <p className="text-muted">{t('running')}</p>
          <ActionButton action={actions.stopAll} look="danger" label={t('stopAll')} className="mt-2" />
        </>
      )}
      <h3 className="mt-5 mb-1 font-semibold">{t('blocked')}</h3>
      <Blocked {...{ stops, names, locations }} unblock={actions.unblock} />
      <BlockForm
        action={actions.block}
        locations={locations}
        errors={errorWords(e, 'client_number', 'choice')}
        words={{
          summary: e('summary'),
          account: t('client'),
          place: t('location'),
          submit: t('block'),
          sending: t('blocking'),
        }}
      />
    </Section>
  )
}

type BlockedProps = Pick<SupportSwitchesProps, 'stops' | 'names' | 'locations'> & { unblock: Action }

function Blocked({ stops, names, locations, unblock }: BlockedProps) {
  const t = useTranslations('audit')
  const blocked = stops.flatMap(({ account, ...rest }) => (account ? [{ ...account, ...rest }] : []))
  if (blocked.length === 0) return <p className="text-muted">{t('noneBlocked')}</p>
  return (
    <ul className="divide-y divide-line">
      {blocked.map(({ location, client, at, by }) => {
        const place = locations.length > 1 ? `#${client}, ${location}` : `#${client}`
        return (
          <li key={place} className="flex flex-wrap items-center justify-between gap-x-4 py-1">
            <p>
              <Data className="figures font-semibold">{place}</Data> · <Moment at={at} /> ·{' '}
              <Data>{names[by] ?? by}</Data>
            </p>
            <ActionButton
              action={unblock}
              fields={{ place: location, account: String(client) }}
              look="link"
              label={t('unblock')}
              ariaLabel={t('unblockNamed', { place })}
            />
          </li>
        )
      })}
    </ul>
  )
}
