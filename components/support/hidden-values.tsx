import { useTranslations } from 'next-intl'
import { isMasked } from '@/lib/mask'
import type { Action } from '@/lib/result'
import type { HiddenValue } from '@/lib/schemas/support-reveal'
import { Section } from '../ui/card'
import { Data } from '../ui/text'
import { Reveal } from './reveal'

type Place = { readonly location: string; readonly client: number }

type HiddenProps = Place & { values: readonly HiddenValue[]; reveal: Action<string> }

/** One of them, where its name stands beside it already. */
export function Hidden({ value, location, client, reveal }: Place & { value: HiddenValue; reveal: Action<string> }) {
  const t = useTranslations('hidden')
  const { what, of, masked, about = '' } = value
  const name = [t(`what.${what}`), about].filter(Boolean).join(' ')
  return (
    <Reveal
      action={reveal}
      fields={{ client: String(client), location, what, of: String(of) }}
      masked={masked}
      words={{ show: t('show'), showLabel: t('showLabel', { name }), showing: t('showing') }}
    />
  )
}

/** Under a page that an agent sees in a customer's place: what is hidden on it. */
export function HiddenValues({ values, ...rest }: HiddenProps) {
  const t = useTranslations('hidden')
  // Whoever may change them sees them in the form.
  const known = values.filter(({ masked }) => isMasked(masked))
  if (known.length === 0) return null
  return (
    <Section id="hidden" title={t('title')} className="mt-6 max-w-[52rem]">
      <p className="mb-3 text-meta text-muted">{t('intro')}</p>
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[12rem_1fr] sm:items-baseline">
        {known.map((value) => (
          <div key={`${value.what} ${value.of}`} className="contents">
            <dt className="text-muted max-sm:mt-2">
              {t(`what.${value.what}`)} {value.about && <Data>{value.about}</Data>}
            </dt>
            <dd>
              <Hidden value={value} {...rest} />
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
