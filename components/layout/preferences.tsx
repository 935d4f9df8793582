import { useLocale, useTranslations } from 'next-intl'
import { LOCALES } from '@/lib/i18n/locales'
import type { Theme } from '@/lib/preferences'
import { THEMES } from '@/lib/preferences'
import type { Action } from '@/lib/result'
import { LocaleForm } from './locale-form'
import { ThemeForm } from './theme-form'

export type PreferenceActions = { readonly setLocale: Action; readonly setTheme: Action }

/** Language and appearance: on every page, in the same place. Nothing happens on merely choosing (WCAG 3.2.2). */
export function Preferences({ theme, actions }: { theme: Theme; actions: PreferenceActions }) {
  const t = useTranslations('app')
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
        <ThemeForm
          action={actions.setTheme}
          current={theme}
          choices={THEMES.map((choice) => ({ theme: choice, label: t(`themes.${choice}`) }))}
        />
      </div>
    </div>
  )
}
