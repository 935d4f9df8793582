import { useLocale, useTranslations } from 'next-intl'
import { EMAIL_KINDS } from '@/lib/schemas/contact'
import { CANCEL_TYPES } from '@/lib/schemas/cancel'
import type { SupportChange, SupportVisit } from '@/lib/schemas/support'
import { useEventName } from '../security/event-names'
import { Moment } from '../ui/moment'
import { Data } from '../ui/text'

/** What the agent was let change, and what they changed. Names and addresses are in no trail: of them it is said that they changed. */
export function VisitChanges({ visit: { writings, changes } }: { visit: SupportVisit }) {
  const t = useTranslations('supportAccess')
  const nameOf = useEventName()
  return (
    <>
      {writings.map(({ class: kind, reason, startedAt }) => (
        <p key={startedAt.getTime()} className="wrap-anywhere">
          {t.rich('mayChange', {
            what: t(`classes.${kind}`),
            time: () => <Moment at={startedAt} />,
            reason: () => <Data>{reason}</Data>,
          })}
        </p>
      ))}
      {changes.length > 0 && (
        <ul className="mt-2 space-y-2 border-s-2 border-line ps-3">
          {changes.map((change) => (
            <li key={change.seq}>
              <p>
                <span className="font-semibold">{nameOf(change.event)}</span> · <Target target={change.target} />
                {change.outcome !== 'done' && (
                  <span className="ms-2 text-meta text-bad">{t(`outcomes.${change.outcome}`)}</span>
                )}
              </p>
              <p className="text-meta text-muted">
                <Moment at={change.at} />
              </p>
              {change.fields.length > 0 && (
                <ul className="text-meta">
                  {change.fields.map((field) => (
                    <li key={field.name}>
                      <ChangedField field={field} />
                    </li>
                  ))}
                </ul>
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

const KINDS = ['contact', 'client', 'service', 'cancellation'] as const

function Target({ target }: { target: string }) {
  const t = useTranslations('supportAccess')
  const [kind, id = ''] = target.split(':')
  const known = KINDS.find((one) => one === kind)
  if (!known) return <Data>{target}</Data>
  if (id === 'new') return t('newContact')
  return t.rich(`targets.${known}`, { id: () => <Data>{id}</Data> })
}

const FIELDS = [
  'firstName',
  'lastName',
  'company',
  'email',
  'phone',
  'address1',
  'address2',
  'city',
  'state',
  'postcode',
  'country',
  'taxId',
  'emails',
  'type',
  'endsOn',
  'name',
] as const

function ChangedField({ field: { name, was, now } }: { field: SupportChange['fields'][number] }) {
  const t = useTranslations('supportAccess')
  const valueOf = useValue(name)
  const label = t(`fields.${FIELDS.find((one) => one === name) ?? 'other'}`)
  if (was === null || now === null) return t('changed', { field: label })
  const values = { field: label, was: () => <Data>{valueOf(was)}</Data>, now: () => <Data>{valueOf(now)}</Data> }
  if (was === '') return t.rich('set', values)
  return now === '' ? t.rich('emptied', values) : t.rich('fromTo', values)
}

/** A value of the trail in the reader's words. */
function useValue(field: string): (value: string) => string {
  const t = useTranslations()
  const locale = useLocale()
  if (field === 'country') {
    const names = new Intl.DisplayNames([locale, 'en'], { type: 'region', fallback: 'code' })
    return (value) => (/^[A-Z]{2}$/.test(value) ? (names.of(value) ?? value) : value)
  }
  if (field === 'emails') {
    return (value) =>
      EMAIL_KINDS.flatMap((kind) => (value.split(',').includes(kind) ? t(`contacts.kinds.${kind}`) : [])).join(', ')
  }
  if (field === 'type') {
    return (value) => {
      const known = CANCEL_TYPES.find((one) => one === value)
      return known ? t(`supportAccess.types.${known}`) : value
    }
  }
  return (value) => value
}
