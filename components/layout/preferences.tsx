import { useLocale, useTranslations } from 'next-intl'
import { LOCALES } from '@/lib/i18n/locales'
import type { Theme } from '@/lib/preferences'
import { THEMES } from '@/lib/preferences'
import type { Action } from '@/lib/result'
import { ActionButton } from '../form/action-button'
import { LocaleForm } from './locale-form'
import { errorWords } from './error-words'

export type PreferenceActions = { readonly setLocale: Action; readonly setTheme: Action }

/** Language and appearance: on every page, in the same place. Nothing happens on merely choosing (WCAG 3.2.2). */
export function Preferences({ theme, actions }: { theme: Theme; actions: PreferenceActions }) {
  const t = useTranslations('app')
  const words = errorWords(useTranslations('errors'))
  return (
    <div className="flex flex-wrap items-end gap-x-8 gap-y-4">
      <LocaleForm
        action={actions.setLocale}
        current={useLocale()}
        options={LOCALES.map(({ code, name }) => ({ code, name }))}
        words={{ label: t('language'), apply: t('apply') }}
      />
      <div role="group" aria-label={t('theme')}>
        <p aria-hidden className="mb-1 text-meta text-muted">
          {t('theme')}
        </p>
        <div className="flex w-fit overflow-hidden rounded border border-control">
          {THEMES.map((choice) => (
            <ActionButton
              key={choice}
              action={actions.setTheme}
              fields={{ theme: choice }}
              look={choice === theme ? 'filled' : 'plain'}
              label={t(`themes.${choice}`)}
              pressed={choice === theme}
              words={words}
              className="min-h-9 rounded-none px-3 py-1 text-meta focus-visible:-outline-offset-4"
            />
          ))}
        </div>
      </div>
    </div>
  )
}
